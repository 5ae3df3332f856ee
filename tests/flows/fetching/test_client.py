"""Requests to a real server that is slow, broken, redirecting, huge or malicious; and good manners."""

import gzip
import threading
import zlib
from collections.abc import Callable, Iterator

import httpcore
import pytest

from flows.fetching.answers import Answer, NotHad
from flows.fetching.client import Client
from flows.fetching.connections import CheckedConnections
from flows.fetching.manners import FIRST_WAIT, LONGEST_WAIT, TRIES, Manners
from tests.flows.fetching.outlets import Asked, MovedClock, Outlet, Page, html, in_turn

LIMIT = 100_000
Get = Callable[..., Answer]


@pytest.fixture
def manners(outlet: Outlet, clock: MovedClock) -> Iterator[Manners]:
    backend = CheckedConnections(private_allowed=True, resolve=outlet.web.resolve)
    with httpcore.ConnectionPool(network_backend=backend) as pool:
        yield Manners(Client(pool, clock, "Parallax/1 (+desk@parallax.example)", 0.3), clock, 2.0)


@pytest.fixture
def get(outlet: Outlet, manners: Manners) -> Get:
    return lambda path="/a", **more: manners.get(outlet.url(path), LIMIT, **more)


def test_an_answer_says_what_is_needed_to_ask_again(outlet: Outlet, get: Get) -> None:
    outlet.pages["/a"] = html("<p>a</p>", ETag='"1"', Last_Modified="Fri, 20 Nov 2026 05:00:00 GMT")
    answer = get()
    assert (answer.body, answer.media_type, answer.charset) == (b"<p>a</p>", "text/html", "utf-8")
    get(etag=answer.etag, last_modified=answer.last_modified)
    asked = outlet.asked[-1].headers
    assert asked["If-None-Match"] == '"1"'
    assert asked["If-Modified-Since"] == "Fri, 20 Nov 2026 05:00:00 GMT"


def test_what_is_here_is_only_unchanged_if_something_is(outlet: Outlet, get: Get) -> None:
    outlet.pages["/a"] = Page(status=304)
    assert get(etag='"1"').unchanged
    with pytest.raises(NotHad, match="though nothing of it is here"):
        get()


def test_headers_that_could_not_be_sent_back_are_not_kept(outlet: Outlet, get: Get) -> None:
    outlet.pages["/a"] = html("a", ETag='"\xe9"', Content_Type="text/html; charset=\xe9", Last_Modified="")
    answer = get()
    assert (answer.etag, answer.last_modified, answer.charset) == (None, None, None)


def test_redirects_are_followed(outlet: Outlet, get: Get) -> None:
    outlet.pages |= {"/a": Page(status=301, headers={"Location": "b?q=1"}), "/b?q=1": html("b")}
    answer = get()
    assert (answer.body, answer.url) == (b"b", outlet.url("/b?q=1"))


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("/a", "redirects more than 5 times"),
        ("file:///etc/passwd", "redirects to an address that begins with file:"),
        ("http://user:word@lowford.example/", "carries a name or password"),
        ("http://[::1", "redirects to an address that is none"),
    ],
)
def test_redirects_for_ever_or_off_the_web_are_refused(
    outlet: Outlet, get: Get, location: str, told: str
) -> None:
    outlet.pages["/a"] = Page(status=302, headers={"Location": location})
    with pytest.raises(NotHad, match=told) as refused:
        get()
    assert refused.value.lasting


def test_a_redirect_to_a_private_address_is_refused(outlet: Outlet, clock: MovedClock) -> None:
    """The outlet counts as public here, by what its name resolves to; what it redirects to does not."""

    class Wire(httpcore.SyncBackend):
        def connect_tcp(self, host: str, *rest: object, **more: object) -> httpcore.NetworkStream:
            assert host == "93.184.216.34"
            return super().connect_tcp("127.0.0.1", *rest, **more)  # type: ignore[arg-type]

    outlet.pages["/a"] = Page(status=302, headers={"Location": f"http://127.0.0.1:{outlet.port}/secret"})
    resolve = {"lowford.example": ["93.184.216.34"]}
    backend = CheckedConnections(resolve=lambda host, _: resolve.get(host, [host]), inner=Wire())
    with httpcore.ConnectionPool(network_backend=backend) as pool:
        manners = Manners(Client(pool, clock, "Parallax/1"), clock, 0)
        with pytest.raises(NotHad, match=r"redirects to an address that leads to 127\.0\.0\.1"):
            manners.get(outlet.url("/a"), LIMIT)
    assert "/secret" not in outlet.paths()


