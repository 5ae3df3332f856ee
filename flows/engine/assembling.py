"""The finished tables of a build, put together one after the other: no two of them are in memory at a time.

What is known of the whole build was settled before; beside it stands what was found in each shard of stories
now, and in others by earlier builds. Rows of both have met their contract where they were made.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from flows.engine.reuse import Known
from flows.engine.shards import Cut
from flows.store import files as storage
from flows.store.cache import Cache, Pack
from schemas.package import TABLES, Table
from transforms.results import total
from transforms.tables import NAMES


class _Found(NamedTuple):
    """What a pack has of this build: the groups of stories under some keys."""

    pack: Pack
    keys: Collection[str]


def assemble(settled: Path, shards: Sequence[Path], cut: Cut, known: Known, target: Path) -> None:
    """Put every table, sorted, into `target`: of what was settled, and compared in `shards` and before."""
    found = [*_before(cut, known), *(_Found(pack, pack.keys) for one in shards for pack in Cache(one).packs)]
    storage.clear(target)
    for table in TABLES:
        _assemble(table, settled, found, target)
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


def _assemble(table: Table, settled: Path, found: Sequence[_Found], target: Path) -> None:
    """One table; where no story has rows of it, its file is that of what was settled."""
    name = f"{table.name}.parquet"
    rows = [frame for pack, keys in found if (frame := pack.rows(table.name, keys)) is not None]
    if not rows:
        storage.copy(settled / name, target / name)
        return
    whole = pl.concat([storage.read_frame(settled / name), *rows])
    storage.write_frame(target / name, whole.sort(table.sort_by, maintain_order=True))
