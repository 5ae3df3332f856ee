"""Holding a folder for one run at a time: a lock of the operating system, through the library filelock."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from flows.exits import MACHINE, Refused
from flows.store.durable import make_folder

LOCK = ".lock"
"""The file in a folder that is locked. It stays when the lock is let go, and says nothing by being there."""


class Busy(Refused):
    """Another run is using a folder."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder`, made if need be, for this run alone, or raise Busy at once.

    The system lets go when the process ends, however it ends: no lock is ever stale. Two runs in one process
    are two runs.
    """
    make_folder(folder)
    # A file that merely exists, to which the library would fall back, would outlive a killed run.
    lock = FileLock(folder / LOCK, timeout=0, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout as error:
        message = f"{folder}: another run is using it; wait for it, or name another folder with --work"
        raise Busy(message, MACHINE) from error
    try:
        yield
    finally:
        lock.release()