PACKED = {
    "gzip": gzip.compress(b"<p>packed</p>", mtime=0),
    "deflate": zlib.compress(b"<p>packed</p>"),
    "identity": b"<p>packed</p>",
}


@pytest.mark.parametrize("encoding", PACKED)
def test_a_packed_page_is_unpacked(outlet: Outlet, get: Get, encoding: str) -> None:
    outlet.pages["/a"] = Page(PACKED[encoding], headers={"Content-Encoding": encoding})
    assert get().body == b"<p>packed</p>"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (Page(b"x" * (LIMIT + 1)), "gives more than 100,000 bytes"),
        (
            Page(gzip.compress(b"x" * 50_000_000, mtime=0), headers={"Content-Encoding": "gzip"}),
            "gives more than 100,000",
        ),
    ],
)
def test_a_page_over_the_limit_is_refused_packed_or_not(
    outlet: Outlet, get: Get, page: Page, told: str
) -> None:
    outlet.pages["/a"] = page
    with pytest.raises(NotHad, match=told) as refused:
        get()
    assert (refused.value.reason, refused.value.lasting) == ("too_long", True)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (Page(b"half", breaks_off=True), "could not be asked|did not answer"),
        (Page(PACKED["gzip"][:-9], headers={"Content-Encoding": "gzip"}), "gives a page that breaks off"),
        (Page(b"plain", headers={"Content-Encoding": "gzip"}), "gives a page that cannot be unpacked"),
        (Page(b"?", headers={"Content-Encoding": "rot13"}), "encoded as 'rot13', which is not read"),
        (html("busy", 500), r"has no answer now \(500\)"),
        (html("wait", 429), r"has no answer now \(429\)"),
    ],
)
def test_what_may_be_had_later_is_asked_for_again_at_growing_intervals(
    outlet: Outlet, get: Get, clock: MovedClock, page: Page, told: str
) -> None:
    outlet.pages["/a"] = page
    with pytest.raises(NotHad, match=told) as refused:
        get()
    assert not refused.value.lasting
    assert outlet.paths() == ["/a"] * TRIES
    assert [wait for wait in clock.waits if wait >= FIRST_WAIT] == [2.0, 2.0, 4.0, 8.0]


def test_and_is_taken_when_it_comes(outlet: Outlet, get: Get) -> None:
    outlet.pages["/a"] = in_turn(html("busy", 503), html("here"))
    assert get().body == b"here"


@pytest.mark.parametrize("wish", ["30", "Fri, 20 Nov 2026 06:00:32 GMT"])
def test_a_server_is_given_the_time_that_it_asks_for(
    outlet: Outlet, get: Get, clock: MovedClock, wish: str
) -> None:
    outlet.pages["/a"] = in_turn(html("wait", 429, Retry_After=wish), html("here"))
    get()
    assert 30.0 in clock.waits


@pytest.mark.parametrize("wish", [str(int(LONGEST_WAIT) + 1), "9" * 30])
def test_but_no_more_than_some_minutes(outlet: Outlet, get: Get, clock: MovedClock, wish: str) -> None:
    outlet.pages["/a"] = html("wait", 429, Retry_After=wish)
    with pytest.raises(NotHad, match="asks to wait"):
        get()
    assert outlet.paths() == ["/a"]


