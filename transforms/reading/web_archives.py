"""WARC files (ISO 28500), plain or compressed: every page that was answered with success is an article."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Final

from schemas.origin_files import Columns
from transforms.reading.decoding import MAX_BYTES
from transforms.reading.http_bodies import BadBody, decoded, unchunked
from transforms.reading.panics import panics_told
from transforms.reading.raw_articles import RawArticle, moment, unreadable

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

PAGES: Final = ("text/html", "application/xhtml+xml", "text/plain")
"""Media types of what may be an article; pictures, styles and the like are passed over."""

_FOUND: Final = 200
_MAX_HEADER: Final = 64 * 1024
_END: Final = b"\r\n\r\n"
_GZIP: Final = b"\x1f\x8b"


class Warc:
    """An archive of the web, such as those of Common Crawl."""

    name = "warc"
    suffixes = (".warc", ".warc.gz")

    def columns(self, file: IO[bytes]) -> list[str]:
        """See `Container`."""
        return []

    def articles(self, file: IO[bytes], name: str, columns: Columns) -> Iterator[RawArticle]:
        """See `Container`. Where the file itself is broken, all behind that place is one reject."""
        stream = _Unpacked(file)
        number, broken = 0, False
        try:
            for record in _records(stream):
                number += 1
                length = _length(record)
                data = record.reader.read(min(length, MAX_BYTES) + 1)
                broken = not record.headers.get("Content-Length") or len(data) < min(length, MAX_BYTES)
                if broken or _is_page(record):
                    yield _article(record, data, broken, f"{name}#{number}")
        except (OSError, ValueError) as error:
            stream.error = stream.error or str(error)
        if not broken and (stream.error or stream.tail != _END):
            told = f"nothing behind record {number} can be read ({stream.error or 'it breaks off'})"
            yield unreadable(f"{name}#{number + 1}", "malformed", told)


class _Unpacked:
    """The bytes of an archive, out of gzip, up to where they can be had; `error` says what was wrong there.

    `tail` is how they end. The library passes over a record that breaks off in its head; this shows it.
    """

    def __init__(self, file: IO[bytes]) -> None:
        start = file.read(len(_GZIP))
        file.seek(0)
        # What is whole must be had before what is broken behind it raises: never more than one piece at once.
        self._read = gzip.GzipFile(fileobj=file).read1 if start == _GZIP else file.read
        self._place = 0
        self.tail = _END
        self.error: str | None = None

    def read(self, size: int = -1) -> bytes:
        """As files do; nothing more, where something is wrong."""
        try:
            data = b"" if self.error else self._read(size)
        except (EOFError, OSError, zlib.error) as error:
            data, self.error = b"", str(error).lower()
        self.tail = (self.tail + data)[-len(_END) :]
        self._place += len(data)
        return data

    def tell(self) -> int:
        """How many bytes were read, which the library asks for."""
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        """Nowhere: an archive is read once, from its start."""
        raise OSError(f"cannot go to {offset} ({whence})")

    def close(self) -> None:
        """Nothing: whoever opened the file closes it."""


def _records(stream: _Unpacked) -> Iterator[WarcRecord]:
    # Imported here: most origins have no archive.
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.unknown
    with panics_told():
        yield from ArchiveIterator(
            stream, record_types=kinds, parse_http=True, auto_decode="none", max_header_len=_MAX_HEADER
        )


def _length(record: WarcRecord) -> int:
    """How many bytes of a body the record promises."""
    return int(record.content_length or 0)


def _is_page(record: WarcRecord) -> bool:
    if record.http_headers is None:
        return _media_type(record.headers.get("Content-Type")) in PAGES
    return record.http_headers.status_code == _FOUND and _media_type(record.http_content_type) in PAGES


def _article(record: WarcRecord, data: bytes, broken: bool, place: str) -> RawArticle:
    url = record.headers.get("WARC-Target-URI") or None
    if broken:
        return _unreadable(place, None, "malformed", "breaks off")
    if told := record.headers.get("WARC-Truncated"):
        return _unreadable(place, url, "malformed", f"was cut by whoever made it ({told})")
    try:
        body = _body(record, data)
    except BadBody as error:
        return _unreadable(place, url, "malformed", str(error))
    if len(body) > MAX_BYTES:
        return _unreadable(place, url, "too_long", f"has more than {MAX_BYTES} bytes")
    return RawArticle(
        locator=url or place,
        place=place,
        data=body,
        media_type="text/plain" if _content_type(record) == "text/plain" else "text/html",
        charset=record.http_charset or None,
        url=url,
        retrieved_at=moment(record.record_date),
    )


def _content_type(record: WarcRecord) -> str:
    stated = record.headers.get("Content-Type") if record.http_headers is None else record.http_content_type
    return _media_type(stated)


def _body(record: WarcRecord, data: bytes) -> bytes:
    headers = record.http_headers
    if headers is None:
        return data
    if (headers.get("Transfer-Encoding") or "").strip().lower() == "chunked":
        data = unchunked(data)
    return decoded(data, (headers.get("Content-Encoding") or "").split(","), MAX_BYTES)


def _unreadable(place: str, url: str | None, reason: str, told: str) -> RawArticle:
    return unreadable(place, reason, f"record {place.rpartition('#')[2]} {told}", url)


def _media_type(stated: str | None) -> str:
    return (stated or "").partition(";")[0].strip().lower()
