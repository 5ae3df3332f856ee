"""What was found before, kept under keys: a key stands for everything that decides a result.

Results lie in packs, folders that are written once: one Parquet file for each table that has rows, each row
beside its key, and `contents.json`, written last, with all keys and the SHA-256 of every file. A pack that is
not as its contents say counts as absent, and what was in it is found anew.
"""

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import polars as pl

from flows.store import files as storage
from flows.store.durable import write_bytes
from flows.store.fingerprint import digest_of
from transforms.results import StageCount, StageResult, total
from transforms.tables import NAMES, Tables, joined

CACHE: Final = "cache"
"""Folder of the work folder that holds it."""

KEY: Final = "cache_key"
"""The column of a pack's tables that says under which key a row was kept."""

_CONTENTS: Final = "contents.json"
_COUNTS: Final = "stage_counts"
_COUNT_COLUMNS: Final = {
    "stage": pl.String, "unit": pl.String, "received": pl.Int64, "kept": pl.Int64, "rejected": pl.Int64,
}  # fmt: skip


@dataclass(frozen=True)
class Pack:
    """Some results of one kind ("documents", "stories"), made at one time, in one folder."""

    folder: Path
    kind: str
    keys: frozenset[str]
    made_at: datetime
    hashes: Mapping[str, str]

    @property
    def bytes(self) -> int:
        """What it takes on the disk."""
        return sum(path.stat().st_size for path in self.folder.iterdir())

    @cached_property
    def is_whole(self) -> bool:
        """Whether every file is as it was written."""
        return all(_sha256(self.folder / name) == found for name, found in self.hashes.items())

    def frames(self, wanted: Collection[str], without: Collection[str] = ()) -> dict[str, pl.DataFrame]:
        """Its tables by name, and its counts: the rows of those of its keys that are `wanted`."""
        names = (name for name in self.hashes if Path(name).stem not in without)
        return {Path(name).stem: self._frame(name, wanted) for name in names}

    def rows(self, table: str, wanted: Collection[str]) -> pl.DataFrame | None:
        """Its rows of one table under those of its keys that are `wanted`; None where it has none at all."""
        name = f"{table}.parquet"
        return self._frame(name, wanted).drop(KEY) if name in self.hashes else None

    def batches(self, table: str, wanted: Collection[str]) -> Iterator[pl.DataFrame]:
        """As `rows`, some rows at a time."""
        if f"{table}.parquet" in self.hashes:
            ours = pl.col(KEY).is_in(sorted(self.keys & set(wanted)))
            for frame in storage.batches(self.folder / f"{table}.parquet"):
                yield frame.filter(ours).drop(KEY)

    def load(self, wanted: Collection[str], without: Collection[str] = ()) -> StageResult:
        """What was kept under those of its keys that are `wanted`, but for the tables named in `without`."""
        return _result({name: frame.drop(KEY) for name, frame in self.frames(wanted, without).items()})

    def each(self) -> Iterator[tuple[str, StageResult]]:
        """Every key, in order, with what was kept under it."""
        split = {name: _by_key(frame) for name, frame in self.frames(self.keys).items()}
        for key in sorted(self.keys):
            yield key, _result({name: parts[key] for name, parts in split.items() if key in parts})

    def _frame(self, name: str, wanted: Collection[str]) -> pl.DataFrame:
        frame = pl.read_parquet(BytesIO((self.folder / name).read_bytes()))
        return frame if self.keys <= set(wanted) else frame.filter(pl.col(KEY).is_in(sorted(wanted)))


