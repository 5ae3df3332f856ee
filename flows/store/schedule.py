"""When a serving process runs next: noted in the work folder, where `parallax status` reads it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from flows.store.durable import write_bytes
from flows.store.locks import Busy, locked

SERVING: Final = "serving"
"""Folder of the work folder that a serving process holds for as long as it runs."""

_SCHEDULE: Final = "schedule.json"


@dataclass(frozen=True, slots=True)
class Noted:
    """A schedule in words, and when runs are due by it from when it began, as far as anybody looks ahead."""

    told: str
    due: Sequence[str]

    def next_after(self, now: datetime) -> datetime | None:
        """The first time due after `now`; None where none was noted."""
        times = map(datetime.fromisoformat, self.due)
        return next((time for time in times if time > now), None)


@contextmanager
def serving(work: Path, schedule: Noted) -> Iterator[None]:
    """Hold the work folder's schedule for this process; Busy where another one serves there."""
    with locked(work / SERVING):
        write_bytes(work / SERVING / _SCHEDULE, json.dumps(asdict(schedule), indent=1).encode())
        yield


def serving_now(work: Path) -> Noted | None:
    """The schedule by which a process serves the work folder now; None where none does."""
    if not (work / SERVING).is_dir():
        return None
    try:
        with locked(work / SERVING):
            return None
    except Busy:
        return _read(work / SERVING / _SCHEDULE)


def _read(path: Path) -> Noted | None:
    try:
        return Noted(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
