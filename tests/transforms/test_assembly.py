"""The finished tables: the same whatever order the parts come in, whole, valid and sorted."""

import random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.package import TABLES
from tests.transforms.line import STORY, MarksExtractor, manifest
from transforms.assembly import assemble
from transforms.attribution.stage import extract
from transforms.reading.stage import read_origin
from transforms.results import StageResult

OTHER = (
    "Library opens its doors at night\n\n"
    "Readers in Oldport may soon borrow books until two in the morning, a trial of one winter.\n\n"
    '"Nobody who works shifts could ever come before," said librarian Maja Berg at the opening.\n'
)


def parts() -> list[StageResult]:
    made = []
    for origin, texts in (("veldmouth-news", [STORY, OTHER]), ("harbour-herald", [STORY])):
        files = {f"{n}.txt": text.encode() for n, text in enumerate(texts)}
        ingested = read_origin(manifest(origin, files), files)
        made += [ingested, extract(ingested.frames, MarksExtractor())]
    return made


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_parts_does_not_matter(seed: int) -> None:
    shuffled = parts()
    random.Random(seed).shuffle(shuffled)
    for name, frame in assemble(parts()).frames.items():
        assert_frame_equal(frame, assemble(shuffled).frames[name])


def test_every_table_is_there_and_meets_its_contract() -> None:
    frames = assemble(parts()).frames
    for table in TABLES:
        assert table.schema.is_valid(frames[table.name]), table.name
        assert frames[table.name].equals(frames[table.name].sort(table.sort_by))


def test_every_tally_balances() -> None:
    outcome = assemble(parts())
    assert {count.stage for count in outcome.counts} == {"ingest", "quotes", "contract"}
    assert all(count.balanced for count in outcome.counts)


def test_two_outlets_that_print_one_text_are_marked_as_copies() -> None:
    documents = assemble(parts()).frames["documents"]
    copies = documents.filter(pl.col("duplicate_of").is_not_null())
    assert copies.height == 1
    original = documents.filter(document_id=copies.item(0, "duplicate_of"))
    assert {original.item(0, "origin"), copies.item(0, "origin")} == {"veldmouth-news", "harbour-herald"}


def test_a_row_that_breaks_its_contract_takes_what_points_to_it_along_and_says_so() -> None:
    broken = parts()
    frames = broken[1].frames
    bad = pl.col("ordinal_in_test") == 0
    quotes = frames["quotes"].with_row_index("ordinal_in_test")
    frames["quotes"] = quotes.with_columns(confidence=pl.when(bad).then(7.0).otherwise("confidence")).drop(
        "ordinal_in_test"
    )
    outcome = assemble(broken)
    reasons = outcome.frames["rejects"].group_by("table", "reason").len().sort("table").rows()
    assert ("quotes", "broken_rule", 1) in reasons
    assert any(table == "quote_spans" and reason == "orphan" for table, reason, _ in reasons)
    assert all(count.balanced for count in outcome.counts)
