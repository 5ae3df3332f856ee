"""Parses documents once for claims and quantities: sentences never run across the edge of a zone."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from transforms.spans import straighten
from transforms.zones import Zone

BATCH: Final = 8
NEEDED: Final = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
"""Components of an English spaCy pipeline that claims and quantities read; leave the others out."""


def parsed(nlp: Language, texts: Iterable[tuple[str, Sequence[Zone]]]) -> Iterator[Doc]:
    """The parse of each text, in order: one token offset is one code point offset of the text."""
    yield from nlp.pipe((prepared(nlp, text, zones) for text, zones in texts), batch_size=BATCH)


def prepared(nlp: Language, text: str, zones: Sequence[Zone]) -> Doc:
    """The tokens of a text, with a sentence starting where a zone starts."""
    doc = nlp.make_doc(straighten(text))
    edges = sorted({zone.start for zone in zones} | {zone.end for zone in zones})
    place = 0
    for token in doc:
        while place < len(edges) and edges[place] <= token.idx:
            place += 1
            token.is_sent_start = True
    return doc
