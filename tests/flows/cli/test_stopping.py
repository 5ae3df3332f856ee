"""Ending a release from outside: it ends as stopped, at once, and leaves no process behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from flows import exits
from flows.settings import Settings
from tests.flows.processes import PROJECT, below, needs_proc, remaining

PATIENCE = 60


def to_group(pid: int) -> None:
    """As a terminal does, and `timeout`."""
    os.killpg(pid, signal.SIGTERM)


def to_everyone(pid: int) -> None:
    """As the manager of services does: the server is told, too."""
    for one in [*below(pid), pid]:
        os.kill(one, signal.SIGTERM)


def to_it_alone(pid: int) -> None:
    os.kill(pid, signal.SIGINT)


def killed(pid: int) -> None:
    """Without warning: nothing of its own can run any more."""
    os.kill(pid, signal.SIGKILL)


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize(
    ("stop", "code"),
    [
        (to_group, exits.STOPPED),
        (to_everyone, exits.STOPPED),
        (to_it_alone, exits.STOPPED),
        (killed, -signal.SIGKILL),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_release_that_is_stopped_at_work_leaves_nothing_running(
    settings: Settings, stop: Callable[[int], None], code: int
) -> None:
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


def release(settings: Settings) -> subprocess.Popen[str]:
    """`parallax release`, the leader of a group of its own."""
    folders = [f"--{name}={getattr(settings, name)}" for name in ("raw", "dist", "work")]
    command = [sys.executable, "-c", "from flows.cli.main import main; main()", "release", *folders]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.Popen(
        command, cwd=PROJECT, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
