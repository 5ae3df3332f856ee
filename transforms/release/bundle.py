"""A release as bytes: every file of it, made from tables, reports and a build record, and nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence

import polars as pl

from schemas.about import DATA_TERMS
from schemas.derivations.croissant import PublishedFile, croissant
from schemas.derivations.dictionary import data_dictionary
from schemas.package import PUBLISHED, RELEASED, VIEWS, Table
from schemas.partitions import parts
from transforms.release.accuracy import ACCURACY, read_figures
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
from transforms.release.serialise import ordered, to_csv, to_parquet
from transforms.release.views import views
from transforms.tables import Frames

CHECKSUMS = "SHA256SUMS"
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._=-]*(/[A-Za-z0-9_][A-Za-z0-9._=-]*)*")
_CHECKSUM_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64}) [ *](?P<path>.+)")


Pages = Callable[[Frames], Mapping[str, bytes]]
"""Makes files from all tables and views of a release, in their row order."""


def _no_pages(_frames: Frames) -> Mapping[str, bytes]:
    return {}


class BundleError(ValueError):
    """Something that was to go into a release cannot: a bad path, or two files of one name."""


def bundle(
    frames: Frames,
    reports: Mapping[str, bytes],
    info: BuildInfo,
    version: str,
    pages: Pages = _no_pages,
) -> dict[str, bytes]:
    """Path -> bytes of every file of a release, sorted by path, SHA256SUMS included.

    The same arguments give the same bytes. `reports` are further files, as quality/report.json; `pages` makes
    those that show the tables and views. Raises BundleError, or TableShapeError where a frame is not as its
    contract says.
    """
    tables, frames = PUBLISHED, _with_views(frames)
    files = _tables(frames, version, tables)
    facts = {path: published(path, data) for path, data in {**files, **_further(reports)}.items()}
    rows = {table.name: frames[table.name].height for table in tables}
    parquet = {table.name: [facts[path] for path in parts(table.name, files)] for table in tables}
    tags = languages(frames["documents"])
    figures = read_figures(reports.get(ACCURACY))
    described = {
        "datapackage.json": in_lines(data_package(tables, facts, frames, version)),
        "croissant.json": in_lines(croissant(tables, parquet, version, tags, citation_text(version))),
        QUOTATIONS: in_lines(quotations(frames)),
        "build.json": as_json(build_record(info, version, rows)),
        "README.md": dataset_card(tables, facts, frames, version, figures).encode(),
        "DATA_DICTIONARY.md": data_dictionary(tables).encode(),
        "CITATION.cff": citation_file(version).encode(),
        "LICENSE": DATA_TERMS.encode(),
    }
    return _with_checksums(_merged(files, described, reports, pages(frames)))


def published(path: str, data: bytes) -> PublishedFile:
    """Size and SHA-256 of a file of a release."""
    return PublishedFile(path, len(data), hashlib.sha256(data).hexdigest())


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


def _with_views(frames: Frames) -> dict[str, pl.DataFrame]:
    missing = [table.name for table in RELEASED if table.name not in frames]
    if missing:
        raise BundleError(f"a release needs every table; missing: {', '.join(missing)}")
    given = {table.name: ordered(frames[table.name], table) for table in RELEASED}
    made = views(given)
    return given | {view.name: ordered(made[view.name], view) for view in VIEWS}


def _further(reports: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files beside the tables that datapackage.json describes too."""
    return {path: data for path, data in reports.items() if path in {ACCURACY, DATABASE}}


def _tables(frames: Frames, version: str, tables: Sequence[Table]) -> dict[str, bytes]:
    files = {}
    for table in tables:
        for path, rows in parts_of(table, frames[table.name], frames["documents"]).items():
            files[path] = to_parquet(rows, table, version)
        files[f"{table.name}.csv"] = to_csv(frames[table.name], table)
    return files


def _merged(*parts: Mapping[str, bytes]) -> dict[str, bytes]:
    merged: dict[str, bytes] = {}
    for part in parts:
        for path, data in part.items():
            if not _PATH.fullmatch(path) or path == CHECKSUMS:
                raise BundleError(f"{path!r} is no name for a file of a release: plain relative paths only")
            if path in merged:
                raise BundleError(f"two files of the release are named {path}")
            merged[path] = data
    return merged


def _with_checksums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    return {path: files[path] for path in sorted(files)} | {CHECKSUMS: checksums(digests)}
