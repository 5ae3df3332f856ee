"""Manners: what robots.txt allows (RFC 9309), how often a host is asked, and asking again after a while."""

from collections.abc import Callable
from typing import Final, TypeVar
from urllib.parse import urlsplit

import httpx
from protego import Protego

from flows.engine.logs import LOGGER
from flows.fetching.addresses import Unsafe
from flows.fetching.answers import Answer, NotAsked, NotHad
from flows.fetching.client import Client
from flows.fetching.clock import Clock

T = TypeVar("T")

AGENT: Final = "Parallax"
"""The name by which robots.txt speaks of us."""

TRIES: Final = 4
FIRST_WAIT: Final = 2.0
"""Seconds before the second try; each later one waits twice as long."""

LONGEST_WAIT: Final = 120.0
"""A server that asks for a longer wait, by Retry-After or in robots.txt, is not waited for."""

MOST_FAILURES: Final = 3
"""Pages of a host in a row that could not be had, after which the others are left for the next time."""

_LARGEST_ROBOTS: Final = 512 * 1024


class Manners:
    """Asks hosts as they wish to be asked; see `Client.get`."""

    def __init__(self, client: Client, clock: Clock, seconds_between: float) -> None:
        self._client = client
        self._clock = clock
        self._seconds_between = seconds_between
        self._robots: dict[str, Protego | NotHad | Unsafe] = {}
        self._next: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def get(
        self, address: str, limit: int, etag: str | None = None, last_modified: str | None = None
    ) -> Answer:
        """What `address` gives, after as many tries as it takes or may take. Raises NotHad.

        A host that gave nothing for several pages in a row, or asked for a long rest, is asked no more: five
        hundred pages of a host that is down would take hours.
        """
        host = urlsplit(address).netloc
        if self._failures.get(host, 0) >= MOST_FAILURES:
            raise NotHad("is not asked this time, for its host had no answer for others", lasting=False)
        try:
            answer = self._patiently(
                address, lambda: self._client.get(address, self, limit, etag, last_modified)
            )
        except NotHad as error:
            if not error.lasting:
                rest = MOST_FAILURES if (error.wait or 0.0) > LONGEST_WAIT else 1
                self._failures[host] = self._failures.get(host, 0) + rest
            raise
        self._failures[host] = 0
        return answer

    def pass_through(self, url: httpx.URL) -> None:
        """See `Gate`: waits until the host may be asked again; raises NotHad where robots.txt forbids it."""
        robots = self._robots_of(url)
        if isinstance(robots, Exception):
            raise robots
        if not robots.can_fetch(str(url), AGENT):
            raise NotHad("is not to be read by programs, says the robots.txt of its host")
        self._wait_for(url, robots.crawl_delay(AGENT))

    def _patiently(self, address: str, ask: Callable[[], T]) -> T:
        wait = FIRST_WAIT
        for left in reversed(range(TRIES)):
            try:
                return ask()
            except NotHad as error:
                wanted = max(wait, error.wait or 0.0)
                if error.lasting or not left or wanted > LONGEST_WAIT:
                    raise
                LOGGER.info("%s %s; asked again in %.0f s", address, error.detail, wanted)
                self._clock.wait(wanted)
                wait *= 2
        raise AssertionError("the last try returns or raises")

    def _robots_of(self, url: httpx.URL) -> Protego | NotHad | Unsafe:
        place = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if place not in self._robots:
            self._robots[place] = self._read_robots(f"{place}/robots.txt")
        return self._robots[place]

    def _read_robots(self, address: str) -> Protego | NotHad | Unsafe:
        """What a host's robots.txt says. One that is not there allows all; an unreadable one, nothing."""
        try:
            answer = self._patiently(address, lambda: self._client.get(address, _Open(self), _LARGEST_ROBOTS))
        except NotAsked as error:
            return Unsafe(error.why)
        except NotHad as error:
            if error.lasting and error.reason == "not_retrieved":
                return Protego.parse("")
            return NotHad(f"has a robots.txt that cannot be read: it {error.detail}", lasting=False)
        return Protego.parse(answer.body.decode("utf-8", "replace"))

    def _wait_for(self, url: httpx.URL, wished: float | None) -> None:
        between = max(self._seconds_between, wished or 0.0)
        if between > LONGEST_WAIT:
            raise NotHad(f"asks for {between:.0f} seconds between requests, which is not waited for")
        now = self._clock.seconds()
        until = self._next.get(url.host, now)
        if until > now:
            self._clock.wait(until - now)
        self._next[url.host] = max(now, until) + between


class _Open:
    """The gate for robots.txt itself, which everyone may read; the host is asked no more often for that."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners

    def pass_through(self, url: httpx.URL) -> None:
        """See `Gate`."""
        self._manners._wait_for(url, None)
