"""`parallax validate`: whether a release is whole, and whether its spans are those of the raw texts.

Everything is read anew from the folder; no flow, no server and no data-quality engine takes part.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from flows.exits import INPUT, Refused
from flows.inputs import lists, origins
from flows.publishing import releases
from flows.publishing.verify import verify
from schemas.package import RELEASED, Table
from transforms.ids import text_sha256
from transforms.reading.raw_files import raw_files
from transforms.reading.stage import read_files
from transforms.reading.takedowns import Takedowns
from transforms.tables import Tables

_EXAMPLES = 3
_SPAN = ("document_id", "start", "end", "text")


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
    frames = releases.read_tables(folder)
    takedowns = lists.read_takedowns(raw)
    texts = _texts(raw, takedowns)
    yield from _documents(frames["documents"], texts, takedowns)
    for table in RELEASED:
        if table.has_slices:
            yield from _spans(table, frames[table.name], texts)


def _texts(raw: Path, takedowns: Takedowns) -> dict[str, str]:
    """The text of every document in `raw`, by its id."""
    texts: dict[str, str] = {}
    for folder in origins.find_origins(raw):
        manifest = origins.read_manifest(folder)
        files = raw_files(manifest, origins.read_files(folder, manifest, takedowns), takedowns)
        found = read_files(Tables(raw_files=files)).tables.texts
        texts |= dict(found.select("document_id", "text").iter_rows())
    return texts


def _documents(documents: pl.DataFrame, texts: dict[str, str], takedowns: Takedowns) -> Iterator[str]:
    promised = dict(documents.select("document_id", "text_sha256").iter_rows())
    missing = [key for key in promised if key not in texts]
    gone = [key for key in missing if key in takedowns]
    yield from _told("documents", "were taken down since, and are not compared", gone)
    yield from _told("documents", "are not in raw", [key for key in missing if key not in gone])
    changed = [key for key, digest in promised.items() if key in texts and text_sha256(texts[key]) != digest]
    yield from _told("documents", "have another text in raw", changed)


def _spans(table: Table, frame: pl.DataFrame, texts: dict[str, str]) -> Iterator[str]:
    wrong = [
        f"{document}[{start}:{end}]"
        for document, start, end, text in frame.select(_SPAN).iter_rows()
        if document in texts and texts[document][start:end] != text
    ]
    yield from _told(table.name, "hold another text than raw at their place", wrong)


def _told(table: str, what: str, wrong: list[str]) -> Iterator[str]:
    if wrong:
        more = " and more" if len(wrong) > _EXAMPLES else ""
        yield f"{table}: {len(wrong)} row(s) {what}: {', '.join(wrong[:_EXAMPLES])}{more}"
