"""A step without Prefect does what it does with it: the same function, with the same second tries."""

import errno
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from flows.engine import artifacts, tasks
from flows.engine.tasks import PASSING, RETRY_DELAYS, io_task, is_recorded, recorded_flow, unrecorded

OF_NO_USE = (errno.ENOSPC, errno.EACCES, errno.ENOENT)


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The seconds that a step waited before it was tried again; none of them pass."""
    found: list[float] = []
    monkeypatch.setattr(tasks.time, "sleep", found.append)
    with unrecorded():
        yield found


def failing(number: int, times: int) -> tuple[list[int], Callable[..., str]]:
    """A step that fails so many times by an error of the system, and how often it was tried."""
    tried: list[int] = []

    @io_task
    def step(answer: str, *, more: str) -> str:
        tried.append(number)
        if len(tried) <= times:
            raise OSError(number, "of the system")
        return answer + more

    return tried, step


@pytest.mark.parametrize("number", sorted(PASSING))
@pytest.mark.parametrize("times", range(len(RETRY_DELAYS) + 2))
def test_what_may_pass_is_tried_as_often_as_prefect_would_and_as_late(
    waited: list[float], number: int, times: int
) -> None:
    tried, step = failing(number, times)
    if times > len(RETRY_DELAYS):
        with pytest.raises(OSError, match="of the system"):
            step("a", more="b")
    else:
        assert step("a", more="b") == "ab"
    again = min(times, len(RETRY_DELAYS))
    assert len(tried) == again + 1
    assert waited == list(RETRY_DELAYS[:again])


@pytest.mark.parametrize("number", OF_NO_USE)
def test_what_will_not_pass_fails_at_once(waited: list[float], number: int) -> None:
    tried, step = failing(number, 1)
    with pytest.raises(OSError, match="of the system"):
        step("a", more="b")
    assert (len(tried), waited) == (1, [])


def test_a_flow_without_a_record_is_its_function_in_every_thread_and_only_inside() -> None:
    seen = []

    @recorded_flow("never recorded")
    def add(one: int, two: int) -> int:
        thread = Thread(target=lambda: seen.append(is_recorded()))
        thread.start()
        thread.join()
        return one + two

    assert is_recorded()
    with unrecorded():
        assert add(1, two=2) == 3
    assert is_recorded() and seen == [False]


def test_without_a_record_nothing_is_shown_in_prefect() -> None:
    """There is no server here to show it to, and none is started."""
    with unrecorded():
        artifacts.show_counts([{"stage": "quotes"}])
        with artifacts.progress("finding-quotes", "Finding quotes", 3) as show:
            show(3)
