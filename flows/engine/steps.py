"""What a build does with texts: functions of folders and tables, for an executor to run where it likes.

Whoever only asks for them imports neither stages nor spaCy: where they run, they are imported.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from flows.engine.reuse import Known
from flows.store import files as storage
from flows.store.resources import load_resources
from transforms.results import StageResult
from transforms.tables import Tables


def load(raw: Path) -> None:
    """Have stages and models ready, so that no later work is slower than it must be."""
    from transforms import pipeline  # noqa: F401, PLC0415 (loading it is what counts)

    load_resources(raw).load()


def hashes(raw: Path) -> dict[str, str]:
    """The SHA-256 of every model, reference table and word list as they were read, by name."""
    return load_resources(raw).hashes()


def read_files(files: Tables, raw: Path) -> StageResult:
    """Texts, documents, zones and rejects of raw files."""
    from transforms.pipeline import read  # noqa: PLC0415

    return read(files, load_resources(raw))


def find_quotes(chunk: Path, documents: Sequence[str] | None, target: Path, raw: Path) -> None:
    """Put what a chunk's documents say, or those of some ids among them, into the folder `target`."""
    from transforms.pipeline import read_closely  # noqa: PLC0415

    tables = storage.load(chunk).tables
    chosen = tables if documents is None else tables.of_documents(pl.Series(documents))
    storage.save(target, read_closely(chosen, load_resources(raw)))


def assemble_tables(parts: Sequence[Path], known: Known, target: Path, raw: Path) -> None:
    """Put every table, made of all `parts` and of what is known already, into the folder `target`."""
    from transforms.pipeline import assemble  # noqa: PLC0415

    given = [*map(storage.load, parts), known.documents()]
    storage.save(target, assemble(given, load_resources(raw), remember=known.stories))