class Cache:
    """The packs in a folder. Only one run may use it at a time: it lies in a work folder that is locked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def packs(self) -> Sequence[Pack]:
        """Every pack that can be read, oldest first."""
        found = (_read(path) for path in sorted(self.folder.glob(f"*/{_CONTENTS}")))
        return sorted((pack for pack in found if pack), key=lambda pack: (pack.made_at, pack.folder.name))

    def found(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of `keys` under which something is kept, whole."""
        wanted = set(keys)
        return frozenset(key for pack, some in self._holding(wanted) if pack.is_whole for key in some)

    def load(self, keys: Collection[str], without: Collection[str] = ()) -> StageResult:
        """What is kept under `keys`, as one result; of keys that are not there, nothing.

        Tables named in `without` are not read.
        """
        parts = [pack.load(some, without) for pack, some in self.holding(keys)]
        counts = total(count for part in parts for count in part.counts)
        return StageResult(joined(part.tables for part in parts), counts)

    def holding(self, keys: Collection[str]) -> list[tuple[Pack, set[str]]]:
        """The packs that have what is kept under `keys`, whole, each with those to take from it."""
        return [(pack, some) for pack, some in self._holding(set(keys)) if pack.is_whole]

    def add(self, kind: str, results: Mapping[str, StageResult]) -> None:
        """Keep each result under its key; nothing is written where there are none."""
        keyed = sorted(results.items())
        frames = {
            name: pl.concat(rows)
            for name in NAMES
            if (
                rows := [
                    _with_key(frame, key) for key, one in keyed if (frame := one.tables.frame(name)).height
                ]
            )
        }
        counts = [(key, count) for key, result in keyed for count in result.counts]
        self._write(kind, frozenset(results), frames | {_COUNTS: _counted(counts)})

    def add_by_document(self, kind: str, result: StageResult, keys: Mapping[str, str]) -> None:
        """Keep what a result says of each document of `keys` under its key.

        Every stage must count documents, each of these once and as kept.
        """
        columns = {"document_id": pl.String, KEY: pl.String}
        by_document = pl.DataFrame(list(keys.items()), columns, orient="row")
        frames = {
            name: frame.join(by_document, on="document_id", how="inner", maintain_order="left")
            for name in NAMES
            if "document_id" in (frame := result.tables.frame(name)).columns
        }
        each = [StageCount(count.stage, count.unit, 1, 1, 0) for count in total(result.counts)]
        counts = [(key, count) for key in sorted(keys.values()) for count in each]
        self._write(kind, frozenset(keys.values()), frames | {_COUNTS: _counted(counts)})

    def merge(self, packs: Sequence[Pack], keys: Collection[str]) -> None:
        """Put what packs of one kind keep under `keys` into one pack in their place."""
        found = [(pack, pack.frames(keys)) for pack in packs if pack.is_whole]
        names = dict.fromkeys(name for _, frames in found for name in frames)
        frames = {name: pl.concat([some[name] for _, some in found if name in some]) for name in names}
        kept = frozenset(keys) & frozenset().union(*(pack.keys for pack, _ in found))
        made = self._write(packs[0].kind, kept, frames)
        self.drop(pack for pack in packs if pack.folder != made)

    def drop(self, packs: Iterable[Pack]) -> None:
        """Delete packs."""
        for pack in packs:
            # Without its contents it is none: killed here, nothing half deleted is read.
            (pack.folder / _CONTENTS).unlink(missing_ok=True)
            shutil.rmtree(pack.folder)
        self.__dict__.pop("packs", None)

    def _holding(self, wanted: set[str]) -> Iterator[tuple[Pack, set[str]]]:
        """The newest pack for each key, with the keys to take from it."""
        for pack in reversed(self.packs):
            if some := wanted & pack.keys:
                if pack.is_whole:
                    wanted = wanted - some
                yield pack, some

    def _write(self, kind: str, keys: frozenset[str], frames: Mapping[str, pl.DataFrame]) -> Path | None:
        """Write a pack, in place of one of the same keys; gives its folder, None where there are no keys."""
        if not keys:
            return None
        folder = self.folder / f"{kind}-{digest_of(sorted(keys))[:16]}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        hashes = {}
        for name, frame in frames.items():
            if frame.height:
                data = storage.parquet(frame)
                # Not forced to disk: what a power cut spoils has another hash, and counts as absent.
                (folder / f"{name}.parquet").write_bytes(data)
                hashes[f"{name}.parquet"] = hashlib.sha256(data).hexdigest()
        made_at = datetime.now(UTC).isoformat()
        content = {"kind": kind, "made_at": made_at, "keys": sorted(keys), "sha256": hashes}
        write_bytes(folder / _CONTENTS, json.dumps(content).encode())
        self.__dict__.pop("packs", None)
        return folder


def _result(frames: dict[str, pl.DataFrame]) -> StageResult:
    """Tables and counts as one result."""
    counts = frames.pop(_COUNTS, pl.DataFrame(schema=_COUNT_COLUMNS))
    found = total(StageCount(*row) for row in counts.select(list(_COUNT_COLUMNS)).iter_rows())
    return StageResult(Tables().with_frames(frames), found)


def _by_key(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    parts = frame.partition_by(KEY, as_dict=True, include_key=False)
    return {str(key): part for (key,), part in parts.items()}


def _read(path: Path) -> Pack | None:
    """The pack of a contents file; None where it cannot be read."""
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        made_at = datetime.fromisoformat(content["made_at"])
        return Pack(path.parent, content["kind"], frozenset(content["keys"]), made_at, content["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _counted(counts: Sequence[tuple[str, StageCount]]) -> pl.DataFrame:
    columns = {KEY: pl.String, **_COUNT_COLUMNS}
    return pl.DataFrame([{KEY: key} | asdict(count) for key, count in counts], columns)


def _with_key(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    return frame.with_columns(pl.lit(key).alias(KEY))
