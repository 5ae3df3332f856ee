"""The checks that data must pass, as plain data, derived from the contract.

Every column constraint, key, reference and row rule of a table's schema becomes a check without being
written again; `schemas/derivations/relations.py` adds what no single row can show. Nothing here computes
anything: `schemas/derivations/verdicts.py` says which rows pass, `flows/quality/examine.py` runs the checks.
"""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dataframely as dy
import polars as pl

from schemas.derivations.checks import Check
from schemas.derivations.relations import relations
from schemas.expected_rows import EXPECTED
from schemas.package import TABLES, Table
from schemas.stage_counts import STAGE_COUNTS

EXAMINED: tuple[Table, ...] = (*TABLES, STAGE_COUNTS, EXPECTED)
"""Every table that is checked, in the order in which reports list them."""


def derive(tables: Sequence[Table] = EXAMINED) -> tuple[Check, ...]:
    """Every check that follows from the contracts of `tables`, in a fixed order."""
    return tuple(check for table in tables for check in _of_table(table))


def examined(name: str) -> Table:
    """The examined table of that name; raises KeyError with the names there are."""
    for table in EXAMINED:
        if table.name == name:
            return table
    raise KeyError(f"no table {name!r}; there are: {', '.join(table.name for table in EXAMINED)}")


def withheld(table: Table) -> frozenset[str]:
    """Columns whose values leave this machine's memory in no report: the texts of unreleased tables."""
    return frozenset(
        name
        for name, column in table.schema.columns().items()
        if not table.released and isinstance(column, dy.String) and not column.primary_key
    )


def column_rules(table: Table, column: str) -> Mapping[str, pl.Expr]:
    """dataframely's own expressions for the constraints of one column, by the name it gives them."""
    return table.schema.columns()[column].validation_rules(pl.col(column))


def row_rules(table: Table) -> Mapping[str, pl.Expr]:
    """The expressions of a schema's row rules, by name."""
    return {name: rule.expr for name, rule in table.schema._schema_validation_rules().items()}


def _of_table(table: Table) -> Iterator[Check]:
    yield from _of_shape(table)
    for name, column in table.schema.columns().items():
        yield from _of_column(table, name, column)
    yield from _of_rules(table)
    yield from relations(table)


def _of_shape(table: Table) -> Iterator[Check]:
    name = table.name
    yield Check(f"{name}.columns", name, "columns", f"{name} has the columns of its schema, in that order")
    yield Check(f"{name}.types", name, "types", f"every column of {name} has the type of its schema")
    if table.min_rows:
        meaning = f"{name} has at least {table.min_rows} row{'s' if table.min_rows > 1 else ''}"
        yield Check(f"{name}.row_count", name, "row_count", meaning, (), {"min_rows": table.min_rows})
    key = tuple(table.primary_key)
    if key:
        yield Check(f"{name}.key", name, "key", f"no two rows of {name} have the same {', '.join(key)}", key)


# dataframely's name of a rule -> the last part of a check's id, where ours is plainer.
_PLAINER = {
    "nullability": "not_null",
    "inner_nullability": "items_not_null",
    "inf": "finite",
    "nan": "a_number",
}
_BOUNDS = ("min", "max", "min_exclusive", "max_exclusive")


def _of_column(table: Table, name: str, column: dy.Column) -> Iterator[Check]:
    """Checks that Great Expectations knows by itself, then any other constraint through dataframely."""
    left = dict(column_rules(table, name))
    for check, covered in _known_constraints(table, name, column):
        if covered & left.keys():
            yield check
            left = {rule: expression for rule, expression in left.items() if rule not in covered}
    for rule in left:
        plain = _PLAINER.get(rule, rule.removeprefix("check__"))
        meaning = f"{name} of {table.name} keeps its constraint {plain.replace('_', ' ')}"
        bound = getattr(column, rule, None)
        meaning += f" ({bound})" if isinstance(bound, (int, float, str)) else ""
        yield _column_check(table, name, plain, "constraint", meaning, parameters={"rule": rule})
    yield from _of_metadata(table, name, column.metadata or {})


def _known_constraints(table: Table, name: str, column: dy.Column) -> Iterator[tuple[Check, frozenset[str]]]:
    """Each check of a kind that Great Expectations has, with the dataframely rules that it covers."""
    where = f"{name} of {table.name}"
    meaning = f"{where} is never null"
    yield _column_check(table, name, "not_null", "not_null", meaning), frozenset(("nullability",))
    if name in withheld(table):
        return
    metadata = column.metadata or {}
    if "one_of" in metadata:
        meaning = f"{where} is a value of its vocabulary"
        parameters = {"values": list(metadata["one_of"])}
        check = _column_check(table, name, "in_vocabulary", "value_set", meaning, parameters=parameters)
        yield check, frozenset(("check__in_vocabulary",))
    if isinstance(column, dy.String) and column.regex:
        meaning = f"{where} has the form {column.regex}"
        check = _column_check(
            table, name, "pattern", "pattern", meaning, parameters={"pattern": column.regex}
        )
        yield check, frozenset(("regex",))
    bounds = {bound: getattr(column, bound, None) for bound in _BOUNDS}
    bounds = {bound: value for bound, value in bounds.items() if isinstance(value, (int, float))}
    limits = " and ".join(f"{bound.replace('_', ' ')} {value}" for bound, value in bounds.items())
    meaning = f"{where} lies within its limits: {limits}"
    yield _column_check(table, name, "range", "range", meaning, parameters=bounds), frozenset(bounds)


def _of_metadata(table: Table, name: str, metadata: Mapping[str, Any]) -> Iterator[Check]:
    if "max_null_rate" in metadata:
        rate = float(metadata["max_null_rate"])
        meaning = f"{name} of {table.name} is null in at most {rate:.0%} of the rows"
        yield _column_check(
            table, name, "null_rate", "null_rate", meaning, parameters={"max_null_rate": rate}
        )
    if name in table.foreign_keys:
        target, key = table.foreign_keys[name]
        meaning = f"{name} of {table.name} is a {key} of {target}"
        options = {"parameters": {"table": target, "column": key}, "needs": (target,)}
        yield _column_check(table, name, "references", "references", meaning, **options)


def _column_check(table: Table, column: str, what: str, kind: str, meaning: str, **more: Any) -> Check:
    return Check(f"{table.name}.{column}.{what}", table.name, kind, meaning, (column,), **more)


def _of_rules(table: Table) -> Iterator[Check]:
    for name, expression in row_rules(table).items():
        stated = inspect.getdoc(inspect.getattr_static(table.schema, name).validation_fn) or name.replace(
            "_", " "
        )
        meaning = stated.splitlines()[0].rstrip(".")
        columns = tuple(expression.meta.root_names())
        yield Check(
            f"{table.name}.{name}", table.name, "rule", meaning, tuple(dict.fromkeys(columns)), {"rule": name}
        )
