"""What changed between two sets of tables: rows added, removed, changed; and whether anything did.

Rows are matched by their table's key. Floats count as equal within TOLERANCE, since a model's confidence
may differ in the last digits from machine to machine; everything else must be equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from schemas.package import RELEASED, Table

TOLERANCE = 0.01

COLUMNS = pl.Schema(
    [
        ("table", pl.String()),
        ("key", pl.String()),
        ("change", pl.String()),
        ("columns", pl.List(pl.String())),
    ]
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two sets of tables are the same, and one line that says so or names what differs."""

    same: bool
    message: str

    def __bool__(self) -> bool:
        return self.same


def compare(
    before: Mapping[str, pl.DataFrame],
    after: Mapping[str, pl.DataFrame],
    tables: Sequence[Table] = RELEASED,
) -> pl.DataFrame:
    """One row a changed row: table, key (its parts joined by /), change, columns that differ; sorted.

    `change` is added, removed or data_changed. A table that one side lacks counts as empty there; columns
    that only one side has are left to the comparison of schemas.
    """
    parts = [_compared(table, before.get(table.name), after.get(table.name)) for table in tables]
    return pl.concat([COLUMNS.to_frame(), *parts]).sort("table", "change", "key")


def same(
    before: Mapping[str, pl.DataFrame],
    after: Mapping[str, pl.DataFrame],
    tables: Sequence[Table] = RELEASED,
) -> Comparison:
    """Whether both sides hold the same tables, columns, keys and values (floats within TOLERANCE)."""
    for table in tables:
        left, right = before.get(table.name), after.get(table.name)
        if (left is None) != (right is None):
            return Comparison(False, f"table {table.name} is {'gone' if right is None else 'new'}")
        if left is not None and right is not None and dict(left.schema) != dict(right.schema):
            return Comparison(False, f"table {table.name} has other columns or types")
    changes = compare(before, after, tables)
    return Comparison(changes.is_empty(), summary(changes))


def summary(changes: pl.DataFrame) -> str:
    """One line on the result of `compare`: per table how many rows were added, removed, data_changed."""
    counts = changes.group_by("table", "change").len().sort("table", "change").rows()
    parts: dict[str, list[str]] = {}
    for table, change, count in counts:
        parts.setdefault(table, []).append(f"{count} {change}")
    return "; ".join(f"{table}: {', '.join(found)}" for table, found in parts.items()) or "nothing changed"


def _compared(table: Table, before: pl.DataFrame | None, after: pl.DataFrame | None) -> pl.DataFrame:
    left = table.empty() if before is None else before
    right = table.empty() if after is None else after
    keys = table.primary_key
    shared = [name for name in left.columns if name in right.columns and name not in keys]
    both = left.select(*keys, *shared).join(right.select(*keys, *shared), on=keys, suffix="\n")
    differences = both.select(_key(table), columns=_differing(left, right, shared))
    changed = differences.filter(pl.col("columns").list.len() > 0)
    return pl.concat(
        [
            _rows(table, "added", right.join(left, on=keys, how="anti").select(_key(table), _no_columns())),
            _rows(table, "removed", left.join(right, on=keys, how="anti").select(_key(table), _no_columns())),
            _rows(table, "data_changed", changed),
        ]
    )


def _key(table: Table) -> pl.Expr:
    return pl.concat_str([pl.col(name).cast(pl.String) for name in table.primary_key], separator="/").alias(
        "key"
    )


def _no_columns() -> pl.Expr:
    return pl.lit([], dtype=pl.List(pl.String)).alias("columns")


def _rows(table: Table, change: str, found: pl.DataFrame) -> pl.DataFrame:
    rows = found.with_columns(table=pl.lit(table.name), change=pl.lit(change))
    return rows.select(COLUMNS.names()).cast(COLUMNS)


def _differing(left: pl.DataFrame, right: pl.DataFrame, names: Sequence[str]) -> pl.Expr:
    """Names of the columns in which a joined row's two sides differ."""
    if not names:
        return _no_columns()
    marks = [
        pl.when(_differs(name, left.schema[name], right.schema[name])).then(pl.lit(name)) for name in names
    ]
    return pl.concat_list(marks).list.drop_nulls()


def _differs(name: str, left: pl.DataType, right: pl.DataType) -> pl.Expr:
    # The joined frame names the right side's columns with a line feed, which no column name holds.
    mine, theirs = pl.col(name), pl.col(name + "\n")
    if left != right:
        return pl.lit(True)
    if left.is_float():
        near = (mine - theirs).abs() <= TOLERANCE + 1e-12
        return ~(near.fill_null(False) | mine.eq_missing(theirs))
    return mine.ne_missing(theirs)
