"""The rows of a table as its Parquet files hold them: together or, where they are many, month by month."""

from __future__ import annotations

import polars as pl

from schemas.package import Table
from schemas.partitions import NO_MONTH, is_cut, part, whole

_MONTH = "month"


def parts_of(
    table: Table, rows: pl.LazyFrame, height: int, documents: pl.LazyFrame
) -> dict[str, pl.LazyFrame]:
    """Path -> the rows that lie there, of a table with so many, in its order; `documents` tell the months."""
    if not is_cut(table, height):
        return {whole(table.name): rows}
    month = pl.col("published_on").dt.strftime("%Y-%m").alias(_MONTH)
    told = documents.select("document_id", month).drop_nulls()
    placed = rows.join(told, on="document_id", how="left", maintain_order="left")
    placed = placed.with_columns(pl.col(_MONTH).fill_null(NO_MONTH))
    found = placed.select(pl.col(_MONTH).unique()).collect().to_series().sort()
    return {part(table.name, of): placed.filter(pl.col(_MONTH) == of).drop(_MONTH) for of in found}
