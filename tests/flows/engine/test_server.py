"""A run has one Prefect server, started early and ended with it, and every flow and task run is recorded."""

import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from flows.engine import server
from flows.exits import MACHINE, Refused
from tests.flows.conftest import Run

PROJECT = Path(__file__).parents[3]
TASKS = {
    "plan reading", "read takedowns", "read origins", "cut into chunks", "load models", "find quotes",
    "assemble tables", "publish counts", "compare with last", "examine tables", "show quality",
    "publish tables",
    # A flow inside a flow is a task of it, too.
    "build", "ingest",
}  # fmt: skip


def test_a_run_starts_one_server_and_no_second(whole_run: Run) -> None:
    assert whole_run.code == 0, whole_run.said
    started = [call.host or "" for call in whole_run.calls if call.event == "start"]
    assert len([command for command in started if "prefect.server" in command]) == 1


def test_every_flow_and_task_run_is_recorded_as_completed(whole_run: Run) -> None:
    database = whole_run.folder / "build" / "prefect" / "prefect.db"
    with closing(sqlite3.connect(database)) as records:
        flows = records.execute("SELECT f.name, r.state_type FROM flow_run r JOIN flow f ON f.id = r.flow_id")
        assert sorted(flows) == [(name, "COMPLETED") for name in ("build", "ingest", "release")]
        tasks = records.execute("SELECT name, state_type FROM task_run").fetchall()
        artifacts = records.execute("SELECT key FROM artifact").fetchall()
    # Prefect adds a number to a task's name, as in "find quotes-0".
    assert {name.rpartition("-")[0] for name, _ in tasks} == TASKS
    assert Counter(state for _, state in tasks) == {"COMPLETED": len(TASKS)}
    assert sorted(artifacts) == [("quality-summary",), ("stage-counts",)]


def test_where_prefect_is_told_of_a_server_none_is_started(
    prefect_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_for_runs", lambda: pytest.fail("a second server"))
    with server.beside() as wait_until_up:
        wait_until_up()


def test_a_server_that_cannot_start_is_one_line() -> None:
    dead = server._start(server.free_url(), ["no_such_module"], {}, apart=False)
    with pytest.raises(Refused, match="Prefect's server did not start; run again with --verbose") as refused:
        dead.wait_until_up()
    assert refused.value.code == MACHINE
    dead.stop()


PROGRAM = """
from flows.engine import server
with server.beside():
    print(server._for_runs().process.pid)
    raise SystemExit
"""


def test_the_server_ends_with_the_process_that_it_was_for(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    told = kept | {"PREFECT_HOME": str(tmp_path), "PREFECT_LOGGING_LEVEL": "CRITICAL"}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=PROJECT, env=told, capture_output=True, text=True, check=True)
    gone, deadline = Path(f"/proc/{int(done.stdout)}"), time.monotonic() + 5
    while gone.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not gone.exists()
