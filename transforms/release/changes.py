"""What changed between two sets of tables: rows added, removed, changed; and whether anything did.

Rows are matched by their table's key, written as one text. Floats count as equal within TOLERANCE, since a
model's confidence may differ in the last digits from machine to machine; all else must be equal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

import polars as pl

from schemas.changes import key_text
from schemas.package import RELEASED, table
from schemas.vocabularies import ROW_CHANGES
from transforms.rejects import TAKEN_DOWN
from transforms.release.supersession import superseded
from transforms.tables import LazyFrames, height

TOLERANCE = 0.01

CHANGES = table("changes")
KINDS = tuple(ROW_CHANGES)
"""What can happen to a row, in the order in which it is told."""

Keys = Mapping[str, Sequence[str]]
"""Table -> its key columns."""

KEYS: Keys = {known.name: known.primary_key for known in RELEASED if not known.historic}
"""The tables of today's contract that two releases are compared by."""

_NO_VALUES = pl.lit([], dtype=pl.List(pl.String))
_NOTHING = pl.lit(None, dtype=pl.String)
_ID = re.compile(r"[a-z]{3}_[0-9a-f]{16}")
_TOGETHER = 100_000
"""Rows of a table that are compared together, about."""

_KEY = "\nkey"
_THEIRS = "\n"
# No column's name holds a line feed, so these two meet none.


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two sets of tables are the same, and one line that says so or names what differs."""

    same: bool
    message: str

    def __bool__(self) -> bool:
        return self.same


def compare(
    before: LazyFrames,
    after: LazyFrames,
    keys: Keys = KEYS,
    keys_before: Keys | None = None,
) -> pl.DataFrame:
    """The table `changes`: one row a changed row, its key's parts joined by /, and the columns that differ.

    `keys` are those of `after`; `keys_before` those of `before`, by default the same. A table that one side
    lacks counts as empty there; columns that only one side has are left to the comparison of schemas. Where
    `after` takes a document down for the first time, no value of before is told.
    """
    old = keys if keys_before is None else keys_before
    parts = []
    for name in dict.fromkeys((*old, *keys)):
        left, right = _keyed(before.get(name), old.get(name)), _keyed(after.get(name), keys.get(name))
        successors = cache(partial(superseded, name, before, after))
        for one, other in _pairs(left, right):
            if not one.equals(other):
                parts.append(_compared(name, one, other, successors()))
    found = pl.concat([CHANGES.empty(), *parts]).sort(CHANGES.sort_by)
    return found.with_columns(before=_untold()) if _takes_down(before, after) else found


def same(before: LazyFrames, after: LazyFrames) -> Comparison:
    """Whether both sides hold the same tables, columns, keys and values (floats within TOLERANCE)."""
    for name in KEYS:
        left, right = before.get(name), after.get(name)
        if (left is None) != (right is None):
            return Comparison(False, f"table {name} is {'gone' if right is None else 'new'}")
        if left is not None and right is not None and left.collect_schema() != right.collect_schema():
            return Comparison(False, f"table {name} has other columns or types")
    changes = compare(before, after)
    return Comparison(changes.is_empty(), summary(changes))


def summary(changes: pl.DataFrame) -> str:
    """One line on the result of `compare`: per table how many rows were added, removed, data_changed."""
    parts: dict[str, list[str]] = {}
    for (name, change), count in counts(changes).items():
        parts.setdefault(name, []).append(f"{count} {change}")
    return "; ".join(f"{name}: {', '.join(found)}" for name, found in parts.items()) or "nothing changed"


def counts(changes: pl.DataFrame) -> dict[tuple[str, str], int]:
    """(table, change) -> how many rows; those that there are, sorted."""
    found = changes.group_by("table", "change").len().sort("table", "change")
    return {(name, change): count for name, change, count in found.iter_rows()}


def _keyed(rows: pl.LazyFrame | None, key: Sequence[str] | None) -> pl.LazyFrame:
    """`rows` with their key as one text; a table that is not there has no rows and no other column."""
    if rows is None or key is None:
        return pl.LazyFrame(schema={_KEY: pl.String})
    return rows.with_columns(key_text(key).alias(_KEY)).drop(key)


def _pairs(left: pl.LazyFrame, right: pl.LazyFrame) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """The rows of both sides, some at a time: those of one key together."""
    sides = (left, right)
    number = 1 + max(height(rows) for rows in sides) // _TOGETHER
    for place in range(number):
        here = pl.col(_KEY).hash() % number == place
        one, other = pl.collect_all(sides if number == 1 else [rows.filter(here) for rows in sides])
        yield one, other


def _compared(name: str, left: pl.DataFrame, right: pl.DataFrame, successors: pl.DataFrame) -> pl.DataFrame:
    shared = [column for column in left.columns if column in right.columns and column != _KEY]
    both = left.select(_KEY, *shared).join(right.select(_KEY, *shared), on=_KEY, suffix=_THEIRS)
    differing = both.with_columns(columns=_differing(left, right, shared)).filter(
        pl.col("columns").list.len() > 0
    )
    added = right.join(left, on=_KEY, how="anti").join(successors, left_on=_KEY, right_on="new", how="left")
    removed = left.join(right, on=_KEY, how="anti")
    return pl.concat(
        [
            _rows(name, "added", added),
            _rows(name, "removed", removed.with_columns(supersedes=_NOTHING)),
            _rows(name, "data_changed", _with_values(differing).with_columns(supersedes=_NOTHING)),
        ]
    )


def _rows(name: str, change: str, found: pl.DataFrame) -> pl.DataFrame:
    if change != "data_changed":
        found = found.with_columns(columns=_NO_VALUES, before=_NO_VALUES, after=_NO_VALUES)
    facts = (pl.lit(name).alias("table"), pl.col(_KEY).alias("key"), pl.lit(change).alias("change"))
    return found.select(*facts, "columns", "before", "after", "supersedes").cast(CHANGES.polars_schema)


def _with_values(differing: pl.DataFrame) -> pl.DataFrame:
    """Rows that differ, with the values of their columns on both sides as texts."""
    rows = differing.to_dicts()
    after = [[_told(row[name + _THEIRS]) for name in row["columns"]] for row in rows]
    before = [[_told_of_before(row[name], row[name + _THEIRS]) for name in row["columns"]] for row in rows]
    texts = pl.List(pl.String)
    return differing.select(_KEY, "columns").with_columns(
        before=pl.Series(before, dtype=texts), after=pl.Series(after, dtype=texts)
    )


def _told(value: object) -> str | None:
    """A value as text: lists as JSON, times in ISO 8601."""
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case list():
            return json.dumps(value, ensure_ascii=False)
        case date():
            return value.isoformat()
    return str(value)


def _told_of_before(value: object, now: object) -> str | None:
    """A value of before; words that are gone stay gone: what took them out may have been a licence."""
    if now is None and isinstance(value, (str, list)) and not _ID.fullmatch(str(value)):
        return None
    return _told(value)


def _takes_down(before: LazyFrames, after: LazyFrames) -> bool:
    """Whether `after` is the first to leave out some document as taken down: its words may be anywhere."""
    if "rejects" not in after:
        return False
    taken = after["rejects"].filter(pl.col("reason") == TAKEN_DOWN).select("reject_id")
    known = before["rejects"].select("reject_id") if "rejects" in before else taken.clear()
    return height(taken.join(known, on="reject_id", how="anti")) > 0


def _untold() -> pl.Expr:
    return pl.col("before").list.eval(pl.when(False).then(pl.element()))


def _differing(left: pl.DataFrame, right: pl.DataFrame, names: Sequence[str]) -> pl.Expr:
    """Names of the columns in which a joined row's two sides differ."""
    if not names:
        return _NO_VALUES
    marks = [
        pl.when(_differs(name, left.schema[name], right.schema[name])).then(pl.lit(name)) for name in names
    ]
    return pl.concat_list(marks).list.drop_nulls()


def _differs(name: str, left: pl.DataType, right: pl.DataType) -> pl.Expr:
    mine, theirs = pl.col(name), pl.col(name + _THEIRS)
    if left != right:
        return pl.lit(True)
    if left.is_float():
        near = (mine - theirs).abs() <= TOLERANCE + 1e-12
        return ~(near.fill_null(False) | mine.eq_missing(theirs))
    return mine.ne_missing(theirs)
