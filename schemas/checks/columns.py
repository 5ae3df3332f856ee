"""Checks of single columns: the contract's constraints, computed by dataframely's own expressions, and nulls.

The contract says each constraint once, as an argument of its column. `Constraint` takes those that have no
kind of their own, so that none is left without a check.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Self

import dataframely as dy
import polars as pl

from schemas.checks.base import ExpressionCheck, Frames, ProvedOnTables, ProvedOnUnit, RowCheck, Unit
from schemas.package import Table

IN_THE_TRANSFORM = "correct the transform that makes the table, or the rule in its schema if that is wrong"
_BOUNDS = ("min", "max", "min_exclusive", "max_exclusive")


@cache
def column_rules(table: Table, column: str) -> Mapping[str, pl.Expr]:
    """dataframely's own expressions for the constraints of one column, by the name it gives them."""
    return table.schema.columns()[column].validation_rules(pl.col(column))


@dataclass(frozen=True)
class ColumnCheck(RowCheck):
    """A check of one column, beside which reports list it."""

    column: str

    @classmethod
    @abstractmethod
    def of_column(cls, table: Table, column: str) -> Iterator[Self]:
        """The checks of this kind that follow from the contract of one column."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The column alone."""
        return (self.column,)

    @property
    def contract(self) -> dy.Column:
        """What the schema says of the column."""
        return self.subject.schema.columns()[self.column]

    @property
    def metadata(self) -> Mapping[str, Any]:
        """What the schema says of the column beyond dataframely's words."""
        return self.contract.metadata or {}


@dataclass(frozen=True)
class ConstraintCheck(ColumnCheck, ExpressionCheck, ProvedOnUnit):
    """A check that stands for some of dataframely's rules of a column, and is true where all of them are."""

    covers: ClassVar[frozenset[str]] = frozenset()
    """dataframely's names of the rules."""

    @classmethod
    def of_column(cls, table: Table, column: str) -> Iterator[Self]:
        """One, where the column has such a rule."""
        if cls.covers & column_rules(table, column).keys():
            yield cls(table, column)

    def expression(self) -> pl.Expr:
        """All covered rules at once, in dataframely's own expressions."""
        rules = column_rules(self.subject, self.column)
        return pl.all_horizontal(expression for name, expression in rules.items() if name in self.covers)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row has a value that is not allowed."""
        row = unit[self.table][-1]
        row[self.column] = self._forbidden(row.get(self.column))

    def _forbidden(self, value: Any) -> Any:
        """What takes the place of a `value` that is allowed."""
        raise NotImplementedError


@dataclass(frozen=True)
class NotNull(ConstraintCheck):
    """A column is never null."""

    kind = "not_null"
    name = "{column}.not_null"
    states = "{column} of {table} is never null"
    remedy = "fill the value where the table is made, or make the column nullable in its schema"
    covers = frozenset(("nullability",))

    def _forbidden(self, value: Any) -> Any:
        return None


@dataclass(frozen=True)
class ValueSet(ConstraintCheck):
    """Every value is one of a closed list."""

    kind = "value_set"
    name = "{column}.in_vocabulary"
    states = "{column} of {table} is a value of its vocabulary"
    remedy = "correct the value, or add it with its meaning to the vocabulary"
    covers = frozenset(("check__in_vocabulary",))

    @property
    def parameters(self) -> dict[str, Any]:
        """The closed list."""
        return {"values": list(self.metadata["one_of"])}

    def _forbidden(self, value: Any) -> Any:
        return "no such value"


@dataclass(frozen=True)
class Pattern(ConstraintCheck):
    """Every value has a form, from its first character to its last."""

    kind = "pattern"
    name = "{column}.pattern"
    states = "{column} of {table} has the form {pattern}"
    remedy = IN_THE_TRANSFORM
    covers = frozenset(("regex",))

    @property
    def facts(self) -> dict[str, Any]:
        """The pattern too."""
        return super().facts | self.parameters

    @property
    def parameters(self) -> dict[str, Any]:
        """The pattern."""
        return {"pattern": getattr(self.contract, "regex", None)}

    def _forbidden(self, value: Any) -> Any:
        """Only the very end of the value is wrong: a pattern that is not anchored there would miss it."""
        return f"{value or '?'}\n"


@dataclass(frozen=True)
class Range(ConstraintCheck):
    """Every number lies within its limits."""

    kind = "range"
    name = "{column}.range"
    states = "{column} of {table} lies within its limits: {limits}"
    remedy = IN_THE_TRANSFORM
    covers = frozenset(_BOUNDS)

    @classmethod
    def of_column(cls, table: Table, column: str) -> Iterator[Self]:
        """One for numbers alone: the limits of days and lengths are other constraints."""
        return (check for check in super().of_column(table, column) if check.parameters)

    @property
    def facts(self) -> dict[str, Any]:
        """The limits in words."""
        limits = [f"{bound.replace('_', ' ')} {value}" for bound, value in self.parameters.items()]
        return super().facts | {"limits": " and ".join(limits)}

    @property
    def parameters(self) -> dict[str, Any]:
        """The limits."""
        bounds = {bound: getattr(self.contract, bound, None) for bound in _BOUNDS}
        return {bound: value for bound, value in bounds.items() if isinstance(value, (int, float))}

    def _forbidden(self, value: Any) -> Any:
        given = self.parameters
        return min(given.values()) - 1 if {"min", "min_exclusive"} & given.keys() else given["max"] + 1


@dataclass(frozen=True)
class Constraint(ConstraintCheck):
    """Any other constraint of a column, by dataframely's name of it."""

    rule: str

    kind = "constraint"
    name = "{column}.{plain}"
    states = "{column} of {table} keeps its constraint {words}{bound}"
    remedy = IN_THE_TRANSFORM

    @classmethod
    def of_column(cls, table: Table, column: str) -> Iterator[Self]:
        """One for each rule that no other kind covers."""
        known = (check for kind in OWN_KINDS for check in kind.of_column(table, column))
        covered = frozenset().union(*(check.covers for check in known))
        for rule in column_rules(table, column):
            if rule not in covered:
                yield cls(table, column, rule)

    @property
    def facts(self) -> dict[str, Any]:
        """The rule's name as the id has it and in words, and its bound where it has one."""
        plain = _PLAINER.get(self.rule, self.rule.removeprefix("check__"))
        bound = getattr(self.contract, self.rule, None)
        shown = f" ({bound})" if isinstance(bound, (int, float, str)) else ""
        return super().facts | {"plain": plain, "words": plain.replace("_", " "), "bound": shown}

    @property
    def parameters(self) -> dict[str, Any]:
        """dataframely's name of the rule."""
        return {"rule": self.rule}

    def expression(self) -> pl.Expr:
        """The rule's own expression."""
        return column_rules(self.subject, self.column)[self.rule]

    def _forbidden(self, value: Any) -> Any:
        """A value that the rule does not allow; a rule that is new here needs one."""
        if self.rule not in _FORBIDDEN:
            told = f"add to _FORBIDDEN in {__name__} a value that breaks {self.rule}"
            raise KeyError(f"{self.id}: no proof; {told}")
        return _FORBIDDEN[self.rule]


