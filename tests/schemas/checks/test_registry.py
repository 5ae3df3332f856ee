"""Checks follow from the contract alone: whoever changes a schema changes the checks and nothing else."""

import subprocess
import sys

import dataframely as dy
import polars as pl
import pytest

from schemas.checks.base import Check, CountCheck, Given, ProvedOnTables, ProvedOnUnit, RowCheck, redacted
from schemas.checks.columns import column_rules
from schemas.checks.registry import EXAMINED, KINDS, derive
from schemas.checks.rules import row_rules
from schemas.columns import identifier, offset, one_of
from schemas.package import TABLES, Table
from schemas.vocabularies import SEVERITIES, ZONE_KINDS

CHECKS = {check.id: check for check in derive()}


class _Made(dy.Schema):
    """A table with one column of every sort."""

    key = identifier("quo", "Key", primary_key=True)
    other = identifier("doc", "Points elsewhere", references="documents.document_id", nullable=True)
    kind = one_of(ZONE_KINDS, "From a closed list")
    count = dy.Int64(min=1, max=9, description="Within limits")
    share = dy.Float64(min_exclusive=0.0, nullable=True, description="Above zero")
    short = dy.String(max_length=3, description="Short")
    day = dy.Date(nullable=True, min=None, description="Free")
    words = dy.List(dy.String(min_length=1), description="Words")
    note = dy.String(nullable=True, metadata={"max_null_rate": 0.25}, description="Mostly there")

    @dy.rule()
    def note_for_body(cls) -> pl.Expr:
        """A body has a note. More of this docstring is for programmers."""
        return (pl.col("kind") != "body") | pl.col("note").is_not_null()


MADE = {check.id: check for check in derive([Table("made", _Made, ("key",), min_rows=2)])}


def test_every_constraint_of_a_schema_becomes_a_check() -> None:
    assert set(MADE) == {
        "made.columns",
        "made.types",
        "made.row_count",
        "made.key",
        "made.key.not_null",
        "made.key.pattern",
        "made.other.pattern",
        "made.other.references",
        "made.kind.not_null",
        "made.kind.in_vocabulary",
        "made.count.not_null",
        "made.count.range",
        "made.share.range",
        "made.share.finite",
        "made.share.a_number",
        "made.short.not_null",
        "made.short.max_length",
        "made.words.not_null",
        "made.words.items_not_null",
        "made.words.inner_min_length",
        "made.note.null_rate",
        "made.note_for_body",
    }


@pytest.mark.parametrize(
    ("check_id", "parameters"),
    [
        ("made.row_count", {"min_rows": 2}),
        ("made.key.pattern", {"pattern": "^quo_[0-9a-f]{16}$"}),
        ("made.kind.in_vocabulary", {"values": list(ZONE_KINDS)}),
        ("made.count.range", {"min": 1, "max": 9}),
        ("made.share.range", {"min_exclusive": 0.0}),
        ("made.other.references", {"table": "documents", "column": "document_id"}),
        ("made.note.null_rate", {"max_null_rate": 0.25}),
    ],
)
def test_a_check_takes_its_parameters_from_the_schema(check_id: str, parameters: dict[str, object]) -> None:
    assert dict(MADE[check_id].parameters) == parameters


def test_a_row_rule_says_what_its_docstring_says_and_shows_its_columns() -> None:
    check = MADE["made.note_for_body"]
    assert check.meaning == "A body has a note. More of this docstring is for programmers"
    assert set(check.columns) == {"kind", "note"}


def test_a_new_column_brings_its_checks_and_takes_none_away() -> None:
    class Wider(_Made):
        """The same with one column more."""

        extra = dy.Int64(min=0, description="New")

    wider = {check.id for check in derive([Table("made", Wider, ("key",), min_rows=2)])}
    assert wider - set(MADE) == {"made.extra.not_null", "made.extra.range"}
    assert set(MADE) <= wider


def test_a_table_with_offsets_and_text_is_held_against_the_texts() -> None:
    class Span(dy.Schema):
        """A span of a text."""

        document_id = identifier("doc", "The document", primary_key=True)
        start = offset("Start", primary_key=True)
        end = offset("End")
        text = dy.String(description="Text")

    found = {check.id: check for check in derive([Table("spans", Span, ("document_id",))])}
    assert {"spans.within_text", "spans.span_text", "spans.outside_boilerplate"} <= set(found)
    assert found["spans.span_text"].needs == ("texts",)


def test_no_rule_of_any_table_is_left_without_a_check() -> None:
    """dataframely's own list of rules is the measure: as many column rules as checks say they cover."""
    for table in EXAMINED:
        kinds = {c.id for c in CHECKS.values() if c.table == table.name}
        for column in table.schema.columns():
            if column_rules(table, column):
                assert any(check.startswith(f"{table.name}.{column}.") for check in kinds), column
        for rule in row_rules(table):
            assert f"{table.name}.{rule}" in kinds


def test_ids_are_unique_and_every_check_can_be_read_and_weighed() -> None:
    assert len(CHECKS) == len(derive())
    for check in CHECKS.values():
        assert check.severity in SEVERITIES
        assert check.kind in KINDS
        assert check.meaning and check.remedy
        assert check.id.startswith(f"{check.table}.")


def test_every_kind_is_used_and_says_everything_about_itself() -> None:
    assert {check.kind for check in CHECKS.values()} == set(KINDS)
    for name, kind in KINDS.items():
        assert kind.kind == name and kind.__doc__ and kind.remedy and kind.states
        assert issubclass(kind, RowCheck) != issubclass(kind, CountCheck)
        assert issubclass(kind, ProvedOnUnit) != issubclass(kind, ProvedOnTables)


def test_a_valid_value_passes_null_says_nothing_and_a_wrong_one_fails() -> None:
    """dataframely's own expressions judge, of several bounds all together."""
    frame = pl.DataFrame({"count": [1, 9, 0, 10, None], "share": [0.1, 0.0, None, 1.0, 2.0]})
    assert mask("made.count.range", frame) == [True, True, False, False, None]
    assert mask("made.share.range", frame) == [True, False, None, True, True]


def mask(check_id: str, frame: pl.DataFrame) -> list[bool | None]:
    check: Check = MADE[check_id]
    assert isinstance(check, RowCheck)
    return check.mask(Given(frame, {})).to_list()


def test_texts_of_unreleased_tables_are_redacted_and_no_others() -> None:
    assert redacted(EXAMINED[0]) == {"text"}
    assert CHECKS["texts.text.min_length"].shown == ()
    assert all(not redacted(table) for table in TABLES if table.released)


def test_deriving_and_computing_checks_does_not_import_great_expectations() -> None:
    """It takes seconds, and the commands that need no quality run must not pay for it."""
    code = (
        "import sys, schemas.checks.registry, flows.quality.run, flows.quality.report;"
        "schemas.checks.registry.derive();"
        "sys.exit('great_expectations' in sys.modules or 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("check_id", "where"),
    [
        ("made.note_for_body", "_BREAKS in schemas.checks.rules"),
        ("made.short.max_length", "_FORBIDDEN in schemas.checks.columns"),
    ],
)
def test_a_check_without_a_proof_says_where_the_proof_goes(check_id: str, where: str) -> None:
    check = MADE[check_id]
    assert isinstance(check, ProvedOnUnit)
    with pytest.raises(KeyError, match=f"{check_id}: no proof; add to {where}"):
        check.break_unit({"made": [{}]}, {})
