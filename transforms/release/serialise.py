"""Tables as bytes: Parquet for programs, CSV for everything else, and the CSV's way back.

The same rows give the same bytes, however they come. Both forms hold the same rows in the same order: that of
the contract. A table is written a row group at a time.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from schemas.derivations.arrow import arrow_schema
from schemas.package import Table
from transforms.release.batches import ROW_GROUP_ROWS, NoTableError, TableShapeError, ordered

_FALSE_POSITIVES = 0.01

# What a spreadsheet takes for a formula at the start of a cell, and the wide forms some take for the same.
_FORMULA_STARTS = "=+\\-@\t\r\n＝＋－＠"
_GUARD = "'"
# Cells that are guarded: those that start like a formula, the empty text (an empty cell is null), and
# those that would be taken for guarded ones on the way back.
_GUARDED = rf"^'*(?:[{_FORMULA_STARTS}]|\z)"
_UNGUARDED = rf"^'+(?:[{_FORMULA_STARTS}]|\z)"
_LINE_END = "\r\n"
_DATETIME = "%Y-%m-%dT%H:%M:%S%.fZ"


def to_parquet(frames: Iterable[pl.DataFrame], table: Table, data_version: str, rows: int) -> Iterator[bytes]:
    """A Parquet file in pieces: zstd, statistics, page index, described columns; Bloom filters on ids.

    `frames` are the table's `batches`, of `rows` rows together. Each becomes a row group, so that statistics
    on the sort columns and Bloom filters on the other ids let a reader skip most of a large table.
    """
    schema, sink = arrow_schema(table, data_version), _Passing()
    with pq.ParquetWriter(
        sink,
        schema,
        compression="zstd",
        write_statistics=True,
        write_page_index=True,
        sorting_columns=pq.SortingColumn.from_ordering(schema, list(table.sort_by), null_placement="at_end"),
        bloom_filter_options=_bloom_filters(rows, table),
    ) as writer:
        for frame in frames:
            group = frame.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema)
            writer.write_table(group, row_group_size=max(1, group.num_rows))
            yield sink.take()
    yield sink.take()


class _Passing(io.BytesIO):
    """A file that is taken away while it is written; where it stands counts from its beginning."""

    _taken = 0

    def tell(self) -> int:
        return self._taken + super().tell()

    def close(self) -> None:
        """What was written last is still to be taken."""

    def take(self) -> bytes:
        """What was written since."""
        data = self.getvalue()
        self._taken += len(data)
        self.seek(0)
        self.truncate()
        return data


def to_csv(frames: Iterable[pl.DataFrame], table: Table) -> Iterator[bytes]:
    """A CSV file in pieces: RFC 4180 with CRLF, UTF-8 without byte order mark, nulls empty, lists as JSON.

    Every text stands in quotes; what does not is a number or missing.

    Dates and times are ISO 8601, times in UTC. A text cell that a spreadsheet would run as a formula (and
    an empty text) gets one apostrophe in front; so does a cell that looks as if it had one already, which
    makes the guard reversible: from_csv removes it. `frames` are the table's `batches`.
    """
    for number, frame in enumerate(frames):
        yield _csv(frame, table, header=not number) if number or frame.height else _header(table)


def _csv(frame: pl.DataFrame, table: Table, *, header: bool) -> bytes:
    sink = io.BytesIO()
    frame.with_columns(_cells(table)).write_csv(
        sink,
        include_header=header,
        line_terminator=_LINE_END,
        datetime_format=_DATETIME,
        quote_style="non_numeric",
    )
    return sink.getvalue()


@cache
def _header(table: Table) -> bytes:
    """The whole file of a table without rows."""
    return _csv(table.empty(), table, header=True)


@cache
def _cells(table: Table) -> tuple[pl.Expr, ...]:
    """What the cells of a CSV file hold where it is not the value itself."""
    columns = table.polars_schema.items()
    guarded = (_guarded(name) for name, dtype in columns if dtype == pl.String)
    return (*guarded, *(_as_json(name) for name, dtype in columns if isinstance(dtype, pl.List)))


def from_csv(data: bytes, table: Table) -> pl.DataFrame:
    """The frame in CSV bytes made by `to_csv`, equal to the one given there; raises TableShapeError."""
    try:
        cells = cells_of_csv(data)
        if cells.columns != table.polars_schema.names():
            raise TableShapeError(f"{table.name}: CSV has the columns {', '.join(cells.columns)}")
        frame = cells.select(_parsed(name, dtype) for name, dtype in table.polars_schema.items())
    except NoTableError as error:
        raise TableShapeError(f"{table.name}: {error}") from error
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise TableShapeError(f"{table.name}: cannot be read as CSV ({error})") from error
    return ordered(frame, table)


def cells_of_csv(data: bytes) -> pl.DataFrame:
    """The cells of CSV bytes of any table, as texts; raises NoTableError where there are none."""
    try:
        return pl.read_csv(io.BytesIO(data), infer_schema=False, encoding="utf8")
    # Of what is wrong inside, polars tells some by a panic, which is no Exception.
    except (Exception, pl.exceptions.PanicException) as error:
        raise NoTableError(f"cannot be read as CSV ({error})") from error


def guard(text: str) -> str:
    """A text as a CSV cell that no spreadsheet runs."""
    return _GUARD + text if re.match(_GUARDED.replace(r"\z", r"\Z"), text) else text


def unguard(cell: str) -> str:
    """The text that `guard` was given."""
    return cell[1:] if re.match(_UNGUARDED.replace(r"\z", r"\Z"), cell) else cell


def _guarded(name: str) -> pl.Expr:
    cell = pl.col(name)
    return pl.when(cell.str.contains(_GUARDED)).then(_GUARD + cell).otherwise(cell).alias(name)


def _unguarded(name: str) -> pl.Expr:
    cell = pl.col(name)
    return pl.when(cell.str.contains(_UNGUARDED)).then(cell.str.slice(1)).otherwise(cell).alias(name)


def _as_json(name: str) -> pl.Expr:
    return pl.col(name).map_elements(
        lambda values: json.dumps(list(values), ensure_ascii=False), return_dtype=pl.String
    )


def _parsed(name: str, dtype: Any) -> pl.Expr:
    cell = pl.col(name)
    if dtype == pl.String:
        return _unguarded(name)
    if isinstance(dtype, pl.List):
        return cell.str.json_decode(dtype)
    if dtype == pl.Boolean:
        return cell == "true"
    if isinstance(dtype, pl.Datetime):
        return cell.str.to_datetime(_DATETIME, time_unit="us").dt.replace_time_zone("UTC")
    return cell.str.to_date("%Y-%m-%d") if dtype == pl.Date else cell.cast(dtype)


def _bloom_filters(rows: int, table: Table) -> dict[str, dict[str, float]] | None:
    """For each id column that the rows are not sorted by, one as large as a row group needs."""
    ids = dict.fromkeys([*table.primary_key, *table.foreign_keys])
    wanted = [
        name for name in ids if name not in table.sort_by[:1] and table.polars_schema[name] == pl.String
    ]
    distinct = max(1, min(rows, ROW_GROUP_ROWS))
    return {name: {"ndv": distinct, "fpp": _FALSE_POSITIVES} for name in wanted} or None
