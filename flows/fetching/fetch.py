"""Fetching an origin: what is new there becomes a snapshot of its own, beside the earlier ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import httpcore

from flows.fetching.client import SECONDS_A_STEP, Client
from flows.fetching.clock import Clock
from flows.fetching.connections import CheckedConnections, Resolve, resolve
from flows.fetching.known import Known
from flows.fetching.local import fetch_local
from flows.fetching.manners import AGENT, Manners
from flows.fetching.news import News
from flows.fetching.web import fetch_container, fetch_feed
from flows.inputs.fetched import read_origin_file
from flows.inputs.snapshots import snapshots, write
from flows.store.locks import locked
from flows.store.rounds import folder_of
from schemas.origin_files import OriginFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How the web is reached: `private_allowed` is for tests, whose servers are on this machine."""

    private_allowed: bool = False
    resolve: Resolve = resolve
    seconds_a_step: float = SECONDS_A_STEP


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found, and the folder of the new snapshot; None where there was nothing new."""

    news: News
    folder: Path | None


def fetch(folder: Path, work: Path, clock: Clock, web: Web | None = None) -> Fetched:
    """Bring in what is new of the origin in `folder`; `work` is the folder of the build's own files.

    Raises ManifestError where the origin is not as it must be, Refused where its address or folder gives
    nothing, or another run is at it.
    """
    with locked(folder_of(work, folder.name)):
        origin = read_origin_file(folder)
        known = Known(snapshots(folder))
        news = _news(origin, folder, known, clock, web or Web())
        snapshot = news.snapshot(origin.origin, clock.now())
        return Fetched(news, write(folder, snapshot, news.content) if snapshot else None)


def place_of(origin: OriginFile, folder: Path) -> Path:
    """The file or folder that `from` names; a relative path is relative to the folder that holds raw/."""
    return folder.absolute().parent.parent / origin.address


def _news(origin: OriginFile, folder: Path, known: Known, clock: Clock, web: Web) -> News:
    if not origin.on_the_web:
        return fetch_local(origin, place_of(origin, folder), known, clock)
    with _manners(origin, clock, web) as manners:
        if origin.format == "feed":
            return fetch_feed(origin, known, manners, clock)
        return fetch_container(origin, known, manners, clock)


@contextmanager
def _manners(origin: OriginFile, clock: Clock, web: Web) -> Iterator[Manners]:
    backend = CheckedConnections(private_allowed=web.private_allowed, resolve=web.resolve)
    with httpcore.ConnectionPool(network_backend=backend, keepalive_expiry=30) as pool:
        client = Client(pool, clock, user_agent(origin), web.seconds_a_step)
        yield Manners(client, clock, origin.fetch.seconds_between_requests)


def user_agent(origin: OriginFile) -> str:
    """What servers are told of who asks: the program, and how to reach the people who run it."""
    return f"{AGENT}/{version('parallax-news')} (+{origin.fetch.contact})"
