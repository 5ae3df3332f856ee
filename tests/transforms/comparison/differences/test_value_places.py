"""Where a value stands: the innermost quote, the smallest claim, the sentence or sentences."""

import polars as pl
import pytest

from schemas.package import table
from tests.resources import shipped, with_analyses
from transforms.comparison.differences.value_places import ValuePlaces
from transforms.language.documents import AnalysedDocuments
from transforms.tables import Tables

TEXT = "The ferry stops in March, the port said. Eleven crews move. Nobody knew."


def at(part: str) -> int:
    return TEXT.index(part)


def frame(name: str, *rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([{"document_id": "d"} | row for row in rows], table(name).polars_schema)


def content(quote: str, part: str) -> dict[str, object]:
    return {"quote_id": quote, "role": "content", "start": at(part), "end": at(part) + len(part)}


def claim(key: str, part: str) -> dict[str, object]:
    return {"claim_id": key, "span_starts": [at(part)], "span_ends": [at(part) + len(part)]}


@pytest.fixture(scope="module")
def places() -> ValuePlaces:
    frames = {
        "texts": frame("texts", {"text": TEXT}),
        "zones": frame("zones", {"start": 0, "end": len(TEXT), "kind": "body"}),
        "quote_spans": frame(
            "quote_spans", content("outer", "The ferry stops in March"), content("inner", "in March")
        ),
        "claims": frame("claims", claim("all", TEXT[:-1]), claim("one", "Eleven crews move")),
    }
    tables = with_analyses(Tables().with_frames(frames))
    return ValuePlaces(tables, AnalysedDocuments(tables, shipped().analyser.vocab))


@pytest.mark.parametrize(("part", "quote"), [("ferry", "outer"), ("March", "inner"), ("port", None)])
def test_the_innermost_quote(places: ValuePlaces, part: str, quote: str | None) -> None:
    assert places.quote_at("d", at(part)) == quote
    assert places.quote_at("another", at(part)) is None


@pytest.mark.parametrize(("part", "found"), [("Eleven", "one"), ("ferry", "all")])
def test_the_smallest_claim(places: ValuePlaces, part: str, found: str) -> None:
    assert places.claim_at("d", at(part)) == found
    assert places.claim_at("another", at(part)) is None


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("March", "The ferry stops in March, the port said."),
        ("Eleven", "Eleven crews move."),
        ("crews move. Nobody", "Eleven crews move. Nobody knew."),
    ],
)
def test_the_sentence_or_the_sentences(places: ValuePlaces, part: str, sentence: str) -> None:
    assert places.sentence("d", at(part), at(part) + len(part)) == sentence
