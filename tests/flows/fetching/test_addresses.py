"""Only public addresses over http and https are asked, whatever a feed or a server says."""

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fetching.addresses import Unsafe, check_ip, checked_url
from flows.fetching.connections import CheckedConnections

PRIVATE = [
    "127.0.0.1", "127.255.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "2001:db8::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::101:101"]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(Unsafe, match="not on the public internet"):
        check_ip(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_one_is_not(address: str) -> None:
    check_ip(address)


@given(st.ip_addresses(v=4))
def test_what_wraps_an_address_is_as_public_as_it(address: object) -> None:
    def refused(text: str) -> bool:
        try:
            check_ip(text)
        except Unsafe:
            return True
        return False

    if refused(str(address)):
        assert refused(f"::ffff:{address}")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://lowford.example/a", "only http and https"),
        ("gopher://lowford.example", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("lowford.example/a", "only http and https"),
        ("http://", "names no host"),
        ("http:///a", "names no host"),
        ("http://user:word@lowford.example/", "carries a name or password"),
        ("http://lowford.example/\r\nHost: other", "is no address"),
        ("http://[::1", "is no address"),
        (f"http://lowford.example/{'a' * 3000}", "more than 2048 characters"),
    ],
)
def test_what_is_no_address_on_the_web_is_refused(address: str, told: str) -> None:
    with pytest.raises(Unsafe, match=told):
        checked_url(address)


def test_an_address_is_sent_as_the_web_writes_it() -> None:
    url = checked_url("https://Malmö.example/a b?q=ö#place")
    assert (url.raw_host, url.raw_path) == (b"xn--malm-8qa.example", b"/a%20b?q=%C3%B6")


class Wire(httpcore.MockBackend):
    """Remembers where it was asked to connect to; some addresses do not answer."""

    def __init__(self, dead: tuple[str, ...] = ()) -> None:
        super().__init__([])
        self.connected: list[str] = []
        self._dead = dead

    def connect_tcp(self, host: str, port: int, *rest: object, **more: object) -> httpcore.NetworkStream:
        self.connected.append(host)
        if host in self._dead:
            raise httpcore.ConnectError("does not answer")
        return httpcore.MockStream([])


def connect(wire: Wire, *answers: list[str], private_allowed: bool = False) -> list[str]:
    """Connect once, where the name resolves to one of `answers` after the other; gives the rest."""
    left = list(map(list, answers))
    backend = CheckedConnections(private_allowed=private_allowed, resolve=lambda *_: left.pop(0), inner=wire)
    backend.connect_tcp("lowford.example", 80)
    return [one for answer in left for one in answer]


def test_the_address_that_was_checked_is_the_one_that_is_asked() -> None:
    """The name leads elsewhere when it is resolved again: it is not."""
    wire = Wire()
    assert connect(wire, ["93.184.216.34"], ["127.0.0.1"]) == ["127.0.0.1"]
    assert wire.connected == ["93.184.216.34"]


def test_a_name_that_also_leads_to_this_machine_is_not_asked_at_all() -> None:
    wire = Wire()
    with pytest.raises(Unsafe):
        connect(wire, ["93.184.216.34", "127.0.0.1"])
    assert wire.connected == []


def test_where_one_address_of_a_host_does_not_answer_the_next_is_asked() -> None:
    wire = Wire(dead=("93.184.216.34",))
    connect(wire, ["93.184.216.34", "1.1.1.1"])
    assert wire.connected == ["93.184.216.34", "1.1.1.1"]


def test_private_addresses_may_be_allowed_for_tests() -> None:
    wire = Wire()
    connect(wire, ["127.0.0.1"], private_allowed=True)
    assert wire.connected == ["127.0.0.1"]


def test_a_host_that_nobody_knows_is_an_error_of_the_connection() -> None:
    with pytest.raises(httpcore.ConnectError, match="no such host"):
        connect(Wire(), [])


def test_no_socket_of_this_machine_is_ever_connected_to() -> None:
    with pytest.raises(Unsafe):
        CheckedConnections(private_allowed=True).connect_unix_socket("/run/docker.sock")
