"""What a step of the build returns: its tables, and the count of what it received, kept and rejected."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

Frames = dict[str, pl.DataFrame]
"""Tables by name; each has the columns of its contract in schemas/."""


@dataclass(frozen=True, slots=True)
class Tally:
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
class Outcome:
    """The tables that a step made and the tallies that account for them."""

    frames: Frames = field(default_factory=dict)
    tallies: tuple[Tally, ...] = ()


def total(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """One tally for each stage and unit, in order of first appearance: the sums of those given."""
    sums: dict[tuple[str, str], list[int]] = {}
    for tally in tallies:
        counts = sums.setdefault((tally.stage, tally.unit), [0, 0, 0])
        for place, count in enumerate((tally.received, tally.kept, tally.rejected)):
            counts[place] += count
    return tuple(Tally(stage, unit, *counts) for (stage, unit), counts in sums.items())
