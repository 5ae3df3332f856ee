"""One request over HTTP, within limits: of hops, of bytes, of what they unpack to, and of time."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Final, Protocol

import httpcore
import httpx

from flows.fetching.addresses import Unsafe, checked_url
from flows.fetching.answers import NOT_MODIFIED, Answer, NotAsked, NotHad, refused
from flows.fetching.clock import Clock
from transforms.reading.http_bodies import ENCODINGS, BadBody, decoded

MOST_HOPS: Final = 5
"""Redirects that are followed from one address."""

SECONDS: Final = 60.0
"""A page that has not come as a whole by then is given up."""

SECONDS_A_STEP: Final = 20.0
"""The same for one step of it: to connect, or until something more comes."""

_OK: Final = 200
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_LEAVING: Final = "redirects to an address that"


class Gate(Protocol):
    """Says when a host may be asked."""

    def pass_through(self, url: httpx.URL) -> None:
        """Return when `url` may be asked; raises NotHad where it may not be."""
        ...


class Client:
    """Asks addresses over the connections of `pool`, each hop through `gate`."""

    def __init__(
        self,
        pool: httpcore.ConnectionPool,
        clock: Clock,
        user_agent: str,
        seconds_a_step: float = SECONDS_A_STEP,
    ) -> None:
        self._pool = pool
        self._clock = clock
        self._user_agent = user_agent
        self._timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds_a_step)

    def get(
        self,
        address: str,
        gate: Gate,
        limit: int,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Answer:
        """What `address` gives, with redirects followed: no more than `limit` bytes, packed or not.

        `etag` and `last_modified` are those of the version that is here; the answer may be that it still
        holds. Raises NotHad.
        """
        url, told = address, "is an address that"
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in asked.items() if value}
        for _ in range(MOST_HOPS + 1):
            try:
                found = self._hop(checked_url(url), gate, limit, conditions)
            except Unsafe as error:
                raise NotAsked(told, str(error)) from error
            if isinstance(found, Answer):
                return found
            url, told = found, _LEAVING
        raise NotHad(f"redirects more than {MOST_HOPS} times, perhaps for ever")

    def _hop(self, url: httpx.URL, gate: Gate, limit: int, conditions: Mapping[str, str]) -> Answer | str:
        """An answer, or the address to which it redirects."""
        gate.pass_through(url)
        try:
            with self._pool.stream(
                "GET",
                _as_sent(url),
                headers=self._headers(url, conditions),
                extensions={"timeout": self._timeouts},
            ) as response:
                return self._read(url, response, limit, asked_before=bool(conditions))
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise NotHad(
                f"did not answer within {self._timeouts['read']:g} seconds", lasting=False
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise NotHad(f"could not be asked ({_line(error)})", lasting=False) from error

    def _headers(self, url: httpx.URL, conditions: Mapping[str, str]) -> list[tuple[str, str]]:
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._user_agent,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
            "Accept-Encoding": ", ".join(ENCODINGS),
            **conditions,
        }
        return list(headers.items())

    def _read(
        self, url: httpx.URL, response: httpcore.Response, limit: int, *, asked_before: bool
    ) -> Answer | str:
        headers = _headers_of(response)
        if response.status in _REDIRECTS and "location" in headers:
            return _joined(url, headers["location"])
        if response.status == NOT_MODIFIED and not asked_before:
            raise NotHad("says that nothing changed (304), though nothing of it is here", lasting=False)
        if response.status not in {_OK, NOT_MODIFIED}:
            raise refused(response.status, _retry_after(headers.get("retry-after"), self._clock.now()))
        body = b"" if response.status == NOT_MODIFIED else self._body(response, headers, limit)
        content = _content_type(headers.get("content-type", ""))
        return Answer(
            response.status,
            str(url),
            body,
            *content,
            _plain(headers.get("etag")),
            _plain(headers.get("last-modified")),
        )

    def _body(self, response: httpcore.Response, headers: Mapping[str, str], limit: int) -> bytes:
        packed = bytearray()
        until = self._clock.seconds() + SECONDS
        for piece in response.iter_stream():
            packed += piece
            if len(packed) > limit:
                raise _too_large(limit)
            if self._clock.seconds() > until:
                raise NotHad(f"was not there after {SECONDS:g} seconds", lasting=False)
        try:
            body = decoded(bytes(packed), headers.get("content-encoding", "").split(","), limit)
        except BadBody as error:
            raise NotHad(f"gives a page that {error}", reason="malformed", lasting=False) from error
        if len(body) > limit:
            raise _too_large(limit)
        return body


def _too_large(limit: int) -> NotHad:
    return NotHad(f"gives more than {limit:,} bytes, which no article has", reason="too_long")


def _as_sent(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _joined(url: httpx.URL, location: str) -> str:
    try:
        return str(url.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise NotAsked(_LEAVING, f"is none ({error})") from error


def _headers_of(response: httpcore.Response) -> dict[str, str]:
    """By lower-case name; the last of several counts."""
    return {
        name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in response.headers
    }


def _content_type(value: str) -> tuple[str, str | None]:
    message = Message()
    message["content-type"] = value.replace("\n", " ") or "application/octet-stream"
    return message.get_content_type(), _plain(message.get_content_charset())


def _plain(value: str | None) -> str | None:
    """What may be sent back to the server as it came; None for anything else."""
    return value if value and value.isascii() and value.isprintable() else None


def _retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds of a header Retry-After, which gives them or a moment."""
    if value is None:
        return None
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value).astimezone(UTC) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
