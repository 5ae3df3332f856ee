"""The rows of a table as its Parquet files hold them: together or, where they are many, month by month."""

from __future__ import annotations

import polars as pl

from schemas.package import Table
from schemas.partitions import NO_MONTH, is_cut, part, whole

_MONTH, _DOCUMENT = "month", "document_id"


def parts_of(
    table: Table, rows: pl.LazyFrame, height: int, documents: pl.LazyFrame
) -> dict[str, pl.LazyFrame]:
    """Path -> the rows that lie there, of a table with so many, in its order; `documents` tell the months."""
    if not is_cut(table, height):
        return {whole(table.name): rows}
    month = pl.col("published_on").dt.strftime("%Y-%m").alias(_MONTH)
    told = documents.select(_DOCUMENT, month).collect()
    found = rows.select(pl.col(_DOCUMENT).unique()).collect(engine="streaming")
    placed = found.join(told, on=_DOCUMENT, how="left").with_columns(pl.col(_MONTH).fill_null(NO_MONTH))
    months = placed.group_by(_MONTH).agg(_DOCUMENT).sort(_MONTH)
    # By their documents alone: of other rows polars reads no further column.
    return {
        part(table.name, of): rows.filter(pl.col(_DOCUMENT).is_in(some, nulls_equal=True))
        for of, some in months.iter_rows()
    }
