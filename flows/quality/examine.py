"""Data quality: every check that the contract implies, held against the tables of a build.

`examine` takes frames and gives a `Report`, which says whether a release is blocked; `flows/quality/run.py`
carries the checks out and `flows/quality/report.py` shows what they found.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import polars as pl

from flows.quality.run import TOGETHER, Result, run
from schemas.checks.base import Check
from schemas.checks.registry import EXAMINED, derive
from schemas.expected_rows import EXPECTED
from schemas.stage_counts import STAGE_COUNTS
from transforms.results import StageCount
from transforms.tables import Frames, LazyFrames, heights


@dataclass(frozen=True, slots=True)
class Report:
    """Every check with its result, how many rows each table had, and the checks that could not apply.

    `worse` are the ids of the warnings that are worse than in release `previous`, where there is one.
    """

    results: tuple[Result, ...]
    rows: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[Check, ...] = ()
    worse: frozenset[str] = frozenset()
    previous: str | None = None

    @property
    def blocked(self) -> bool:
        """Whether a release must not be published."""
        return not self.results or any(result.blocks for result in self.results)

    @property
    def problems(self) -> tuple[Result, ...]:
        """What did not pass: crashed checks first, then failed ones, then warnings."""
        order = ("crashed", "failed", "warned")
        found = [result for result in self.results if result.status != "passed"]
        return tuple(sorted(found, key=lambda result: order.index(result.outcome)))

    @property
    def counts(self) -> dict[str, int]:
        """How many checks passed, warned, failed and crashed."""
        outcomes = [result.outcome for result in self.results]
        return {outcome: outcomes.count(outcome) for outcome in ("passed", "warned", "failed", "crashed")}

    @property
    def grown(self) -> tuple[Result, ...]:
        """The warnings that are worse than in the previous release."""
        return tuple(result for result in self.results if result.check.id in self.worse)

    def outcome(self, result: Result) -> str:
        """The outcome of a result in words: a warning that became worse says so."""
        if result.check.id in self.worse:
            return f"{result.outcome}, worse than in {self.previous}"
        return result.outcome

    def result(self, check_id: str) -> Result:
        """The result of the check with that id; raises KeyError where it was not run."""
        for result in self.results:
            if result.check.id == check_id:
                return result
        raise KeyError(f"no check {check_id!r} in this report")


def examine(
    tables: Frames | LazyFrames,
    counts: Sequence[StageCount],
    *,
    expected: Mapping[str, int] | None = None,
    absent: Collection[str] = (),
    together: int = TOGETHER,
) -> Report:
    """Run every check on `tables` (one for each table of the package) and on the build's counts.

    `expected` maps tables to the rows that they should have, where somebody said. `absent` names tables that
    are knowingly not there, such as "texts" and "stage_counts" of a published release: checks that need them
    are listed as left out. A table that is missing without being named makes its checks crash. Of a table
    `together` rows are read at a time. A million rows take about a minute.
    """
    absent = {*absent, EXPECTED.name} if expected is None else set(absent)
    examined = [table for table in EXAMINED if table.name not in absent]
    known = {table.name: tables[table.name].lazy() for table in examined if table.name in tables}
    rows = heights(known)
    if STAGE_COUNTS in examined:
        told = [asdict(count) for count in counts]
        known[STAGE_COUNTS.name] = pl.LazyFrame(told, STAGE_COUNTS.polars_schema)
    if expected is not None:
        known[EXPECTED.name] = pl.LazyFrame(sorted(expected.items()), EXPECTED.polars_schema, orient="row")
    checks = derive()
    left_out = tuple(check for check in checks if {check.table, *check.needs} & absent)
    results = run([check for check in checks if check not in left_out], known, examined, together=together)
    return Report(results, rows, left_out)


def since(previous: str | bytes | Mapping[str, Any], version: str, report: Report) -> Report:
    """`report` with those warnings marked that are worse than in `previous`, the report of `version`."""
    worse = frozenset(result.check.id for result in worse_than(previous, report))
    return replace(report, worse=worse, previous=version)


def worse_than(previous: str | bytes | Mapping[str, Any], report: Report) -> tuple[Result, ...]:
    """The warnings of `report` that are worse than in `previous`, a report.json or its parsed content.

    Worse is a warning that was none before, or that a larger share of the rows fails. A report without
    checks is no report, and raises ValueError.
    """
    parsed = json.loads(previous) if isinstance(previous, (str, bytes)) else previous
    if not parsed.get("checks"):
        raise ValueError("the previous report holds no checks; give the report.json of a release")
    before = {entry["id"]: entry for entry in parsed["checks"]}
    return tuple(
        result
        for result in report.results
        if result.outcome == "warned" and _is_worse(before.get(result.check.id), result)
    )


def _is_worse(before: Mapping[str, Any] | None, result: Result) -> bool:
    if before is None or before["status"] != "failed":
        return True
    return (result.observed or 0) > (before["observed"] or 0)
