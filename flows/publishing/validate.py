"""`parallax validate`: whether a release is whole, and whether its spans are those of the raw texts.

Everything is read anew from the folder; no flow, no server and no data-quality engine takes part.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from flows.exits import INPUT, Refused
from flows.inputs import lists, origins
from flows.inputs.reading import read_origin
from flows.publishing import releases
from flows.publishing.verify import verify
from schemas.package import RELEASED
from schemas.partitions import parts
from transforms.ids import text_sha256
from transforms.reading.stage import read_files
from transforms.tables import Frames, Tables

_EXAMPLES = 3
_SPAN = ("document_id", "start", "end", "text")
_TAKEN_DOWN = "takedown"


@dataclass(frozen=True, slots=True)
class _Read:
    """What raw/ gives today: the text of each document, and the ids of those that were taken down."""

    texts: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


def problems(folder: Path, raw: Path | None) -> list[str]:
    """Everything that is wrong with the release in `folder`, a line each; empty where it is valid.

    With `raw`, texts are read from there again, and every text's hash and every span's text compared.
    """
    if not folder.is_dir():
        raise Refused(f"{folder}: no such folder; give that of a release, as dist/2026.11.1", INPUT)
    found = [str(problem) for problem in verify(folder)]
    # Tables that are damaged or missing cannot be compared with anything.
    return found if found or raw is None else list(_against(folder, raw))


def _against(folder: Path, raw: Path) -> Iterator[str]:
    frames = _frames(folder)
    read = _read(raw)
    yield from _documents(frames["documents"], read)
    for table in RELEASED:
        if table.has_slices and set(_SPAN) <= set(frames.get(table.name, pl.DataFrame()).columns):
            yield from _spans(table.name, frames[table.name], read.texts)


def _frames(folder: Path) -> Frames:
    """The tables of a release that verifies, whatever schema it was made under."""
    paths = releases.parquet_in(folder)
    found = {table.name: parts(table.name, paths) for table in RELEASED}
    return {name: releases.rows_in(folder, some) for name, some in found.items() if some[0] in paths}


def _read(raw: Path) -> _Read:
    found, takedowns = _Read(), lists.read_takedowns(raw)
    for folder in origins.find_origins(raw):
        tables = read_files(Tables(raw_files=read_origin(folder, takedowns))).tables
        found.texts.update(tables.texts.select("document_id", "text").iter_rows())
        found.gone.update(tables.rejects.filter(reason=_TAKEN_DOWN).get_column("document_id"))
    return found


def _documents(documents: pl.DataFrame, read: _Read) -> Iterator[str]:
    promised = dict(documents.select("document_id", "text_sha256").iter_rows())
    missing = [key for key in promised if key not in read.texts]
    gone = [key for key in missing if key in read.gone]
    yield from _told("documents", "were taken down since, and are not compared", gone)
    yield from _told("documents", "are not in raw", [key for key in missing if key not in read.gone])
    changed = [
        key
        for key, digest in promised.items()
        if key in read.texts and text_sha256(read.texts[key]) != digest
    ]
    yield from _told("documents", "have another text in raw", changed)


def _spans(name: str, frame: pl.DataFrame, texts: Mapping[str, str]) -> Iterator[str]:
    wrong = [
        f"{document}[{start}:{end}]"
        for document, start, end, text in frame.select(_SPAN).iter_rows()
        if document in texts and texts[document][start:end] != text
    ]
    yield from _told(name, "hold another text than raw at their place", wrong)


def _told(table: str, what: str, wrong: list[str]) -> Iterator[str]:
    if wrong:
        more = " and more" if len(wrong) > _EXAMPLES else ""
        yield f"{table}: {len(wrong)} row(s) {what}: {', '.join(wrong[:_EXAMPLES])}{more}"
