"""`parallax validate`: whether a release is whole, and whether its spans are those of the raw texts.

Everything is read anew from the folder; no flow, no server and no data-quality engine takes part.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl

from flows.exits import INPUT, Refused
from flows.inputs import lists, origins
from flows.inputs.reading import open_origin
from flows.publishing import releases
from flows.publishing.verify import verify
from flows.store.spill import PLACE, Spill
from schemas.package import RELEASED
from schemas.partitions import parts
from transforms.ids import text_sha256
from transforms.reading.pieces import Pieces
from transforms.reading.stage import read_files
from transforms.rejects import TAKEN_DOWN
from transforms.tables import height

DOCUMENTS: Final = 5_000
"""Documents whose texts are held together, about."""

_EXAMPLES: Final = 3
_SPAN: Final = ("document_id", "start", "end", "text")
_GONE: Final = "were taken down since, and are not compared"
_MISSING: Final = "are not in raw"
_CHANGED: Final = "have another text in raw"
_ELSEWHERE: Final = "hold another text than raw at their place"

_Wrong = dict[tuple[str, str], list[str]]
"""By table, and what is wrong there: the rows."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What raw/ gives today: texts by place, and the documents that were taken down, or repeat another."""

    texts: Spill
    gone: set[str]
    repeats: set[str]


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
    """Documents in the order of their ids, some at a time: neither all texts are held, nor all rows."""
    tables = _tables(folder)
    cuts = _cuts(1 + height(tables["documents"]) // DOCUMENTS)
    wrong: _Wrong = {("documents", what): [] for what in (_GONE, _MISSING, _CHANGED)}
    wrong |= {(name, _ELSEWHERE): [] for name in tables if name != "documents"}
    with TemporaryDirectory() as spilled:
        read = _read(raw, cuts, Path(spilled))
        for place in range(len(cuts) + 1):
            texts = _texts(read, place)
            for name, rows in tables.items():
                some = _of_place(rows, cuts, place).collect()
                if name == "documents":
                    _compare_documents(some, texts, read.gone, wrong)
                else:
                    wrong[name, _ELSEWHERE] += _misplaced(some, texts)
    for (name, what), rows_told in wrong.items():
        yield from _told(name, what, rows_told)


def _tables(folder: Path) -> dict[str, pl.LazyFrame]:
    """Documents with their hash, and every span with its text, under whatever schema it was made."""
    paths = releases.parquet_in(folder)
    found = {table: parts(table.name, paths) for table in RELEASED}
    tables = {table: releases.scanned(folder, some) for table, some in found.items() if some[0] in paths}
    spans = {
        table.name: rows.select(_SPAN)
        for table, rows in tables.items()
        if table.has_slices and set(_SPAN) <= set(rows.collect_schema())
    }
    documents = next(rows for table, rows in tables.items() if table.name == "documents")
    return {"documents": documents.select("document_id", "text_sha256")} | spans


def _cuts(number: int) -> list[str]:
    """The ids that part documents into so many places, by the first digits of their hashes."""
    return [f"doc_{place * 16**4 // number:04x}" for place in range(1, number)]


def _of_place(rows: pl.LazyFrame, cuts: Sequence[str], place: int) -> pl.LazyFrame:
    if place > 0:
        rows = rows.filter(pl.col("document_id") >= cuts[place - 1])
    return rows.filter(pl.col("document_id") < cuts[place]) if place < len(cuts) else rows


def _read(raw: Path, cuts: Sequence[str], folder: Path) -> _Read:
    found, takedowns = _Read(Spill(folder), set(), set()), lists.read_takedowns(raw)
    for origin in origins.find_origins(raw):
        pieces = Pieces()
        for files in open_origin(origin, takedowns).tables():
            tables = pieces.add(read_files(files)).tables
            ids = tables.texts.get_column("document_id")
            places = pl.Series(PLACE, [bisect_right(cuts, key) for key in ids], dtype=pl.Int64)
            found.texts.add("texts", tables.texts.select("document_id", "text").with_columns(places))
            found.gone.update(tables.rejects.filter(reason=TAKEN_DOWN).get_column("document_id"))
        found.repeats.update(pieces.repeats())
    return found


def _texts(read: _Read, place: int) -> dict[str, str]:
    rows = read.texts.rows(place, "texts")
    found = dict(rows.iter_rows()) if rows is not None else {}
    return {key: text for key, text in found.items() if key not in read.repeats}


def _compare_documents(documents: pl.DataFrame, texts: dict[str, str], gone: set[str], wrong: _Wrong) -> None:
    for key, digest in documents.iter_rows():
        if key not in texts:
            wrong["documents", _GONE if key in gone else _MISSING].append(key)
        elif text_sha256(texts[key]) != digest:
            wrong["documents", _CHANGED].append(key)


def _misplaced(spans: pl.DataFrame, texts: dict[str, str]) -> list[str]:
    return [
        f"{document}[{start}:{end}]"
        for document, start, end, text in spans.iter_rows()
        if document in texts and texts[document][start:end] != text
    ]


def _told(table: str, what: str, wrong: list[str]) -> Iterator[str]:
    if wrong:
        more = " and more" if len(wrong) > _EXAMPLES else ""
        yield f"{table}: {len(wrong)} row(s) {what}: {', '.join(wrong[:_EXAMPLES])}{more}"
