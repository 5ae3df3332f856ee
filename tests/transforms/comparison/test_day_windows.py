"""In a large corpus reports are held against those of their days, and none that is near is missed."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.comparison import day_windows
from transforms.comparison.day_windows import candidates, windows
from transforms.language.clustering import neighbours

FIRST = date(2024, 1, 1)
APART = 4
DAYS = st.lists(st.none() | st.integers(0, 40).map(lambda n: FIRST + timedelta(n)), max_size=30)


@given(DAYS)
def test_two_days_that_are_near_share_a_window_and_no_window_is_longer_than_it_must(
    days: list[date | None],
) -> None:
    found = list(windows(days, APART))
    for one, day in enumerate(days):
        assert sum(one in window for window in found) in ((0,) if day is None else (1, 2))
        for other, later in enumerate(days):
            if day and later and abs((day - later).days) <= APART:
                assert any({one, other} <= set(window) for window in found)
    for window in found:
        known = [day for place in window if (day := days[place])]
        assert window == sorted(window) and (max(known) - min(known)).days < day_windows.WEEK + APART


@pytest.mark.parametrize("dated", [True, False])
def test_of_many_reports_those_of_the_same_days_are_found(
    dated: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each vector has a twin of the day after; its other neighbours are a month away."""
    monkeypatch.setattr(day_windows, "EXACT", 10)
    draw = np.random.default_rng(1)
    vectors = np.repeat(draw.normal(size=(40, 16)), 2, axis=0) + draw.normal(size=(80, 16)) / 20
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    days = [FIRST + timedelta(30 * (n // 2) + n % 2) if dated or n % 2 else None for n in range(80)]
    pairs = candidates(vectors, days, 3, APART)
    twins = {(n, n + 1) for n in range(0, 80, 2)}
    assert twins <= pairs
    assert (pairs == twins) is dated


def test_few_are_each_held_against_each() -> None:
    vectors = np.eye(6, dtype=np.float32)
    days = [FIRST + timedelta(100 * n) for n in range(6)]
    assert candidates(vectors, days, 2, APART) == neighbours(vectors, 2)
