"""Every kind of check, every check, and the tables that are checked, in the order in which reports list them.

Every column constraint, key, reference and row rule of a table's schema becomes a check without being
written again. What only one table has is stated here, as an instance of a kind.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from schemas.checks.accounts import AllListed, AsExpected, FewRejects, TellsRows
from schemas.checks.base import Check
from schemas.checks.columns import OWN_KINDS, ColumnCheck, Constraint, NullRate
from schemas.checks.references import InUse, References, SameDocument, SameSpeaker, Share
from schemas.checks.reporting import AsQuoted, SameStory
from schemas.checks.rules import Rule
from schemas.checks.shape import Columns, Key, RowCount, Types
from schemas.checks.spans import (
    DescribesText,
    Disjoint,
    Extent,
    HasContent,
    SpanText,
    TextBeside,
    WithinText,
)
from schemas.checks.zoning import OutsideBoilerplate, ZoneAt
from schemas.expected_rows import EXPECTED
from schemas.package import TABLES, Table, table
from schemas.stage_counts import STAGE_COUNTS

EXAMINED: tuple[Table, ...] = (*TABLES, STAGE_COUNTS, EXPECTED)
"""Every table that is checked."""

MIN_QUOTED_SHARE = 0.5
"""The share of documents with a quote below which a person should look."""
MAX_REJECTED_SHARE = 0.25
"""The share of what a stage received above which its rejects deserve a look."""

OF_SHAPE: tuple[type[Check], ...] = (Columns, Types, RowCount, Key)
OF_COLUMNS: tuple[type[ColumnCheck], ...] = (*OWN_KINDS, Constraint, NullRate, References)
ACROSS: tuple[type[Check], ...] = (Rule, WithinText, SpanText, OutsideBoilerplate, SameDocument, SameSpeaker)
"""Kinds that follow from the contract: of a table's shape, of each column, across columns and tables."""

STATED: tuple[Check, ...] = (
    DescribesText(table("documents"), "n_chars", "length"),
    DescribesText(table("documents"), "text_sha256", "SHA-256"),
    Share(
        table("documents"),
        "document_id",
        "quotes",
        ("origin", "locator"),
        "documents have a quote",
        MIN_QUOTED_SHARE,
    ),
    Disjoint(table("zones"), ("document_id",), "start", "no two zones of a document overlap"),
    HasContent(table("quotes")),
    Extent(table("quotes")),
    TextBeside(table("quotes"), "context_before", "before"),
    TextBeside(table("quotes"), "context_after", "after"),
    ZoneAt(table("quotes"), "the zone of a quote is that of its first character"),
    Disjoint(
        table("quote_spans"),
        ("quote_id", "role"),
        "ordinal",
        "spans of one role of a quote follow each other in the text without overlap",
    ),
    InUse(table("speakers"), "speaker_id", "quotes", ("name",), "every speaker has a quote"),
    Disjoint(table("statement_echoes"), ("document_id",), "start", "no two echoes of a document overlap"),
    AsQuoted(table("coverage"), ("cue", "cue_lemma", "cue_class", "source", "relay_id")),
    SameStory(table("coverage")),
    AllListed(table("rejects")),
    TellsRows(table("changes")),
    AsExpected(EXPECTED),
    FewRejects(STAGE_COUNTS, MAX_REJECTED_SHARE),
)
"""What is asked of one table alone."""

KINDS: Mapping[str, type[Check]] = {
    kind.kind: kind for kind in (*OF_SHAPE, *OF_COLUMNS, *ACROSS, *(type(check) for check in STATED))
}
"""Every kind, by its name."""


def derive(tables: Sequence[Table] = EXAMINED) -> tuple[Check, ...]:
    """Every check of `tables`, in a fixed order."""
    return _derive(tuple(tables))


@cache
def _derive(tables: tuple[Table, ...]) -> tuple[Check, ...]:
    return tuple(check for table in tables for check in _of_table(table))


def _of_table(table: Table) -> Iterator[Check]:
    yield from (check for kind in OF_SHAPE for check in kind.of(table))
    for column in table.schema.columns():
        yield from (check for kind in OF_COLUMNS for check in kind.of_column(table, column))
    yield from (check for kind in ACROSS for check in kind.of(table))
    yield from (check for check in STATED if check.subject == table)
