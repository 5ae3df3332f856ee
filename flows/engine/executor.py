"""Where the work of a build is done that reads texts: in this process, or in one that can be ended.

Nothing in a process can interrupt what runs in it: a regular expression that has lost its way or a call of
native code holds everything, the answer to a signal too. So a run has a worker (flows/engine/watched.py).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Lost(Exception):  # noqa: N818 (it says what became of the work)
    """Work that has no result: it took too long (`too_slow`), or what it did ended its process."""

    def __init__(self, told: str, *, too_slow: bool) -> None:
        super().__init__(told)
        self.too_slow = too_slow


class Executor(Protocol):
    """Does work and gives its result."""

    def run(self, work: Callable[..., R], *given: object, seconds: float | None = None) -> R:
        """What `work` makes of `given`; whatever it raises is raised here.

        `work` must be a function that can be found by its name, and what it is given and gives must be plain
        values, frames or paths, for they may travel to another process. Raises Lost where the executor can
        limit time and `work` takes more than `seconds` of the processor's, or where its process ends.
        """
        ...

    def stop(self) -> None:
        """End whatever is still at work, at once."""
        ...


class ThisProcess:
    """Work is done in the process that asks for it: no start-up, and no limit of time."""

    def run(self, work: Callable[..., R], *given: object, seconds: float | None = None) -> R:
        """See `Executor.run`."""
        del seconds
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


def try_all(function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """The result of `function` for each item, in the order of the items, each when it is asked for.

    Every item is tried, whatever happens to the others: one on which `function` raises gives no result, and
    once all others are there the first such error is raised, with a note on how many more there were.
    """
    errors: list[Exception] = []
    for item in items:
        try:
            result = function(item)
        except Exception as error:
            errors.append(error)
        else:
            yield result
    if errors:
        first, *others = errors
        if others:
            first.add_note(f"{len(others)} more of the items failed, the last one with {others[-1]!r}")
        raise first
