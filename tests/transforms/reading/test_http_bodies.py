"""Bodies out of their encodings: what went in comes out, and never more than was asked for."""

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.http_bodies import BadBody, decoded, unchunked

PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "identity": bytes,
}


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@given(st.binary(max_size=300), st.lists(st.sampled_from(sorted(PACK)), max_size=3), st.integers(0, 400))
def test_what_was_packed_is_unpacked_up_to_the_limit(data: bytes, encodings: list[str], limit: int) -> None:
    packed = data
    for name in encodings:
        packed = PACK[name](packed)
    if len(packed) <= limit:
        assert decoded(packed, encodings, max(limit, 2_000))[: limit + 1] == data[: limit + 1]


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_of_a_bomb_no_more_is_unpacked_than_shows_that_it_is_one(encoding: str) -> None:
    assert decoded(PACK[encoding](b"x" * 30_000_000), [encoding], 1_000) == b"x" * 1_001


def test_bare_deflate_and_several_members_are_read() -> None:
    assert decoded(bare(b"page"), ["deflate"], 100) == b"page"
    assert (
        decoded(gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0), [" GZIP "], 100)
        == b"one two"
    )


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_what_breaks_off_is_told(encoding: str) -> None:
    with pytest.raises(BadBody, match=r"breaks off|cannot be unpacked"):
        decoded(PACK[encoding](bytes(range(256)) * 4)[:-6], [encoding], 10_000)


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=4))
def test_chunks_are_joined(chunks: list[bytes]) -> None:
    body = b"".join(b"%x; note\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    assert unchunked(body) == b"".join(chunks)
    for cut in range(len(body) - 4):
        with pytest.raises(BadBody):
            unchunked(body[:cut])


@pytest.mark.parametrize("body", [b"-1\r\n", b"ffffffff\r\nx", b"x"])
def test_chunks_that_lie_are_told(body: bytes) -> None:
    with pytest.raises(BadBody):
        unchunked(body)
