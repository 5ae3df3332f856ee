"""CHANGELOG.md of a release: what changed since the previous one, for people, as Markdown.

Of the previous release only keys and counts are told, never what it said: a document that was taken down
must not come back through the notes. Text from articles is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from schemas.derivations.versioning import SchemaChange
from schemas.package import SCHEMA_VERSION
from transforms.rejects import TAKEN_DOWN
from transforms.release.changes import KINDS
from transforms.release.editions import Difference, Rows
from transforms.release.markup import markdown, visible
from transforms.tables import LazyFrames, heights

EXAMPLES = 3
"""Rows shown of each table and kind of change."""
_SHOWN_COLUMNS = 3
_LONGEST = 90
_ID = re.compile(r"[a-z]{3}_[0-9a-f]{16}")


def release_notes(
    version: str,
    difference: Difference | None,
    tables: LazyFrames,
    remarks: Sequence[str] = (),
) -> str:
    """The notes of release `version`, which holds `tables`; `difference` is None where none came before.

    `remarks` are sentences on what it could not be compared with.
    """
    parts = [f"# {version}", *remarks]
    if difference is None:
        parts += [_FIRST.format(schema=SCHEMA_VERSION), _counts(tables)]
    else:
        parts += _since(difference, tables)
    return "\n\n".join(parts) + "\n"


_FIRST = (
    "Schema {schema}. There is no earlier release to compare this one with: the table `changes` has no rows, "
    "and all rows of the other tables are new."
)


def _counts(tables: LazyFrames) -> str:
    rows = [f"| `{name}` | {number} |" for name, number in heights(tables).items()]
    return "\n".join(["| table | rows |", "|---|---:|", *rows])


def _since(difference: Difference, tables: LazyFrames) -> Iterator[str]:
    yield (
        f"What changed since {difference.before.version}. "
        "The table `changes` names every row that is new, gone or changed."
    )
    yield "## Schema"
    yield _schema(difference)
    yield "## Rows"
    yield _rows(difference.rows)
    yield from _taken_down(difference, tables)
    yield from _examples(difference)


def _schema(difference: Difference) -> str:
    before, after = difference.before.schema_version, difference.after.schema_version
    if not difference.schema:
        return f"Unchanged: {after}."
    versions = f"{before} → {after}, a {difference.bump} version" if before != after else after
    return "\n".join([f"{versions}:", "", *(f"- {_told(change)}" for change in difference.schema)])


def _told(change: SchemaChange) -> str:
    place = f"`{change.table}.{change.column}`" if change.column else f"table `{change.table}`"
    return f"{place} {visible(change.what)}"


def _rows(tables: Mapping[str, Rows]) -> str:
    differing = {name: rows for name, rows in tables.items() if not rows.same}
    others = ", ".join(f"`{name}` ({rows.after})" for name, rows in tables.items() if rows.same)
    lines = [
        f"| `{name}` | {rows.before} | {rows.after} | {rows.added} | {rows.removed} | {rows.data_changed} |"
        for name, rows in differing.items()
    ]
    head = [
        "| table | rows before | rows now | added | removed | changed |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    table = "\n".join([*head, *lines]) if lines else "No row changed."
    return f"{table}\n\nUnchanged: {others}." if others and lines else table


def _taken_down(difference: Difference, tables: LazyFrames) -> Iterator[str]:
    """Documents that this release is the first to leave out."""
    rejects = tables["rejects"].filter(pl.col("reason") == TAKEN_DOWN).collect()
    before = difference.before.tables.get("rejects", rejects.clear().lazy())
    new = rejects.lazy().join(before, on="reject_id", how="anti").sort("document_id").collect()
    if new.height:
        yield "## Taken down"
        yield "\n".join(
            f"- `{document}`: {markdown(detail)}"
            for document, detail in new.select("document_id", "detail").iter_rows()
        )


def _examples(difference: Difference) -> Iterator[str]:
    tables = [name for name, rows in difference.rows.items() if not rows.same]
    if tables:
        yield "## Examples"
        yield f"At most {EXAMPLES} of each table and kind."
    for name in tables:
        yield f"### {name}"
        yield "\n".join(_of_table(difference, name))


def _of_table(difference: Difference, name: str) -> Iterator[str]:
    changes = difference.changes.filter(pl.col("table") == name)
    for change in KINDS:
        for row in changes.filter(pl.col("change") == change).head(EXAMPLES).iter_rows(named=True):
            told = "" if change == "removed" else _now(difference, name, row["key"], row["columns"])
            former = f" in place of `{visible(row['supersedes'])}`" if row["supersedes"] else ""
            yield f"- {change.removeprefix('data_')} `{visible(row['key'])}`{former}{told}"


def _now(difference: Difference, name: str, key: str, columns: Sequence[str]) -> str:
    """What a row says now: in the columns that changed, else in those that a person would read first."""
    row = difference.after.row(name, key)
    names = list(columns) or readable(difference.after.schemas[name], row)
    cells = [f"`{column}` {_cell(row[column])}" for column in names[:_SHOWN_COLUMNS]]
    more = f" and {len(names) - _SHOWN_COLUMNS} more" if len(names) > _SHOWN_COLUMNS else ""
    return f": {', '.join(cells)}{more}" if cells else ""


def readable(schema: Mapping[str, Any], row: Mapping[str, Any]) -> list[str]:
    """Columns of a row that hold words: no key, id, hash or coded value, and not nothing."""
    coded = {"pattern", "enum"}
    return [
        field["name"]
        for field in schema["fields"]
        if field["type"] == "string"
        and field["name"] not in schema["primaryKey"]
        and not coded & field.get("constraints", {}).keys()
        and row[field["name"]]
    ][:2]


def _cell(value: object) -> str:
    if isinstance(value, str):
        return f"`{value}`" if _ID.fullmatch(value) else f"“{markdown(shortened(value))}”"
    return markdown(shortened(value))


def shortened(value: object) -> str:
    """A value as one short text."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    if value is None or not text:
        return "nothing"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
