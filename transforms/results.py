"""What a step of the build returns: its tables, and the count of what it received, kept and rejected."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

Frames = dict[str, pl.DataFrame]
"""Tables by name; each has the columns of its contract in schemas/."""


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many things a stage received, kept and rejected; nothing is lost where the last two add up."""

    stage: str
    unit: str
    received: int
    kept: int
    rejected: int

    @property
    def balanced(self) -> bool:
        """Whether kept and rejected add up to received."""
        return self.kept + self.rejected == self.received


@dataclass(frozen=True, slots=True)
class StageResult:
    """The tables that a step made and the counts that account for them."""

    frames: Frames = field(default_factory=dict)
    counts: tuple[StageCount, ...] = ()


def total(counts: Iterable[StageCount]) -> tuple[StageCount, ...]:
    """One count for each stage and unit, in order of first appearance: the sums of those given."""
    sums: dict[tuple[str, str], list[int]] = {}
    for count in counts:
        sums_of = sums.setdefault((count.stage, count.unit), [0, 0, 0])
        for place, number in enumerate((count.received, count.kept, count.rejected)):
            sums_of[place] += number
    return tuple(StageCount(stage, unit, *added) for (stage, unit), added in sums.items())
