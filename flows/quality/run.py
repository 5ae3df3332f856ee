"""Runs checks through Great Expectations, one batch a table, and maps what it says back to the checks.

Importing Great Expectations takes seconds, so it happens inside functions. Nothing is read from or written
to a disk, and nothing leaves the machine.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from flows.quality.expectations import native
from schemas.derivations.checks import Check
from schemas.derivations.expectations import examined, withheld
from schemas.derivations.verdicts import STRUCTURAL, STRUCTURE, STRUCTURE_KEY, VERDICTS, structure, verdict
from schemas.package import Table

if TYPE_CHECKING:
    from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext
    from great_expectations.datasource.fluent.interfaces import Batch
    from great_expectations.expectations.expectation import Expectation

EXAMPLES = 3
"""How many failing rows a result shows."""
COUNTS = frozenset(("row_count", "all_listed"))
"""Kinds that observe a number of rows and judge no single row."""
_LONGEST_VALUE = 200


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
    frames: Mapping[str, pl.DataFrame],
    tables: Sequence[Table],
    examples: int = EXAMPLES,
) -> tuple[Result, ...]:
    """The results of `checks` in their order; one batch a table, one for the structure of all tables."""
    frames = {**frames, STRUCTURE: structure(frames, tables)}
    context = _context()
    found: dict[str, Result] = {}
    for name in (STRUCTURE, *(table.name for table in tables)):
        of_batch = [check for check in checks if _batch_of(check) == name]
        if of_batch and name in frames:
            results = _examine(_Engine(context, examples), name, of_batch, frames)
            found |= {result.check.id: result for result in results}
    missing = "the table is missing; make it, or say that it is knowingly absent"
    return tuple(found.get(check.id, Result(check, "crashed", error=missing)) for check in checks)


@dataclass(frozen=True, slots=True)
class _Engine:
    """Great Expectations, and how many failing rows it should show."""

    context: EphemeralDataContext
    examples: int


def _batch_of(check: Check) -> str:
    return STRUCTURE if check.kind in STRUCTURAL else check.table


def _context() -> EphemeralDataContext:
    """A context that lives in memory, speaks to nobody and draws no progress bars."""
    import great_expectations  # noqa: PLC0415 (takes seconds)
    from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: PLC0415

    for name in ("great_expectations", "great_expectations.data_context"):
        logging.getLogger(name).setLevel(logging.ERROR)
    context = great_expectations.get_context(mode="ephemeral")
    context.enable_analytics(enable=False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return context


def _examine(
    engine: _Engine, name: str, checks: Sequence[Check], frames: Mapping[str, pl.DataFrame]
) -> Iterator[Result]:
    """The results of all checks on one batch; a check whose booleans cannot be computed crashes alone."""
    frame, ready = _emptied(name, frames[name]), []
    for check in checks:
        try:
            if check.kind in VERDICTS:
                frame = frame.with_columns(verdict(check, frames))
            ready.append((check, _expectation(check, frames)))
        except _ANYTHING as error:
            yield Result(check, "crashed", error=_said(error))
    try:
        entries = _validated(engine, name, frame, [expectation for _, expectation in ready])
    except _ANYTHING as error:
        entries = {}
        reason = _said(error)
    else:
        reason = "Great Expectations gave no result for it"
    for check, _ in ready:
        entry = entries.get(check.id)
        yield _result(check, entry, frame) if entry else Result(check, "crashed", error=reason)


# polars reports a panic of its engine as an exception that is no Exception.
_ANYTHING = (Exception, pl.exceptions.PanicException)


def _emptied(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` without the contents of withheld columns: type and nulls stay, the texts do not."""
    hidden = [] if name == STRUCTURE else sorted(withheld(examined(name)) & set(frame.columns))
    return frame.with_columns(
        pl.when(pl.col(column).is_not_null()).then(pl.lit("")).alias(column) for column in hidden
    )


