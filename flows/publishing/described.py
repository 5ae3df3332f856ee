"""A table held against its own Table Schema, as its release describes it: for releases of any age."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import polars as pl

from transforms.tables import LazyFrames

_TYPES: Final[Mapping[str, type[pl.DataType]]] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "datetime": pl.Datetime,
    "array": pl.List,
}
_NUMBERS: Final = (pl.Int64, pl.Float64)
_BROKEN: Final[Mapping[str, tuple[tuple[type[pl.DataType], ...], Callable[[pl.Expr, Any], pl.Expr]]]] = {
    "required": ((), lambda cell, value: cell.is_null() & pl.lit(value)),
    "unique": (
        (pl.String, pl.Int64),
        lambda cell, value: cell.is_not_null() & cell.is_duplicated() & pl.lit(value),
    ),
    "minimum": (_NUMBERS, lambda cell, value: cell < value),
    "maximum": (_NUMBERS, lambda cell, value: cell > value),
    "minLength": ((pl.String,), lambda cell, value: cell.str.len_chars() < value),
    "maxLength": ((pl.String,), lambda cell, value: cell.str.len_chars() > value),
    "pattern": ((pl.String,), lambda cell, value: ~cell.str.contains(f"^(?:{value})$")),
    "enum": ((pl.String,), lambda cell, value: ~cell.is_in(value)),
}
"""Constraint -> the types of columns on which it is tried (none: all), and the cells that break it."""


def breaks(schema: Mapping[str, Any], frame: pl.DataFrame, tables: LazyFrames) -> Iterator[str]:
    """What breaks `schema` in `frame`, a sentence each; foreign keys point into `tables`, by table.

    A rule across columns is prose there, and is not tried.
    """
    described = {column["name"]: column for column in schema["fields"]}
    if list(described) != frame.columns:
        yield "has other columns than the release describes"
        return
    for name, column in described.items():
        if frame.schema[name].base_type() != _TYPES[column["type"]]:
            yield f"{name} is no column of type {column['type']}"
        else:
            yield from _constraints(name, column.get("constraints", {}), frame)
    key = list(schema["primaryKey"])
    if frame.select(key).is_duplicated().any():
        yield f"two rows have the same key {', '.join(key)}"
    for foreign in schema.get("foreignKeys", ()):
        yield from _orphans(foreign, frame, tables)


def _constraints(name: str, constraints: Mapping[str, Any], frame: pl.DataFrame) -> Iterator[str]:
    for constraint, value in constraints.items():
        types, broken = _BROKEN.get(constraint, ((), None))
        if broken is None or (types and frame.schema[name].base_type() not in types):
            continue
        rows = frame.filter(broken(pl.col(name), value)).height
        if rows:
            yield f"{rows} rows break the constraint {constraint} of {name}"


def _orphans(foreign: Mapping[str, Any], frame: pl.DataFrame, tables: LazyFrames) -> Iterator[str]:
    (column,), reference = foreign["fields"], foreign["reference"]
    (key,) = reference["fields"]
    target = tables.get(reference["resource"]) if reference["resource"] else frame.lazy()
    if target is None:
        return
    cell, known = pl.col(column), target.select(key).collect().to_series()
    rows = frame.filter(cell.is_not_null() & ~cell.is_in(known.implode())).height
    if rows:
        yield f"{rows} rows point by {column} to no row of {reference['resource'] or 'the table'}"
