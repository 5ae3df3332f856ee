"""A model that cannot be read says so, and what to do."""

import json

import pytest

from tests.transforms.attribution.stand_in import small_tokenizer
from transforms.attribution.tagger import BrokenModelError, from_bytes

TABLE = {"shape": [1], "data": "AAAAAA=="}
CONFIG = json.dumps({"name": "m", "linker": dict.fromkeys(("distance", "between", "out", "bias"), TABLE)})


@pytest.mark.parametrize(
    ("tokenizer", "config"),
    [
        ("{}", CONFIG),
        (small_tokenizer().to_str(), "{"),
        (small_tokenizer().to_str(), "{}"),
        (small_tokenizer().to_str(), CONFIG),
    ],
    ids=["tokenizer", "no-json", "empty-config", "model"],
)
def test_a_broken_part_is_named_as_a_broken_model(tokenizer: str, config: str) -> None:
    with pytest.raises(BrokenModelError, match="one export"):
        from_bytes(b"no model", tokenizer, config)
