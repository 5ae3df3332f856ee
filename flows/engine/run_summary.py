"""The run summary: how a run ended and what it counted, as tables for a person or as JSON for a machine."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from flows.quality.examine import Report
from flows.quality.report import failures_table
from transforms.results import StageCount

PUBLISHED = "published"
UNCHANGED = "unchanged"
BLOCKED = "blocked"
BUILT = "built"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """How a run ended (`outcome`), where its result is, and what was counted on the way.

    `report` is None where no data-quality check ran. `seconds` are those of each stage. `notes` are
    sentences for a person: what in raw/ was not read, what was repaired, what changed.
    """

    outcome: str
    folder: Path | None
    version: str | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    counts: Sequence[StageCount] = ()
    report: Report | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    notes: Sequence[str] = ()

    @property
    def line(self) -> str:
        """The whole of it in one sentence."""
        sentences = {
            PUBLISHED: f"Published {self.version} in {self.folder}",
            UNCHANGED: f"Nothing changed since {self.version}: no new release; it is in {self.folder}",
            BLOCKED: f"Not published: critical checks failed; the report is in {self.folder}",
            BUILT: f"Built the tables in {self.folder}; nothing was published",
        }
        return sentences[self.outcome]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values, for `--json`."""
        return {
            "outcome": self.outcome,
            "version": self.version,
            "folder": str(self.folder) if self.folder else None,
            "rows": dict(self.rows),
            "stage_counts": [asdict(count) for count in self.counts],
            "checks": self.report.counts if self.report else {},
            "not_passed": {r.check.id: r.outcome for r in self.report.problems} if self.report else {},
            "notes": list(self.notes),
            "seconds": {name: round(value, 3) for name, value in self.seconds.items()},
        }

    def show(self, console: Console) -> None:
        """Print the tables and the summary sentence."""
        for table in self._tables():
            if table.row_count:
                console.print(table, "")
        for note in self.notes:
            console.print(note, highlight=False, markup=False, soft_wrap=True)
        console.print(self.line, markup=False, highlight=False, soft_wrap=True)

    def _tables(self) -> Iterator[Table]:
        yield _stages(self.counts)
        yield _rows(self.rows)
        if self.report:
            yield _checks(self.report.counts)
            yield failures_table(self.report)


def _stages(counts: Sequence[StageCount]) -> Table:
    table = _table("stage", "of", "received", "kept", "rejected")
    for count in counts:
        numbers = (count.received, count.kept, count.rejected)
        # A contract has a line for each table: those that let everything pass say nothing new.
        if count.stage != "contract" or count.rejected:
            table.add_row(count.stage, count.unit, *(f"{number:,}" for number in numbers))
    return table


def _rows(rows: Mapping[str, int]) -> Table:
    table = _table("table", "rows")
    for name, count in rows.items():
        table.add_row(name, f"{count:,}")
    return table


def _checks(checks: Mapping[str, int]) -> Table:
    table = _table("checks", "number")
    for name, count in checks.items():
        table.add_row(name, f"{count:,}")
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first)
    for other in others:
        table.add_column(other, justify="left" if other == "of" else "right")
    return table
