"""Where the work of a build is done that reads texts: in this process, or in one that can be ended.

Nothing in a process can interrupt what runs in it: a regular expression that has lost its way or a call of
native code holds everything, the answer to a signal too. So a run has a worker (flows/engine/watched.py).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Lost(Exception):  # noqa: N818 (it says what became of the work)
    """Work that has no result: it took too long (`too_slow`), or what it did ended its process."""

    def __init__(self, told: str, *, too_slow: bool) -> None:
        super().__init__(told)
        self.too_slow = too_slow


class Executor(Protocol):
    """Does work and gives its result. `at_once` is how much it does at the same time, asked from threads."""

    at_once: int

    def run(self, work: Callable[..., R], *given: object, seconds: float | None = None) -> R:
        """What `work` makes of `given`; whatever it raises is raised here.

        `work` must be a function that can be found by its name, and what it is given and gives must be plain
        values, frames or paths, for they may travel to another process. Raises Lost where the executor can
        limit time and `work` takes more than `seconds` of the processor's, or where its process ends.
        """
        ...

    def run_apart(self, work: Callable[..., R], *given: object) -> R:
        """As `run`, where nothing else is in memory, and what the work took of it is given back."""
        ...

    def stop(self) -> None:
        """End whatever is still at work, at once."""
        ...


class ThisProcess:
    """Work is done in the process that asks for it: no start-up, and no limit of time."""

    at_once = 1

    def run(self, work: Callable[..., R], *given: object, seconds: float | None = None) -> R:
        """See `Executor.run`."""
        del seconds
        return work(*given)

    def run_apart(self, work: Callable[..., R], *given: object) -> R:
        """See `Executor.run_apart`: here too there is but one process."""
        return work(*given)

    def stop(self) -> None:
        """Nothing is at work while this is called."""


_current: list[Executor] = []


@contextmanager
def at_work(start: Callable[[], Executor]) -> Iterator[Executor]:
    """The executor of everything inside: the one that is at work already, or else one that `start` gives."""
    if _current:
        yield _current[-1]
        return
    executor = start()
    _current.append(executor)
    try:
        yield executor
    finally:
        _current.remove(executor)
        executor.stop()


def current() -> Executor:
    """The executor that is at work; this process where there is none."""
    return _current[-1] if _current else ThisProcess()


def try_all(function: Callable[[T], R], items: Iterable[T], at_once: int = 1) -> Iterator[R]:
    """The result of `function` for each item, in the order of the items, `at_once` of them under way.

    Every item is tried, whatever happens to the others: one on which `function` raises gives no result, and
    once all others are there the first such error is raised, with a note on how many more there were.
    """
    errors: list[Exception] = []
    for ask in _asked(function, items, at_once):
        try:
            result = ask()
        except Exception as error:
            errors.append(error)
        else:
            yield result
    if errors:
        first, *others = errors
        if others:
            first.add_note(f"{len(others)} more of the items failed, the last one with {others[-1]!r}")
        raise first


def _asked(function: Callable[[T], R], items: Iterable[T], at_once: int) -> Iterator[Callable[[], R]]:
    """For each item what gives its result, or raises what `function` did."""
    if at_once == 1:
        # In the thread that asks: nothing is begun before the result before it is there.
        for item in items:
            yield lambda item=item: function(item)  # type: ignore[misc]
        return
    pool = ThreadPoolExecutor(at_once)
    try:
        waiting = deque[Future[R]]()
        for item in items:
            # Prefect knows by the context to which run a task belongs.
            waiting.append(pool.submit(copy_context().run, function, item))
            if len(waiting) > at_once:
                yield waiting.popleft().result
        while waiting:
            yield waiting.popleft().result
    finally:
        # Whoever interrupts does not wait: what is under way ends with the workers that do it.
        pool.shutdown(wait=False, cancel_futures=True)