OWN_KINDS: tuple[type[ConstraintCheck], ...] = (NotNull, ValueSet, Pattern, Range)
"""Kinds of constraint that have a word of their own in reports."""
# dataframely's name of a rule -> the last part of a check's id, where ours is plainer.
_PLAINER = {
    "nullability": "not_null",
    "inner_nullability": "items_not_null",
    "inf": "finite",
    "nan": "a_number",
}
_FORBIDDEN: Mapping[str, Any] = {
    "min_length": "",
    "inf": float("inf"),
    "nan": float("nan"),
    "inner_nullability": [None],
}


@dataclass(frozen=True)
class NullRate(ColumnCheck, ExpressionCheck, ProvedOnTables):
    """A column that may be null is not null too often."""

    kind = "null_rate"
    name = "{column}.null_rate"
    states = "{column} of {table} is null in at most {max_null_rate:.0%} of the rows"
    remedy = "see whether the input changed or a transform finds less than it did"
    severity = "warning"

    @classmethod
    def of_column(cls, table: Table, column: str) -> Iterator[Self]:
        """One, where the contract names a rate."""
        check = cls(table, column)
        if "max_null_rate" in check.metadata:
            yield check

    @property
    def facts(self) -> dict[str, Any]:
        """The rate too."""
        return super().facts | self.parameters

    @property
    def parameters(self) -> dict[str, Any]:
        """The largest share of nulls."""
        return {"max_null_rate": float(self.metadata["max_null_rate"])}

    @property
    def least(self) -> float:
        """The share that must have a value."""
        return 1 - float(self.metadata["max_null_rate"])

    def expression(self) -> pl.Expr:
        """Whether there is a value."""
        return pl.col(self.column).is_not_null()

    def break_tables(self, frames: Frames) -> dict[str, pl.DataFrame]:
        """The column is null everywhere."""
        nothing = pl.lit(None, self.contract.dtype).alias(self.column)
        return {**frames, self.table: frames[self.table].with_columns(nothing)}
