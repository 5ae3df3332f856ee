"""Prefect's server as a child of this process, on a free port of the loopback interface, that ends with it.

A run needs a server for as long as it lasts. Prefect would start one when the first flow is called, and wait
for it; here it is started as soon as Prefect itself is imported, and what a run needs is loaded meanwhile. It
also spares this process the import of the whole server, which Prefect's own way takes.
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from flows.exits import MACHINE, Refused

LOOPBACK = "127.0.0.1"
_GRACE_SECONDS = 20
_BETWEEN_LOOKS = 0.05
_PATIENCE_SECONDS = 120
_EPHEMERAL = {
    # What Prefect sets for its own temporary servers: no pages, and only the services that record runs.
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}


@dataclass(slots=True)
class Server:
    """A server that was started, and the address of its API; `apart` where it leads a session of its own."""

    url: str
    process: subprocess.Popen[bytes]
    apart: bool
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
        for number in (signal.SIGTERM, signal.SIGKILL) if self.is_up else (signal.SIGKILL,):
            if self.process.poll() is None:
                (os.killpg if self.apart else os.kill)(self.process.pid, number)
            try:
                self.process.wait(_GRACE_SECONDS)
                return
            except subprocess.TimeoutExpired:
                continue


@contextmanager
def beside() -> Iterator[Callable[[], None]]:
    """A server that starts while the block goes on; call what is given before the first flow, to wait for it.

    None is started where Prefect is told of one already, as in a scheduled run, or told to start none.
    """
    from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: PLC0415 (takes a second)
    from prefect.settings import PREFECT_SERVER_ALLOW_EPHEMERAL_MODE as ALLOWED  # noqa: PLC0415

    if PREFECT_API_URL.value() is not None or not ALLOWED.value():
        yield lambda: None
        return
    server = _for_runs()
    with temporary_settings({PREFECT_API_URL: server.url}):
        yield server.wait_until_up


@cache
def _for_runs() -> Server:
    """The server for the runs of this process, without a scheduler; it ends with the process.

    Prefect sends its last records when its threads are joined, which is before anything registered here.
    """
    from prefect.settings import get_current_settings  # noqa: PLC0415 (takes a second)

    url = free_url()
    told = get_current_settings().to_environment_variables(exclude_unset=True)
    app = ["--factory", "prefect.server.api.server:create_app", "--log-level", "error", "--lifespan", "on"]
    # In the session of this process: who kills that kills the server with it.
    server = _start(url, ["uvicorn", *app], {**told, **_EPHEMERAL}, apart=False)
    atexit.register(server.stop)
    return server


def with_scheduler(url: str) -> Server:
    """A full server at `url`, which also starts the runs that are due."""
    # In a session of its own: Ctrl-C must reach the runner first, which still talks to the server.
    return _start(url, ["prefect", "server", "start"], {}, apart=True)


def _start(url: str, module: Sequence[str], told: Mapping[str, str], *, apart: bool) -> Server:
    """Start a server, a Python module with its arguments, at `url`; `told` joins its environment."""
    command = [sys.executable, "-m", *module, "--host", LOOPBACK, "--port", str(urlsplit(url).port)]
    process = subprocess.Popen(
        command, env={**os.environ, **told}, stdout=subprocess.DEVNULL, start_new_session=apart
    )
    return Server(url, process, apart)


def free_url() -> str:
    """The address that a server may have here."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return f"http://{LOOPBACK}:{probe.getsockname()[1]}/api"
