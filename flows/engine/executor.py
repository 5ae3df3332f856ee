"""Where the chunks of a build are worked on: one after the other, here; elsewhere may follow."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Executor(Protocol):
    """Applies one function to many items."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The result of `function` for each item, in the order of the items, each as soon as it can be given.

        Every item is tried, whatever happens to the others: one on which `function` raises gives no result,
        and once all others are there the first such error is raised, with a note on how many more there were.
        Items and results must be small and plain, as paths and ids are, and `function` one that can be found
        by its name, for they may have to travel to another process. Nothing else is promised: not that two
        items see the same memory, nor that one is finished before the next begins.
        """
        ...


class ThisProcess:
    """One item after the other, in the process that asks: no start-up, and one copy of every model."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """See `Executor.map`; the next item is begun when its result is asked for."""
        errors: list[Exception] = []
        for item in items:
            try:
                result = function(item)
            except Exception as error:
                errors.append(error)
            else:
                yield result
        raise_first(errors)


def raise_first(errors: list[Exception]) -> None:
    """Raise the first of `errors`, if any, saying how many others there were."""
    if errors:
        first, *others = errors
        if others:
            first.add_note(f"{len(others)} more of the items failed, the last one with {others[-1]!r}")
        raise first
