"""Where work is done: one executor at a time, and a failure that costs no other item its result."""

from pathlib import Path

import pytest

from flows.engine.executor import ThisProcess, at_work, current, try_all


def half(number: int) -> float:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number / 2


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(try_all(half, [4, 2, 8])) == [2, 1, 4]
    assert list(try_all(half, [])) == []


def test_an_item_that_fails_costs_no_other_its_result_and_is_raised_at_the_end() -> None:
    found: list[float] = []
    with pytest.raises(ValueError, match="3 is odd") as raised:
        found.extend(try_all(half, [2, 3, 4, 5, 6]))
    assert raised.value.__notes__ == ["1 more of the items failed, the last one with ValueError('5 is odd')"]


def test_results_are_given_while_others_are_still_to_fail() -> None:
    found = []
    with pytest.raises(ValueError, match="3 is odd"):
        for result in try_all(half, [2, 3, 4]):
            found.append(result)
    assert found == [1, 2]


def test_a_run_that_is_stopped_is_stopped_at_once() -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(try_all(stop, [1, 2]))


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
