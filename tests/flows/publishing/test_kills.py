"""kill -9 at random moments: dist/ holds whole releases only, and the next run succeeds.

Here a few kills of each kind; `python -m benchmarks kills` makes hundreds.
"""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from benchmarks.killing import (
    Kills,
    Run,
    Series,
    at_any_time,
    finish,
    kill_again_and_again,
    prepared,
    settled,
    standing,
    start_publishing,
    start_release,
    timed,
)
from benchmarks.kills import PRELOADED
from flows.store import files as storage
from tests.flows.processes import below, command, needs_proc, remaining
from tests.flows.release import released
from tests.frames import valid_frames
from transforms.results import StageResult
from transforms.tables import Tables

SEED = 7


def test_ten_kills_of_publishing_leave_whole_releases_only(tmp_path: Path) -> None:
    storage.save(tmp_path / "tables", StageResult(Tables().with_frames(valid_frames())))
    start = start_publishing(prepared(PRELOADED), tmp_path)
    moments = at_any_time(timed(start(0)), SEED)
    done = kill_again_and_again(Series("publishing", start, moments, tmp_path / "dist"), kills=10, rest=5)
    assert done.number == 10
    assert (done.broken, done.refused_after, done.runs_after) == ([], [], 2)


def test_a_kill_of_a_whole_run_leaves_whole_releases_only(tmp_path: Path) -> None:
    start = start_release(prepared(PRELOADED), tmp_path)
    # On any machine a run takes about as long, or longer.
    moments = at_any_time(8.0, SEED)
    done = kill_again_and_again(Series("release", start, moments, tmp_path / "dist"), kills=1, rest=1)
    assert (done.number, done.orphans) == (1, 0)
    assert (done.broken, done.refused_after, done.runs_after) == ([], [], 1)


def spoil(dist: Path, what: str) -> None:
    """One of the things that a killed run must not leave."""
    released(dist)
    match what:
        case "half a release":
            (dist / "2026.11.1" / "quotes.parquet").unlink()
        case "latest.json names what is not there":
            (dist / "latest.json").write_text('{"version": "2026.11.9"}')
        case "something else":
            (dist / "notes.txt").touch()


@pytest.mark.parametrize("what", ["half a release", "latest.json names what is not there", "something else"])
def test_what_would_be_broken_is_seen(tmp_path: Path, what: str) -> None:
    spoil(tmp_path, what)
    assert standing(tmp_path, set())


def test_leftovers_are_seen_once_a_run_has_ended_well(tmp_path: Path) -> None:
    released(tmp_path)
    assert settled(tmp_path) == []
    (tmp_path / ".staging-2026.11.2").mkdir()
    assert standing(tmp_path, set()) == []
    assert settled(tmp_path) == [".staging-2026.11.2 was left"]


def test_a_run_that_does_not_succeed_after_a_kill_is_counted(tmp_path: Path) -> None:
    released(tmp_path)
    done = Kills()
    finish(Run(0, lambda _: 1, tmp_path / "said"), tmp_path, done)
    assert done.refused_after == ["run after kill 0: exit code 1, []"]


def test_a_run_that_ends_before_its_moment_is_no_kill(tmp_path: Path) -> None:
    released(tmp_path)
    ends = iter([0, None, None, -signal.SIGKILL, 0])
    nobody = Run(2**22, lambda _: next(ends), tmp_path / "said")
    done = kill_again_and_again(Series("made up", lambda _: nobody, lambda _: 0, tmp_path), kills=1, rest=1)
    assert (done.number, done.ended_first, done.runs_after, done.refused_after) == (1, 1, 1, [])


@needs_proc
def test_what_outlives_a_killed_run_is_counted_and_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.killing.GRACE", 0.3)
    # A shell that waits for what it has put into a session of its own, as a server would be.
    process = subprocess.Popen(["sh", "-c", "setsid sleep 1000 & wait"])
    while not [pid for pid in below(process.pid) if "sleep" in command(pid)]:
        time.sleep(0.01)
    left = below(process.pid)
    run = Run(process.pid, process.wait, tmp_path / "said")
    run.kill()
    assert run.orphans == ["sleep 1000 outlived it"]
    assert not remaining(left, 5)