def test_a_server_that_says_nothing_is_given_up(
    outlet: Outlet, get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.fetching.manners.TRIES", 1)
    given_up = threading.Event()

    def silence(_: Asked) -> Page:
        given_up.wait(10)
        return html("at last")

    outlet.pages["/a"] = silence
    with pytest.raises(NotHad, match=r"did not answer within 0\.3 seconds") as refused:
        get()
    given_up.set()
    assert not refused.value.lasting


def test_a_page_that_comes_drop_by_drop_is_given_up(outlet: Outlet, get: Get, clock: MovedClock) -> None:
    outlet.pages["/a"] = Page(b"x" * LIMIT)
    clock.a_look = 40.0
    with pytest.raises(NotHad, match="was not there after 60 seconds") as refused:
        get()
    assert not refused.value.lasting


def test_a_host_that_is_down_is_not_asked_for_every_page(
    outlet: Outlet, manners: Manners, clock: MovedClock
) -> None:
    outlet.pages |= {"/up": html("up"), **{f"/{number}": html("down", 503) for number in range(5)}}
    for path in ("/0", "/1", "/up", "/0", "/1", "/2"):
        if path == "/up":
            manners.get(outlet.url(path), LIMIT)
            continue
        with pytest.raises(NotHad, match=r"has no answer now \(503\)"):
            manners.get(outlet.url(path), LIMIT)
    outlet.asked.clear()
    with pytest.raises(NotHad, match="is not asked this time") as refused:
        manners.get(outlet.url("/3"), LIMIT)
    assert not refused.value.lasting
    assert outlet.asked == []


def test_nor_one_that_asks_for_a_long_rest(outlet: Outlet, get: Get) -> None:
    outlet.pages |= {"/a": html("wait", 429, Retry_After="86400"), "/b": html("b")}
    for path in ("/a", "/b"):
        with pytest.raises(NotHad):
            get(path)
    assert outlet.paths() == ["/a"]


def test_a_host_is_asked_no_more_often_than_the_origin_says(
    outlet: Outlet, manners: Manners, clock: MovedClock
) -> None:
    outlet.pages |= {"/a": html("a"), "/b": html("b")}
    for path in ("/a", "/b"):
        manners.get(outlet.url(path), LIMIT)
    assert clock.waits == [2.0, 2.0]  # robots.txt, /a, /b
    manners.get(outlet.url("/a", host="bay.example"), LIMIT)
    assert clock.waits == [2.0, 2.0, 2.0]  # its own robots.txt at once, and then /a


ROBOTS = b"User-agent: *\nDisallow: /private\nUser-agent: Parallax\nDisallow: /a\nCrawl-delay: 9\n"


def test_what_robots_txt_forbids_is_not_asked(outlet: Outlet, get: Get, clock: MovedClock) -> None:
    outlet.pages |= {"/robots.txt": Page(ROBOTS), "/a": html("a"), "/b": html("b")}
    with pytest.raises(NotHad, match=r"not to be read by programs, says the robots\.txt") as refused:
        get("/a")
    assert refused.value.lasting
    assert get("/b").body == get("/b").body == b"b"
    assert outlet.paths() == ["/b", "/b"]
    assert clock.waits == [2.0, 9.0]


def test_it_is_read_once_a_host_and_followed_for_redirects(outlet: Outlet, get: Get) -> None:
    outlet.pages |= {
        "/robots.txt": Page(ROBOTS),
        "/b": Page(status=302, headers={"Location": "/a"}),
        "/a": html("a"),
    }
    with pytest.raises(NotHad, match=r"robots\.txt"):
        get("/b")
    assert [asked.path for asked in outlet.asked] == ["/robots.txt", "/b"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_a_host_without_robots_txt_allows_all_and_one_that_cannot_give_it_nothing(
    outlet: Outlet, get: Get, status: int, allowed: bool
) -> None:
    """As RFC 9309 has it."""
    outlet.pages |= {"/robots.txt": html("no", status), "/a": html("a")}
    if allowed:
        assert get().body == b"a"
    else:
        with pytest.raises(NotHad, match=r"has a robots\.txt that cannot be read") as refused:
            get()
        assert not refused.value.lasting
