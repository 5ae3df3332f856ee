"""Which addresses may be asked: public ones alone, over http or https.

A feed may link to anything, and a server may redirect to anything: without this, whoever writes a feed could
have this machine ask its own services, or those of the network that it stands in.
"""

import ipaddress
from typing import Final

import httpx

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_SCHEMES: Final = frozenset(("http", "https"))
_LONGEST: Final = 2_048

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unsafe(ValueError):  # noqa: N818 (it says what the address is)
    """An address that is not asked; the message says why."""


def checked_url(address: str) -> httpx.URL:
    """`address` in parts, as it is sent. Raises Unsafe where it is none on the web, or carries a password."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise Unsafe(f"is no address ({error})") from error
    if url.scheme not in _SCHEMES:
        raise Unsafe(f"begins with {url.scheme or 'nothing'}:, and only http and https are asked")
    if not url.host or len(address) > _LONGEST:
        raise Unsafe("names no host" if not url.host else f"has more than {_LONGEST} characters")
    if url.userinfo:
        raise Unsafe("carries a name or password; leave it out")
    return url.copy_with(fragment=None)


def check_ip(found: str) -> None:
    """Raise Unsafe unless the IP address `found` is one of the public internet, whatever it is wrapped in."""
    address = ipaddress.ip_address(found.partition("%")[0])
    if not all(map(_is_public, _meant(address))):
        raise Unsafe(f"leads to {found}, which is not on the public internet")


def _is_public(address: IpAddress) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _meant(address: IpAddress) -> tuple[IpAddress, ...]:
    """An address, with those of version 4 to which one of version 6 leads: mapped, or through a tunnel.

    Through a gateway (NAT64) it only leads to the latter.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    inside = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
    return (address, *(one for one in inside if one is not None))
