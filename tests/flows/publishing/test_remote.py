"""A large table over HTTP: a reader that filters asks for the parts it needs, and leaves the others there.

DuckDB's own HTTP extension has to be downloaded, which no test may; it reads through a file system of ours,
which makes one range request for each read. polars reads HTTP by itself.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen

import duckdb
import polars as pl
import pytest
from fsspec import AbstractFileSystem
from fsspec.spec import AbstractBufferedFile

from schemas.package import table
from tests.frames import document_id, quote_id, speaker_id, valid_frames
from tests.tables import to_parquet
from transforms.release import batches, serialise

DOCUMENTS, QUOTES_EACH, GROUP = 400, 50, 2_000
RARE = speaker_id("rare")


def large_quotes() -> bytes:
    """20,000 quotes that no compression makes small, in ten row groups; the rare speaker has two of them."""
    one = valid_frames()["quotes"].row(0, named=True)
    count = DOCUMENTS * QUOTES_EACH
    ids = [document_id(str(number // QUOTES_EACH)) for number in range(count)]
    speakers = [RARE if number in {77, 78} else speaker_id(str(number % 3_000)) for number in range(count)]
    rows = pl.DataFrame([one], schema=table("quotes").polars_schema).select(
        pl.exclude("quote_id", "document_id", "speaker_id", "content").repeat_by(count).explode()
    )
    return to_parquet(
        rows.with_columns(
            quote_id=pl.Series([quote_id(str(number)) for number in range(count)]),
            document_id=pl.Series(ids),
            speaker_id=pl.Series(speakers),
            content=pl.Series([hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]),
        ).select(table("quotes").polars_schema.names()),
        table("quotes"),
        "2026.11.1",
    )


@dataclass
class Served:
    """A file on the loopback interface, and how many of its bytes were asked for in ranges."""

    data: bytes
    url: str = ""
    ranges: list[int] = field(default_factory=list)

    @property
    def share(self) -> float:
        return sum(self.ranges) / len(self.data)


@pytest.fixture(scope="module")
def data() -> bytes:
    with pytest.MonkeyPatch.context() as patched:
        for module in (batches, serialise):
            patched.setattr(module, "ROW_GROUP_ROWS", GROUP)
        return large_quotes()


@pytest.fixture
def served(data: bytes) -> Iterator[Served]:
    made = Served(data)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(made))
    made.url = f"http://127.0.0.1:{server.server_port}/quotes.parquet"
    Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def handler(made: Served) -> type[BaseHTTPRequestHandler]:
    """Answers HEAD and GET as a static file host does."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.answer(200, len(made.data), {})

        def do_GET(self) -> None:
            asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
            if asked is None:
                made.ranges.append(len(made.data))
                self.answer(200, len(made.data), {})
                self.wfile.write(made.data)
                return
            first, last = asked.groups()
            start = int(first) if first else len(made.data) - int(last)
            end = int(last) + 1 if first and last else len(made.data)
            part = made.data[start:end]
            made.ranges.append(len(part))
            place = f"bytes {start}-{start + len(part) - 1}/{len(made.data)}"
            self.answer(206, len(part), {"Content-Range": place})
            self.wfile.write(part)

        def answer(self, code: int, length: int, more: dict[str, str]) -> None:
            self.send_response(code)
            for name, value in ({"Content-Length": str(length), "Accept-Ranges": "bytes"} | more).items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    return Handler


class Ranges(AbstractFileSystem):
    """Files over HTTP, one range request a read, nothing read ahead."""

    protocol = "ranges"

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        with urlopen(Request(url_of(path), method="HEAD")) as answer:
            return {"name": path, "type": "file", "size": int(answer.headers["Content-Length"])}

    def modified(self, path: str) -> datetime:
        return datetime(2026, 2, 1, tzinfo=UTC)

    def glob(self, path: str, **_: Any) -> list[str]:
        return [path]

    def _open(self, path: str, mode: str = "rb", **_: Any) -> AbstractBufferedFile:
        return RangedFile(self, path, mode, cache_type="none")


class RangedFile(AbstractBufferedFile):
    def _fetch_range(self, start: int, end: int) -> bytes:
        request = Request(url_of(self.path), headers={"Range": f"bytes={start}-{end - 1}"})
        with urlopen(request) as answer:
            data: bytes = answer.read()
            return data


def url_of(path: str) -> str:
    return "http://" + path.removeprefix("ranges://")


def by_duckdb(served: Served, where: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        connection.register_filesystem(Ranges(skip_instance_cache=True))
        place = served.url.replace("http://", "ranges://")
        return connection.sql(f"SELECT quote_id, content FROM '{place}' WHERE {where}").fetchall()


def test_duckdb_reads_one_document_and_not_the_others(served: Served) -> None:
    found = by_duckdb(served, f"document_id = '{document_id('7')}'")
    assert len(found) == QUOTES_EACH
    assert len(served.ranges) > 1 and served.share < 0.35


def test_duckdb_finds_a_speaker_by_the_bloom_filters(served: Served) -> None:
    """Rows are not sorted by speaker, so smallest and largest say nothing; the Bloom filters do."""
    found = by_duckdb(served, f"speaker_id = '{RARE}'")
    assert {quote for quote, _ in found} == {quote_id("77"), quote_id("78")}
    assert served.share < 0.6


def test_duckdb_reads_everything_where_nothing_is_filtered(served: Served) -> None:
    """The two tests above could not fail if this share were small too."""
    assert len(by_duckdb(served, "true")) == DOCUMENTS * QUOTES_EACH
    assert served.share > 0.6


def test_polars_reads_one_document_and_not_the_others(served: Served) -> None:
    quotes = pl.scan_parquet(served.url).filter(pl.col("document_id") == document_id("7"))
    assert quotes.select("quote_id", "content").collect().height == QUOTES_EACH
    assert served.ranges and served.share < 0.5
