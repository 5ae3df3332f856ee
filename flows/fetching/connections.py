"""Connections to checked addresses: a name is resolved once, and the very address that was checked is used.

Were the name resolved again when connecting, whoever owns it could answer otherwise the second time (DNS
rebinding). TLS still proves the name: the certificate is held against it, not against the address.
"""

import socket
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import httpcore

from flows.fetching.addresses import Unsafe, check_ip

Resolve = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host."""

MOST_TRIED: Final = 4
"""Addresses of one host that are tried before it counts as not reachable."""


def resolve(host: str, port: int) -> Sequence[str]:
    """What the system says. OSError where it knows no such host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedConnections(httpcore.NetworkBackend):
    """Connects to public addresses only; to any, with `private_allowed`, which is for tests."""

    def __init__(
        self,
        *,
        private_allowed: bool = False,
        resolve: Resolve = resolve,
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._private_allowed = private_allowed
        self._resolve = resolve
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """See httpcore. Raises Unsafe where any address of the host is not to be asked."""
        addresses = self._checked(host, port)
        for address in addresses[:-1]:
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._inner.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Never."""
        raise Unsafe("is a socket of this machine")

    def _checked(self, host: str, port: int) -> Sequence[str]:
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no such host: {host}") from error
        if not found:
            raise httpcore.ConnectError(f"no such host: {host}")
        if not self._private_allowed:
            for address in found:
                check_ip(address)
        return found[:MOST_TRIED]
