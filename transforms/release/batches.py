"""The rows of a table some at a time, in their published order: what is larger than memory is read so.

TableShapeError says that rows are not those of a table, which is also told where they are not in its order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest

import polars as pl

from schemas.package import Table
from transforms.tables import height

# Small enough that a filter on one document, of tables sorted by document, skips nearly everything.
ROW_GROUP_ROWS = 20_000
_PART, _PLACE = "#part", "#place"


class TableShapeError(ValueError):
    """A frame, or a file, whose columns are not those of its table."""


class NoTableError(TableShapeError):
    """Bytes that hold no table at all, whatever its columns."""


def ordered(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """`frame` with the contract's columns, in the published row order; raises TableShapeError."""
    check_columns(frame.schema, table)
    return _in_order(frame.select(table.polars_schema.names()), table)


def batches(rows: pl.LazyFrame, table: Table, size: int | None = None) -> Iterator[pl.DataFrame]:
    """The rows of a table, `size` or a row group at a time, the rest last; an empty frame if there are none.

    Raises TableShapeError where columns are not the contract's, or rows not in their published order.
    """
    yield from in_order(some(rows, table, size or ROW_GROUP_ROWS), table, size)


def in_order(frames: Iterable[pl.DataFrame], table: Table, size: int | None = None) -> Iterator[pl.DataFrame]:
    """The rows of `frames` as `batches` gives those of a table; TableShapeError where they are not sorted."""
    before = None
    for frame in regrouped(frames, size or ROW_GROUP_ROWS):
        keys = frame.select(table.order)
        together = keys if before is None else pl.concat([before.select(table.order), keys])
        if together.height > 1 and not together.equals(_in_order(together, table)):
            raise TableShapeError(f"{table.name}: rows are not sorted by {', '.join(table.order)}")
        before = frame.tail(1)
        yield frame
    if before is None:
        yield table.empty()


def regrouped(frames: Iterable[pl.DataFrame], size: int) -> Iterator[pl.DataFrame]:
    """The rows of `frames`, each in one piece of memory: `size` of them, and the rest in the last."""
    held: list[pl.DataFrame] = []
    for frame in frames:
        held.append(frame)
        while sum(one.height for one in held) >= size:
            whole = pl.concat(held)
            yield whole.head(size).rechunk()
            held = [whole.slice(size)]
    if any(one.height for one in held):
        yield pl.concat(held).rechunk()


def some(rows: pl.LazyFrame, table: Table, size: int) -> Iterator[pl.DataFrame]:
    """The rows of a table as they come, about `size` at a time; TableShapeError where they are another's."""
    with readable("Parquet"):
        check_columns(rows.collect_schema(), table)
        whole = rows.select(table.polars_schema.names())
        # One row more tells whether there are others, for which they are counted.
        first = whole.head(size + 1).collect()
        number = height(rows) - size if first.height > size else 0
        yield first.head(size)
        del first
        if not number:
            return
        for frame in whole.slice(size).collect_batches(chunk_size=size, maintain_order=True):
            number -= frame.height
            yield frame
    # Where a thread of its own fails, polars ends as if there were no more rows.
    if number:
        raise NoTableError(f"cannot be read as Parquet ({number} rows of {table.name} are not there)")


def merged(parts: Sequence[Iterator[pl.DataFrame]], table: Table) -> Iterator[pl.DataFrame]:
    """The rows of parts that are each in the order of the table, in that order, some of each at a time."""
    waiting, held = dict(enumerate(parts)), table.empty().with_columns(pl.lit(0).alias(_PART))
    while waiting:
        for number in waiting.keys() - set(held.get_column(_PART)):
            if (frame := next(waiting[number], None)) is None:
                del waiting[number]
            else:
                held = held.vstack(frame.with_columns(pl.lit(number).alias(_PART)))
        held = _in_order(held, table)
        # Rows behind the last that is held of a part may have others of it before them.
        last = held.with_row_index(_PLACE).group_by(_PART).agg(pl.col(_PLACE).max())
        ready = last.filter(pl.col(_PART).is_in(list(waiting))).get_column(_PLACE).min()
        number = held.height if ready is None else int(str(ready)) + 1
        yield held.head(number).drop(_PART)
        held = held.slice(number)


def same_rows(one: Iterable[pl.DataFrame], other: Iterable[pl.DataFrame]) -> bool:
    """Whether the rows that a table's `batches` give are the same, and no more on one side."""
    pairs = zip_longest(one, other)
    return all(mine is not None and theirs is not None and mine.equals(theirs) for mine, theirs in pairs)


@contextmanager
def readable(form: str) -> Iterator[None]:
    """What polars raises in reading, as an error that says so."""
    try:
        yield
    except (TableShapeError, OSError):
        raise
    # Of what is wrong inside, polars tells some by a panic, which is no Exception.
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise NoTableError(f"cannot be read as {form} ({error})") from error


def check_columns(schema: pl.Schema, table: Table) -> None:
    """TableShapeError where these are not the columns of a table, and of its types."""
    if dict(schema) != dict(table.polars_schema):
        raise TableShapeError(f"{table.name}: {_difference(schema, table.polars_schema)}")


def _in_order(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    return frame.sort(table.order, nulls_last=True, maintain_order=True)


def _difference(found: pl.Schema, expected: pl.Schema) -> str:
    missing = [name for name in expected if name not in found]
    extra = [name for name in found if name not in expected]
    retyped = [
        f"{name} is {found[name]}, not {expected[name]}"
        for name in expected
        if name in found and found[name] != expected[name]
    ]
    parts = [
        f"missing: {', '.join(missing)}" if missing else "",
        f"unknown: {', '.join(extra)}" if extra else "",
        f"wrong type: {'; '.join(retyped)}" if retyped else "",
    ]
    return "columns are not those of the contract; " + "; ".join(part for part in parts if part)
