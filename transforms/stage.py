"""A stage: typed tables in, typed tables and counts out; the same signature for every step of a build."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import polars as pl

from transforms.resources import Resources
from transforms.results import StageResult, total
from transforms.tables import Tables, joined

_Unit = TypeVar("_Unit")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a build.

    `run` sees the tables that the stage says it `reads`, the others without rows, and gives those that it
    `makes` and whatever it rejects; a table that it makes takes the place of the one before. What it rejects
    is added to the rejects so far.
    """

    name: str
    reads: tuple[str, ...]
    makes: tuple[str, ...]
    run: Callable[[Tables, Resources], StageResult]

    def __call__(self, tables: Tables, resources: Resources) -> StageResult:
        """`tables` with what this stage makes of them, and its counts and failures."""
        result = self.run(tables.only(self.reads), resources)
        made = {name: result.tables.frame(name) for name in self.makes}
        rejects = pl.concat([tables.frame("rejects"), result.tables.frame("rejects")])
        return StageResult(tables.with_frames(made | {"rejects": rejects}), result.counts, result.failures)


def beside(*stages: Stage) -> Stage:
    """Stages that need nothing of each other, as one: they run at the same time, as far as there are cores.

    What they give does not depend on which of them is done first.
    """
    reads = tuple(dict.fromkeys(name for stage in stages for name in stage.reads))
    makes = tuple(name for stage in stages for name in stage.makes)

    def run(tables: Tables, resources: Resources) -> StageResult:
        def result_of(stage: Stage) -> StageResult:
            return stage.run(tables.only(stage.reads), resources)

        results = list(at_once(resources.cores, result_of, stages))
        made = joined(result.tables for result in results)
        counts = tuple(count for result in results for count in result.counts)
        return StageResult(made, counts, tuple(failure for result in results for failure in result.failures))

    return Stage(" beside ".join(stage.name for stage in stages), reads, makes, run)


def at_once(cores: int, work: Callable[[_Unit], _Made], units: Iterable[_Unit]) -> Iterator[_Made]:
    """`work` of each unit, in order, so many of them under way: each waits for a model, most of its time.

    No more units are drawn than are at work, so that what they hold is not all in memory together. On one
    core no thread is started: a second one would be at work beside it.
    """
    if cores == 1:
        yield from map(work, units)
        return
    waiting: deque[Future[_Made]] = deque()
    with ThreadPoolExecutor(cores) as pool:
        for unit in units:
            waiting.append(pool.submit(work, unit))
            if len(waiting) > cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def in_groups(stages: Sequence[Stage], split: Callable[[Tables], Iterable[Tables]]) -> Stage:
    """Stages that work on each group of rows alone, as one: they run on what `split` gives, group by group.

    Which groups those are must change nothing: then each may be worked on where and when one likes.
    """
    makes = tuple(dict.fromkeys(name for stage in stages for name in stage.makes))
    made_before = [
        {name for earlier in stages[:place] for name in earlier.makes} for place in range(len(stages))
    ]
    needed = (set(stage.reads) - made for stage, made in zip(stages, made_before, strict=True))
    reads = tuple(sorted(set[str]().union(*needed)))

    def run(tables: Tables, resources: Resources) -> StageResult:
        def result_of(group: Tables) -> StageResult:
            return run_group(stages, group, resources)

        results = list(at_once(resources.cores, result_of, split(tables)))
        counts = total(count for result in results for count in result.counts)
        failures = tuple(failure for result in results for failure in result.failures)
        return StageResult(joined(result.tables for result in results), counts, failures)

    return Stage(", ".join(stage.name for stage in stages), reads, makes, run)


def run_group(stages: Sequence[Stage], group: Tables, resources: Resources) -> StageResult:
    """What `stages` make and reject of a group, without what was there before."""
    result = run_all(stages, group, resources)
    makes = dict.fromkeys(name for stage in stages for name in stage.makes)
    return replace(result, tables=result.tables.only((*makes, "rejects")))


def run_all(stages: Iterable[Stage], tables: Tables, resources: Resources) -> StageResult:
    """`tables` after each of `stages` in turn, with the counts and failures of all."""
    result = StageResult(tables)
    # Rows that a stage replaces are held by nobody.
    del tables
    for stage in stages:
        after = stage(result.tables, resources)
        result = StageResult(
            after.tables, (*result.counts, *after.counts), (*result.failures, *after.failures)
        )
    return result
