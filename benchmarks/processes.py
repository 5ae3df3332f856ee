"""What processes take: seconds of the processor, and memory at most."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

N = TypeVar("N", int, float)

_TICKS: Final = os.sysconf("SC_CLK_TCK")


def processor(pid: int) -> float:
    """Seconds of the processor of a process, of those that it started, and of theirs that have ended."""
    return sum(_each(pid, _seconds))


def largest(pid: int) -> int:
    """What the largest of a process and those that it started has held at most, in MiB."""
    return max(_each(pid, memory), default=0)


def memory(pid: int | str = "self") -> int:
    """What a process has held at most, in MiB; getrusage would tell of its parent's memory, too."""
    status = Path(f"/proc/{pid}/status").read_text()
    # One that has ended and is not yet waited for holds nothing.
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024 if "VmHWM:" in status else 0


def _each(pid: int, read: Callable[[int], N]) -> Iterator[N]:
    """What is read of a process and of each that it started; of one that is gone meanwhile, nothing."""
    with suppress(FileNotFoundError, ProcessLookupError):
        threads = [*Path(f"/proc/{pid}/task").iterdir()]
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
        yield read(pid)
        for child in children:
            yield from _each(int(child), read)


def _seconds(pid: int) -> float:
    # The name of a process, in brackets, may have spaces.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS
