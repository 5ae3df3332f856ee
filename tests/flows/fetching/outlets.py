"""A made-up outlet on the web, for tests: a real HTTP server on loopback, and a clock that tests move."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from flows.fetching.fetch import Web

START = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@dataclass
class MovedClock:
    """Time goes on when somebody waits, when a test says so, and by `a_look` each time somebody looks."""

    moment: datetime = START
    waits: list[float] = field(default_factory=list)
    a_look: float = 0.0
    passed: float = 0.0

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        self.passed += self.a_look
        return self.passed

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.move(seconds=seconds)

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)
        self.passed += timedelta(**by).total_seconds()


@dataclass(frozen=True)
class Page:
    """What the server gives: all of it, or only a part before it closes the connection."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    breaks_off: bool = False

    def __call__(self, asked: "Asked") -> "Page":
        return self


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it."""

    path: str
    headers: Mapping[str, str]


def html(body: str, status: int = 200, **headers: str) -> Page:
    stated = {"Content-Type": "text/html; charset=utf-8"} | {
        k.replace("_", "-"): v for k, v in headers.items()
    }
    return Page(body.encode(), status, stated)


def versioned(page: Page, etag: str) -> Callable[[Asked], Page]:
    """A page that is not given again to whoever has it."""

    def answer(asked: Asked) -> Page:
        if asked.headers.get("If-None-Match") == etag:
            return Page(status=304, headers={"ETag": etag})
        return Page(page.body, page.status, {**page.headers, "ETag": etag})

    return answer


def in_turn(*pages: Page) -> Callable[[Asked], Page]:
    """One page after the other; the last for ever."""
    left = list(pages)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


class Outlet:
    """The server: what it gives at each path, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[str, Callable[[Asked], Page]] = {}
        self.asked: list[Asked] = []
        self.web = Web(private_allowed=True, resolve=lambda host, port: ["127.0.0.1"], seconds_a_step=0.5)

    def url(self, path: str, host: str = "lowford.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked, but for robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def forget(self) -> None:
        self.pages.clear()
        self.asked.clear()


@contextmanager
def serving() -> Iterator[Outlet]:
    """An outlet whose server runs for as long."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(self.path, dict(self.headers))
            outlet.asked.append(asked)
            page = outlet.pages.get(self.path, Page(b"gone", 404))(asked)
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            length = len(page.body) + (100 if page.breaks_off else 0)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(page.body)
            self.close_connection = page.breaks_off

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Clients that have enough hang up."""

    server = Server(("127.0.0.1", 0), Handler)
    outlet = Outlet(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield outlet
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
