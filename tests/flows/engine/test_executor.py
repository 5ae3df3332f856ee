"""What every executor promises: order, and a failure that costs no other item its result."""

import pytest

from flows.engine.executor import Executor, ThisProcess

EXECUTORS: list[Executor] = [ThisProcess()]
each = pytest.mark.parametrize("executor", EXECUTORS, ids=lambda one: type(one).__name__)


def half(number: int) -> float:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number / 2


@each
def test_results_come_in_the_order_of_the_items(executor: Executor) -> None:
    assert list(executor.map(half, [4, 2, 8])) == [2, 1, 4]
    assert list(executor.map(half, [])) == []


@each
def test_an_item_that_fails_costs_no_other_its_result_and_is_raised_at_the_end(executor: Executor) -> None:
    found: list[float] = []
    with pytest.raises(ValueError, match="3 is odd") as raised:
        found.extend(executor.map(half, [2, 3, 4, 5, 6]))
    assert raised.value.__notes__ == ["1 more of the items failed, the last one with ValueError('5 is odd')"]


@each
def test_results_are_given_while_others_are_still_to_fail(executor: Executor) -> None:
    found = []
    with pytest.raises(ValueError, match="3 is odd"):
        for result in executor.map(half, [2, 3, 4]):
            found.append(result)
    assert found == [1, 2]


def test_a_run_that_is_stopped_is_stopped_at_once() -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(ThisProcess().map(stop, [1, 2]))
