"""A stage: typed tables in, typed tables and counts out; the same signature for every step of a build."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import polars as pl

from transforms.resources import Resources
from transforms.results import StageResult
from transforms.tables import Tables


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


def run_all(stages: Iterable[Stage], tables: Tables, resources: Resources) -> StageResult:
    """`tables` after each of `stages` in turn, with the counts and failures of all."""
    result = StageResult(tables)
    for stage in stages:
        after = stage(result.tables, resources)
        result = StageResult(
            after.tables, (*result.counts, *after.counts), (*result.failures, *after.failures)
        )
    return result
