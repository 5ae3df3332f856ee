"""A release as bytes: every file of it, made from tables, reports and a build record, and nothing else.

Files are given away while they are made, piece by piece, so that none is in memory as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from schemas.about import DATA_TERMS
from schemas.derivations.croissant import PublishedFile, croissant
from schemas.derivations.dictionary import data_dictionary
from schemas.package import PUBLISHED
from schemas.partitions import parts, whole
from transforms.release.accuracy import ACCURACY, read_figures
from transforms.release.batches import batches
from transforms.release.card import dataset_card
from transforms.release.descriptor import (
    DATABASE,
    BuildInfo,
    as_json,
    build_record,
    citation_file,
    citation_text,
    data_package,
    in_lines,
    languages,
)
from transforms.release.partitions import parts_of
from transforms.release.quotations import QUOTATIONS, quotations
from transforms.release.serialise import to_csv, to_parquet
from transforms.tables import LazyFrames, height, heights

CHECKSUMS = "SHA256SUMS"
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._=-]*(/[A-Za-z0-9_][A-Za-z0-9._=-]*)*")
_CHECKSUM_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64}) [ *](?P<path>.+)")


Content = bytes | Iterable[bytes]
"""What a file holds: all of it, or its pieces as they are made."""

Put = Callable[[str, Iterable[bytes]], PublishedFile]
"""Takes the pieces of the file at a path, and says what became of them."""

Pages = Callable[[LazyFrames], Iterable[tuple[str, Content]]]
"""Makes files, path and content, from all tables and views of a release, in their row order."""


def _no_pages(_frames: LazyFrames) -> Iterable[tuple[str, Content]]:
    return ()


class BundleError(ValueError):
    """Something that was to go into a release cannot: a bad path, or two files of one name."""


def bundle(  # noqa: PLR0913, PLR0917 (what a release is made of)
    frames: LazyFrames,
    reports: Mapping[str, Content],
    info: BuildInfo,
    version: str,
    put: Put,
    pages: Pages = _no_pages,
) -> dict[str, PublishedFile]:
    """Give every file of a release to `put`, SHA256SUMS last; path -> file, of all of them.

    The same arguments give the same bytes. `frames` are all tables and views. `reports` are further files, as
    quality/report.json; `pages` makes those that show the tables and views. Raises BundleError, or
    TableShapeError where a table is not as its contract says.
    """
    missing = [table.name for table in PUBLISHED if table.name not in frames]
    if missing:
        raise BundleError(f"a release needs every table; missing: {', '.join(missing)}")
    files = _Files(put)
    for path in reports:
        files.allow(path)
    rows = heights({table.name: frames[table.name] for table in PUBLISHED})
    for path, content in _tables(frames, rows, version):
        files.add(path, content)
    facts = dict(files.found)
    for path, report in reports.items():
        files.add(path, report)
    facts |= {path: files.found[path] for path in (ACCURACY, DATABASE) if path in reports}
    for path, content in _described(frames, facts, rows, info, version, reports.get(ACCURACY)):
        files.add(path, content)
    for path, page in pages(frames):
        files.add(path, page)
    digests = {path: file.sha256 for path, file in files.found.items()}
    return files.found | {CHECKSUMS: put(CHECKSUMS, [checksums(digests)])}


class _Files:
    """The files that were put so far, each under a name that no other has."""

    def __init__(self, put: Put) -> None:
        self._put = put
        self.found: dict[str, PublishedFile] = {}

    def allow(self, path: str) -> None:
        if not _PATH.fullmatch(path) or path == CHECKSUMS:
            raise BundleError(f"{path!r} is no name for a file of a release: plain relative paths only")

    def add(self, path: str, content: Content) -> None:
        self.allow(path)
        if path in self.found:
            raise BundleError(f"two files of the release are named {path}")
        self.found[path] = self._put(path, [content] if isinstance(content, bytes) else content)


def _tables(frames: LazyFrames, rows: Mapping[str, int], version: str) -> Iterator[tuple[str, Content]]:
    """Each table in both of its forms."""
    for table in PUBLISHED:
        found = frames[table.name]
        for path, part in parts_of(table, found, rows[table.name], frames["documents"]).items():
            number = height(part) if path != whole(table.name) else rows[table.name]
            yield path, to_parquet(batches(part, table), table, version, number)
        yield f"{table.name}.csv", to_csv(batches(found, table), table)


def _described(  # noqa: PLR0913, PLR0917 (what is told of a release)
    frames: LazyFrames,
    facts: Mapping[str, PublishedFile],
    rows: Mapping[str, int],
    info: BuildInfo,
    version: str,
    accuracy: Content | None,
) -> Iterator[tuple[str, Content]]:
    """What is said of the tables, and in other words than theirs."""
    documents = frames["documents"].select("origin", "outlet", "language").collect()
    parquet = {table.name: [facts[path] for path in parts(table.name, facts)] for table in PUBLISHED}
    figures = read_figures(accuracy if isinstance(accuracy, bytes) else None)
    yield "datapackage.json", in_lines(data_package(PUBLISHED, facts, documents, version))
    tags, cited = languages(documents), citation_text(version)
    yield "croissant.json", in_lines(croissant(PUBLISHED, parquet, version, tags, cited))
    yield QUOTATIONS, in_lines(quotations(frames))
    yield "build.json", as_json(build_record(info, version, rows))
    yield "README.md", dataset_card(PUBLISHED, facts, frames, version, figures).encode()
    yield "DATA_DICTIONARY.md", data_dictionary(PUBLISHED).encode()
    yield "CITATION.cff", citation_file(version).encode()
    yield "LICENSE", DATA_TERMS.encode()


def checksums(digests: Mapping[str, str]) -> bytes:
    """The content of SHA256SUMS, as `sha256sum -c` reads it, sorted by path, from path -> SHA-256."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def parse_checksums(data: bytes) -> dict[str, str]:
    """Path -> SHA-256; raises BundleError for a line that is not one or a path that leaves the release."""
    found: dict[str, str] = {}
    for line in data.decode("utf-8", "replace").splitlines():
        match = _CHECKSUM_LINE.fullmatch(line)
        if match is None or not _PATH.fullmatch(match["path"]):
            raise BundleError(f"{CHECKSUMS}: line {len(found) + 1} is not a checksum and a plain path")
        found[match["path"]] = match["sha256"]
    if not found:
        raise BundleError(f"{CHECKSUMS}: names no file")
    return found
