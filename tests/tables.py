"""Tables as what is published takes and gives them: whole, where tests hold a few rows."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars as pl

from schemas.derivations.croissant import PublishedFile
from schemas.package import RELEASED, TABLES, VIEWS, Table
from transforms.release import batches, serialise
from transforms.release.views import SETTINGS, rows_of
from transforms.tables import Frames


def lazily(frames: Frames) -> dict[str, pl.LazyFrame]:
    """Tables as they are, to be read when they are asked for."""
    return {name: frame.lazy() for name, frame in frames.items()}


def scans(frames: Frames) -> dict[str, pl.LazyFrame]:
    """Tables in their published order, to be read when they are asked for; of other columns as they are."""
    order = {table.name: table.order for table in (*TABLES, *VIEWS)}
    return {name: _sorted(frame, order.get(name, [])).lazy() for name, frame in frames.items()}


def to_csv(frame: pl.DataFrame, table: Table) -> bytes:
    """A CSV file of these rows."""
    return b"".join(serialise.to_csv(_batches(frame, table), table))


def to_parquet(frame: pl.DataFrame, table: Table, version: str) -> bytes:
    """A Parquet file of these rows."""
    return b"".join(serialise.to_parquet(_batches(frame, table), table, version, frame.height))


def views(frames: Frames) -> dict[str, pl.DataFrame]:
    """The rows of every view, from the released tables."""
    with _database(frames) as database:
        return {view.name: pl.concat([view.empty(), *rows_of(view, database)]) for view in VIEWS}


@contextmanager
def _database(frames: Frames) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config=dict(SETTINGS)) as database:
        for table in RELEASED:
            database.register(table.name, frames[table.name].to_arrow())
        yield database


def _batches(frame: pl.DataFrame, table: Table) -> Iterator[pl.DataFrame]:
    return batches.batches(_sorted(frame, table.order).lazy(), table)


def _sorted(frame: pl.DataFrame, order: list[str]) -> pl.DataFrame:
    if not order or not set(order) <= set(frame.columns):
        return frame
    return frame.sort(order, nulls_last=True, maintain_order=True)


def published(path: str, data: bytes) -> PublishedFile:
    """What is told of a file of a release."""
    return PublishedFile(path, len(data), hashlib.sha256(data).hexdigest())
