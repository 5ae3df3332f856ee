"""Data quality of a build: a valid one passes every check, and what is absent or got worse is told."""

import json
import socket
from pathlib import Path

import pytest

from flows.quality.examine import Report, examine, since, worse_than
from flows.quality.report import headline, to_html, to_json, to_junit, to_markdown
from flows.quality.run import Result
from schemas.checks.base import STATUSES
from schemas.checks.columns import NullRate
from schemas.checks.registry import derive
from schemas.package import TABLES, table
from schemas.vocabularies import SEVERITIES
from tests.flows.quality.reports import HEIGHTS, STAGE_COUNTS, WARNING, result
from tests.frames import valid_frames


def test_a_valid_build_passes_every_check(good: Report) -> None:
    assert [result.check.id for result in good.problems] == []
    assert [result.check for result in good.results] == list(derive())
    assert not good.blocked
    assert good.counts["passed"] == len(derive())


def test_every_check_of_a_filled_table_examined_every_row_that_has_a_value(good: Report) -> None:
    """A check that looked at nothing has proved nothing."""
    assert good.rows["quotes"] == 5
    assert good.result("quotes.content.not_null").rows_examined == 5
    assert good.result("quotes.speaker_id.pattern").rows_examined == 4
    assert good.result("quotes.row_count").observed == 5


def test_nothing_is_written_nobody_is_called_and_the_report_is_the_same_again(
    good: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.chdir(tmp_path)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, forbidden)
    again = examine(valid_frames(), STAGE_COUNTS, expected=HEIGHTS)
    assert list(tmp_path.iterdir()) == []
    for form in (to_json, to_markdown, to_html, to_junit):
        assert form(again) == form(good)


# What blocks


@pytest.mark.parametrize(
    ("found", "blocked", "outcome"),
    [
        (result("passed"), False, "passed"),
        (result("failed"), True, "failed"),
        (result("crashed"), True, "crashed"),
        (result("failed", WARNING), False, "warned"),
        (result("crashed", WARNING), True, "crashed"),
    ],
)
def test_critical_failures_and_any_crash_block(found: Result, blocked: bool, outcome: str) -> None:
    assert Report((found,)).blocked is blocked
    assert found.outcome == outcome
    assert found.status in STATUSES
    assert found.check.severity in SEVERITIES


def test_a_report_without_checks_blocks() -> None:
    assert Report(()).blocked


# Tables that are knowingly absent


def test_checks_that_need_an_absent_table_are_listed_as_left_out() -> None:
    """A published release has neither texts nor counts."""
    frames = valid_frames()
    del frames["texts"]
    report = examine(frames, (), absent=("texts", "stage_counts"))
    left_out = {check.id for check in report.left_out}
    assert not report.blocked
    assert {"quote_spans.span_text", "texts.key", "rejects.all_listed", "stage_counts.row_count"} <= left_out
    assert len(report.results) + len(left_out) == len(derive())
    assert f"{len(left_out)} left out" in headline(report)
    assert json.loads(to_json(report))["left_out"] == [check.id for check in report.left_out]


def test_a_build_without_counts_has_accounted_for_nothing() -> None:
    report = examine({}, (), absent=[table.name for table in TABLES])
    assert [result.check.id for result in report.problems] == ["stage_counts.row_count"]


# Warnings that get worse


@pytest.mark.parametrize(
    ("before", "now", "worse"),
    [
        (result("passed", WARNING, observed=0.1), result("failed", WARNING, observed=0.6), True),
        (result("failed", WARNING, observed=0.6), result("failed", WARNING, observed=0.7), True),
        (result("failed", WARNING, observed=0.6), result("failed", WARNING, observed=0.6), False),
        (result("failed", WARNING, observed=0.6), result("failed", WARNING, observed=0.5), False),
        (result("failed", WARNING, observed=0.6), result("passed", WARNING, observed=0.1), False),
    ],
)
def test_a_warning_is_worse_if_it_is_new_or_hits_a_larger_share(
    before: Result, now: Result, worse: bool
) -> None:
    assert worse_than(to_json(Report((before,))), Report((now,))) == ((now,) if worse else ())


def test_a_warning_of_a_check_that_the_last_release_did_not_have_is_worse() -> None:
    other = result("passed", NullRate(table("quotes"), "source"))
    now = result("failed", WARNING, observed=0.6)
    assert worse_than(to_json(Report((other,))), Report((now,))) == (now,)


def test_a_warning_that_stayed_as_it_was_is_not_marked() -> None:
    report = Report((result("failed", WARNING, observed=0.6),))
    assert since(to_json(report), "2026.11.1", report).grown == ()


# Row counts that a person expects


def test_a_table_with_other_rows_than_expected_is_a_warning_that_names_it() -> None:
    others = [known.name for known in TABLES if known.name != "quotes"]
    report = examine(valid_frames(), STAGE_COUNTS, expected={"quotes": 6}, absent=others)
    (met,) = report.problems
    assert (met.check.id, met.outcome) == ("expected_rows.met", "warned")
    assert [example.key for example in met.examples] == [{"table": "quotes"}]


def test_where_nobody_said_what_to_expect_the_check_is_left_out_and_named() -> None:
    report = examine({}, (), absent=[table.name for table in TABLES])
    assert "expected_rows.met" in {check.id for check in report.left_out}


def test_a_previous_report_without_checks_is_an_error() -> None:
    with pytest.raises(ValueError, match="holds no checks"):
        worse_than('{"checks": []}', Report(()))
