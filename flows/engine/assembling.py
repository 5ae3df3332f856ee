"""The finished tables of a build, put together one after the other, and of each only some rows at a time.

What is known of the whole build was settled before, most of it in folders that follow one another; beside
it stands what was found in each shard of stories now, and in others by earlier builds. Rows of all three have
met their contract where they were made.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

from flows.engine.reuse import Known
from flows.engine.shards import Cut
from flows.store import files as storage
from flows.store.cache import Cache, Pack
from flows.store.spill import PLACE, Spill
from schemas.package import TABLES, Table
from transforms.contract import COMPARED
from transforms.results import total
from transforms.tables import NAMES

_HEX: Final = 4
"""Digits of an id by which rows are told apart: enough for as many places as there are."""


class _Found(NamedTuple):
    """What a pack has of this build: the groups of stories under some keys."""

    pack: Pack
    keys: Collection[str]


def assemble(settled: Path, shards: Sequence[Path], cut: Cut, known: Known, target: Path) -> None:
    """Put every table, sorted, into `target`: of what was settled, and compared in `shards` and before."""
    found = [*_before(cut, known), *(_Found(pack, pack.keys) for one in shards for pack in Cache(one).packs)]
    batches = sorted(settled.glob("[0-9]*"))
    storage.clear(target)
    for table in TABLES:
        rows = (frame for frame in _rows(table, settled, batches, found) if frame.height)
        first = next(rows, table.empty())
        storage.write_frames(target / f"{table.name}.parquet", chain([first], rows))
    counts = total(
        (
            *storage.load_counts(settled),
            *(count for pack, keys in found for count in pack.load(keys, without=NAMES).counts),
        )
    )
    failures = [failure for one in (settled, *shards) for failure in storage.load_failures(one)]
    storage.save_facts(target, counts, failures)


def _before(cut: Cut, known: Known) -> Iterator[_Found]:
    return (_Found(pack, keys) for pack, keys in Cache(known.folder).holding(cut.known))


def _rows(
    table: Table, settled: Path, batches: Sequence[Path], found: Sequence[_Found]
) -> Iterator[pl.DataFrame]:
    """The rows of a table in its order, in frames that follow one another."""
    compared = (frame for pack, keys in found for frame in pack.batches(table.name, keys))
    if table.name in COMPARED:
        yield from _sorted_by_place(table, compared, len(batches), settled)
    elif (whole := settled / f"{table.name}.parquet").is_file():
        yield _in_order(table, [storage.read_frame(whole), *compared])
    elif (batches[0] / f"{table.name}.parquet").is_file():
        yield from (
            _in_order(table, [storage.read_frame(batch / f"{table.name}.parquet")]) for batch in batches
        )


def _sorted_by_place(
    table: Table, frames: Iterator[pl.DataFrame], number: int, folder: Path
) -> Iterator[pl.DataFrame]:
    """Rows whose order begins with an id, sorted: by the first digits of that into places that follow."""
    digits = pl.col(table.sort_by[0]).str.slice(-16, _HEX).str.to_integer(base=16, dtype=pl.UInt32)
    spill = Spill(folder / "compared")
    for frame in frames:
        spill.add(table.name, frame.with_columns((digits * number // 16**_HEX).alias(PLACE)))
    for place in range(number):
        if (rows := spill.rows(place, table.name)) is not None:
            yield _in_order(table, [rows])
        spill.forget(place)


def _in_order(table: Table, frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(frames).sort(table.order, nulls_last=True, maintain_order=True)
