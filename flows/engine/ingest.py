"""The flow `ingest`: from raw/ to texts, documents, zones and rejects, one folder an origin."""

from pathlib import Path

from flows.engine import watchdog
from flows.engine.progress import counted
from flows.engine.tasks import io_task, recorded_flow
from flows.inputs import lists, origins
from flows.inputs.names import TAKEDOWNS
from flows.inputs.reading import files_of, open_origin
from flows.settings import MAX_TASKS, Settings
from flows.store import files as storage
from flows.store.ledger import INPUTS, Ledger
from transforms.reading.pieces import Pieces
from transforms.reading.takedowns import Takedowns

INGESTED = "ingested"
"""Folder of the work folder that has a folder an origin, with a stage result of each of its batches."""


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
    """Batch by batch, so that no more than that is held of the files of an origin."""
    ledger = Ledger(settings.raw)
    origin = open_origin(folder, takedowns, ledger.read)
    target = settings.work / INGESTED / folder.name
    pieces, saved = Pieces(), list[Path]()
    for number, files in enumerate(origin.tables()):
        piece = pieces.add(watchdog.read_files(files, settings))
        saved.append(storage.save(target / f"{number:04}", piece))
    ledger.save(settings.work, folder.name)
    if repeats := pieces.repeats():
        for path in saved:
            storage.save(path, pieces.without(storage.load(path), repeats))
    return saved
