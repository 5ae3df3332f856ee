"""The rows of a table as its Parquet files hold them: together or, where they are many, month by month."""

from __future__ import annotations

import polars as pl

from schemas.package import Table
from schemas.partitions import NO_MONTH, is_cut, part, whole

_MONTH = "month"


def parts_of(table: Table, frame: pl.DataFrame, documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Path -> the rows that lie there, of a table's `frame`, in its order; `documents` tell the months."""
    if not is_cut(table, frame.height):
        return {whole(table.name): frame}
    month = pl.col("published_on").dt.strftime("%Y-%m").alias(_MONTH)
    placed = frame.join(
        documents.select("document_id", month), on="document_id", how="left", maintain_order="left"
    )
    placed = placed.with_columns(pl.col(_MONTH).fill_null(NO_MONTH))
    found = placed.partition_by(_MONTH, as_dict=True, include_key=False)
    return {part(table.name, str(of)): rows for (of,), rows in sorted(found.items())}
