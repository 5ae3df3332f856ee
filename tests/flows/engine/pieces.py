"""Pieces of work for a cluster's workers to do in tests: none of them loads a model."""

import os
import signal
from pathlib import Path

import pytest

from flows.engine import steps, watchdog
from flows.exits import DATA, Refused
from flows.settings import Settings
from flows.store import files as storage
from tests.flows.engine import costly


def copy(source: Path, target: Path, settings: Settings) -> list[Path]:
    """What lies in `source`, in two folders."""
    del settings
    outcome = storage.load(source)
    return [storage.save(place, outcome) for place in (target, target.with_name(f"{target.name}-0001"))]


def sign(source: Path, target: Path, settings: Settings) -> list[Path]:
    """What lies in `source`, in a folder whose name ends with the number of the process."""
    del settings
    return [storage.save(target.with_suffix(f".{os.getpid()}"), storage.load(source))]


def copy_once_killed(source: Path, target: Path, settings: Settings) -> list[Path]:
    """As `copy`; whoever does it first is killed."""
    killed = settings.raw / "killed"
    if not killed.exists():
        killed.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return copy(source, target, settings)


def refuse(source: Path, target: Path, settings: Settings) -> list[Path]:
    raise Refused(f"no piece for {source.name}", DATA)


def find_quotes(chunk: Path, target: Path, settings: Settings) -> list[Path]:
    """As the watchdog's, with an extractor that no document with costly.DIES in it survives."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(steps, "load", costly.load_nothing)
        patched.setattr(steps, "find_quotes", costly.find_quotes)
        return _find_quotes(chunk, target, settings)


# As it was before a test put the one above in its place.
_find_quotes = watchdog.find_quotes
