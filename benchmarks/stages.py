"""Where the time of a build goes: seconds of the processor and words a second, stage by stage."""

import json
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.corpus import Page, wikinews, write_origin
from benchmarks.page import stamp, table, write_block
from flows.engine.server_app import seldom_collect
from flows.store.resources import load_resources
from schemas.origins import parse_manifest
from transforms.comparison.openings import OPENINGS
from transforms.comparison.stories import STORIES
from transforms.comparison.wire_copy import COPIES
from transforms.pipeline import PER_DOCUMENT, STAGES, STORY_BY_STORY
from transforms.reading.raw_files import raw_files
from transforms.tables import Tables, joined

DOCUMENTS: Final = 100
EVENTS: Final = 12
"""Of SEESAW valid, each of three articles."""

_COMPARISON: Final = frozenset(stage.name for stage in (OPENINGS, COPIES, STORIES, *STORY_BY_STORY))
_EXTRACTION: Final = frozenset(stage.name for stage in PER_DOCUMENT) - _COMPARISON


def run(data: Path) -> None:
    """Measure and write the tables into docs/benchmarks.md; `data` is the folder of benchmark data."""
    pages = list(islice(wikinews(data / "wikinews_en"), DOCUMENTS))
    seconds, words = dict(_seconds(tables_of({"wikinews": pages}))), _words(pages)
    whole = sum(seconds.values())
    rows = [_row(name, took, whole, words) for name, took in (*seconds.items(), ("**all of it**", whole))]
    _write("stages", f"{DOCUMENTS} Wikinews articles, {words:,} words, stage after stage", rows)
    compare(data)


def compare(data: Path) -> None:
    """Measure what comparing articles that have much in common costs beside finding out what each says."""
    outlets = _events(data / "seesaw" / "valid.jsonl")
    pages = [page for some in outlets.values() for page in some]
    seconds, words = dict(_seconds(tables_of(outlets))), _words(pages)
    rows = _shares(seconds, words)
    _write(
        "stages-comparison", f"{EVENTS} events of SEESAW valid, {len(pages)} articles, {words:,} words", rows
    )


def _write(name: str, told: str, rows: list[dict[str, object]]) -> None:
    measured = stamp("python -m benchmarks stages")
    write_block(name, f"{measured}\n\n{told}; models are loaded before.\n\n{table(rows)}")


def _words(pages: Iterable[Page]) -> int:
    return sum(len(page.text.split()) for page in pages)


def _events(path: Path) -> dict[str, list[Page]]:
    """The articles of the first events by outlet, as a name of an origin."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    kept = sorted({row["story"] for row in rows})[:EVENTS]
    found: dict[str, list[Page]] = defaultdict(list)
    for row in rows:
        if row["story"] in kept:
            name = re.sub(r"[^a-z]+", "-", row["outlet"].lower()).strip("-")
            found[name].append(Page(f"{row['url']}#{row['story']}", row["date"], row["text"]))
    return dict(found)


def tables_of(origins: Mapping[str, Iterable[Page]]) -> Tables:
    """The raw files of the articles of some origins, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        for name, pages in origins.items():
            write_origin(Path(folder), name, iter(pages), name)
        return joined(_origin(Path(folder) / name) for name in origins)


def _origin(place: Path) -> Tables:
    files = {path.name: path.read_bytes() for path in place.glob("*.txt")}
    manifest = parse_manifest((place / "manifest.json").read_text(encoding="utf-8"), "manifest.json")
    return Tables(raw_files=raw_files(manifest, files))


def _seconds(tables: Tables) -> Iterator[tuple[str, float]]:
    """The processor's seconds of each stage, all threads together."""
    seldom_collect()  # as every process that builds does
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


def _shares(seconds: Mapping[str, float], words: int) -> list[dict[str, object]]:
    """The stages of the comparison, and all of them, as shares of what extraction takes."""
    extraction = sum(took for name, took in seconds.items() if name in _EXTRACTION)
    parts = {name: took for name, took in seconds.items() if name in _COMPARISON}
    whole = {"**extraction**": extraction, **parts, "**comparison**": sum(parts.values())}
    return [
        {"what": row.pop("stage"), **row, "share, %": 100 * took / extraction}
        for name, took in whole.items()
        for row in [_row(name, took, extraction, words)]
    ]
