"""What was read of files and found in documents, for one build: made now, in parts, or by earlier builds."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import polars as pl

from flows.engine.reuse import Known
from flows.store import files as storage
from flows.store.cache import Cache, Pack
from transforms.results import StageCount, total
from transforms.tables import NAMES, Tables


class Parts:
    """Stage results in `folders`, and those that are `known`, read table by table, some rows at a time."""

    def __init__(self, folders: Sequence[Path], known: Known) -> None:
        self.known = known
        self._folders = folders

    @cached_property
    def _packs(self) -> list[tuple[Pack, set[str]]]:
        return Cache(self.known.folder).holding(self.known.found)

    @property
    def counts(self) -> tuple[StageCount, ...]:
        """What all of it counted."""
        made = (count for folder in self._folders for count in storage.load_counts(folder))
        kept = (count for pack, keys in self._packs for count in pack.load(keys, without=NAMES).counts)
        return total((*made, *total(kept)))

    def batches(self, name: str) -> Iterator[pl.DataFrame]:
        """The rows of a table, in the order of the parts."""
        for folder in self._folders:
            if (path := folder / f"{name}.parquet").is_file():
                yield from storage.batches(path)
        for pack, keys in self._packs:
            yield from pack.batches(name, keys)

    def rows(self, name: str) -> pl.DataFrame:
        """All rows of a table: for those that are short."""
        return pl.concat([Tables().frame(name), *self.batches(name)])

    def analysed(self) -> Iterator[pl.DataFrame]:
        """Which documents have an analysis: frames of nothing but their ids."""
        for folder in self._folders:
            if (path := folder / "analyses.parquet").is_file():
                yield pl.read_parquet(path, columns=["document_id"])
        known = [one for one, key in self.known.keys.items() if key in self.known.found]
        yield pl.DataFrame({"document_id": known}, {"document_id": pl.String})
