"""What a check is: one thing expected of one table, how it is computed, and how it is proved able to fail.

A subclass is a kind of check and says everything about it: its meaning, its computation, its severity and
remedy, the expectation that carries it through Great Expectations, and a change to valid data that makes
exactly it fail. An instance is that kind held against one table. Nothing here imports Great Expectations.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Self

import dataframely as dy
import polars as pl

from schemas.package import Table

Frames = Mapping[str, pl.DataFrame]
LazyFrames = Mapping[str, pl.LazyFrame]
Row = dict[str, Any]
Unit = dict[str, list[Row]]
"""A small valid set of tables about one document, as rows by table."""

ROW = "#row"
"""A row's number, under a name that no contract uses."""


@dataclass(frozen=True, slots=True)
class Given:
    """Rows of one table that are judged together, each with its ROW, and all tables to hold them against."""

    rows: pl.DataFrame
    tables: LazyFrames

    def matching(self, table: str, on: Sequence[str], *columns: str | pl.Expr) -> pl.DataFrame:
        """`columns` of all rows of `table`, in its order, that have the values of a judged row in `on`."""
        rows = self.tables[table]
        # Counting rows keeps polars from leaving out parts of a file.
        counted = any(isinstance(one, str) and one == ROW for one in columns)
        found = (rows.with_row_index(ROW) if counted else rows).select(*columns)
        keys = self.rows.select(on).unique()
        if len(on) == 1:
            # Of a table in the order of this column only the part is read that can match.
            found = found.filter(pl.col(on[0]).is_null() | _within(on[0], keys.to_series()))
        matched = found.join(keys.lazy(), on=on, how="semi", nulls_equal=True, maintain_order="left")
        return matched.collect(engine="streaming")


def _within(column: str, values: pl.Series) -> pl.Expr:
    return pl.col(column).is_between(pl.lit(values.min(), values.dtype), pl.lit(values.max(), values.dtype))


STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "passed": "every row is as the check expects, or as many as it asks for",
        "failed": "the data is not as the check expects",
        "crashed": "the check could not be carried out, so nothing is known about the data",
    }
)


@dataclass(frozen=True)
class Check(ABC):
    """One thing that is expected of one table.

    `name` and `states` may hold, in braces, what `facts` tells. `kind` and `id` are stable, for the reports
    of several releases are compared by them.
    """

    subject: Table

    kind: ClassVar[str]
    name: ClassVar[str] = "{kind}"
    """What follows the table in the id."""
    states: ClassVar[str]
    """The meaning."""
    remedy: ClassVar[str]
    """What to do where the check fails."""
    severity: ClassVar[str] = "critical"
    """`critical` or `warning`, as in the vocabulary SEVERITIES."""

    @classmethod
    def of(cls, table: Table) -> Iterator[Self]:
        """The checks of this kind that follow from a table's contract; none where each is stated by hand."""
        return iter(())

    @cached_property
    def id(self) -> str:
        """What is checked, in a few words; stable."""
        return f"{self.table}.{self.name.format_map(self.facts)}"

    @cached_property
    def meaning(self) -> str:
        """One sentence for a person."""
        return self.states.format_map(self.facts)

    @property
    def facts(self) -> dict[str, Any]:
        """What the id and the meaning may name: the kind, the table, and every field of the check."""
        own = {one.name: getattr(self, one.name) for one in fields(self)}
        return own | {"kind": self.kind, "table": self.table}

    @property
    def table(self) -> str:
        """Name of the table."""
        return self.subject.name

    @property
    def judged(self) -> str:
        """Name of the frame whose rows are judged."""
        return self.table

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell a judged row from others."""
        return tuple(self.subject.primary_key)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table that are judged."""
        return ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns of the judged frame that an example shows; never the texts of unreleased tables."""
        return tuple(column for column in self.columns if column not in redacted(self.subject))

    @property
    def parameters(self) -> dict[str, Any]:
        """What the check was told, for the report."""
        return {}

    @property
    def needs(self) -> tuple[str, ...]:
        """The other tables that must be read."""
        return ()

    @abstractmethod
    def expectation(self, tables: LazyFrames) -> tuple[str, dict[str, Any]]:
        """Name and arguments of the expectation that carries the check in Great Expectations."""


@dataclass(frozen=True)
class RowCheck(Check):
    """A check that judges each row by itself: true, false, or null where it has nothing to say about the row.

    Nothing is to be said where the value is null, or where another check already covers the reason.
    """

    @abstractmethod
    def mask(self, given: Given) -> pl.Series:
        """One boolean for each of the judged rows; the same, however the rows of a table are cut."""

    @property
    def least(self) -> float:
        """The share of the rows judged true or false that must be true."""
        return 1.0

    def expectation(self, tables: LazyFrames) -> tuple[str, dict[str, Any]]:
        """Our own expectation, which only counts the booleans in the column named by the check's id."""
        return "ExpectRowsToPass", {"column": self.id, "mostly": self.least}


@dataclass(frozen=True)
class ExpressionCheck(RowCheck):
    """A check that needs nothing but the row itself, so that all of a table are computed in one pass."""

    @abstractmethod
    def expression(self) -> pl.Expr:
        """The boolean, as an expression on the judged row."""

    def mask(self, given: Given) -> pl.Series:
        """One boolean for each row, computed alone."""
        return series(given.rows, self.expression())


@dataclass(frozen=True)
class CountCheck(Check):
    """A check of how many rows a table has; it judges no single row."""

    @abstractmethod
    def limits(self, tables: LazyFrames) -> tuple[int, int | None]:
        """The fewest rows, and the most or None."""

    def expectation(self, tables: LazyFrames) -> tuple[str, dict[str, Any]]:
        """Great Expectations counts rows by itself."""
        fewest, most = self.limits(tables)
        return "ExpectTableRowCountToBeBetween", {"min_value": fewest, "max_value": most}


class ProvedOnUnit(ABC):
    """Proved by breaking one unit: its rows then fail the check, and nothing else fails but what must."""

    rows_broken: ClassVar[int] = 1
    """How many rows the break makes fail."""

    @abstractmethod
    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """Change `unit`, in place, so that the check fails; `whole` is another unit, and stays as it is."""


class ProvedOnTables(ABC):
    """Proved by breaking whole tables, for the check judges no single row or tolerates some that fail."""

    @abstractmethod
    def break_tables(self, frames: Frames) -> dict[str, pl.DataFrame]:
        """Valid tables so changed that checks of this kind alone fail."""


def redacted(table: Table) -> frozenset[str]:
    """Columns whose values no report shows: the texts of unreleased tables."""
    return frozenset(
        name
        for name, column in table.schema.columns().items()
        if not table.released and isinstance(column, dy.String) and not column.primary_key
    )


def series(frame: pl.DataFrame, judged: pl.Expr) -> pl.Series:
    """A boolean for each row of `frame`."""
    return frame.select(judged.alias("mask")).to_series()


def beside(frame: pl.DataFrame, target: pl.DataFrame, on: list[str], judged: pl.Expr) -> pl.Series:
    """`judged` on each row beside the first row of `target` that has the same values in `on`."""
    unique = target.unique(on, keep="first", maintain_order=True)
    return series(frame.join(unique, on=on, how="left", maintain_order="left"), judged)


def other(column: str) -> str:
    """The name of a column of the row beside, which no contract uses."""
    return f"#{column}"


def theirs(column: str) -> pl.Expr:
    """A column of the other table, under its name beside."""
    return pl.col(column).alias(other(column))


def their(column: str) -> pl.Expr:
    """The value of that column in the row beside."""
    return pl.col(other(column))
