"""What a stage gives: the tables it made, and the count of what it received, kept and rejected."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from transforms.tables import Tables


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
class Failure:
    """What went wrong in a document that a stage rejected because something raised: for the log."""

    document_id: str
    stage: str
    traceback: str


@dataclass(frozen=True, slots=True)
class StageResult:
    """The tables that a stage made, the counts that account for them, and what raised on the way."""

    tables: Tables = field(default_factory=Tables)
    counts: tuple[StageCount, ...] = ()
    failures: tuple[Failure, ...] = ()


def total(counts: Iterable[StageCount]) -> tuple[StageCount, ...]:
    """One count for each stage and unit, in order of first appearance: the sums of those given."""
    sums: dict[tuple[str, str], list[int]] = {}
    for count in counts:
        sums_of = sums.setdefault((count.stage, count.unit), [0, 0, 0])
        for place, number in enumerate((count.received, count.kept, count.rejected)):
            sums_of[place] += number
    return tuple(StageCount(stage, unit, *added) for (stage, unit), added in sums.items())
