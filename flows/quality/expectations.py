"""Which of Great Expectations' expectations carries a check, and with which arguments.

A kind that Great Expectations judges by itself is named here; every other kind arrives as a column of
booleans that must all be true. Nothing here imports Great Expectations.
"""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from schemas.derivations.checks import Check
from schemas.stage_counts import STAGE_COUNTS

Native = tuple[str, dict[str, Any]]
"""Name of an expectation and its arguments."""


def native(check: Check, frames: Mapping[str, pl.DataFrame]) -> Native:
    """Name and arguments of the expectation for `check`; some arguments are counted from `frames`."""
    return _NATIVE.get(check.kind, _all_true)(check, frames)


def _all_true(check: Check, _: Mapping[str, pl.DataFrame]) -> Native:
    mostly = check.parameters.get("min_share", 1.0)
    return "ExpectColumnValuesToBeInSet", {"column": check.id, "value_set": [True], "mostly": mostly}


def _row_count(check: Check, _: Mapping[str, pl.DataFrame]) -> Native:
    return "ExpectTableRowCountToBeBetween", {"min_value": check.parameters["min_rows"]}


def _all_listed(_: Check, frames: Mapping[str, pl.DataFrame]) -> Native:
    return "ExpectTableRowCountToEqual", {"value": frames[STAGE_COUNTS.name].get_column("rejected").sum()}


def _key(check: Check, _: Mapping[str, pl.DataFrame]) -> Native:
    if len(check.columns) == 1:
        return "ExpectColumnValuesToBeUnique", {"column": check.columns[0]}
    options = {"column_list": list(check.columns), "ignore_row_if": "never"}
    return "ExpectCompoundColumnsToBeUnique", options


def _not_null(check: Check, _: Mapping[str, pl.DataFrame]) -> Native:
    mostly = 1 - check.parameters.get("max_null_rate", 0.0)
    return "ExpectColumnValuesToNotBeNull", {"column": check.columns[0], "mostly": mostly}


def _pattern(check: Check, _: Mapping[str, pl.DataFrame]) -> Native:
    regex = _to_the_very_end(check.parameters["pattern"])
    return "ExpectColumnValuesToMatchRegex", {"column": check.columns[0], "regex": regex}


def _value_set(check: Check, _: Mapping[str, pl.DataFrame]) -> Native:
    options = {"column": check.columns[0], "value_set": check.parameters["values"]}
    return "ExpectColumnValuesToBeInSet", options


def _range(check: Check, _: Mapping[str, pl.DataFrame]) -> Native:
    return "ExpectColumnValuesToBeBetween", {"column": check.columns[0], **_limits(check.parameters)}


_NATIVE: Mapping[str, Callable[[Check, Mapping[str, pl.DataFrame]], Native]] = {
    "row_count": _row_count,
    "all_listed": _all_listed,
    "key": _key,
    "not_null": _not_null,
    "null_rate": _not_null,
    "pattern": _pattern,
    "value_set": _value_set,
    "range": _range,
}
"""Kinds that Great Expectations judges by itself; all others come as booleans from their verdicts."""


def _limits(bounds: Mapping[str, float]) -> dict[str, Any]:
    strict = {f"strict_{side}": f"{side}_exclusive" in bounds for side in ("min", "max")}
    values = {f"{side}_value": bounds.get(side, bounds.get(f"{side}_exclusive")) for side in ("min", "max")}
    return values | strict


def _to_the_very_end(pattern: str) -> str:
    """In Python, unlike in the contract's dialect, a dollar sign also matches before a final line break."""
    return pattern[:-1] + r"\Z" if pattern.endswith("$") and not pattern.endswith(r"\$") else pattern
