"""Looking at processes as the system lists them: who started whom, and who is still there."""

import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="needs /proc to see a process's children"
)


def below(pid: int) -> list[int]:
    """Every process that `pid` started, and those that they started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    children = [int(child) for child in listed.read_text().split()] if listed.exists() else []
    return [*children, *(one for child in children for one in below(child))]


def remaining(pids: list[int], seconds: float) -> list[int]:
    """Those that are still there after `seconds`, if any."""
    deadline = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.1)
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]
