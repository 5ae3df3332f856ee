"""What a build does with texts: functions of folders and tables, for an executor to run where it likes.

Whoever only asks for them imports neither stages nor spaCy: where they run, they are imported.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from flows import lean
from flows.engine import shards
from flows.engine.reuse import Known
from flows.engine.shards import Cut
from flows.settings import Settings
from flows.store import files as storage
from flows.store.fingerprint import fingerprint
from flows.store.resources import CORES, load_resources
from transforms.results import StageResult
from transforms.tables import Tables


def load(raw: Path, cores: int = CORES) -> None:
    """Have stages and models ready, so that no later work is slower than it must be, to use so many cores."""
    lean.import_spacy()
    from transforms import pipeline  # noqa: F401, PLC0415 (loading it is what counts)

    load_resources(raw).load(cores)


def hashes(raw: Path) -> dict[str, str]:
    """The SHA-256 of every model, reference table and word list as they were read, by name."""
    return load_resources(raw).hashes()


def read_files(files: Tables, raw: Path) -> StageResult:
    """Texts, documents, zones and rejects of raw files."""
    from transforms.pipeline import read  # noqa: PLC0415

    return read(files, load_resources(raw))


def find_quotes(chunk: Path, documents: Sequence[str], target: Path, raw: Path) -> None:
    """Put what a chunk's documents of some ids say into the folder `target`."""
    from transforms.pipeline import read_closely  # noqa: PLC0415

    chosen = storage.load(chunk).tables.of_documents(pl.Series(documents, dtype=pl.String))
    storage.save(target, read_closely(chosen, load_resources(raw)))


def settle(parts: Sequence[Path], known: Known, target: Path, folder: Path, settings: Settings) -> Cut:
    """Put what is known of the whole build into `target`, and its stories in shards into `folder`.

    `parts` are what was read of files and found in documents, beside what is known already.
    """
    from flows.engine import settling  # noqa: PLC0415
    from flows.engine.parts import Parts  # noqa: PLC0415

    return settling.settle(Parts(parts, known), load_resources(settings.raw), (target, folder), settings)


def compare(shard: Path, target: Path, raw: Path) -> None:
    """Put what the documents of each group of stories in a shard say between them into `target`."""
    from transforms import pipeline  # noqa: PLC0415

    resources = load_resources(raw)
    shards.compare(shard, target, lambda group: pipeline.compare(group, resources), resources.cores)


def identity(raw: Path) -> str:
    """The hash of all that decides, beside a text, what is found in it, here where this runs."""
    return fingerprint(load_resources(raw).hashes())