def _validated(
    engine: _Engine, name: str, frame: pl.DataFrame, expectations: Sequence[Expectation]
) -> dict[str, dict[str, Any]]:
    """Great Expectations' own account of each expectation, by check id."""
    from great_expectations import ExpectationSuite  # noqa: PLC0415 (takes seconds)

    form = {
        "result_format": "SUMMARY",
        "partial_unexpected_count": engine.examples,
        "return_unexpected_index_query": False,
    }
    suite = ExpectationSuite(name=name, expectations=list(expectations))
    with warnings.catch_warnings():
        # Groups in a pattern are meant as groups; pandas would rather have them captured.
        warnings.filterwarnings("ignore", message="This pattern is interpreted as a regular expression")
        validated = _batch(engine.context, name, frame).validate(suite, result_format=form)
    entries: list[Any] = [entry.to_json_dict() for entry in validated.results]
    return {entry["expectation_config"]["meta"]["check"]: entry for entry in entries}


def _batch(context: EphemeralDataContext, name: str, frame: pl.DataFrame) -> Batch:
    """The only place where polars becomes pandas: as Arrow arrays, so that integers with nulls stay so."""
    asset = context.data_sources.add_pandas(name).add_dataframe_asset(name)
    definition = asset.add_batch_definition_whole_dataframe(name)
    return definition.get_batch({"dataframe": frame.to_pandas(use_pyarrow_extension_array=True)})


def _expectation(check: Check, frames: Mapping[str, pl.DataFrame]) -> Expectation:
    """The expectation that carries a check; where it has no own kind, the check's booleans must be true."""
    from great_expectations import expectations  # noqa: PLC0415 (takes seconds)

    name, options = native(check, frames)
    made: Expectation = getattr(expectations, name)(
        severity=check.severity, meta={"check": check.id}, **options
    )
    return made


def _result(check: Check, entry: dict[str, Any], frame: pl.DataFrame) -> Result:
    error = _raised(entry["exception_info"])
    found = entry["result"]
    if error is None and found.get("element_count", frame.height) != frame.height:
        error = f"only {found['element_count']} of {frame.height} rows were examined"
    if error is not None or not found:
        return Result(check, "crashed", error=error or "it examined nothing")
    if check.kind in STRUCTURAL and found["element_count"] == found["missing_count"]:
        return Result(check, "crashed", error="it found no column to examine")
    status = "passed" if entry["success"] else "failed"
    if "observed_value" in found:
        return Result(check, status, int(found["observed_value"]), frame.height)
    examined_rows = found["element_count"] - found.get("missing_count", 0)
    failed = int(found["unexpected_count"])
    share = round(failed / examined_rows, 6) if examined_rows else None
    places = found.get("partial_unexpected_index_list") or []
    examples = tuple(_example(check, frame, place) for place in places)
    return Result(check, status, share, examined_rows, failed, examples)


def _raised(info: dict[str, Any]) -> str | None:
    """The message of an exception, which stands alone or under each metric that it broke."""
    for part in [info, *(value for value in info.values() if isinstance(value, dict))]:
        if part.get("raised_exception"):
            return _first_line(str(part.get("exception_message") or "an exception without a message"))
    return None


def _example(check: Check, frame: pl.DataFrame, place: int) -> Example:
    row = frame.row(place, named=True)
    key, shown, hidden = _shown(check)
    return Example(
        None if check.kind in STRUCTURAL else place,
        {column: _plain(row.get(column)) for column in key},
        {column: _plain(row[column]) for column in shown if column in row and column not in (*key, *hidden)},
    )


def _shown(check: Check) -> tuple[Collection[str], Collection[str], Collection[str]]:
    """Key columns, judged columns, and columns that are never shown."""
    if check.kind in STRUCTURAL:
        what = {"columns": "place", "types": "type"}[check.kind]
        return STRUCTURE_KEY, (f"{what}_expected", f"{what}_found"), ()
    table = examined(check.table)
    return table.primary_key, check.columns, withheld(table)


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
