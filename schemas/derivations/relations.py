"""Checks across rows and tables: those that follow from a table's columns, and the few stated by hand."""

from collections.abc import Iterator

from schemas.derivations.checks import Check
from schemas.package import RELEASED, Table

MIN_QUOTED_SHARE = 0.5
"""The share of documents with a quote below which a person should look."""
MAX_REJECTED_SHARE = 0.25
"""The share of what a stage received above which its rejects deserve a look."""

_OFFSETS = frozenset(("document_id", "start", "end"))
_DOCUMENT = "document_id"


def relations(table: Table) -> Iterator[Check]:
    """The checks of one table that look at more than one row or table."""
    yield from _of_offsets(table)
    yield from _of_references(table)
    yield from _of_speakers(table)
    yield from _STATED.get(table.name, ())


def _of_offsets(table: Table) -> Iterator[Check]:
    """What holds for every table that points into texts."""
    name, columns = table.name, set(table.schema.column_names())
    shown = ("start", "end")
    if columns >= _OFFSETS:
        meaning = f"every row of {name} ends within its document's n_chars"
        yield Check(f"{name}.within_text", name, "within_text", meaning, shown, needs=("documents",))
    if table.has_slices:
        meaning = f"the document's text between start and end is the text of the row of {name}"
        yield Check(f"{name}.span_text", name, "span_text", meaning, (*shown, "text"), needs=("texts",))
        meaning = f"no row of {name} touches a boilerplate zone"
        yield Check(
            f"{name}.outside_boilerplate", name, "outside_boilerplate", meaning, shown, needs=("zones",)
        )


def _of_references(table: Table) -> Iterator[Check]:
    """Two rows of one document point to each other, never across documents."""
    if _DOCUMENT not in table.schema.column_names():
        return
    for column, (target, key) in table.foreign_keys.items():
        if key == _DOCUMENT or f"{target}.{key}" not in _KEYS_WITHIN_A_DOCUMENT:
            continue
        meaning = f"a row of {table.name} and the row of {target} that its {column} names share a document"
        yield Check(
            f"{table.name}.{column}.same_document",
            table.name,
            "same_document",
            meaning,
            (column, _DOCUMENT),
            {"column": column, "table": target, "key": key},
            (target,),
        )


_KEYS_WITHIN_A_DOCUMENT = frozenset(("quotes.quote_id",))


def _of_speakers(table: Table) -> Iterator[Check]:
    """A statement is one speaker's, and so is every quote that is told beside it."""
    columns = ("quote_id", "statement_id")
    if table.foreign_keys.keys() >= set(columns):
        meaning = f"the quote and the statement of a row of {table.name} have the same speaker, or none"
        needs = ("quotes", "statements")
        yield Check(f"{table.name}.same_speaker", table.name, "same_speaker", meaning, columns, needs=needs)


def _disjoint(table: str, group: tuple[str, ...], order: str, meaning: str) -> Check:
    parameters = {"group": list(group), "order": order}
    return Check(f"{table}.disjoint", table, "disjoint", meaning, ("start", "end"), parameters)


def _describes_text(column: str, meaning: str) -> Check:
    parameters = {"column": column}
    return Check(
        f"documents.{column}.of_text",
        "documents",
        "describes_text",
        meaning,
        (column,),
        parameters,
        ("texts",),
    )


_STATED: dict[str, tuple[Check, ...]] = {
    "documents": (
        _describes_text("n_chars", "n_chars of documents is the length of the document's text"),
        _describes_text("text_sha256", "text_sha256 of documents is the SHA-256 of the document's text"),
        Check(
            "documents.quoted",
            "documents",
            "share",
            f"at least {MIN_QUOTED_SHARE:.0%} of the documents have a quote",
            ("origin", "locator"),
            {"min_share": MIN_QUOTED_SHARE, "table": "quotes", "column": "document_id", "key": "document_id"},
            ("quotes",),
        ),
    ),
    "zones": (_disjoint("zones", ("document_id",), "start", "no two zones of a document overlap"),),
    "quotes": (
        Check(
            "quotes.has_content",
            "quotes",
            "has_content",
            "every quote has at least one content span",
            needs=("quote_spans",),
        ),
        Check(
            "quotes.extent",
            "quotes",
            "extent",
            "a quote starts with its first content span and ends with its last",
            ("start", "end"),
            needs=("quote_spans",),
        ),
        Check(
            "quotes.zone_at_start",
            "quotes",
            "zone_at",
            "the zone of a quote is that of its first character",
            ("zone", "start"),
            needs=("zones",),
        ),
    ),
    "quote_spans": (
        _disjoint(
            "quote_spans",
            ("quote_id", "role"),
            "ordinal",
            "spans of one role of a quote follow each other in the text without overlap",
        ),
    ),
    "speakers": (
        Check(
            "speakers.quoted",
            "speakers",
            "in_use",
            "every speaker has a quote",
            ("name",),
            {"table": "quotes", "column": "speaker_id", "key": "speaker_id"},
            ("quotes",),
        ),
    ),
    "statement_echoes": (
        _disjoint("statement_echoes", ("document_id",), "start", "no two echoes of a document overlap"),
    ),
    "rejects": (
        Check(
            "rejects.all_listed",
            "rejects",
            "all_listed",
            "rejects has as many rows as the stages together counted",
            needs=("stage_counts",),
        ),
    ),
    "changes": (
        Check(
            "changes.tells_rows",
            "changes",
            "tells_rows",
            "a row that is told as new or changed is in its table, and one that is told as gone is not",
            ("change",),
            needs=tuple(table.name for table in RELEASED if not table.historic),
        ),
    ),
    "expected_rows": (
        Check(
            "expected_rows.met",
            "expected_rows",
            "as_expected",
            "every table has as many rows as raw/expected_rows.json says",
            ("rows",),
        ),
    ),
    "stage_counts": (
        Check(
            "stage_counts.few_rejects",
            "stage_counts",
            "few_rejects",
            f"a stage rejects at most {MAX_REJECTED_SHARE:.0%} of what it receives",
            ("received", "rejected"),
            {"max_share": MAX_REJECTED_SHARE},
        ),
    ),
}
