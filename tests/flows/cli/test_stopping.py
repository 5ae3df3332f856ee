"""Ending a run from outside: it ends as stopped, at once, and leaves no process behind.

That the server and the worker end where the run is killed is seen in test_server.py and test_watched.py.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows import exits
from flows.settings import Settings
from tests.flows.engine import costly
from tests.flows.processes import PROJECT, below, needs_proc, remaining
from tests.flows.raw import ARTICLE, write_origin

PATIENCE = 120
SECONDS = 15
"""In which a run has ended that was told to, its server too."""


def to_everyone(pid: int) -> None:
    """SIGTERM, as the manager of services sends it: the server is told, too."""
    for one in [*below(pid), pid]:
        os.kill(one, signal.SIGTERM)


def to_itself(pid: int) -> None:
    """Ctrl-C for the run alone: it is for it to end the server and the worker."""
    os.kill(pid, signal.SIGINT)


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize(
    ("stop", "command", "caught_in"),
    [(to_everyone, "build", costly.WAITS), (to_itself, "release", costly.SPINS)],
)
def test_it_is_stopped_in_seconds_though_a_document_never_ends_and_leaves_nothing_running(
    settings: Settings,
    used_before: Callable[[Path], None],
    stop: Callable[[int], None],
    command: str,
    caught_in: str,
) -> None:
    used_before(settings.prefect_home)
    begun = settings.work / "begun"
    words = {f"{word}.txt": ARTICLE.replace(b"Veldmouth", word.encode()) for word in ("Bay", caught_in)}
    write_origin(settings.raw, "many", words)
    process = started(command, settings, COSTLY_BEGUN=str(begun))
    deadline = time.monotonic() + PATIENCE
    while not begun.exists() and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.1)
    others = below(process.pid)
    stop(process.pid)
    _, said = process.communicate(timeout=SECONDS)
    assert (process.returncode, said.splitlines()[-1]) == (exits.STOPPED, "parallax: stopped")
    assert len(others) >= 2, "the server and the worker"
    assert not remaining(others, 5)
    assert not (settings.dist / "latest.json").exists()


def started(command: str, settings: Settings, **told: str) -> subprocess.Popen[str]:
    """A command with costly steps, the leader of a group of its own; `told` is environment."""
    names = ("raw", "work", *(["dist"] if command == "release" else []))
    folders = [f"--{name}={getattr(settings, name)}" for name in names]
    run = (
        "from flows.engine import steps; from tests.flows.engine import costly\n"
        "steps.load = costly.load; steps.find_quotes = costly.find_quotes\n"
        "from flows.cli.main import main; main()"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.Popen(
        [sys.executable, "-c", run, command, *folders], cwd=PROJECT, env=kept | told,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
