"""Archives of the web: pages are had out of whatever packed them, and what breaks off is told."""

import gzip
import io
from collections.abc import Mapping

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.origin_files import Columns
from transforms.reading.decoding import MAX_BYTES
from transforms.reading.raw_articles import RawArticle
from transforms.reading.web_archives import Warc

PAGE = b"<html><body><p>" + b"Dock workers voted. " * 20 + b"</p></body></html>"
Headers = Mapping[str, str]
HTML = {"Content-Type": "text/html; charset=iso-8859-1"}


class Archive:
    """An archive that is written record by record."""

    def __init__(self, *, packed: bool = False) -> None:
        self._file = io.BytesIO()
        self._writer = WARCWriter(self._file, gzip=packed)
        self.ends: list[int] = []

    def add(
        self, url: str, body: bytes = PAGE, headers: Headers = HTML, status: str = "200 OK", **warc: str
    ) -> None:
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2026-11-20T10:00:00Z"} | warc,
        )
        self._writer.write_record(record)
        self.ends.append(self._file.tell())

    def other(self, kind: str, url: str, body: bytes, media_type: str) -> None:
        made = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), warc_content_type=media_type
        )
        self._writer.write_record(made)

    @property
    def data(self) -> bytes:
        return self._file.getvalue()


def articles(data: bytes) -> list[RawArticle]:
    return list(Warc().articles(io.BytesIO(data), "a.warc", Columns()))


def archive(*, packed: bool, pages: int = 4) -> Archive:
    made = Archive(packed=packed)
    for number in range(pages):
        made.add(f"https://lowford.example/{number}")
    return made


@pytest.mark.parametrize("packed", [False, True])
def test_every_page_is_an_article_with_its_address_charset_and_moment(packed: bool) -> None:
    found = articles(archive(packed=packed).data)
    assert [one.locator for one in found] == [f"https://lowford.example/{number}" for number in range(4)]
    assert {(one.data, one.charset, one.media_type) for one in found} == {(PAGE, "iso-8859-1", "text/html")}
    assert {one.retrieved_at for one in found} == {"2026-11-20T10:00:00+00:00"}


@pytest.mark.parametrize("packed", [False, True])
def test_wherever_an_archive_breaks_off_what_is_whole_is_had_and_the_rest_told(packed: bool) -> None:
    made = archive(packed=packed, pages=3)
    for cut in range(1, len(made.data), 7):
        found = articles(made.data[:cut])
        assert sum(one.reason is None for one in found) >= sum(end <= cut for end in made.ends)
        assert cut in made.ends or [one.reason for one in found if one.reason] == ["malformed"]


def test_a_packed_archive_that_is_spoilt_in_the_middle_gives_what_comes_before() -> None:
    made = archive(packed=True)
    spoilt = bytearray(made.data)
    spoilt[made.ends[1] + 40 : made.ends[1] + 60] = b"\xff" * 20
    found = articles(bytes(spoilt))
    assert [one.reason for one in found] == [None, None, "malformed"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE, mtime=0), {"Content-Encoding": "gzip"}),
        (b"%x\r\n" % len(PAGE) + PAGE + b"\r\n0\r\n\r\n", {"Transfer-Encoding": "chunked"}),
    ],
)
def test_a_page_is_taken_out_of_what_packed_it(body: bytes, headers: Headers) -> None:
    made = Archive()
    made.add("https://lowford.example/a", body, {**HTML, **headers})
    assert [one.data for one in articles(made.data)] == [PAGE]


@pytest.mark.parametrize(
    ("body", "headers", "warc", "reason", "told"),
    [
        (
            gzip.compress(b"x" * (MAX_BYTES + 9), mtime=0),
            {"Content-Encoding": "gzip"},
            {},
            "too_long",
            "more than 8000000",
        ),
        (b"x" * (MAX_BYTES + 9), {}, {}, "too_long", "more than 8000000 bytes"),
        (
            gzip.compress(PAGE, mtime=0)[:-8],
            {"Content-Encoding": "gzip"},
            {},
            "malformed",
            "record 1 breaks off",
        ),
        (PAGE, {"Content-Encoding": "rot13"}, {}, "malformed", "'rot13', which is not read"),
        (b"zz\r\n", {"Transfer-Encoding": "chunked"}, {}, "malformed", "is not in chunks"),
        (PAGE, {}, {"WARC-Truncated": "length"}, "malformed", "was cut by whoever made it (length)"),
    ],
)
def test_a_page_that_cannot_be_had_is_told_and_costs_no_other(
    body: bytes, headers: Headers, warc: dict[str, str], reason: str, told: str
) -> None:
    made = Archive()
    made.add("https://lowford.example/a", body, {**HTML, **headers}, **warc)
    made.add("https://lowford.example/b")
    lost, kept = articles(made.data)
    assert (lost.locator, lost.reason, kept.reason) == ("https://lowford.example/a", reason, None)
    assert told in str(lost.detail)


def test_what_is_no_page_that_was_found_is_passed_over() -> None:
    made = Archive()
    made.other("warcinfo", "", b"software: x", "application/warc-fields")
    made.add("https://lowford.example/gone", b"gone", status="404 Not Found")
    made.add("https://lowford.example/away", b"", status="301 Moved")
    made.add("https://lowford.example/a.png", b"\x89PNG", {"Content-Type": "image/png"})
    made.other("resource", "https://lowford.example/style", b"p {}", "text/css")
    made.other("resource", "https://lowford.example/note", b"A note.", "text/plain")
    assert [(one.locator, one.media_type) for one in articles(made.data)] == [
        ("https://lowford.example/note", "text/plain")
    ]


def test_an_archive_on_which_the_library_panics_is_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: object, **__: object) -> None:
        raise PanicException("index out of range")

    monkeypatch.setattr("fastwarc.warc.ArchiveIterator", panic)
    (found,) = articles(archive(packed=False).data)
    assert "the library gave up: index out of range" in str(found.detail)


@pytest.mark.parametrize(
    "data", [b"", b"\x1f\x8b", b"no archive", b"WARC/1.0\r\n\r\n", gzip.compress(b"no archive", mtime=0)]
)
def test_what_is_no_archive_gives_no_article_and_ends(data: bytes) -> None:
    assert all(one.reason == "malformed" for one in articles(data))
