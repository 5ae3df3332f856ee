"""Processes as the system lists them: who started whom, and who is still there."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="needs /proc to see a process's children"
)


def below(pid: int) -> list[int]:
    """Every process that `pid` started, and those that they started."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [*children, *(one for child in children for one in below(child))]


def command(pid: int) -> str:
    """The command line of a process; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def remaining(pids: list[int], seconds: float) -> list[int]:
    """Those that are still there after `seconds`, if any."""
    deadline = time.monotonic() + seconds
    while any(map(command, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return [pid for pid in pids if command(pid)]


def kill(pid: int) -> None:
    """SIGKILL; nothing where it ends by itself at this very moment."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
