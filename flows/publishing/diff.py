"""`parallax diff`: what leads from one release to another, for a person and for a machine.

Nothing is compared that cannot be read whole: a version, a table or a file that is not there is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from flows.exits import DATA, INPUT, Refused
from flows.publishing import releases
from flows.publishing.baseline import Unreadable, read
from flows.publishing.verify import damage
from transforms.release.changes import KINDS
from transforms.release.editions import Difference, Edition, between
from transforms.release.markup import visible
from transforms.release.notes import readable, shortened

LATEST = "latest"
EXAMPLES = 3
"""Rows shown of each table and kind of change."""

_LEAD = 30
_SIGNS = {"added": "+", "removed": "-", "data_changed": "~"}


def diff(before: str, after: str, dist: Path, table: str | None = None) -> Difference:
    """What leads from release `before` to `after`, of one table or of all.

    Each is a version in `dist`, `latest`, or the path of a release's folder. Raises Refused where one of them
    is none or is damaged, or where neither has the table.
    """
    editions = [_edition(name, dist) for name in (before, after)]
    if table is not None:
        editions = _only(table, editions)
    return between(*editions)


def folder_of(name: str, dist: Path) -> Path:
    """The folder of the release that `name` means; raises Refused, saying which there are."""
    known = releases.published(dist)
    if name == LATEST and known:
        return dist / known[-1]
    if name in known:
        return dist / name
    if name != LATEST and releases.parse(name) is None and Path(name).is_dir():
        return Path(name)
    there = f"there are: {', '.join(known)}" if known else "there is none"
    raise Refused(f"{name}: no release of that name in {dist} and no folder; {there}", INPUT)


def as_json(found: Difference) -> dict[str, Any]:
    """All of a difference as plain values: versions, changes of the schema, counts, and every changed row."""
    return {
        "before": _named(found.before),
        "after": _named(found.after),
        "bump": found.bump,
        "schema": [asdict(change) for change in found.schema],
        "rows": {name: asdict(rows) for name, rows in found.rows.items()},
        "changes": found.changes.to_dicts(),
    }


def show(found: Difference, console: Console) -> None:
    """Print a difference: both versions, what the schemas differ in, a line a table, and some rows."""
    for line in _schema(found):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    console.print(_rows(found), "")
    for line in _examples(found):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _edition(name: str, dist: Path) -> Edition:
    folder = folder_of(name, dist)
    problems = damage(folder)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        message = f"{folder}: {problems[0]}{more}; only whole releases are compared: take one that is"
        raise Refused(message, DATA)
    try:
        return read(folder)
    except Unreadable as error:
        raise Refused(f"{folder}: cannot be read as a release: {error}", DATA) from error


def _only(table: str, editions: list[Edition]) -> list[Edition]:
    known = dict.fromkeys(name for edition in editions for name in edition.keys)
    if table not in known:
        versions = " or ".join(edition.version for edition in editions)
        message = f"{table!r} is no table to compare in {versions}; there are: {', '.join(known)}"
        raise Refused(message, INPUT)
    return [
        Edition(edition.version, edition.schema_version, _of(table, edition.schemas), edition.tables)
        for edition in editions
    ]


def _of(table: str, schemas: Mapping[str, Any]) -> dict[str, Any]:
    return {name: schema for name, schema in schemas.items() if name == table}


def _named(edition: Edition) -> dict[str, str]:
    return {"version": edition.version, "schema_version": edition.schema_version}


def _schema(found: Difference) -> Iterator[str]:
    editions = (found.before, found.after)
    old, new = (f"{edition.version} (schema {edition.schema_version})" for edition in editions)
    yield f"{old} -> {new}"
    yield "" if found.schema else "No table, column, key or rule differs."
    for change in found.schema:
        yield f"  {change.bump}: {visible(str(change))}"
    if found.schema:
        yield ""


def _rows(found: Difference) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("table")
    for heading in ("rows before", "rows after", "added", "removed", "changed"):
        table.add_column(heading, justify="right")
    for name, rows in found.rows.items():
        cells = (rows.before, rows.after, rows.added, rows.removed, rows.data_changed)
        table.add_row(name, *(f"{count:,}" for count in cells))
    return table


def _examples(found: Difference) -> Iterator[str]:
    if found.changes.is_empty():
        yield "No row differs."
    for name, rows in found.rows.items():
        if not rows.same:
            yield f"{name}:"
            yield from _of_table(found, name)


def _of_table(found: Difference, name: str) -> Iterator[str]:
    changes = found.changes.filter(pl.col("table") == name)
    for kind in KINDS:
        rows = changes.filter(pl.col("change") == kind)
        for row in rows.head(EXAMPLES).iter_rows(named=True):
            yield f"  {_SIGNS[kind]} {visible(row['key'])}  {visible(_told(found, name, row))}".rstrip()
        if rows.height > EXAMPLES:
            yield f"  {_SIGNS[kind]} ... and {rows.height - EXAMPLES:,} more"


def _told(found: Difference, name: str, change: Mapping[str, Any]) -> str:
    """The words of a row that is new or gone; of a changed one, each value as it was and as it is."""
    if change["change"] == "data_changed":
        old, new = (edition.row(name, change["key"]) for edition in (found.before, found.after))
        return "; ".join(f"{column}: {_pair(old[column], new[column])}" for column in change["columns"])
    edition = found.before if change["change"] == "removed" else found.after
    row = edition.row(name, change["key"])
    return "; ".join(shortened(row[column]) for column in readable(edition.schemas[name], row))


def _pair(old: object, new: object) -> str:
    """A value as it was and as it is; of two long texts, from shortly before the point where they part."""
    if isinstance(old, str) and isinstance(new, str):
        parted = (place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
        start = max(0, next(parted, min(len(old), len(new))) - _LEAD)
        old, new = (f"…{text[start:]}" if start else text for text in (old, new))
    return f"{shortened(old)} -> {shortened(new)}"
