"""The record of runs: a line of JSON for each in `runs.jsonl` of the work folder, the newest last."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from flows.store.durable import write_bytes

RUNS: Final = "runs.jsonl"
KEPT: Final = 500
"""Runs that the record has, at most: more than a year of daily ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a run ended: outcome and one sentence, when it started (ISO 8601, UTC) and its seconds.

    `state` stands for all that it read: the next run that finds the same has nothing to do. `rows` are those
    of each table, `rejects` how many things were left out, by stage and reason, each with an example.
    """

    started_at: str
    seconds: float
    outcome: str
    told: str
    version: str | None = None
    state: str | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    rejects: Sequence[Mapping[str, Any]] = ()


def read_runs(work: Path) -> list[Run]:
    """Every run on record, oldest first; a line that cannot be read is passed over."""
    path = work / RUNS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [run for line in lines if (run := _parsed(line)) is not None]


def note_run(work: Path, run: Run) -> None:
    """Put a run at the end of the record; the oldest go where it is long."""
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in (*read_runs(work), run)][-KEPT:]
    write_bytes(work / RUNS, "".join(f"{line}\n" for line in lines).encode())


def _parsed(line: str) -> Run | None:
    try:
        return Run(**json.loads(line))
    except (ValueError, TypeError):
        return None
