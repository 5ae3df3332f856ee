"""Where work is done: one executor at a time, and a failure that costs no other item its result."""

from pathlib import Path
from threading import Barrier

import pytest

from flows.engine.executor import ThisProcess, at_work, current, try_all

LONGEST = 60
"""Seconds in which threads must have met, on the busiest machine."""


def half(number: int) -> float:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number / 2


at_a_time = pytest.mark.parametrize("at_once", [1, 2, 9])


@at_a_time
def test_results_come_in_the_order_of_the_items(at_once: int) -> None:
    assert list(try_all(half, [4, 2, 8], at_once)) == [2, 1, 4]
    assert list(try_all(half, [], at_once)) == []


@at_a_time
def test_an_item_that_fails_costs_no_other_its_result_and_is_raised_at_the_end(at_once: int) -> None:
    found: list[float] = []
    with pytest.raises(ValueError, match="3 is odd") as raised:
        found.extend(try_all(half, [2, 3, 4, 5, 6], at_once))
    assert raised.value.__notes__ == ["1 more of the items failed, the last one with ValueError('5 is odd')"]


def test_so_many_items_are_under_way_together() -> None:
    met = Barrier(3, timeout=LONGEST)
    assert len(list(try_all(lambda _: met.wait(), range(6), 3))) == 6


@at_a_time
def test_a_run_that_is_stopped_begins_nothing_more(at_once: int) -> None:
    begun: list[int] = []

    def stop(number: int) -> None:
        begun.append(number)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(try_all(stop, range(100), at_once))
    assert len(begun) <= at_once + 1


def test_results_are_given_while_others_are_still_to_fail() -> None:
    found = []
    with pytest.raises(ValueError, match="3 is odd"):
        for result in try_all(half, [2, 3, 4]):
            found.append(result)
    assert found == [1, 2]


class Counted(ThisProcess):
    """An executor that knows how often it was stopped."""

    stopped = 0

    def stop(self) -> None:
        self.stopped += 1


def test_who_needs_an_executor_shares_the_one_at_work_and_who_started_it_stops_it() -> None:
    with at_work(Counted) as outer:
        with at_work(Counted) as inner:
            assert inner is outer is current()
        assert isinstance(outer, Counted) and outer.stopped == 0
    assert outer.stopped == 1
    assert current() is not outer


def test_it_is_stopped_however_the_work_ends() -> None:
    with pytest.raises(KeyboardInterrupt), at_work(Counted) as executor:
        raise KeyboardInterrupt
    assert isinstance(executor, Counted) and executor.stopped == 1


def test_without_any_work_is_done_here(tmp_path: Path) -> None:
    assert current().run(half, 4, seconds=1) == 2
