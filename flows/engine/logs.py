"""The log of a run: standard logging under the name `parallax`, into one file of the work folder.

`<work>/parallax.log` is the log of the last run that used the folder: each run begins an empty one once it
has the folder to itself, and those before are `parallax.log.1` (the newest of them) and so on. It says when
each stage ended, and for every document that was rejected because something raised, the whole traceback.
`--verbose` shows the same on the terminal, but for the ends of stages, which are there already.
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flows.engine.environment import is_verbose

if TYPE_CHECKING:
    # Brings polars, and help must come at once.
    from transforms.results import Failure

LOG = "parallax.log"
KEPT = 14
"""Logs of earlier runs that stay: two weeks of daily ones."""
LOGGER = logging.getLogger("parallax")
# It speaks through its own handlers alone: those of the root belong to whoever imports this package.
LOGGER.propagate = False
LOGGER.setLevel(logging.DEBUG)
LOGGER.addHandler(logging.NullHandler())

_FORMAT = logging.Formatter("%(asctime)s %(levelname)s %(message)s")


class _File(logging.FileHandler):
    """A log that cannot be written, as on a full disk, stops no run and spoils no message."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's own name)
        pass


class _Terminal(logging.StreamHandler):  # type: ignore[type-arg]  # generic for type checkers only
    """Standard error."""


def to_file(work: Path) -> None:
    """Log into the work folder from now on, in place of what is there; only for whoever has it locked."""
    path = work / LOG
    _put_by(path)
    path.write_bytes(b"")
    # Appending: should another run empty the file too early, no line lands behind a gap.
    _use(_File(path, mode="a", encoding="utf-8"), logging.DEBUG)
    if is_verbose():
        to_terminal()


def _put_by(path: Path) -> None:
    """Make room for a new log: each earlier one gets the next number, and the oldest goes."""
    if not path.is_file() or not path.stat().st_size:
        return
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.is_file():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))


def to_terminal() -> None:
    """Log to standard error too, from now on."""
    _use(_Terminal(), logging.INFO)


def rejected(failures: Iterable["Failure"]) -> None:
    """Log every document on which something raised, with its traceback."""
    for one in failures:
        LOGGER.warning("document %s was rejected at %s:\n%s", one.document_id, one.stage, one.traceback)


def _use(handler: logging.Handler, level: int) -> None:
    """Take `handler` in place of the one of its kind that an earlier run left."""
    for old in [old for old in LOGGER.handlers if type(old) is type(handler)]:
        LOGGER.removeHandler(old)
        old.close()
    handler.setLevel(level)
    handler.setFormatter(_FORMAT)
    LOGGER.addHandler(handler)
