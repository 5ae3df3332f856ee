"""The rows of a release's tables held against their contract, and one form of a table against the other.

Rows are read some at a time; of what they point to the keys alone are in memory.
"""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Final

import polars as pl

from flows.publishing.problem import Problem
from flows.store import plain
from schemas.package import Table
from transforms.contract import known_in, meets
from transforms.rejects import Reject
from transforms.release.batches import readable, regrouped, some
from transforms.release.serialise import cells_of_csv, to_csv
from transforms.tables import LazyFrames

_EXAMPLES: Final = 3

_TOGETHER: Final = 200_000
"""Rows that are held against their contract together."""


def is_written_as(frames: Iterable[pl.DataFrame], table: Table, csv: Path | None) -> tuple[bool, int]:
    """Whether a CSV file, where there is one, has the bytes of these rows; and how many were read: all."""
    number = 0

    def counted() -> Iterator[pl.DataFrame]:
        nonlocal number
        for frame in frames:
            number += frame.height
            yield frame

    with plain.opened(csv) if csv else nullcontext(BytesIO()) as file:
        same = [file.read(len(piece)) == piece or not csv for piece in to_csv(counted(), table)]
        return all(same) and not file.read(1), number


class Keys:
    """What rows of tables point to: the keys of a table are read once where they are few."""

    def __init__(self, tables: LazyFrames) -> None:
        self._tables = tables
        self._few: dict[tuple[str, str], pl.Series] = {}

    def pointed_to(self, table: Table) -> dict[str, pl.Series]:
        """Foreign key of `table` -> the keys that there are, of every table that there is."""
        targets = table.foreign_keys.items()
        return {column: self._of(*target) for column, target in targets if target[0] in self._tables}

    def _of(self, table: str, key: str) -> pl.Series:
        if (known := self._few.get((table, key))) is not None:
            return known
        found = self._tables[table].select(key).collect().to_series()
        if len(found) <= _TOGETHER:
            self._few[table, key] = found
        return found


def broken_rows(table: Table, rows: pl.LazyFrame, keys: Keys) -> Iterator[Problem]:
    """The rows of a table that break its contract, or point to none of the `keys`."""
    name, number = f"{table.name}.parquet", 0
    broken, orphans = list[Reject](), list[Reject]()
    targets: dict[str, pl.Series] | None = None
    for frame in _together(rows, table):
        number += frame.height
        kept = meets(table, frame)
        broken += kept.rejects
        targets = keys.pointed_to(table) if targets is None else targets
        for column, known in targets.items():
            orphans += known_in(table, kept.frame, column, known)[1]
    if number < table.min_rows:
        yield Problem(name, "contract", f"has {number} rows, fewer than {table.min_rows}")
    for found in (broken, orphans):
        if found:
            shown = "; ".join(f"{reject.key} {reject.detail}" for reject in found[:_EXAMPLES])
            yield Problem(name, "contract", f"{len(found)} rows break the contract, as: {shown}")


def _together(rows: pl.LazyFrame, table: Table) -> Iterator[pl.DataFrame]:
    """The rows some at a time, those of one key all together: a key is held against its rows alone."""
    key, frames = table.primary_key, some(rows, table, _TOGETHER)
    held = list(islice(frames, 2))
    if len(held) == 1:
        yield from (frame for frame in held if frame.height)
        return
    twice = rows.select(key).group_by(key).len().filter(pl.col("len") > 1).drop("len").collect()
    frames = chain((held.pop(0) for _ in range(2)), frames)
    if twice.is_empty():
        yield from regrouped(frames, _TOGETHER)
        return
    alike = []
    for frame in frames:
        alike.append(frame.join(twice, on=key, how="semi", nulls_equal=True, maintain_order="left"))
        yield frame.join(twice, on=key, how="anti", nulls_equal=True, maintain_order="left")
    yield pl.concat(alike)


def number_of(rows: pl.LazyFrame) -> int:
    """How many rows there are, all of which are read; TableShapeError where one cannot be."""
    with readable("Parquet"):
        return rows.collect().height


def same_shape(name: str, data: bytes, rows: pl.LazyFrame, number: int) -> Iterator[Problem]:
    """Whether a CSV file has the columns of these rows, of which there are so many, and as many."""
    cells = cells_of_csv(data)
    if (cells.columns, cells.height) != (rows.collect_schema().names(), number):
        yield Problem(name, "contract", "has other columns or another number of rows than its Parquet file")
