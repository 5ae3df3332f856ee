"""A schedule is told for as long as somebody serves it, and one process at a time may."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.store.locks import Busy
from flows.store.schedule import Noted, serving, serving_now

START = datetime(2026, 11, 27, 6, tzinfo=UTC)
DAILY = Noted("at '0 6 * * *'", [(START + timedelta(days=n)).isoformat() for n in range(3)])


def test_it_is_told_while_it_is_served_and_not_after(tmp_path: Path) -> None:
    assert serving_now(tmp_path) is None
    with serving(tmp_path, DAILY):
        assert serving_now(tmp_path) == DAILY
        with pytest.raises(Busy), serving(tmp_path, DAILY):
            pass
    assert serving_now(tmp_path) is None


@pytest.mark.parametrize(("hours", "due"), [(-1, 0), (0, 1), (30, 2), (99, None)])
def test_the_next_run_is_the_first_that_is_still_to_come(hours: int, due: int | None) -> None:
    found = DAILY.next_after(START + timedelta(hours=hours))
    assert found == (None if due is None else START + timedelta(days=due))
