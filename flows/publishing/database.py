"""The release as one DuckDB file: every table and view, with what the contract says of them as comments.

The same tables give the same bytes. docs/decisions/tables-to-start-with.md says what that takes.
"""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb

from flows.store import staging
from schemas.derivations.facts import columns
from schemas.package import RELEASED, SCHEMA_VERSION, VIEWS, Table
from transforms.release.descriptor import DATABASE
from transforms.release.serialise import ordered
from transforms.release.views import QUERIES, SETTINGS
from transforms.tables import Frames

_SETTINGS: Final = {**SETTINGS, "force_compression": "uncompressed"}
_OPTIONS: Final = "(BLOCK_SIZE 16384, STORAGE_VERSION 'v1.2.0')"


def database(frames: Frames, version: str, beside: Path) -> bytes:
    """The file's bytes, of the released tables in `frames`; it is made in a folder in `beside`, and removed.

    OSError where the disk does not let it; TableShapeError where a frame is not as its contract says.
    """
    with TemporaryDirectory(prefix=staging.PREFIX, dir=beside) as folder:
        path = Path(folder) / DATABASE
        try:
            _write(path, frames, version)
        except duckdb.Error as error:
            raise OSError(_reason(str(error)), str(error)) from error
        return path.read_bytes()


def _write(path: Path, frames: Frames, version: str) -> None:
    with duckdb.connect(config=dict(_SETTINGS)) as connection:
        connection.execute(f"ATTACH {_text(str(path))} AS parallax {_OPTIONS}")
        connection.execute("USE parallax")
        # Each change of its own would be forced to disk.
        connection.execute("BEGIN")
        for table in RELEASED:
            connection.register("given", ordered(frames[table.name], table).to_arrow())
            connection.execute(f'CREATE TABLE "{table.name}" AS FROM given')
            connection.unregister("given")
        for view in VIEWS:
            connection.execute(f'CREATE VIEW "{view.name}" AS {QUERIES[view.name]}')
        for statement in _comments(version):
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("DETACH parallax")


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
