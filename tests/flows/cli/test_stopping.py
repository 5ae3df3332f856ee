"""Ending a release from outside: it ends as stopped, at once, and leaves no process behind."""

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
    """As the manager of services does: the server is told, too."""
    for one in [*below(pid), pid]:
        os.kill(one, signal.SIGTERM)


def killed(pid: int) -> None:
    """Without warning: nothing of its own can run any more."""
    os.kill(pid, signal.SIGKILL)


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize(
    ("stop", "code"),
    [
        (to_everyone, exits.STOPPED),
        (killed, -signal.SIGKILL),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_release_that_is_stopped_at_work_leaves_nothing_running(
    settings: Settings, used_before: Callable[[Path], None], stop: Callable[[int], None], code: int
) -> None:
    used_before(settings.prefect_home)
    process = release(settings)
    assert process.stderr
    # The server is up, and the models are about to be used.
    assert process.stderr.readline().startswith("starting: ")
    started = below(process.pid)
    stop(process.pid)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, said
    if code == exits.STOPPED:
        assert said.splitlines()[-1] == "parallax: stopped"
    assert started
    assert not remaining(started, 25)
    assert not (settings.dist / "latest.json").exists()


@needs_proc
@pytest.mark.slow
def test_it_is_stopped_in_seconds_though_a_document_never_ends(
    settings: Settings, used_before: Callable[[Path], None]
) -> None:
    """By a signal to itself alone: it is for it to end the server and the worker."""
    used_before(settings.prefect_home)
    begun = settings.work / "begun"
    words = {f"{word}.txt": ARTICLE.replace(b"Veldmouth", word.encode()) for word in ("Bay", costly.SPINS)}
    write_origin(settings.raw, "many", words)
    costly_steps = "; ".join(f"steps.{name} = costly.{name}" for name in ("load", "find_quotes"))
    process = release(settings, costly_steps, COSTLY_BEGUN=str(begun))
    deadline = time.monotonic() + PATIENCE
    while not begun.exists() and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.1)
    started = below(process.pid)
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=SECONDS)
    assert (process.returncode, said.splitlines()[-1]) == (exits.STOPPED, "parallax: stopped")
    assert len(started) >= 2, "the server and the worker"
    assert not remaining(started, 5)
    assert not (settings.dist / "latest.json").exists()


def release(settings: Settings, before: str = "", **told: str) -> subprocess.Popen[str]:
    """`parallax release`, the leader of a group of its own; `before` is done first, `told` is environment."""
    folders = [f"--{name}={getattr(settings, name)}" for name in ("raw", "dist", "work")]
    code = (
        f"from flows.engine import steps; from tests.flows.engine import costly; {before}\n" if before else ""
    )
    run = f"{code}from flows.cli.main import main; main()"
    command = [sys.executable, "-c", run, "release", *folders]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.Popen(
        command, cwd=PROJECT, env=kept | told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
