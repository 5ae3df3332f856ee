"""Work for a worker that needs next to nothing imported: it ends well, raises, or does not end."""

import os
import re
import signal
import time
from pathlib import Path

from flows.exits import MACHINE, Refused


def spin() -> None:
    """A regular expression that has lost its way: native code, which holds all threads of its process."""
    re.fullmatch(r"(a|a)*b", "a" * 60)


def wait() -> None:
    time.sleep(600)


def die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def half(number: int) -> float:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number / 2


def refuse() -> None:
    raise Refused("no such model", MACHINE)


def fail_unpicklably() -> None:
    class Local(Exception):  # noqa: N818
        pass

    raise Local("nobody elsewhere knows this class")


def burn(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def work_slowly(seconds: float) -> None:
    """Take most of a second of the processor's time, and several by the clock."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        burn(0.05)
        time.sleep(0.3)


def leave_a_cycle(megabytes: int) -> None:
    """Memory that only a search for cycles of garbage frees, in pieces that the C library would keep."""
    cycle: list[object] = [bytes(1000) for _ in range(1000 * megabytes)]
    cycle.append(cycle)


def megabytes_held() -> int:
    """What this process has in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 10**6
