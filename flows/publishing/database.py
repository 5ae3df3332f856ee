"""The release as one DuckDB file: every table and view, with what the contract says of them as comments.

The same tables give the same bytes. docs/decisions/tables-to-start-with.md says what that takes.
"""

from __future__ import annotations

import atexit
import errno
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import polars as pl
import pyarrow as pa

from flows.store import files as storage
from schemas.derivations.facts import columns
from schemas.package import RELEASED, SCHEMA_VERSION, VIEWS, Table
from transforms.release.batches import batches
from transforms.release.descriptor import DATABASE
from transforms.release.views import QUERIES, SETTINGS, rows_of
from transforms.tables import LazyFrames, height

if TYPE_CHECKING:
    import duckdb

_SETTINGS: Final = {**SETTINGS, "force_compression": "uncompressed", "enable_optimistic_write": False}
"""Rows are written when a change is done with: where they lie depends on nothing that happens before."""

_TOGETHER: Final = 10 * 2_048
"""Rows that DuckDB is given together: ten of its vectors, so that the file is that of all rows at once."""

_HELD: Final = "300MB"
"""What DuckDB holds at most of the file that it writes; the rest lies beside it until it is written."""

_A_CHANGE: Final = 200_000
"""Rows, at least, that are written as one change, so that no more than they and a table have to be held."""

_PIECE: Final = 2**20
_OPTIONS: Final = "(BLOCK_SIZE 16384, STORAGE_VERSION 'v1.2.0')"


class Database:
    """The file, made of the released tables in `tables`, in a folder where there is nothing else.

    OSError where the disk does not let it; TableShapeError where a table is not as its contract says.
    """

    def __init__(self, tables: LazyFrames, version: str, folder: Path) -> None:
        self._folder, self.path = folder, folder / DATABASE
        with _told():
            _write(self.path, tables, version, folder)

    def pieces(self) -> Iterator[bytes]:
        """The file's bytes."""
        with self.path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    def views(self) -> dict[str, pl.LazyFrame]:
        """The rows of every view, in their published order; they lie in the folder, too."""
        with _told():
            return {view.name: self._rows(view) for view in VIEWS}

    def _rows(self, view: Table) -> pl.LazyFrame:
        path = self._folder / f"{view.name}.parquet"
        # A connection that made another view before still holds of its memory.
        with _connected(self._folder) as connection:
            connection.execute(f"ATTACH {_text(str(self.path))} AS parallax (READ_ONLY)")
            connection.execute("USE parallax")
            rows = rows_of(view, connection)
            storage.write_frames(path, chain([next(rows, view.empty())], rows))
        return pl.scan_parquet(path)


@contextmanager
def over_parquet(paths: Mapping[str, Sequence[Path]]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in which each table is the rows of its Parquet files, as they lie there."""
    with TemporaryDirectory() as folder, _connected(Path(folder)) as connection:
        for name, files in paths.items():
            listed = ", ".join(_text(str(path)) for path in files)
            rows = f"read_parquet([{listed}], hive_partitioning = false)"
            connection.execute(f'CREATE VIEW "{name}" AS FROM {rows}')
        yield connection


def _write(path: Path, tables: LazyFrames, version: str, folder: Path) -> None:
    with _connected(folder) as connection:
        connection.execute(f"SET memory_limit = '{_HELD}'")
        connection.execute(f"ATTACH {_text(str(path))} AS parallax {_OPTIONS}")
        connection.execute("USE parallax")
        # Each table as a change of its own would be forced to disk.
        connection.execute("BEGIN")
        rows = 0
        for table in RELEASED:
            connection.register("given", _given(tables[table.name], table))
            connection.execute(f'CREATE TABLE "{table.name}" AS FROM given')
            connection.unregister("given")
            rows += height(tables[table.name])
            if rows >= _A_CHANGE:
                connection.execute("COMMIT; CHECKPOINT parallax; BEGIN")
                rows = 0
        for view in VIEWS:
            connection.execute(f'CREATE VIEW "{view.name}" AS {QUERIES[view.name]}')
        connection.execute(";\n".join(_comments(version)))
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("DETACH parallax")


def _given(rows: pl.LazyFrame, table: Table) -> pa.RecordBatchReader:
    """A table as DuckDB takes it, some rows at a time."""
    schema = table.empty().to_arrow().schema
    found = (frame.to_arrow().to_batches() for frame in batches(rows, table, _TOGETHER))
    return pa.RecordBatchReader.from_batches(schema, chain.from_iterable(found))


def _connected(folder: Path) -> duckdb.DuckDBPyConnection:
    import duckdb  # noqa: PLC0415 (a run that ends before does without it)

    _end_quietly()
    return duckdb.connect(config={**_SETTINGS, "temp_directory": str(folder)})


@cache
def _end_quietly() -> None:
    """Have the process say nothing once only its interpreter is taken down.

    DuckDB then tells the terminal which of its objects are left, since others keep its modules: forty lines
    that help nobody.
    """
    atexit.register(_say_nothing)


def _say_nothing() -> None:
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what DuckDB says of the disk into the system's error."""
    import duckdb  # noqa: PLC0415

    try:
        yield
    except duckdb.Error as error:
        raise OSError(_reason(str(error)), str(error)) from error


def _reason(message: str) -> int:
    """The number of the system's error that DuckDB's message tells in the system's words."""
    known = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)
    return next((number for number in known if os.strerror(number) in message), errno.EIO)


def _comments(version: str) -> Iterator[str]:
    for kind, tables in (("TABLE", RELEASED), ("VIEW", VIEWS)):
        for table in tables:
            made = f"Parallax {version}, schema {SCHEMA_VERSION}"
            yield f'COMMENT ON {kind} "{table.name}" IS {_text(f"One row is: {table.description} ({made})")}'
            yield from _on_columns(table)


def _on_columns(table: Table) -> Iterator[str]:
    for column in columns(table):
        told = f"{column.description} ({column.unit})" if column.unit else column.description
        yield f'COMMENT ON COLUMN "{table.name}"."{column.name}" IS {_text(told)}'


def _text(value: str) -> str:
    """A text in SQL."""
    return "'" + value.replace("'", "''") + "'"
