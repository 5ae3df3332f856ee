"""A worker that is watched: what it cannot finish is lost, and costs nothing else."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from flows.engine.executor import Lost, try_all
from flows.engine.watched import Several, Watched
from flows.exits import MACHINE, Refused
from tests.flows.engine import work
from tests.flows.engine.work import (
    burn,
    fail_unpicklably,
    half,
    leave_a_cycle,
    megabytes_held,
    refuse,
    work_slowly,
)
from tests.flows.processes import PROJECT, below, needs_proc, remaining
from tests.limits import within

LONGEST = 60
"""Seconds in which everything here must be over, on the busiest machine."""


@pytest.fixture(scope="module")
def worker() -> Iterator[Watched]:
    """A worker that has no models, for all tests that leave one behind."""
    made = Watched(os.getpid)
    yield made
    made.stop()


def test_work_is_done_in_another_process(worker: Watched) -> None:
    assert worker.run(half, 4) == 2
    assert worker.run(os.getpid) not in (os.getpid(), None)
    assert worker.run(os.getpid) == worker.run(os.getpid, seconds=5)


def test_what_work_raises_is_raised_here_and_says_where(worker: Watched) -> None:
    with pytest.raises(ValueError, match="3 is odd") as raised:
        worker.run(half, 3)
    assert "in the worker" in raised.value.__notes__[0] and "in half" in raised.value.__notes__[0]
    with pytest.raises(Refused, match="no such model") as refused:
        worker.run(refuse)
    assert refused.value.code == MACHINE
    with pytest.raises(RuntimeError, match="Local: nobody elsewhere knows this class"):
        worker.run(fail_unpicklably)


@pytest.mark.parametrize(("way", "too_slow"), [(work.wait, True), (work.spin, True), (work.die, False)])
def test_work_that_does_not_end_is_lost_and_the_next_is_done(
    worker: Watched, way: Callable[[], None], too_slow: bool
) -> None:
    with within(LONGEST), pytest.raises(Lost) as lost:
        worker.run(way, seconds=1)
    assert lost.value.too_slow is too_slow
    assert "SIGSEGV" in str(lost.value) or too_slow
    assert worker.run(half, 4) == 2


def test_a_limit_holds_for_one_piece_of_work_alone(worker: Watched) -> None:
    with within(LONGEST):
        for _ in range(3):
            worker.run(burn, 0.5, seconds=1)
        worker.run(burn, 2.5)


@needs_proc
def test_what_work_leaves_in_memory_is_gone_before_the_next(worker: Watched) -> None:
    before = worker.run(megabytes_held)
    for _ in range(3):
        worker.run(leave_a_cycle, 50)
    assert worker.run(megabytes_held) < before + 30


def test_a_machine_that_is_busy_with_other_things_loses_nothing(worker: Watched) -> None:
    worker.run(work_slowly, 4.0, seconds=1)


def test_work_apart_is_done_by_a_worker_that_ends_with_it() -> None:
    several = Several(lambda: Watched(os.getpid), 1)
    try:
        here, apart = several.run(os.getpid), several.run_apart(os.getpid)
        assert apart not in (here, os.getpid()) and several.run(os.getpid) == here
        with within(LONGEST), pytest.raises(ProcessLookupError):
            while True:
                os.kill(apart, 0)
        with pytest.raises(ValueError, match="3 is odd"):
            several.run_apart(half, 3)
    finally:
        several.stop()


def test_several_are_started_as_they_are_needed_and_none_after_the_end() -> None:
    started: list[Watched] = []

    def start() -> Watched:
        started.append(Watched(os.getpid))
        return started[-1]

    several = Several(start, 2)
    assert (len(started), several.at_once) == (1, 2)
    first = [several.run(os.getpid) for _ in range(3)]
    assert len({*first, os.getpid()}) == 2
    both = {*try_all(lambda _: several.run(work_slowly, 0.1) or several.run(os.getpid), range(6), 3)}
    assert len(started) == 2 and both <= {worker._process.pid for worker in started}
    several.stop()
    with pytest.raises(RuntimeError, match="the run was ended"):
        several.run(os.getpid)


def test_what_goes_wrong_in_preparation_is_told_by_the_first_work() -> None:
    made = Watched(refuse)
    with pytest.raises(Refused, match="no such model"):
        made.run(half, 4)
    made.stop()


@needs_proc
@pytest.mark.parametrize("way", ["wait", "spin"])
def test_it_is_stopped_at_once_whatever_it_is_caught_in(way: str) -> None:
    code = (
        "from flows.engine.watched import Watched; from tests.flows.engine import work; import os\n"
        "made = Watched(os.getpid); made.run(os.getpid); print('at work', flush=True)\n"
        f"try: made.run(work.{way})\n"
        "finally: made.stop()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout and process.stdout.readline()
    started = below(process.pid)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    process.wait(10)
    assert started and not remaining(started, 1)


@needs_proc
@pytest.mark.parametrize("way", ["wait", "spin"])
def test_it_outlives_nobody_who_started_it(way: str) -> None:
    """It sees that its parent is gone where it can; where it cannot, the limit of its work ends it."""
    code = (
        "from flows.engine.watched import Watched; from tests.flows.engine import work; import os\n"
        "made = Watched(os.getpid); made.run(os.getpid); print('at work', flush=True)\n"
        f"made.run(work.{way}, seconds=3)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline()
    started = below(process.pid)
    time.sleep(0.5)
    process.kill()
    process.wait()
    assert started and not remaining(started, 30)
