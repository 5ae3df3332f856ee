"""Tables on disk, as the steps of a build hand them on.

A `StageResult` on disk is a folder: one Parquet file for each frame, `stage_counts.json` and `failures.json`.
A path to such a folder is what tasks hand to one another.
"""

import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Final

import polars as pl

from flows.exits import INPUT, Refused
from flows.store.durable import sync_folder, write_bytes, writing
from schemas.package import TABLES as PACKAGE
from schemas.package import WORKING
from transforms.results import Failure, StageCount, StageResult
from transforms.tables import NAMES, Tables

TABLES = "tables"
"""Folder of the work folder that holds the finished tables."""

MARK = ".parallax"
"""The empty file in each folder that the build made and may empty again."""

ROWS: Final = 2_000
"""Rows of a file that are read together where not all of it is wanted in memory; so it is written."""

_COUNTS = "stage_counts.json"
_FAILURES = "failures.json"
_MAY_BE_ABSENT = frozenset(table.name for table in WORKING)


def write_frame(path: Path, frame: pl.DataFrame) -> None:
    """Write `frame` as Parquet; through memory, so that a full disk is an OSError like any other."""
    write_bytes(path, parquet(frame))


def write_frames(path: Path, frames: Iterable[pl.DataFrame]) -> None:
    """Write frames of one table that follow one another as one Parquet file; two of them are held at most."""
    following = iter(frames)
    first, second = next(following), next(following, None)
    if second is None:
        write_frame(path, first)
        return
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 (only what is large needs it)

    schema = first.to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    with writing(path) as file, ParquetWriter(file, schema, compression="zstd") as writer:
        for frame in chain([first, second], following):
            rows = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
            writer.write_table(rows, row_group_size=ROWS)


def parquet(frame: pl.DataFrame) -> bytes:
    """`frame` as a Parquet file."""
    buffer = BytesIO()
    frame.write_parquet(buffer, row_group_size=ROWS)
    return buffer.getvalue()


def batches(path: Path) -> Iterator[pl.DataFrame]:
    """The table in a Parquet file, some rows at a time."""
    whole = pl.scan_parquet(path)
    height = whole.select(pl.len()).collect().item()
    for start in range(0, height, ROWS):
        yield whole.slice(start, ROWS).collect()


def read_frame(path: Path) -> pl.DataFrame:
    """The table in a Parquet file."""
    return pl.read_parquet(BytesIO(path.read_bytes()))


def copy(source: Path, target: Path) -> None:
    """Write the bytes of one file as another."""
    write_bytes(target, source.read_bytes())


def save(folder: Path, outcome: StageResult) -> Path:
    """Write `outcome` as a folder, in place of what was there, and give the folder back."""
    clear(folder)
    for name in NAMES:
        frame = outcome.tables.frame(name)
        if frame.height or name not in _MAY_BE_ABSENT:
            write_frame(folder / f"{name}.parquet", frame)
    save_facts(folder, outcome.counts, outcome.failures)
    return folder


def save_facts(folder: Path, counts: Sequence[StageCount], failures: Sequence[Failure]) -> None:
    """Write what was counted and what raised beside the tables in `folder`."""
    _write_facts(folder / _COUNTS, counts)
    save_failures(folder, failures)


def save_failures(folder: Path, failures: Sequence[Failure]) -> None:
    """Write what raised while something was made, beside it in `folder`."""
    _write_facts(folder / _FAILURES, failures)


def _write_facts(path: Path, facts: Sequence[StageCount] | Sequence[Failure]) -> None:
    write_bytes(path, json.dumps([asdict(fact) for fact in facts], indent=1).encode())


def scan(folder: Path) -> dict[str, pl.LazyFrame]:
    """The tables of the package in `folder`, to be read when they are asked for."""
    paths = {table: folder / f"{table.name}.parquet" for table in PACKAGE}
    return {
        table.name: pl.scan_parquet(path) if path.is_file() else table.empty().lazy()
        for table, path in paths.items()
    }


def load(folder: Path, without: Collection[str] = ()) -> StageResult:
    """The stage result that `save` wrote, but for the tables named in `without`, which are not read.

    FileNotFoundError where there is none.
    """
    paths = (path for path in sorted(folder.glob("*.parquet")) if path.stem not in without)
    frames = {path.stem: read_frame(path) for path in paths}
    return StageResult(Tables().with_frames(frames), load_counts(folder), load_failures(folder))


def load_counts(folder: Path) -> tuple[StageCount, ...]:
    """The counts alone of the stage result in `folder`."""
    return tuple(StageCount(**count) for count in json.loads((folder / _COUNTS).read_bytes()))


def load_failures(folder: Path) -> tuple[Failure, ...]:
    """What raised while the stage result in `folder` was made."""
    return tuple(Failure(**failure) for failure in json.loads((folder / _FAILURES).read_bytes()))


def clear(folder: Path) -> Path:
    """An empty folder, but for the mark that it is the build's own, whatever the build had there before.

    Raises Refused where something lies there that this function did not make, and deletes nothing of it.
    """
    _refuse_others(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # The mark is there before any content and goes after it: a killed run leaves nothing that is refused.
    (folder / MARK).touch()
    sync_folder(folder)
    for path in folder.iterdir():
        if path.name != MARK:
            _delete(path)
    return folder


def _refuse_others(folder: Path) -> None:
    """Refused where `folder` is there, holds something, and has no mark."""
    remedy = "move it away, or choose another folder with --work"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(f"{folder}: is no folder that Parallax made; {remedy}", INPUT)
    if (folder / MARK).is_file() or not folder.exists():
        return
    if found := sorted(path.name for path in folder.iterdir()):
        told = f"has {len(found)} entries ({', '.join(found[:3])}) and was not made by Parallax"
        raise Refused(f"{folder}: {told}, so it is not emptied; {remedy}", INPUT)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
