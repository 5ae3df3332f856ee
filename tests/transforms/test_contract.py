"""A row that breaks its table's contract becomes a reject that names the rule; the others pass."""

import polars as pl

from schemas.package import table
from transforms.contract import hold, hold_references

ZONES = table("zones")
GOOD = {"document_id": "doc_0123456789abcdef", "start": 0, "end": 5, "kind": "body"}


def zones(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([GOOD | row for row in rows], schema=ZONES.polars_schema)


def test_kept_and_rejected_rows_add_up_and_each_reject_names_its_rule() -> None:
    outcome = hold(ZONES, zones({}, {"start": 7, "end": 7}, {"start": 9, "end": 12, "kind": "poem"}))
    assert outcome.frames["zones"].to_dicts() == [GOOD]
    assert outcome.frames["rejects"].get_column("detail").to_list() == [
        "breaks: starts_before_end",
        "breaks: kind|check__in_vocabulary",
    ]
    assert outcome.counts[0].balanced
    assert outcome.counts[0].rejected == 2


def test_a_row_with_a_key_that_another_has_is_rejected_with_it() -> None:
    outcome = hold(ZONES, zones({}, {"end": 6}))
    assert outcome.frames["zones"].height == 0
    assert outcome.counts[0].rejected == 2 == outcome.frames["rejects"].height
    assert outcome.counts[0].balanced


def test_a_row_that_points_nowhere_is_an_orphan() -> None:
    documents = table("documents").empty()
    outcome = hold_references(ZONES, zones({}), {"documents": documents})
    reject = outcome.frames["rejects"].row(0, named=True)
    assert (reject["reason"], reject["table"], reject["document_id"]) == (
        "orphan",
        "zones",
        GOOD["document_id"],
    )
    assert outcome.frames["zones"].height == 0
