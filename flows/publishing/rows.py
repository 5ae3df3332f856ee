"""The rows of a release's tables held against their contract, and one form of a table against the other.

Rows are read some at a time; of what they point to the keys alone are in memory.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from io import BytesIO
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
from transforms.tables import LazyFrames, height

_EXAMPLES: Final = 3

_TOGETHER: Final = 200_000
"""Rows that are held against their contract together."""


def is_written_as(frames: Iterator[pl.DataFrame], table: Table, csv: Path | None) -> bool:
    """Whether a CSV file, where there is one, has the bytes of these rows, all of which are read."""
    with plain.opened(csv) if csv else nullcontext(BytesIO()) as file:
        same = [file.read(len(piece)) == piece or not csv for piece in to_csv(frames, table)]
        return all(same) and not file.read(1)


def broken_rows(table: Table, tables: LazyFrames) -> Iterator[Problem]:
    """The rows of a table that break its contract, or point to no row of `tables`."""
    name = f"{table.name}.parquet"
    rows = tables[table.name]
    if (number := height(rows)) < table.min_rows:
        yield Problem(name, "contract", f"has {number} rows, fewer than {table.min_rows}")
    targets = {
        column: tables[target].select(key).collect().to_series()
        for column, (target, key) in table.foreign_keys.items()
        if target in tables
    }
    broken, orphans = list[Reject](), list[Reject]()
    for frame in _together(rows, table):
        kept = meets(table, frame)
        broken += kept.rejects
        for column, known in targets.items():
            orphans += known_in(table, kept.frame, column, known)[1]
    for found in (broken, orphans):
        if found:
            shown = "; ".join(f"{reject.key} {reject.detail}" for reject in found[:_EXAMPLES])
            yield Problem(name, "contract", f"{len(found)} rows break the contract, as: {shown}")


def _together(rows: pl.LazyFrame, table: Table) -> Iterator[pl.DataFrame]:
    """The rows some at a time, those of one key all together: a key is held against its rows alone."""
    key = table.primary_key
    twice = rows.select(key).group_by(key).len().filter(pl.col("len") > 1).drop("len").collect()
    frames = some(rows, table, _TOGETHER)
    if twice.is_empty():
        yield from regrouped(frames, _TOGETHER)
        return
    alike = []
    for frame in frames:
        alike.append(frame.join(twice, on=key, how="semi", nulls_equal=True, maintain_order="left"))
        yield frame.join(twice, on=key, how="anti", nulls_equal=True, maintain_order="left")
    yield pl.concat(alike)


def read_once(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The rows, once each was read; TableShapeError where one cannot be."""
    with readable("Parquet"):
        rows.collect()
    return rows


def same_shape(name: str, data: bytes, rows: pl.LazyFrame) -> Iterator[Problem]:
    """Whether a CSV file has the columns of these rows, and as many."""
    cells = cells_of_csv(data)
    if (cells.columns, cells.height) != (rows.collect_schema().names(), height(rows)):
        yield Problem(name, "contract", "has other columns or another number of rows than its Parquet file")
