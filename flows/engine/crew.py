"""Who does the work of a build that comes in pieces: processes of this machine, or those of a cluster.

A piece of work reads one folder and makes others; it is found by its name, does what it does by whatever
executor is at work where it runs (flows/engine/executor.py), and gives the same bytes wherever that is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from flows.engine import steps
from flows.engine.executor import current
from flows.settings import Settings

Piece = Callable[[Path, Path, Settings], list[Path]]
"""Work on the folder given first: gives the folders that it made, at the second or beside it."""


class Crew(Protocol):
    """Does pieces of work, `at_once` of them at the same time where it is asked from that many threads."""

    at_once: int

    def do(self, piece: Piece, source: Path, target: Path, settings: Settings) -> list[Path]:
        """The folders that `piece` made, then on this machine; whatever it raises is raised here."""
        ...


class Here:
    """The processes of this machine: the executor that is at work."""

    def __init__(self) -> None:
        self.at_once = current().at_once

    def do(self, piece: Piece, source: Path, target: Path, settings: Settings) -> list[Path]:
        """See `Crew.do`."""
        return piece(source, target, settings)


@contextmanager
def of(settings: Settings) -> Iterator[Crew]:
    """The crew that the settings name. Raises Refused where a cluster cannot be reached."""
    if settings.dask is None:
        yield Here()
        return
    from flows.engine.cluster import Cluster  # noqa: PLC0415 (an extra)

    with Cluster.at(settings) as cluster:
        yield cluster


def compare(shard: Path, target: Path, settings: Settings) -> list[Path]:
    """The folder of what the documents of a shard's stories say between them: a piece of work."""
    current().run(steps.compare, shard, target, settings.raw)
    return [target]
