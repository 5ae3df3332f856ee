"""A model that cannot be read says so, and what to do."""

import json
from dataclasses import replace

import numpy as np
import pytest

from tests.resources import shipped
from tests.transforms.attribution.stand_in import small_tokenizer
from transforms.attribution.model import ModelExtractor
from transforms.attribution.tagger import BrokenModelError, OnnxTagger, from_bytes
from transforms.attribution.windows import pieces_of, windows
from transforms.language.spans import Span

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


def test_windows_read_on_one_core_or_several_give_the_same_numbers() -> None:
    extractor = shipped().extractor
    assert isinstance(extractor, ModelExtractor) and isinstance(extractor.tagger, OnnxTagger)
    text = "“The ferry stops in March,” said Gruschko. Lowford's mayor denied it. " * 40
    cut = list(windows(pieces_of(text, [Span(0, len(text))], extractor.tagger.tokenizer)))
    one, two = (list(replace(extractor.tagger, cores=cores)(iter(cut))) for cores in (1, 2))
    assert len(one) == len(cut) > 2
    for alone, beside in zip(one, two, strict=True):
        assert all(np.array_equal(*both) for both in zip(alone, beside, strict=True))
