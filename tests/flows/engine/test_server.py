"""A run has one Prefect server, started early and ended with it, and every flow and task run is recorded."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from flows.engine import server
from flows.exits import MACHINE, Refused
from tests.flows.conftest import Run

PROJECT = Path(__file__).parents[3]
TASKS = {
    "plan reading", "read takedowns", "read origins", "cut into chunks", "load models", "find quotes",
    "settle", "assemble tables", "compare stories", "publish counts", "compare with last", "examine tables",
    "show quality", "publish tables", "look up", "show release",
    # A flow inside a flow is a task of it, too.
    "build", "ingest",
}  # fmt: skip
ARTIFACTS = {
    "finding-quotes",
    "quality-checks",
    "quality-summary",
    "release",
    "rows-over-time",
    "stage-counts",
}


def test_a_run_starts_one_server_and_no_second(whole_run: Run) -> None:
    assert whole_run.code == 0, whole_run.said
    started = [call.host or "" for call in whole_run.calls if call.event == "start"]
    assert len([command for command in started if "server_app" in command]) == 1


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
    assert {key for (key,) in artifacts} == ARTIFACTS


@pytest.mark.usefixtures("prefect_server")
def test_where_prefect_is_told_of_a_server_none_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_for_runs", lambda: pytest.fail("a second server"))
    with server.beside() as wait_until_up:
        wait_until_up()


def test_a_server_that_cannot_start_is_one_line() -> None:
    dead = server._start(server.new_door(), {}, "no_such_program.py")
    with pytest.raises(Refused, match="Prefect's server did not start; run again with --verbose") as refused:
        dead.wait_until_up()
    assert refused.value.code == MACHINE
    dead.stop()


PROGRAM = """
import os
from flows.engine import server
with server.beside() as wait_until_up:
    print(server._for_runs()[1].process.pid, flush=True)
    {end}
"""


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("raise SystemExit", 0),
        ("os.kill(os.getpid(), 9)", -signal.SIGKILL),
        ("wait_until_up(); os.kill(os.getpid(), 9)", -signal.SIGKILL),
    ],
    ids=["by itself", "killed at once", "killed when the server is up"],
)
def test_the_server_ends_with_the_process_that_it_was_for(
    tmp_path: Path, used_before: Callable[[Path], None], end: str, code: int
) -> None:
    used_before(tmp_path)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    told = kept | {"PREFECT_HOME": str(tmp_path), "PREFECT_LOGGING_LEVEL": "CRITICAL"}
    command = [sys.executable, "-c", PROGRAM.format(end=end)]
    done = subprocess.run(command, cwd=PROJECT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == code
    gone, deadline = Path(f"/proc/{int(done.stdout)}"), time.monotonic() + 20
    while gone.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not gone.exists()


@pytest.fixture
def private(prefect_server: server.Door) -> server.Door:
    """The door of a run's server, which is up; it knows the login."""
    return prefect_server


def ask(door: server.Door, login: str | None, **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer to a request for the flow runs."""
    if login:
        headers["Authorization"] = f"Basic {b64encode(login.encode()).decode()}"
    connection = HTTPConnection(server.LOOPBACK, door.port, timeout=30)
    with closing(connection):
        connection.request(
            "POST", "/api/flow_runs/filter", "{}", {"Content-Type": "application/json"} | headers
        )
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}


@pytest.mark.parametrize("wrong", [None, "parallax:", "parallax:guess", ":"])
def test_who_does_not_know_the_login_is_refused(private: server.Door, wrong: str | None) -> None:
    assert ask(private, wrong)[0] == 401
    assert ask(private, private.login)[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost", "", "127.0.0.1.evil.example", "0.0.0.0"])
def test_who_calls_it_by_another_name_is_refused_even_with_the_login(private: server.Door, host: str) -> None:
    assert ask(private, private.login, Host=host)[0] == 400


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1", "http://localhost:4200"]
)
def test_no_page_of_another_origin_may_read_its_answers(private: server.Door, origin: str) -> None:
    status, headers = ask(private, private.login, Origin=origin)
    assert status == 200
    assert "access-control-allow-origin" not in headers


def test_events_are_taken_only_from_who_knows_the_login(private: server.Door) -> None:
    place = f"ws://{server.LOOPBACK}:{private.port}/api/events/in"
    with pytest.raises(InvalidStatus), connect(place):
        pytest.fail("let in without the protocol that asks for the login")
    with connect(place, subprotocols=[Subprotocol("prefect")]) as events:
        events.send('{"type": "auth", "token": "guess"}')
        with pytest.raises(ConnectionClosedError, match="Invalid token"):
            events.recv(timeout=30)


def test_each_server_has_a_login_of_its_own_that_does_not_show() -> None:
    doors = [server.new_door() for _ in range(2)]
    assert len({door.login for door in doors}) == len({door.port for door in doors}) == 2
    for door in doors:
        assert door.login not in repr(door)
        door.socket.close()


def test_the_login_is_in_no_command_line_and_no_file(private: server.Door, whole_run: Run) -> None:
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [command for command in commands if private.login.encode() in command]
    login = re.compile(re.escape(private.login[: private.login.index(":") + 1]).encode() + rb"[\w-]{30}")
    assert login.match(private.login.encode())
    files = [file for file in whole_run.folder.rglob("*") if file.is_file()]
    assert not [file for file in files if login.search(file.read_bytes())]
