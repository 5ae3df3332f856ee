"""The contract of a column as plain facts, read once from dataframely for all that describes a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import dataframely as dy
import polars as pl

from schemas.package import Table

_KINDS: tuple[tuple[type[pl.DataType], str], ...] = (
    (pl.String, "string"),
    (pl.Int64, "integer"),
    (pl.Float64, "number"),
    (pl.Boolean, "boolean"),
    (pl.Date, "date"),
    (pl.Datetime, "datetime"),
    (pl.List, "list"),
)


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What a table's contract says of one column.

    `kind` is string, integer, number, boolean, date, datetime or list (of `items`); `pattern` has no anchors
    and is to match the whole value; `references` is (table, column); `vocabulary` maps value to meaning.
    """

    name: str
    kind: str
    items: str | None
    nullable: bool
    key: bool
    unique: bool
    description: str
    unit: str | None
    vocabulary: Mapping[str, str] | None
    references: tuple[str, str] | None
    pattern: str | None
    minimum: float | int | None
    maximum: float | int | None
    min_length: int | None
    max_length: int | None


@cache
def columns(table: Table) -> tuple[ColumnFacts, ...]:
    """The facts of every column, in order; raises TypeError for a type that readers may choke on.

    Each table's are read once: dataframely makes its columns anew for each question.
    """
    references = table.foreign_keys
    return tuple(
        _facts(table, name, column, references.get(name)) for name, column in table.schema.columns().items()
    )


def rules(table: Table) -> Mapping[str, str]:
    """Name of each rule across columns -> the sentence that it holds rows to."""
    found = {}
    for base in reversed(table.schema.__mro__):
        for name, value in vars(base).items():
            function = getattr(value, "validation_fn", None)
            if function is not None:
                found[name] = " ".join((function.__doc__ or name).split())
    return found


def _facts(table: Table, name: str, column: dy.Column, references: tuple[str, str] | None) -> ColumnFacts:
    metadata: Mapping[str, Any] = column.metadata or {}
    pattern = getattr(column, "regex", None)
    kind = kind_of(column.dtype, f"{table.name}.{name}")
    inner = column.dtype.inner if isinstance(column.dtype, pl.List) else None
    return ColumnFacts(
        name=name,
        kind=kind,
        items=kind_of(inner, f"{table.name}.{name}[]") if inner is not None else None,
        nullable=column.nullable and not column.primary_key,
        key=column.primary_key,
        unique=column.unique or table.primary_key == [name],
        description=column.description or "",
        unit=metadata.get("unit"),
        vocabulary=metadata.get("one_of"),
        references=references,
        pattern=pattern.removeprefix("^").removesuffix("$") if pattern else None,
        minimum=getattr(column, "min", None),
        maximum=getattr(column, "max", None),
        min_length=getattr(column, "min_length", None),
        max_length=getattr(column, "max_length", None),
    )


def kind_of(dtype: Any, where: str) -> str:
    """The plain word for a polars type; raises TypeError, naming `where`, for one that is not published."""
    for known, kind in _KINDS:
        if dtype == known:
            return kind
    raise TypeError(
        f"{where}: {dtype} cannot be published; readers need one of "
        + ", ".join(str(known.__name__) for known, _ in _KINDS)
    )
