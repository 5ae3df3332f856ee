"""The flow `ingest`: from raw/ to texts, documents, zones and rejects, one folder an origin."""

from pathlib import Path

import polars as pl

from flows.engine import watchdog
from flows.engine.progress import counted
from flows.engine.tasks import io_task, recorded_flow
from flows.inputs import lists, origins
from flows.inputs.names import TAKEDOWNS
from flows.inputs.reading import files_of, read_origin
from flows.settings import MAX_TASKS, Settings
from flows.store import files as storage
from flows.store.ledger import INPUTS, Ledger
from transforms.reading.pieces import Pieces
from transforms.reading.takedowns import Takedowns
from transforms.tables import Tables

INGESTED = "ingested"
"""Folder of the work folder that holds one stage result an origin, of a large one several."""

FILES = 2_000
"""Files of an origin that are read together: what a worker has of them is then little beside its models."""


@recorded_flow("ingest")
def ingest(settings: Settings) -> list[Path]:
    """Read every origin; gives the folders of the stage results, in the order of the origins' names."""
    storage.clear(settings.work / INGESTED)
    storage.clear(settings.work / INPUTS)
    batches = plan_reading(settings)
    takedowns = read_takedowns(settings)
    read = [read_origins(folders, settings, takedowns) for folders in counted("reading", "files", batches)]
    return [folder for batch in read for folder in batch]


@io_task
def plan_reading(settings: Settings) -> list[tuple[list[Path], int]]:
    """All origins in batches, each with its number of files; checks every manifest before any work."""
    folders = origins.find_origins(settings.raw)
    sizes = [files_of(folder) for folder in folders]
    step = -(-len(folders) // MAX_TASKS)
    return [
        (folders[start : start + step], sum(sizes[start : start + step]))
        for start in range(0, len(folders), step)
    ]


@io_task
def read_takedowns(settings: Settings) -> Takedowns:
    """The documents that were taken down. Raises ManifestError where an entry takes nothing down."""
    ledger = Ledger(settings.raw)
    found = lists.read_takedowns(settings.raw, ledger.read)
    ledger.save(settings.work, TAKEDOWNS)
    return found


@io_task
def read_origins(folders: list[Path], settings: Settings, takedowns: Takedowns) -> list[Path]:
    """Read a batch of origins; gives the folders of their stage results. Raises ManifestError."""
    return [part for folder in folders for part in _read(folder, settings, takedowns)]


def _read(folder: Path, settings: Settings, takedowns: Takedowns) -> list[Path]:
    ledger = Ledger(settings.raw)
    files = read_origin(folder, takedowns, ledger.read)
    ledger.save(settings.work, folder.name)
    target = settings.work / INGESTED / folder.name
    # Whatever is in the origin may repeat what was taken down: then all of it is read together.
    if files.height <= FILES or files.get_column("taken_down").is_not_null().any():
        return [storage.save(target, watchdog.read_files(Tables(raw_files=files), settings))]
    return _read_in_pieces(files, target, settings)


def _read_in_pieces(files: pl.DataFrame, target: Path, settings: Settings) -> list[Path]:
    """As many files at a time as a worker may hold, each in a folder with a number."""
    pieces, saved = Pieces(), list[Path]()
    for number, rows in enumerate(files.iter_slices(FILES)):
        piece = watchdog.read_files(Tables().with_frames({"raw_files": rows}), settings)
        pieces.add(piece.tables)
        saved.append(storage.save(target / f"{number:04}", piece))
    if repeats := pieces.repeats():
        for path in saved:
            storage.save(path, pieces.without(storage.load(path), repeats))
    return saved
