"""The record of runs: one line each, the newest last, never longer than it may be."""

from pathlib import Path

import pytest

from flows.store import runs
from flows.store.runs import RUNS, Run, note_run, read_runs


def run(number: int) -> Run:
    rejects = [{"stage": "ingest", "reason": "empty", "number": number, "example": "no text"}]
    return Run(
        started_at=f"2026-11-{number:02}T06:00:00+00:00", seconds=1.5, outcome="published", told="Published",
        version=f"2026.11.{number}", state="a", rows={"quotes": 3}, rejects=rejects,
    )  # fmt: skip


def test_what_is_noted_is_read_again_in_order(tmp_path: Path) -> None:
    assert read_runs(tmp_path) == []
    for number in (1, 2):
        note_run(tmp_path / "work", run(number))
    assert read_runs(tmp_path / "work") == [run(1), run(2)]


def test_a_line_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    note_run(tmp_path, run(1))
    with (tmp_path / RUNS).open("a") as file:
        file.write('{"started_at": "2026\n[]\n{"of": "another version"}\n')
    note_run(tmp_path, run(2))
    assert read_runs(tmp_path) == [run(1), run(2)]


def test_the_oldest_go_where_the_record_is_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "KEPT", 3)
    for number in range(1, 6):
        note_run(tmp_path, run(number))
    assert [one.version for one in read_runs(tmp_path)] == ["2026.11.3", "2026.11.4", "2026.11.5"]
