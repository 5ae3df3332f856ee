"""What a person watches while a build runs: a bar a stage, with counts, on standard error.

On a terminal the bars move; elsewhere (a log, a pipe, CI) each stage is one plain line when it ends, and
long ones say every ten seconds how far they are. The seconds of each stage are kept for the summary table.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from flows.engine.logs import LOGGER

T = TypeVar("T")

_SECONDS_BETWEEN_LINES = 10.0


class Stage(Protocol):
    """One stage that is under way."""

    def advance(self, count: int) -> None:
        """`count` more units are done."""
        ...


class Watcher(Protocol):
    """Shows stages to a person, one after the other."""

    seconds: dict[str, float]

    def stage(self, name: str, total: int, unit: str) -> Stage:
        """Announce a stage of `total` units."""
        ...

    def end(self, name: str) -> None:
        """The stage is over."""
        ...


class _Silent:
    """Shows nothing, measures all the same: for tests, and for a caller that wants only the result."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def stage(self, name: str, total: int, unit: str) -> "_Silent":
        return self

    def advance(self, count: int) -> None:
        pass

    def end(self, name: str) -> None:
        pass


class _Lines(_Silent):
    """One plain line a stage, for whatever is no terminal."""

    def stage(self, name: str, total: int, unit: str) -> "_Lines":
        self._name, self._total, self._unit, self._done = name, total, unit, 0
        self._spoken = time.monotonic()
        return self

    def advance(self, count: int) -> None:
        self._done += count
        due = time.monotonic() - self._spoken > _SECONDS_BETWEEN_LINES
        if due and self._done < self._total:
            self._spoken = time.monotonic()
            _say(f"{self._name}: {self._done} of {self._total} {self._unit}")

    def end(self, name: str) -> None:
        _say(f"{name}: {self._done} of {self._total} {self._unit}, {self.seconds[name]:.1f} s")


class _Moving(_Silent):
    """Bars that move, for a terminal."""

    def __init__(self, bars: Bars) -> None:
        super().__init__()
        self._bars = bars

    def stage(self, name: str, total: int, unit: str) -> "_Moving":
        self._task = self._bars.add_task(name, total=total, unit=unit)
        return self

    def advance(self, count: int) -> None:
        self._bars.advance(self._task, count)

    def end(self, name: str) -> None:
        self._bars.stop_task(self._task)


_current: list[Watcher] = []


@contextmanager
def watching(*, quiet: bool = False) -> Iterator[Watcher]:
    """Show every stage that runs inside; nothing is shown where `quiet`."""
    if quiet or not sys.stderr.isatty():
        with _as_current(_Silent() if quiet else _Lines()) as watcher:
            yield watcher
        return
    with _bars() as bars, _as_current(_Moving(bars)) as watcher:
        yield watcher


@contextmanager
def stage(name: str, total: int, unit: str) -> Iterator[Callable[[int], None]]:
    """A stage of `total` units; the function given advances it. Outside `watching` it speaks in lines."""
    watcher = _current[-1] if _current else _Lines()
    under_way = watcher.stage(name, total, unit)
    start = time.monotonic()
    yield under_way.advance
    watcher.seconds[name] = time.monotonic() - start
    LOGGER.debug("%s: %d %s, %.1f s", name, total, unit, watcher.seconds[name])
    watcher.end(name)


def counted(name: str, unit: str, items: Iterable[tuple[T, int]]) -> Iterator[T]:
    """The first of each pair, one by one; the second is how many units are done once it has been used."""
    pairs = list(items)
    with stage(name, sum(size for _, size in pairs), unit) as advance:
        for item, size in pairs:
            yield item
            advance(size)


def note(line: str) -> None:
    """Say a sentence where nobody watches, as in a scheduled run; whoever watches shows the end in full."""
    if not _current:
        _say(line)


def seconds() -> dict[str, float]:
    """The seconds that each stage took, in the order they ran; empty outside `watching`."""
    return dict(_current[-1].seconds) if _current else {}


@contextmanager
def _as_current(watcher: Watcher) -> Iterator[Watcher]:
    _current.append(watcher)
    try:
        yield watcher
    finally:
        _current.pop()


def _bars() -> Bars:
    return Bars(
        TextColumn("{task.description:<22}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[unit]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
