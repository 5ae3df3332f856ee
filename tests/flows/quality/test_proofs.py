"""Every check can fail: its own break of valid data makes it fail, and nothing else but what must follow."""

from collections.abc import Iterable
from functools import reduce

import polars as pl
import pytest

from flows.quality.run import Result, run
from schemas.checks.base import Check, Frames, ProvedOnTables, ProvedOnUnit
from schemas.checks.registry import EXAMINED, KINDS, derive
from tests.flows.quality.consequences import CONSEQUENCES
from tests.flows.quality.reports import results_of
from tests.worlds import Unit, frames_of, unit, unit_of_row

ON_UNITS = [check for check in derive() if isinstance(check, ProvedOnUnit)]
ON_TABLES = [check for check in derive() if isinstance(check, ProvedOnTables)]
ALONE = "texts.types"
"""Proved by itself: whatever needs a text of another type crashes."""
Fallen = dict[str, dict[str, int]]


Broken = tuple[list[Unit], dict[str, str]]


@pytest.fixture(scope="module")
def broken() -> Broken:
    """A unit for each check, broken by it, behind one that is left whole; and the checks without a proof."""
    units, unproved = [unit(number) for number in range(len(ON_UNITS) + 1)], {}
    for check, one in zip(ON_UNITS, units[1:], strict=True):
        try:
            check.break_unit(one, units[0])
        except KeyError as error:
            unproved[check.id] = str(error)
    return units, unproved


@pytest.fixture(scope="module")
def results(broken: Broken) -> tuple[Result, ...]:
    """What all checks say of the broken units together."""
    return run(derive(), frames_of(broken[0]), EXAMINED, examples=10_000)


@pytest.fixture(scope="module")
def fallen(broken: Broken, results: tuple[Result, ...]) -> Fallen:
    """For each check, those that failed on the unit it broke, and on how many rows; unit 0 is left whole."""
    found: Fallen = {"": {}} | {check.id: {} for check in ON_UNITS}
    for check, told in broken[1].items():
        found[check][told] = 1
    for result in results:
        assert result.status != "crashed", f"{result.check.id}: {result.error}"
        if result.status == "failed" and isinstance(result.check, ProvedOnUnit):
            _count(result, broken[0], found)
    return found


def test_rows_that_are_judged_some_at_a_time_are_judged_as_all_together(
    broken: Broken, results: tuple[Result, ...]
) -> None:
    """Wherever a table is cut: rows of one key, one group or one document may lie on both sides."""
    assert run(derive(), frames_of(broken[0]), EXAMINED, examples=10_000, together=101) == results


def _count(result: Result, units: list[Unit], found: Fallen) -> None:
    owners = unit_of_row(units, result.check.table)
    assert len(result.examples) == result.rows_failed
    for example in result.examples:
        assert example.row is not None
        number = owners[example.row]
        counts = found[ON_UNITS[number - 1].id if number else ""]
        counts[result.check.id] = counts.get(result.check.id, 0) + 1


@pytest.mark.parametrize("check", ON_UNITS, ids=lambda check: check.id)
def test_a_broken_unit_fails_its_check_and_only_what_must_follow(check: Check, fallen: Fallen) -> None:
    assert isinstance(check, ProvedOnUnit)
    assert fallen[check.id] == {check.id: check.rows_broken, **CONSEQUENCES.get(check.id, {})}


def test_the_whole_unit_among_the_broken_ones_fails_nothing(fallen: Fallen) -> None:
    assert fallen[""] == {}


def test_consequences_are_those_of_checks_that_there_are() -> None:
    assert CONSEQUENCES.keys() <= {check.id for check in ON_UNITS}


def _broken(checks: Iterable[Check], frames: Frames) -> dict[str, pl.DataFrame]:
    return reduce(lambda left, check: check.break_tables(left), checks, dict(frames))  # type: ignore[attr-defined]


KINDS_TOGETHER = [("columns", "all_listed"), ("types", "null_rate"), ("row_count",), ("share",)]
"""Kinds whose breaks leave each other alone, and so need one run."""


@pytest.mark.parametrize("kinds", KINDS_TOGETHER, ids="+".join)
def test_broken_tables_fail_the_checks_of_one_kind_and_no_other(kinds: tuple[str, ...]) -> None:
    checks = [check for check in ON_TABLES if check.kind in kinds and check.id != ALONE]
    results = run(derive(), _broken(checks, frames_of([unit(number) for number in range(3)])), EXAMINED)
    assert {result.check.id for result in results if result.status != "passed"} == {c.id for c in checks}


def test_a_text_of_the_wrong_type_fails_its_check() -> None:
    frames = frames_of([unit(0)])
    frames["texts"] = frames["texts"].with_columns(pl.col("text").cast(pl.Binary))
    results = results_of(frames, "texts", "quote_spans")
    assert [key for key, result in results.items() if result.status == "failed"] == [ALONE]
    assert results["quote_spans.span_text"].status == "crashed"


def test_every_check_has_its_proof() -> None:
    assert {check.id for check in (*ON_UNITS, *ON_TABLES)} == {check.id for check in derive()}
    assert {check.kind for check in ON_TABLES} == {kind for kinds in KINDS_TOGETHER for kind in kinds}
    assert {check.kind for check in derive()} == set(KINDS)
