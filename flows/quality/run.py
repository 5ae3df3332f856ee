"""Runs checks: their booleans some rows at a time, then Great Expectations on nothing but those booleans.

What Great Expectations says is mapped back to the checks; what could not be computed or validated is told
apart from data that fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from flows.quality.engine import Carrier, Engine
from schemas.checks.base import ROW, Check, CountCheck, ExpressionCheck, Frames, Given, LazyFrames, RowCheck
from schemas.checks.shape import STRUCTURE, StructureCheck, structure
from schemas.package import Table
from transforms.tables import height

if TYPE_CHECKING:
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult

EXAMPLES = 3
"""How many failing rows a result shows."""
TOGETHER = 50_000
"""Rows of a table that are judged together."""
_LONGEST_VALUE = 200
_MISSING = "the table is missing; make it, or say that it is knowingly absent"
# polars reports a panic of its engine as an exception that is no Exception.
_ANYTHING = (Exception, pl.exceptions.PanicException)


@dataclass(frozen=True, slots=True)
class Example:
    """A row that fails: its place in the table (from 0), its key, and the values that were judged.

    Of a column that fails there is no place, and the key is its table and its name.
    """

    row: int | None
    key: Mapping[str, Any]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found.

    `observed` is the number of rows for a check of row counts, else the share of examined rows that fail
    (None where nothing was examined). `error` says why a check crashed.
    """

    check: Check
    status: str
    observed: float | None = None
    rows_examined: int = 0
    rows_failed: int = 0
    examples: tuple[Example, ...] = ()
    error: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether this result alone stops a release: critical data failed, or the check never ran."""
        return self.status == "crashed" or (self.status == "failed" and self.check.severity == "critical")

    @property
    def outcome(self) -> str:
        """The status in one word for people: passed, warned, failed or crashed."""
        return "warned" if self.status == "failed" and not self.blocks else self.status


def run(
    checks: Sequence[Check],
    given: Frames | LazyFrames,
    examined: Sequence[Table],
    examples: int = EXAMPLES,
    together: int = TOGETHER,
) -> tuple[Result, ...]:
    """The results of `checks` in their order; one batch a table, one for the structure of all tables.

    Of a table `together` rows are read at a time, and of others those that these are held against.
    """
    tables = {name: found.lazy() for name, found in given.items()}
    tables[STRUCTURE] = structure(tables, examined).lazy()
    engine = Engine(examples)
    found: dict[str, Result] = {}
    for name in dict.fromkeys(check.judged for check in checks):
        if name in tables:
            judging = [check for check in checks if check.judged == name]
            found |= {result.check.id: result for result in _examine(engine, name, judging, tables, together)}
    return tuple(found.get(check.id, Result(check, "crashed", error=_MISSING)) for check in checks)


def _examine(
    engine: Engine, name: str, checks: Sequence[Check], tables: LazyFrames, together: int
) -> Iterator[Result]:
    """The results of all checks on one table; a check that cannot be computed crashes alone."""
    rows = tables[name]
    number = height(rows)
    masks, crashed = _masks(rows, number, checks, tables, together)
    carriers = {}
    for check in checks:
        try:
            carriers[check.id] = Carrier(check.id, check.severity, *check.expectation(tables))
        except _ANYTHING as error:
            crashed[check.id] = _said(error)
    ready = [carrier for carrier in carriers.values() if carrier.check not in crashed]
    try:
        entries = engine.validate(masks, ready)
    except _ANYTHING as error:
        entries, reason = {}, _said(error)
    else:
        reason = "Great Expectations gave no result for it"
    for check in checks:
        if check.id in entries:
            yield _result(check, entries[check.id], rows, number)
        else:
            yield Result(check, "crashed", error=crashed.get(check.id, reason))


def _masks(
    rows: pl.LazyFrame, number: int, checks: Sequence[Check], tables: LazyFrames, together: int
) -> tuple[pl.DataFrame, dict[str, str]]:
    """The booleans of all checks of a table's rows, by check id, and why the others have none."""
    judging = [check for check in checks if isinstance(check, RowCheck)]
    expressions = {check.id: check.expression() for check in judging if isinstance(check, ExpressionCheck)}
    parts, crashed = list[pl.DataFrame](), dict[str, str]()
    for start in range(0, max(1, number), together):
        some = rows.slice(start, together).collect().with_row_index(ROW, offset=start)
        given = Given(some, tables)
        masks = _in_one_pass(some, expressions)
        for check in judging:
            if check.id not in masks and check.id not in crashed:
                try:
                    masks[check.id] = _whole(check.mask(given), some)
                except _ANYTHING as error:
                    crashed[check.id] = _said(error)
        # The row number keeps the height where no check has a boolean.
        parts.append(some.select(ROW).with_columns(**masks))
    return pl.concat(part.drop(crashed, strict=False) for part in parts), crashed


def _in_one_pass(some: pl.DataFrame, expressions: Mapping[str, pl.Expr]) -> dict[str, pl.Series]:
    """The booleans of all checks that are expressions; none if one of them cannot be computed."""
    try:
        masks = some.select(**expressions).get_columns()
    except _ANYTHING:
        return {}
    return {mask.name: _whole(mask, some) for mask in masks}


def _whole(mask: pl.Series, frame: pl.DataFrame) -> pl.Series:
    """`mask`, if it has a boolean or null for each row."""
    if len(mask) != frame.height:
        raise ValueError(f"only {len(mask)} of {frame.height} rows were judged")
    return mask.cast(pl.Boolean)


def _result(check: Check, entry: ExpectationValidationResult, rows: pl.LazyFrame, number: int) -> Result:
    error = _raised(entry.exception_info)
    found = entry.result
    seen = found.get("observed_value" if isinstance(check, CountCheck) else "element_count")
    if error is None and seen != number:
        error = f"only {seen} of {number} rows were examined" if found else "it examined nothing"
    if error is None and isinstance(check, StructureCheck) and seen == found["missing_count"]:
        error = "it found no column to examine"
    if error is not None:
        return Result(check, "crashed", error=error)
    status = "passed" if entry.success else "failed"
    if isinstance(check, CountCheck):
        return Result(check, status, number, number)
    judged = seen - found["missing_count"]
    failed = found["unexpected_count"]
    share = round(failed / judged, 6) if judged else None
    examples = tuple(_example(check, rows, place) for place in found["partial_unexpected_index_list"])
    return Result(check, status, share, judged, failed, examples)


def _raised(info: dict[str, Any]) -> str | None:
    """The message of an exception, which stands alone or under each metric that it broke."""
    for part in [info, *(value for value in info.values() if isinstance(value, dict))]:
        if part.get("raised_exception"):
            return _first_line(str(part.get("exception_message") or "an exception without a message"))
    return None


def _example(check: Check, rows: pl.LazyFrame, place: int) -> Example:
    row = rows.slice(place, 1).collect().row(0, named=True)
    values = {name: _plain(row[name]) for name in check.shown if name in row and name not in check.key}
    where = None if isinstance(check, StructureCheck) else place
    return Example(where, {name: _plain(row.get(name)) for name in check.key}, values)


def _plain(value: object) -> str | int | float | bool | None:
    """A cell as JSON can hold it; long ones are cut."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if abs(value) < float("inf") else str(value)
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {_first_line(str(error))}"


def _first_line(message: str) -> str:
    return (message.strip().splitlines() or ["no message"])[0][:300]
