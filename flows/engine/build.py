"""The flow `build`: from raw/ to every table of the package, in the work folder."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Final

import polars as pl

from flows.engine import artifacts, assembling, crew, logs, steps, watchdog
from flows.engine.crew import Crew
from flows.engine.executor import at_work, current, try_all
from flows.engine.ingest import ingest
from flows.engine.logs import LOGGER
from flows.engine.progress import stage
from flows.engine.reuse import Known, keep_all, known_of
from flows.engine.shards import Cut, keep
from flows.engine.tasks import io_task, recorded_flow
from flows.engine.watched import readers
from flows.settings import Settings
from flows.store import files as storage
from flows.store.ledger import save_resources
from flows.store.locks import locked
from transforms.results import StageResult
from transforms.tables import Tables, joined

CHUNKS = "chunks"
QUOTES = "quotes"
"""Folders of the work folder: documents in chunks, and what was found in each."""

SETTLED = "settled"
SHARDS = "shards"
COMPARED = "compared"
"""Folders of what is known of the whole build, of stories in shards, and of what was found in each."""

MANY: Final = 1_000
"""From so many documents on, what is done with all of them together is not done beside the models.

They take about as much memory as the rows of ten thousand; to start another process takes two seconds.
"""

_PER_DOCUMENT = ("texts", "documents", "zones")


@recorded_flow("build")
def build(settings: Settings) -> Path:
    """Make every table from raw/; gives the folder that holds them, with their counts."""
    readers_here = partial(readers, settings.raw, settings.workers)
    with locked(settings.work), at_work(readers_here), crew.of(settings) as workers:
        logs.to_file(settings.work)
        ingested = ingest(settings)
        log_failures(ingested)
        hashes = load_models(settings)
        known = look_up(ingested, hashes, settings)
        chunks = cut_into_chunks(ingested, known, settings)
        found = read_chunks(chunks, known, settings, workers)
        cut = settle([*ingested, *found], known, settings)
        compared = compare_shards(cut, known, settings, workers)
        tables = assemble_tables(cut, compared, known, settings)
        log_failures([tables])
        publish_counts(tables)
        return tables


@io_task
def look_up(ingested: list[Path], hashes: dict[str, str], settings: Settings) -> Known:
    """What earlier builds found in the documents of all origins."""
    known = known_of((storage.load(folder).tables for folder in ingested), hashes, settings)
    LOGGER.info("%d of %d documents are known already", len(known.keys) - len(known.new), len(known.keys))
    return known


@io_task
def cut_into_chunks(ingested: list[Path], known: Known, settings: Settings) -> list[tuple[Path, int]]:
    """The new documents of all origins in chunks; gives each chunk's folder and number of documents."""
    target = storage.clear(settings.work / CHUNKS)
    storage.clear(settings.work / QUOTES)
    size = settings.documents_a_chunk(len(known.new))
    parts = _in_pieces((storage.load(folder).tables for folder in ingested), known.new, size)
    return [
        (storage.save(target / f"{number:04}", StageResult(part)), part.documents.height)
        for number, part in enumerate(parts)
    ]


@io_task
def load_models(settings: Settings) -> dict[str, str]:
    """Have the models ready, so that no chunk is slower than another; gives the hash of each file read."""
    with stage("loading the models", 1, "set of models") as advance:
        current().run(steps.load, settings.raw)
        hashes = current().run(steps.hashes, settings.raw)
        save_resources(settings.work, hashes)
        advance(1)
    return hashes


def read_chunks(
    chunks: Sequence[tuple[Path, int]], known: Known, settings: Settings, workers: Crew
) -> list[Path]:
    """The folder of what was found in each chunk, in the order of the chunks."""
    sizes = {chunk.name: size for chunk, size in chunks}
    found: list[Path] = []
    total = sum(sizes.values())
    shown = artifacts.progress("finding-quotes", f"Finding quotes in {total} new documents", total)
    with stage("finding quotes", total, "documents") as advance, shown as show:
        work = partial(find_quotes, known=known, settings=settings, workers=workers)
        for folders in try_all(work, [chunk for chunk, _ in chunks], workers.at_once):
            log_failures(folders)
            found += folders
            size = sizes[folders[0].name.partition("-")[0]]
            advance(size)
            show(size)
    return found


