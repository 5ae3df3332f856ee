"""The shape of a table: its columns and their types, how many rows it has, and that its key is one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import dataframely as dy
import polars as pl

from schemas.checks.base import (
    CountCheck,
    ExpressionCheck,
    Frames,
    Given,
    LazyFrames,
    ProvedOnTables,
    ProvedOnUnit,
    RowCheck,
    Unit,
    other,
    series,
    their,
)
from schemas.checks.columns import column_rules
from schemas.package import Table

STRUCTURE = "structure"
"""The frame of all columns, expected and found, on which columns and types are judged."""
_STRUCTURE_SCHEMA = {
    "table": pl.String,
    "column": pl.String,
    "place_expected": pl.Int64,
    "place_found": pl.Int64,
    "type_expected": pl.String,
    "type_found": pl.String,
}


def structure(frames: LazyFrames, tables: Sequence[Table]) -> pl.DataFrame:
    """One row for each column that a table has or should have: its place and type, expected and found."""
    rows: list[tuple[str, str, int | None, int | None, str | None, str | None]] = []
    for table in tables:
        expected = table.polars_schema
        found = frames[table.name].collect_schema() if table.name in frames else pl.Schema()
        for name in dict.fromkeys((*expected, *found)):
            places = [list(schema).index(name) if name in schema else None for schema in (expected, found)]
            types = [str(schema[name]) if name in schema else None for schema in (expected, found)]
            rows.append((table.name, name, places[0], places[1], types[0], types[1]))
    return pl.DataFrame(rows, schema=_STRUCTURE_SCHEMA, orient="row")


@dataclass(frozen=True)
class StructureCheck(ExpressionCheck, ProvedOnTables):
    """A check that judges the columns of a table, not its rows."""

    compared: ClassVar[str]
    """What of each column is compared, expected with found."""

    @classmethod
    def of(cls, table: Table) -> Iterator[Self]:
        """One for every table."""
        yield cls(table)

    @property
    def judged(self) -> str:
        """The structure, not the table."""
        return STRUCTURE

    @property
    def key(self) -> tuple[str, ...]:
        """A row of the structure is a column of a table."""
        return "table", "column"

    @property
    def shown(self) -> tuple[str, ...]:
        """What was expected, and what was found."""
        return f"{self.compared}_expected", f"{self.compared}_found"

    def expression(self) -> pl.Expr:
        """Whether expected and found are the same; nothing is said of the columns of other tables."""
        expected, found = (pl.col(name) for name in self.shown)
        return pl.when(pl.col("table") == self.table).then(self._same(expected, found))

    @staticmethod
    def _same(expected: pl.Expr, found: pl.Expr) -> pl.Expr:
        return expected.eq_missing(found)


@dataclass(frozen=True)
class Columns(StructureCheck):
    """A table has the columns of its schema and no others, in the same order."""

    kind = "columns"
    states = "{table} has the columns of its schema, in that order"
    remedy = "make the table with exactly the columns of its schema, in that order"
    compared = "place"

    def break_tables(self, frames: Frames) -> dict[str, pl.DataFrame]:
        """The columns come in the opposite order."""
        frame = frames[self.table]
        return {**frames, self.table: frame.select(reversed(frame.columns))}


@dataclass(frozen=True)
class Types(StructureCheck):
    """Every column has the type of its schema; one that is missing has none to be wrong."""

    kind = "types"
    states = "every column of {table} has the type of its schema"
    remedy = "cast the column where the table is made, or change its type in the schema"
    compared = "type"

    @staticmethod
    def _same(expected: pl.Expr, found: pl.Expr) -> pl.Expr:
        return expected == found

    def break_tables(self, frames: Frames) -> dict[str, pl.DataFrame]:
        """One column that is compared with no other table gets a type that checks of its values work with."""
        near = {dy.Int64: pl.Int32, dy.Float64: pl.Float32, dy.String: pl.Categorical}
        changes = [
            pl.col(name).cast(near[type(column)])
            for name, column in self.subject.schema.columns().items()
            if type(column) in near and name not in _COMPARED and not _is_searched(self.subject, name)
        ]
        return {**frames, self.table: frames[self.table].with_columns(changes[-1:])}


_COMPARED = frozenset(("start", "end", "text"))


def _is_searched(table: Table, column: str) -> bool:
    """Whether any constraint looks into the column's strings, as it does into every key's."""
    return bool({"regex", "min_length"} & column_rules(table, column).keys())


@dataclass(frozen=True)
class RowCount(CountCheck, ProvedOnTables):
    """A table has as many rows as it must have."""

    kind = "row_count"
    states = "{table} has at least {min_rows} row{s}"
    remedy = "look at the counts and rejects: the stage before gave too little or too much"

    @classmethod
    def of(cls, table: Table) -> Iterator[Self]:
        """One where the table must have rows."""
        if table.min_rows:
            yield cls(table)

    @property
    def facts(self) -> dict[str, Any]:
        """The fewest rows, and the ending of their plural."""
        return super().facts | self.parameters | {"s": "s" if self.subject.min_rows > 1 else ""}

    @property
    def parameters(self) -> dict[str, Any]:
        """The fewest rows."""
        return {"min_rows": self.subject.min_rows}

    def limits(self, tables: LazyFrames) -> tuple[int, int | None]:
        """The fewest rows, and no most."""
        return self.subject.min_rows, None

    def break_tables(self, frames: Frames) -> dict[str, pl.DataFrame]:
        """Every table is empty: rows that stayed would point to rows that went."""
        return {name: frame.clear() for name, frame in frames.items()}


_TWICE = pl.lit(value=True).alias(other("twice"))


@dataclass(frozen=True)
class Key(RowCheck, ProvedOnUnit):
    """No two rows have one key; of two that have, both fail."""

    kind = "key"
    states = "no two rows of {table} have the same {key}"
    remedy = "find out why two rows got one key, usually a fact missing from the id"
    rows_broken = 2

    @classmethod
    def of(cls, table: Table) -> Iterator[Self]:
        """One where the table has a key."""
        if table.primary_key:
            yield cls(table)

    @property
    def facts(self) -> dict[str, Any]:
        """The key in words."""
        return super().facts | {"key": ", ".join(self.key)}

    @property
    def columns(self) -> tuple[str, ...]:
        """The key."""
        return self.key

    def mask(self, given: Given) -> pl.Series:
        """Of a key of one column nothing is said where it is null: that it may not be is another check."""
        keys = given.matching(self.table, self.key, *self.key)
        twice = keys.filter(pl.struct(self.key).is_duplicated()).unique().with_columns(_TWICE)
        found = given.rows.join(twice, on=self.key, how="left", nulls_equal=True, maintain_order="left")
        unique = their("twice").is_null()
        told = pl.col(self.key[0]).is_not_null() | pl.lit(len(self.key) > 1)
        return series(found, pl.when(told).then(unique))

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row comes twice."""
        unit[self.table].append(dict(unit[self.table][-1]))
