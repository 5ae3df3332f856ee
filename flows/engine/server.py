"""Prefect's server as a child of this process: for it alone, on this machine alone, and no longer than it.

A run needs a server for as long as it lasts. Prefect would start one when the first flow is called, and wait
for it; here it is started as soon as Prefect itself is imported, and what a run needs is loaded meanwhile. It
also spares this process the import of the whole server, which Prefect's own way takes.

It is no open door: it listens on the loopback interface, wants a login that is made anew for each server,
answers only to its own address as the host, and allows no page of another origin. See also
docs/decisions/the-server-is-private.md.
"""

import atexit
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from flows.engine import server_app
from flows.engine.environment import is_verbose
from flows.engine.server_app import LOOPBACK
from flows.exits import MACHINE, Refused

_GRACE_SECONDS = 20
_BETWEEN_LOOKS = 0.05
_PATIENCE_SECONDS = 120
_EPHEMERAL = {
    # What Prefect sets for its own temporary servers: no pages, and only the services that record runs.
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
}


@dataclass(frozen=True, slots=True)
class Door:
    """Where a server will listen, and the login that it will want: a socket that nobody else can have."""

    socket: socket.socket
    port: int
    login: str = field(repr=False)

    @property
    def origin(self) -> str:
        """The address of the server."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def url(self) -> str:
        """The address of its API."""
        return f"{self.origin}/api"

    def for_clients(self) -> dict[str, str]:
        """What tells Prefect in a process to use this server; the login is in no command line and no file."""
        return {"PREFECT_API_URL": self.url, "PREFECT_API_AUTH_STRING": self.login}

    def for_server(self) -> dict[str, str]:
        """What tells the server whom to let in; set whatever the user says of servers of their own."""
        return {
            "PREFECT_SERVER_API_AUTH_STRING": self.login,
            "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": self.origin,
        }


@dataclass(slots=True)
class Server:
    """A server that was started, and the address of its API."""

    url: str
    process: subprocess.Popen[bytes]
    is_up: bool = False

    def wait_until_up(self) -> None:
        """Return once it answers; raises Refused where it ends before, or is not up after two minutes."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=5):
                    self.is_up = True
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(_BETWEEN_LOOKS)
        raise Refused("Prefect's server did not start; run again with --verbose to see why", MACHINE)

    def stop(self) -> None:
        """End the server and whatever it started: kindly, then not; at once where it has recorded nothing."""
        for number in (server_app.END, signal.SIGKILL) if self.is_up else (signal.SIGKILL,):
            if self.process.poll() is None:
                os.killpg(self.process.pid, number)
            try:
                self.process.wait(_GRACE_SECONDS)
                return
            except subprocess.TimeoutExpired:
                continue


def new_door() -> Door:
    """A free port of the loopback interface, taken at once, and a login that nobody can guess."""
    taken = socket.socket()
    taken.bind((LOOPBACK, 0))
    return Door(taken, taken.getsockname()[1], f"parallax:{secrets.token_urlsafe(32)}")


@contextmanager
def beside() -> Iterator[Callable[[], None]]:
    """A server that starts while the block goes on; call what is given before the first flow, to wait for it.

    None is started where Prefect is told of one already, as in a scheduled run, or told to start none.
    """
    from prefect import settings  # noqa: PLC0415 (takes a second)

    allowed = settings.PREFECT_SERVER_ALLOW_EPHEMERAL_MODE.value()
    if settings.PREFECT_API_URL.value() is not None or not allowed:
        yield lambda: None
        return
    door, server = _for_runs()
    told = {getattr(settings, name): value for name, value in door.for_clients().items()}
    with settings.temporary_settings(told):
        yield server.wait_until_up


@cache
def _for_runs() -> tuple[Door, Server]:
    """The server for the runs of this process, without a scheduler; it ends with the process.

    Prefect sends its last records when its threads are joined, which is before anything registered here.
    """
    from prefect.settings import get_current_settings  # noqa: PLC0415 (takes a second)

    door = new_door()
    told = get_current_settings().to_environment_variables(exclude_unset=True)
    server = _start(door, {**told, **_EPHEMERAL})
    atexit.register(server.stop)
    return door, server


def with_scheduler(door: Door) -> Server:
    """A full server at `door`, which also starts the runs that are due."""
    return _start(door, {})


def _start(door: Door, told: Mapping[str, str], program: str = server_app.__file__) -> Server:
    """Start the server's `program` at `door`; `told` joins its environment.

    In a session of its own: who stops this process from a terminal, or with all its group, must not stop the
    server before the run has told it how it ended. It ends when this process does, however that is.
    """
    number = door.socket.fileno()
    process = subprocess.Popen(
        # Nothing is imported from the current folder (-P).
        [sys.executable, "-P", program, str(number), "info" if is_verbose() else "error"],
        env={**os.environ, **told, "PREFECT__SERVER_FINAL": "1", **door.for_server()},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        pass_fds=[number],
        start_new_session=True,
    )
    door.socket.close()
    return Server(door.url, process)