def log_failures(folders: Sequence[Path]) -> None:
    """Log every document on which something raised, of the stage results in `folders`."""
    for folder in folders:
        logs.rejected(storage.load_failures(folder))


@io_task
def find_quotes(chunk: Path, known: Known, settings: Settings, workers: Crew) -> list[Path]:
    """What a chunk's documents say, kept at once; one that fails, or costs too much, becomes a reject."""
    folders = workers.do(watchdog.find_quotes, chunk, settings.work / QUOTES / chunk.name, settings)
    keep_all(folders, known)
    return folders


@io_task
def settle(parts: list[Path], known: Known, settings: Settings) -> Cut:
    """What is known of the whole build, its stories and speakers; gives the shards of stories to compare."""
    with stage("settling", len(parts), "parts") as advance:
        places = settings.work / SETTLED, settings.work / SHARDS
        cut: Cut = _by(known)(steps.settle, parts, known, *places, settings)
        advance(len(parts))
    return cut


def compare_shards(cut: Cut, known: Known, settings: Settings, workers: Crew) -> list[Path]:
    """The folder of what was found between the documents of each shard, in the order of the shards."""
    sizes = {shard.name: size for shard, size in cut.shards}
    storage.clear(settings.work / COMPARED)
    found: list[Path] = []
    with stage("comparing stories", sum(sizes.values()), "documents") as advance:
        work = partial(compare_stories, known=known, settings=settings, workers=workers)
        for folder in try_all(work, [shard for shard, _ in cut.shards], workers.at_once):
            found.append(folder)
            advance(sizes[folder.name])
    return found


@io_task
def compare_stories(shard: Path, known: Known, settings: Settings, workers: Crew) -> Path:
    """What the documents of a shard's stories say between them, kept at once."""
    (folder,) = workers.do(crew.compare, shard, settings.work / COMPARED / shard.name, settings)
    keep(folder, known)
    return folder


@io_task
def assemble_tables(cut: Cut, compared: list[Path], known: Known, settings: Settings) -> Path:
    """Every table, put together from all that was found, and sorted; gives their folder."""
    with stage("assembling", len(compared), "shards") as advance:
        target = settings.work / storage.TABLES
        settled = settings.work / SETTLED
        _by(known)(assembling.assemble, settled, compared, cut, known, target)
        known.note(cut.keys)
        advance(len(compared))
    return target


@io_task
def publish_counts(tables: Path) -> None:
    """Show in Prefect what each stage received, kept and rejected."""
    rows = [asdict(count) for count in storage.load_counts(tables)]
    artifacts.show_counts(rows)


def _by(known: Known) -> Callable[..., Any]:
    """What does the work on all documents together."""
    return current().run_apart if len(known.keys) >= MANY else current().run


def _in_pieces(parts: Iterable[Tables], wanted: Sequence[str], size: int) -> Iterator[Tables]:
    """Texts, documents and zones of the documents that are wanted, in their order, so many at a time."""
    new, left = set(wanted), Tables()
    for part in parts:
        given = joined([left, part.only(_PER_DOCUMENT)])
        keys = [key for key in given.documents.get_column("document_id") if key in new]
        whole = len(keys) // size * size
        yield from (_of(keys[start : start + size], given) for start in range(0, whole, size))
        left = _of(keys[whole:], given)
    if left.documents.height:
        yield left


def _of(documents: Sequence[str], tables: Tables) -> Tables:
    """Texts, documents and zones of some documents."""
    return tables.of_documents(pl.Series(documents, dtype=pl.String)).only(_PER_DOCUMENT)
