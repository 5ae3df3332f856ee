"""Rows put in other places than those in which they come: a corpus sorted anew, of which a part is in memory.

Rows are added with the number of the place of each, and are there place by place. What does not fit into
memory lies in one file for each place and table: tables one behind the other, as they came.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import polars as pl

from flows.store import files as storage
from transforms.tables import Tables

HELD: Final = 24 * 2**20
"""Bytes of rows, about, that are held in memory before they go to disk; small builds never come to it."""

PLACE: Final = "#place"
"""The column that says where a row belongs, under a name that no contract uses."""


class Spill:
    """Rows of tables by place; the folder is made where it is needed, and emptied.

    `held` is how many bytes of rows are held before they go to disk.
    """

    def __init__(self, folder: Path, held: int = HELD) -> None:
        self._folder, self._most = folder, held
        self._held: dict[tuple[int, str], list[pl.DataFrame]] = {}
        self._bytes = 0
        self._written: dict[tuple[int, str], list[int]] = {}

    def add(self, name: str, placed: pl.DataFrame) -> None:
        """Add rows of a table, each with its PLACE."""
        self._bytes += int(placed.estimated_size())
        for (place,), rows in placed.partition_by(PLACE, as_dict=True, include_key=False).items():
            self._held.setdefault((int(str(place)), name), []).append(rows)
        if self._bytes > self._most:
            self._write()

    def rows(self, place: int, name: str) -> pl.DataFrame | None:
        """The rows of a table in a place, in the order in which they came; None where there are none."""
        found = [*self._read(place, name), *self._held.get((place, name), ())]
        return pl.concat(found) if found else None

    def tables(self, place: int) -> Tables:
        """All rows of a place."""
        names = sorted({name for where, name in (*self._written, *self._held) if where == place})
        found = {name: self.rows(place, name) for name in names}
        return Tables().with_frames({name: rows for name, rows in found.items() if rows is not None})

    def forget(self, place: int) -> None:
        """Delete the rows of a place."""
        for key in [key for key in (*self._written, *self._held) if key[0] == place]:
            self._held.pop(key, None)
            if self._written.pop(key, None):
                self._path(*key).unlink()

    def _write(self) -> None:
        if not self._written:
            storage.clear(self._folder)
        for (place, name), frames in self._held.items():
            data = BytesIO()
            pl.concat(frames).write_ipc_stream(data, compression="lz4")
            with self._path(place, name).open("ab") as file:
                file.write(data.getbuffer())
            self._written.setdefault((place, name), []).append(data.tell())
        self._held, self._bytes = {}, 0

    def _read(self, place: int, name: str) -> Iterator[pl.DataFrame]:
        if lengths := self._written.get((place, name)):
            with self._path(place, name).open("rb") as file:
                for length in lengths:
                    yield pl.read_ipc_stream(BytesIO(file.read(length)))

    def _path(self, place: int, name: str) -> Path:
        return self._folder / f"{place:04}-{name}"
