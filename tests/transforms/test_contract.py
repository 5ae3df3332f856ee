"""A row that breaks its table's contract becomes a reject that names the rule; the others pass."""

import polars as pl

from schemas.package import TABLES, table
from tests.frames import valid_frames
from tests.resources import Given
from transforms import rejects
from transforms.contract import (
    COMPARED,
    COMPARISON_MEETS_CONTRACT,
    DOCUMENTS_MEET_CONTRACT,
    SPEECH_MEETS_CONTRACT,
    meets,
    points_somewhere,
)
from transforms.stage import run_all
from transforms.tables import Tables

ZONES = table("zones")
GOOD = {"document_id": "doc_0123456789abcdef", "start": 0, "end": 5, "kind": "body"}


def zones(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([GOOD | row for row in rows], schema=ZONES.polars_schema)


def test_kept_and_rejected_rows_add_up_and_each_reject_names_its_rule() -> None:
    kept = meets(ZONES, zones({}, {"start": 7, "end": 7}, {"start": 9, "end": 12, "kind": "poem"}))
    assert kept.frame.to_dicts() == [GOOD]
    assert [reject.detail for reject in kept.rejects] == [
        "breaks: starts_before_end",
        "breaks: kind|check__in_vocabulary",
    ]
    (count,) = kept.counts
    assert count.balanced
    assert (count.stage, count.unit, count.rejected) == ("contract", "zones", 2)


def test_a_row_with_a_key_that_another_has_is_rejected_with_it() -> None:
    kept = meets(ZONES, zones({}, {"end": 6}))
    assert kept.frame.height == 0
    assert kept.counts[0].rejected == 2 == rejects.rows(kept.rejects).height
    assert kept.counts[0].balanced


def test_a_row_that_points_nowhere_is_an_orphan() -> None:
    kept = points_somewhere(ZONES, zones({}), {"documents": table("documents").empty()})
    (reject,) = kept.rejects
    assert (reject.reason, reject.table, reject.document_id) == ("orphan", "zones", GOOD["document_id"])
    assert reject.detail == "document_id points to no row of documents"
    assert kept.frame.height == 0
    assert kept.counts[0].balanced


def test_each_table_is_held_by_one_of_the_three_stages_but_for_rejects_and_history() -> None:
    held = (
        *DOCUMENTS_MEET_CONTRACT.makes,
        *SPEECH_MEETS_CONTRACT.makes,
        *COMPARISON_MEETS_CONTRACT.makes,
    )
    assert sorted(held) == sorted(
        known.name for known in TABLES if known.name != "rejects" and not known.historic
    )
    assert set(COMPARISON_MEETS_CONTRACT.makes) == set(COMPARED)


def test_valid_tables_pass_and_every_table_is_counted() -> None:
    given = Tables().with_frames(valid_frames())
    for stage in (DOCUMENTS_MEET_CONTRACT, COMPARISON_MEETS_CONTRACT):
        result = stage(given, Given())
        assert all(result.tables.frame(name).equals(given.frame(name)) for name in stage.makes)
        assert [count.unit for count in result.counts] == list(stage.makes)
        assert all(count.rejected == 0 for count in result.counts)


def test_what_points_to_a_row_that_falls_falls_with_it_round_by_round() -> None:
    given = Tables().with_frames(valid_frames())
    bad = given.documents.with_columns(
        n_chars=pl.when(pl.col("outlet").is_null()).then(-1).otherwise("n_chars")
    )
    stages = (DOCUMENTS_MEET_CONTRACT, SPEECH_MEETS_CONTRACT)
    result = run_all(stages, given.with_frames({"documents": bad}), Given())
    kept = result.tables.documents.get_column("document_id")
    assert kept.len() == 1
    for name in ("texts", "zones", "quotes", "quote_spans"):
        assert set(result.tables.frame(name)["document_id"]) == set(kept), name
    fallen = result.tables.rejects.join(given.rejects, on="reject_id", how="anti")
    held = (name for stage in stages for name in stage.makes)
    lost = sum(given.frame(name).height - result.tables.frame(name).height for name in held)
    assert fallen.height == lost > 5
    assert all(count.balanced for count in result.counts)
    assert sum(count.rejected for count in result.counts) == lost
