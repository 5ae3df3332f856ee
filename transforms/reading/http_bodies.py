"""The body of an answer over HTTP, out of its transfer and content encodings, never more than asked for."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Final

ENCODINGS: Final = ("gzip", "deflate")
"""What is asked for; brotli is read, too, as archives hold it."""

_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS
_RAW: Final = -zlib.MAX_WBITS


class BadBody(ValueError):  # noqa: N818 (the name says what is wrong)
    """A body that its encodings do not fit, or that breaks off; the message says which."""


def decoded(data: bytes, encodings: Sequence[str], limit: int) -> bytes:
    """`data` out of its content `encodings`, the last applied first; of a longer body only `limit` + 1 bytes.

    A small body may hold gigabytes: no more is ever unpacked than is given.
    """
    for encoding in reversed([name.strip().lower() for name in encodings]):
        if encoding in {"", "identity"}:
            continue
        if encoding not in _DECODERS:
            raise BadBody(f"is encoded as {encoding!r}, which is not read")
        data = _DECODERS[encoding](data, limit + 1)
    return data[: limit + 1]


def unchunked(data: bytes) -> bytes:
    """A body out of chunks (RFC 9112, 7.1)."""
    return b"".join(_chunks(data))


def _chunks(data: bytes) -> Iterator[bytes]:
    place = 0
    while True:
        end = data.find(b"\r\n", place)
        size = data[place:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError as error:
            raise BadBody("is not in chunks as it says, or breaks off") from error
        if length == 0:
            return
        if length < 0 or end + 2 + length > len(data):
            raise BadBody("breaks off in a chunk")
        yield data[end + 2 : end + 2 + length]
        place = end + 2 + length + 2


def _inflate(data: bytes, most: int) -> bytes:
    """Gzip of one member or more, or zlib, or deflate without a head, which some servers send."""
    made = bytearray()
    window = _GZIP_OR_ZLIB
    while data and len(made) < most:
        unpacker = zlib.decompressobj(window)
        try:
            made += unpacker.decompress(data, most - len(made))
        except zlib.error as error:
            if window == _RAW or made:
                raise BadBody(f"cannot be unpacked ({error})") from error
            window = _RAW
            continue
        if not unpacker.eof and len(made) < most:
            raise BadBody("breaks off")
        data = unpacker.unused_data
    return bytes(made)


def _brotli(data: bytes, most: int) -> bytes:
    import brotli  # noqa: PLC0415 (few bodies need it)

    unpacker = brotli.Decompressor()
    try:
        made: bytes = unpacker.process(data, output_buffer_limit=most)
        while len(made) < most and not unpacker.is_finished():
            more = unpacker.process(b"", output_buffer_limit=most - len(made))
            if not more:
                raise BadBody("breaks off")
            made += more
    except brotli.error as error:
        raise BadBody(f"cannot be unpacked ({error})") from error
    return made


_DECODERS: Final[dict[str, Callable[[bytes, int], bytes]]] = {
    "gzip": _inflate,
    "x-gzip": _inflate,
    "deflate": _inflate,
    "br": _brotli,
}
