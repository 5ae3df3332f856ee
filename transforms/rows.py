"""Rows with a type: between a frame, whose columns only run time knows, and code that mypy can check.

A row type is a NamedTuple bound to the tables whose columns it reads; a field that is no such column, or of
another type, is an error when the module is imported, not when the thousandth document is read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import dataframely as dy
import polars as pl

_PYTHON: tuple[tuple[type[pl.DataType], type], ...] = (
    (pl.String, str),
    (pl.Int64, int),
    (pl.Float64, float),
    (pl.Boolean, bool),
    (pl.Date, date),
    (pl.Datetime, datetime),
    (pl.List, list),
    (pl.Binary, bytes),
)

R = TypeVar("R", bound=tuple[Any, ...])
S = TypeVar("S", bound=dy.Schema)
T = TypeVar("T")


def reads(*schemas: type[dy.Schema]) -> Callable[[type[R]], type[R]]:
    """Bind a NamedTuple to the columns of `schemas` that it reads; TypeError where a field is none of them.

    A field of a nullable column must allow None; any other may (a left join leaves nulls).
    """

    def bound(row: type[R]) -> type[R]:
        hints = get_type_hints(row)
        for name, hint in hints.items():
            if not any(_fits(schema, name, hint) for schema in schemas):
                raise TypeError(f"{row.__name__}.{name}: {_misfit(schemas, name, hint)}")
        return row

    return bound


def records(frame: pl.DataFrame, row: type[R]) -> Iterator[R]:
    """The rows of `frame` as `row`, in order; other columns are not read."""
    fields: tuple[str, ...] = getattr(row, "_fields")  # noqa: B009 (every NamedTuple has it; mypy cannot know)
    return map(row._make, frame.select(fields).iter_rows())  # type: ignore[attr-defined]


def by_key(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """The rows of each key, both in order of first appearance."""
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def table_of(schema: type[S], rows: Iterable[Mapping[str, object]]) -> dy.DataFrame[S]:
    """The frame of a table from rows that name each of its columns; ValueError where one names others.

    Values are not held against the contract here: that is a stage of its own.
    """
    made = list(rows)
    columns = schema.columns().keys()
    for row in made:
        if row.keys() != columns:
            raise ValueError(f"a row of {schema.__name__} {_apart(row, columns)}")
    dtypes = {name: column.dtype for name, column in schema.columns().items()}
    return typed(schema, pl.DataFrame(made, schema=dtypes))


def typed(schema: type[S], frame: pl.DataFrame) -> dy.DataFrame[S]:
    """`frame`, whose columns are those of `schema`, as mypy is to see it; ValueError where they are not."""
    names = list(schema.columns())
    if set(frame.columns) != set(names):
        raise ValueError(f"a frame of {schema.__name__} {_apart(frame.columns, names)}")
    return cast("dy.DataFrame[S]", frame if frame.columns == names else frame.select(names))


def _apart(found: Iterable[str], expected: Iterable[str]) -> str:
    """What is missing of the columns that a table has, and what is none of them."""
    lacking, invented = sorted(set(expected) - set(found)), sorted(set(found) - set(expected))
    parts = (("lacks", lacking), ("has what is no column:", invented))
    return "; ".join(f"{told} {', '.join(names)}" for told, names in parts if names)


def _misfit(schemas: Iterable[type[dy.Schema]], name: str, hint: Any) -> str:
    """Why no schema has the field: none has the column, or it is of another type."""
    tables = " or ".join(schema.__name__ for schema in schemas)
    there = [schema.columns()[name] for schema in schemas if name in schema.columns()]
    if not there:
        known = ", ".join(dict.fromkeys(column for schema in schemas for column in schema.columns()))
        return f"no column of {tables}; there are: {known}"
    are = " or ".join(f"{column.dtype}{', may be null' * column.nullable}" for column in there)
    return f"the column of {tables} is {are}; the field is {hint}"


def _fits(schema: type[dy.Schema], name: str, hint: Any) -> bool:
    column = schema.columns().get(name)
    if column is None:
        return False
    kinds = set(get_args(hint)) if get_origin(hint) in (Union, UnionType) else {hint}
    if column.nullable and NoneType not in kinds:
        return False
    expected = next(kind for dtype, kind in _PYTHON if column.dtype == dtype)
    return {get_origin(kind) or kind for kind in kinds} - {NoneType} == {expected}
