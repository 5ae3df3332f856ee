"""What is done with all documents together, as a corpus grows: what a build found, many times over.

    python -m benchmarks.settling WORK [--times 1 --times 8]

WORK is the folder of a build of some hundred articles, from its beginning (`--fresh`). Each copy of what was
found there has other ids, letters and days, so that no story is about two copies. Nothing is read anew: three
thousand documents take a minute. Figures go into docs/scale.md.
"""

import random
import string
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import click
import numpy as np
import polars as pl

from benchmarks.page import stamp, table, write_block
from benchmarks.processes import memory
from benchmarks.scale import PAGE
from flows.engine import steps
from flows.engine.build import QUOTES
from flows.engine.ingest import INGESTED
from flows.engine.reuse import Known
from flows.settings import MAX_TASKS, Settings
from flows.store import files as storage
from transforms.results import StageResult
from transforms.tables import NAMES, Tables, joined

DAYS_APART: Final = 10
CHUNK: Final = 50
_READ: Final = ("texts", "documents", "zones", "rejects")
_VOWELS: Final = "aeiou"
_WRITTEN: Final = frozenset("text content source_text cue_text subject object source headline name".split())
"""Columns that hold words of articles; other letters there leave all offsets right."""


@click.command()
@click.argument("work", type=click.Path(path_type=Path, exists=True))
@click.option("--times", type=int, multiple=True, default=(1, 8), show_default=True)
def main(work: Path, times: tuple[int, ...]) -> None:
    """Measure, and write the table into docs/scale.md."""
    rows = [_row(work, number) for number in times]
    command = "python -m benchmarks.settling WORK " + " ".join(f"--times {number}" for number in times)
    write_block("settling", f"{stamp(command)}\n\n{table(rows)}", PAGE)


def _row(work: Path, times: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        documents = _multiply(work, times, Path(folder))
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            seconds, before, peak, stories = pool.submit(_settle, Path(folder)).result()
    return {
        "documents": documents,
        "stories": stories,
        "CPU seconds": round(seconds, 1),
        "CPU ms a document": round(1000 * seconds / documents, 1),
        "memory before, MiB": before,
        "memory at most, MiB": peak,
    }


def _settle(folder: Path) -> tuple[float, int, int, int]:
    """Seconds of the processor, memory before and at most in MiB, and the number of stories."""
    from transforms import pipeline  # noqa: F401, PLC0415 (loading it is not what is measured)

    parts = [path for path in sorted(folder.iterdir()) if path.is_dir()]
    started, before = time.process_time(), memory()
    settings = Settings(work=folder / "work")
    known = Known(settings.work / "cache", "")
    steps.settle(parts, known, folder / "settled", folder / "shards", settings)
    stories = storage.read_frame(folder / "settled" / "stories.parquet").height
    return time.process_time() - started, before, memory(), stories


def _multiply(work: Path, times: int, folder: Path) -> int:
    """Put the parts of a build, so many times over, into a folder; gives the number of documents."""
    found = [path for name in (INGESTED, QUOTES) for path in sorted((work / name).rglob("documents.parquet"))]
    whole = joined(storage.load(path.parent).tables for path in found)
    documents = whole.documents.height
    for number in range(times):
        _write(_copy(whole, number), folder / f"{number:04}", max(CHUNK, -(-times * documents // MAX_TASKS)))
    return times * documents


def _write(tables: Tables, folder: Path, size: int) -> None:
    """What was read of a copy, and what was found in each chunk of it."""
    storage.save(folder.with_name(f"{folder.name}-read"), StageResult(tables.only(_READ)))
    ids = tables.documents.get_column("document_id").sort()
    for start in range(0, len(ids), size):
        chunk = tables.of_documents(ids[start : start + size]).without(*_READ)
        storage.save(folder.with_name(f"{folder.name}-{start:04}"), StageResult(chunk))


def _copy(tables: Tables, number: int) -> Tables:
    """The tables, or from 1 on a copy of them."""
    letters = _letters(number)
    frames = {name: _changed(tables.frame(name), number, letters) for name in NAMES}
    return Tables().with_frames(frames) if number else tables


def _changed(frame: pl.DataFrame, number: int, letters: Mapping[int, int]) -> pl.DataFrame:
    columns = []
    for name, dtype in frame.schema.items():
        column = frame.get_column(name)
        if dtype == pl.Date:
            columns.append(column + timedelta(days=DAYS_APART * number))
        else:
            cells = (value if value is None else _other(name, value, number, letters) for value in column)
            columns.append(pl.Series(name, list(cells), dtype=dtype))
    return frame.with_columns(columns)


def _other(name: str, value: Any, number: int, letters: Mapping[int, int]) -> Any:
    """What stands in a copy for a value of a column."""
    if name in _WRITTEN:
        if isinstance(value, str):
            return value.translate(letters)
        return [one.translate(letters) for one in value]
    if name == "vector":
        return np.roll(np.frombuffer(value, "<f4"), 7 * number).tobytes()
    if name == "locator":
        return f"{value}#{number}"
    is_id = name.endswith("_id") or name in ("nested_in", "duplicate_of")
    return id_of_copy(value, number) if is_id and name != "wikidata_id" else value


def id_of_copy(value: str, number: int) -> str:
    """The id that takes the place of one in a copy: of the same form, and of no other."""
    prefix, _, rest = value.rpartition("_")
    return f"{prefix}_{sha256(f'{number} {value}'.encode()).hexdigest()[: len(rest)]}"


def _letters(number: int) -> Mapping[int, int]:
    """Each letter as another of its kind, capitals too, so that words stay words."""
    draw, found = random.Random(number), dict[str, str]()
    for kind in (_VOWELS, "".join(sorted(set(string.ascii_lowercase) - set(_VOWELS)))):
        found |= dict(zip(kind, draw.sample(kind, len(kind)), strict=True))
    return str.maketrans(found | {one.upper(): other.upper() for one, other in found.items()})


if __name__ == "__main__":
    main()
