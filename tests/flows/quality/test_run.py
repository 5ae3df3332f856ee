"""Running checks: a check that could not be carried out is told apart from data that fails."""

import sys
from collections.abc import Callable, Sequence

import polars as pl
import pytest

from flows.quality.engine import Carrier, Engine
from schemas.checks.spans import SpanText
from tests.flows.quality.reports import results_of
from tests.frames import valid_frames


def test_a_check_that_raises_is_reported_as_crashed(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> pl.Series:
        raise ZeroDivisionError("made to fail")

    monkeypatch.setattr(SpanText, "mask", explode)
    results = results_of(valid_frames(), "quote_spans")
    crashed = results.pop("quote_spans.span_text")
    assert (crashed.status, crashed.error) == ("crashed", "ZeroDivisionError: made to fail")
    assert {result.status for result in results.values()} == {"passed"}


def test_a_check_on_a_column_that_is_not_there_is_reported_as_crashed() -> None:
    frames = valid_frames()
    frames["quotes"] = frames["quotes"].drop("method")
    results = results_of(frames, "quotes")
    outcomes = {key: result.outcome for key, result in results.items() if result.status != "passed"}
    assert outcomes == {
        "quotes.columns": "failed",
        "quotes.method.not_null": "crashed",
        "quotes.method.min_length": "crashed",
    }
    assert "method" in str(results["quotes.method.not_null"].error)


def test_a_table_that_is_not_there_crashes_its_checks() -> None:
    frames = valid_frames()
    del frames["speakers"]
    results = results_of(frames, "speakers")
    assert results.pop("speakers.columns").status == "failed"
    assert {result.status for result in results.values()} == {"crashed"}


def _show(monkeypatch: pytest.MonkeyPatch, seen: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Let Great Expectations see something else than the checks' booleans."""
    whole = Engine.validate

    def changed(engine: Engine, masks: pl.DataFrame, carriers: Sequence[Carrier]) -> object:
        return whole(engine, seen(masks), carriers)

    monkeypatch.setattr(Engine, "validate", changed)


def test_a_check_that_saw_fewer_rows_than_there_are_is_reported_as_crashed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _show(monkeypatch, lambda masks: masks.head(1))
    results = results_of(valid_frames(), "quotes")
    for check in ("quotes.content.not_null", "quotes.row_count"):
        assert (results[check].status, results[check].error) == ("crashed", "only 1 of 5 rows were examined")


def test_a_check_that_judged_fewer_rows_than_there_are_crashes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = SpanText.mask
    monkeypatch.setattr(SpanText, "mask", lambda check, frames: whole(check, frames).head(1))
    results = results_of(valid_frames(), "quote_spans")
    crashed = results.pop("quote_spans.span_text")
    assert crashed.error == "ValueError: only 1 of 15 rows were judged"
    assert {result.status for result in results.values()} == {"passed"}


def test_a_boolean_that_does_not_arrive_is_reported_as_crashed(monkeypatch: pytest.MonkeyPatch) -> None:
    _show(monkeypatch, lambda masks: masks.drop("quotes.content.not_null", strict=False))
    results = results_of(valid_frames(), "quotes")
    crashed = results.pop("quotes.content.not_null")
    assert crashed.status == "crashed"
    assert "quotes.content.not_null" in str(crashed.error)
    assert {result.status for result in results.values()} == {"passed"}


def test_a_batch_that_cannot_be_validated_crashes_its_checks_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(masks: pl.DataFrame) -> pl.DataFrame:
        if "zones.key" in masks.columns:
            raise MemoryError("no room")
        return masks

    _show(monkeypatch, refuse)
    results = results_of(valid_frames(), "zones", "texts")
    crashed = {key: result.error for key, result in results.items() if result.status == "crashed"}
    assert set(crashed) == {key for key in results if key.startswith("zones.")} - {
        "zones.columns",
        "zones.types",
    }
    assert set(crashed.values()) == {"MemoryError: no room"}


def test_the_engine_is_shown_booleans_and_nothing_of_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[pl.DataFrame] = []
    _show(monkeypatch, lambda masks: seen.append(masks) or masks)  # type: ignore[func-returns-value]
    results_of(valid_frames(), "texts")
    assert {type for masks in seen for name, type in masks.schema.items() if name != "#row"} == {pl.Boolean()}


def test_what_the_engine_seldom_uses_is_imported_when_something_uses_it() -> None:
    """Charts and distributions are nearly half of the seconds that importing Great Expectations takes."""
    Engine(examples=3)
    from great_expectations.expectations.core import (  # noqa: PLC0415 (takes seconds)
        expect_column_kl_divergence_to_be_less_than as user,
    )

    assert "altair" not in sys.modules
    assert user.stats.entropy([0.5, 0.5]) == pytest.approx(0.693, abs=0.001)
    assert sys.modules["scipy.stats"].__file__
