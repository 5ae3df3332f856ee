"""A Dask cluster as the crew of a build: each piece of work is done whole by one of its workers.

A worker of the cluster has, as a run on one machine has, processes of its own beside it that read the texts
and can be ended: so a text that ends them costs itself, and a worker that is killed only the piece that it
was at, which Dask gives to another. What a worker would find must be decided by the same code, models and
libraries as here. Of a machine no more workers get work than it has cores; the others stand by.
See docs/decisions/dask-without-prefect.md.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

from flows.engine import steps
from flows.engine.crew import Piece
from flows.engine.executor import at_work
from flows.engine.logs import LOGGER
from flows.engine.machines import Place, shared_out, this_place
from flows.engine.watched import readers
from flows.exits import INPUT, MACHINE, Refused
from flows.settings import Settings
from flows.store import remote

SECONDS_TO_CONNECT = 20
SECONDS_WITHOUT_WORKERS = 600
"""How long a run waits for another worker once all are gone."""
SECONDS_BETWEEN_LOOKS = 5
"""How often is asked whether the workers that a piece was given to are still there."""


@dataclass(frozen=True, slots=True)
class Order:
    """A piece of work for another machine.

    `identity` says what must decide there what is found (flows/engine/steps.py); `shared` is the URL by which
    folders travel, None where that machine sees them at the same place.
    """

    piece: Piece
    source: Path
    target: Path
    settings: Settings
    identity: str
    shared: str | None


class Cluster:
    """See `Crew`. `at_once` is twice what its workers do at the same time, so that none of them waits."""

    def __init__(self, client: Any, settings: Settings) -> None:
        self._client = client
        self._address = settings.dask
        self._places: dict[str, Place] = {}
        self._lock = Lock()
        threads = client.nthreads()
        if not threads:
            raise Refused(f"{settings.dask}: the cluster has no worker; start some, and run again", MACHINE)
        working = self._working()
        self.at_once = 2 * sum(working.values())
        if idle := len(threads) - len(working):
            told = "no more of one machine get work than it has cores"
            LOGGER.info("%d of the cluster's %d workers stand by: %s", idle, len(threads), told)
        # Two runs by one place do not meet.
        self._shared = settings.shared and f"{settings.shared.rstrip('/')}/{uuid4().hex}"
        self._identity = steps.identity(settings.raw)

    @classmethod
    @contextmanager
    def at(cls, settings: Settings) -> "Iterator[Cluster]":
        """The cluster whose scheduler has the address that the settings name, until the end of the run."""
        try:
            connect = import_module("distributed").Client
        except ImportError as error:
            told = "--dask needs the extra: pip install 'parallax-news[dask]'"
            raise Refused(told, INPUT) from error
        try:
            client = connect(settings.dask, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise Refused(f"{settings.dask}: no Dask scheduler answers there: {error}", MACHINE) from error
        with client:
            yield cls(client, settings)

    def do(self, piece: Piece, source: Path, target: Path, settings: Settings) -> list[Path]:
        """See `Crew.do`."""
        here = replace(settings, raw=settings.raw.absolute(), work=settings.work.absolute())
        order = Order(piece, source.absolute(), target.absolute(), here, self._identity, self._shared)
        if order.shared:
            remote.send(source, order.shared)
        names = self._carried_out(order)
        made = [target.parent / name for name in names]
        if order.shared:
            for folder in made:
                remote.fetch(order.shared, folder)
            remote.forget([source, *made], order.shared)
        return made

    def _carried_out(self, order: Order) -> list[str]:
        """What `carry_out` gives in a worker; in others if all that it was given to are gone."""
        while True:
            workers = self._working()
            if not workers:
                self._await_one()
                continue
            future = self._client.submit(carry_out, order, pure=False, workers=[*workers])
            # Dask gives it to none but these: where they are gone, it would wait for them for ever.
            while not future.done() and workers.keys() & self._client.nthreads().keys():
                with suppress(TimeoutError):
                    future.exception(timeout=SECONDS_BETWEEN_LOOKS)
            if future.done():
                names: list[str] = future.result()
                return names
            future.cancel()

    def _working(self) -> dict[str, int]:
        """The workers that get work, by address, and how many pieces each does at the same time."""
        threads = self._client.nthreads()
        with self._lock:
            if new := [address for address in threads if address not in self._places]:
                # One that cannot answer has no Parallax, or has just gone: it says so when it gets work.
                self._places |= self._client.run(this_place, workers=new, on_error="ignore")
            # Who was there first goes on: it has models loaded.
            first = {address: threads[address] for address in self._places if address in threads}
            return shared_out(first | threads, self._places)

    def _await_one(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=SECONDS_WITHOUT_WORKERS)
        except TimeoutError as error:
            told = f"{self._address}: the cluster has no worker any more"
            raise Refused(f"{told}; start some and run again: what was found is kept", MACHINE) from error


def carry_out(order: Order) -> list[str]:
    """Do a piece of work where this is called, in a worker of the cluster; gives the names of its folders."""
    _at_work(order.settings.raw)
    if (found := _identity(order.settings.raw)) != order.identity:
        told = "a worker of the cluster has other code, models or libraries than this machine"
        raise Refused(f"{told} ({found[:12]}, not {order.identity[:12]}); install the same there", MACHINE)
    if order.shared is None:
        return [folder.name for folder in _seen(order)]
    with tempfile.TemporaryDirectory(prefix="parallax-") as place:
        return _by_way_of(order.shared, order, Path(place))


def _seen(order: Order) -> list[Path]:
    if not order.source.is_dir():
        told = f"a worker of the cluster does not see {order.source}"
        raise Refused(f"{told}: name a folder that all reach with --shared", INPUT)
    return order.piece(order.source, order.target, order.settings)


def _by_way_of(shared: str, order: Order, place: Path) -> list[str]:
    """Fetch what the piece reads, do it in a folder of this machine, and send what it made."""
    source, target = (place / path.parent.name / path.name for path in (order.source, order.target))
    remote.fetch(shared, source)
    made = order.piece(source, target, replace(order.settings, work=place))
    for folder in made:
        remote.send(folder, shared)
    return [folder.name for folder in made]


_identity = cache(steps.identity)


@cache
def _at_work(raw: Path) -> ExitStack:
    """Have this process's readers at work, once, for as long as it lives: what is given is kept here."""
    kept = ExitStack()
    kept.enter_context(at_work(partial(readers, raw, this_place().cores, ahead=0)))
    return kept
