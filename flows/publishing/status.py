"""How it goes: the last run, the next one, the newest release, what the last build left out, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.publishing import releases
from flows.settings import Settings
from flows.store import schedule
from flows.store.rounds import Round, last_rounds
from flows.store.runs import Run, read_runs
from flows.store.schedule import Noted

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Status:
    """Runs on record, oldest first; the schedule that is served, if any; the folder of the newest release.

    `rounds` say how each origin was fetched last.
    """

    runs: tuple[Run, ...]
    serving: Noted | None
    next_run: datetime | None
    newest: Path | None
    rows: Mapping[str, int]
    log: Path
    rounds: tuple[Round, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "last_run": asdict(self.runs[-1]) if self.runs else None,
            "next_run": self.next_run.isoformat() if self.next_run else None,
            "schedule": self.serving.told if self.serving else None,
            "newest_release": str(self.newest) if self.newest else None,
            "rows": dict(self.rows),
            "log": str(self.log),
            "fetched": [asdict(one) for one in self.rounds],
            "runs": [
                {
                    key: value
                    for key, value in asdict(run).items()
                    if key in ("started_at", "outcome", "version", "seconds", "told")
                }
                for run in self.runs
            ],
        }

    def lines(self) -> Iterator[str]:
        """The same for a person."""
        yield f"last run: {_run(self.runs[-1]) if self.runs else 'none on record'}"
        yield f"next run: {self._next()}"
        yield f"newest release: {self._newest()}"
        yield from self._rejected()
        if self.rounds:
            yield "fetched last:"
            yield from (f"  {one.line}" for one in self.rounds)
        yield f"log: {self.log}"
        if earlier := self.runs[-_SHOWN - 1 : -1]:
            yield "before that:"
            yield from (f"  {_run(run)}" for run in reversed(earlier))

    def _next(self) -> str:
        if self.serving is None:
            return "unknown: nothing serves this work folder (parallax serve, or a server of your own)"
        due = self.next_run.isoformat(timespec="seconds") if self.next_run else "not noted"
        return f"{due} ({self.serving.told})"

    def _newest(self) -> str:
        if self.newest is None:
            return "none"
        counted = (f"{self.rows[name]:,} {name}" for name in ("documents", "quotes") if name in self.rows)
        return f"{self.newest} ({', '.join(counted)})"

    def _rejected(self) -> Iterator[str]:
        found = self.runs[-1].rejects if self.runs else ()
        yield "rejected in the last build:" if found else "rejected in the last build: nothing"
        for one in found:
            yield f"  {one['number']:,} at {one['stage']}, {one['reason']}; as: {one['example']}"


def status(settings: Settings, now: datetime) -> Status:
    """What the work folder and the folder of releases tell; needs no server and reads no table."""
    noted = schedule.serving_now(settings.work)
    newest = _newest(settings.dist)
    return Status(
        tuple(read_runs(settings.work)),
        noted,
        noted.next_after(now) if noted else None,
        newest,
        _rows(newest) if newest else {},
        settings.work / "parallax.log",
        tuple(last_rounds(settings.work)),
    )


def _newest(dist: Path) -> Path | None:
    found = releases.published(dist)
    return dist / found[-1] if found else None


def _rows(release: Path) -> dict[str, int]:
    try:
        return dict(releases.read_json(release / "build.json")["rows"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _run(run: Run) -> str:
    return f"{run.started_at}, {run.outcome} in {run.seconds:.0f} s: {run.told}"
