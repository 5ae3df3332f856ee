"""Where the time of a build goes: seconds of the processor and words a second, stage by stage."""

import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.corpus import wikinews, write_origin
from benchmarks.page import stamp, table, write_block
from flows.store.resources import load_resources
from schemas.origins import parse_manifest
from transforms.pipeline import STAGES
from transforms.reading.raw_files import raw_files
from transforms.tables import Tables

DOCUMENTS: Final = 100


def run(data: Path) -> None:
    """Measure and write the table into docs/benchmarks.md; `data` is the folder of benchmark data."""
    tables = _raw(data / "wikinews_en")
    seconds = dict(_seconds(tables))
    words = sum(len(page.text.split()) for page in islice(wikinews(data / "wikinews_en"), DOCUMENTS))
    whole = sum(seconds.values())
    rows = [_row(name, took, whole, words) for name, took in (*seconds.items(), ("**all of it**", whole))]
    told = f"{DOCUMENTS} Wikinews articles, {words:,} words, stage after stage; models are loaded before."
    write_block("stages", f"{stamp('python -m benchmarks stages')}\n\n{told}\n\n{table(rows)}")


def _raw(articles: Path) -> Tables:
    with tempfile.TemporaryDirectory() as folder:
        write_origin(Path(folder), "wikinews", islice(wikinews(articles), DOCUMENTS))
        place = Path(folder) / "wikinews"
        files = {path.name: path.read_bytes() for path in place.glob("*.txt")}
        manifest = parse_manifest((place / "manifest.json").read_text(encoding="utf-8"), "manifest.json")
    return Tables(raw_files=raw_files(manifest, files))


def _seconds(tables: Tables) -> Iterator[tuple[str, float]]:
    """The processor's seconds of each stage, all threads together."""
    given = load_resources()
    # Loaded when first asked for: what that takes is no stage's.
    _ = given.analyser, given.extractor, given.resolver, given.encoder, given.scorer
    for stage in STAGES:
        started = time.process_time()
        tables = stage(tables, given).tables
        yield stage.name, time.process_time() - started


def _row(name: str, seconds: float, whole: float, words: int) -> dict[str, object]:
    return {
        "stage": name,
        "CPU seconds": seconds,
        "share, %": 100 * seconds / whole,
        "words a second": round(words / seconds) if seconds > 0.01 else 0,
    }
