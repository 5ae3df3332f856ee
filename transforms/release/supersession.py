"""Which row takes the place of one that is gone: an id changes where a boundary moves, though the words stay.

A new row supersedes that row of the same document, gone since, which shares most of its place in the text. A
statement has the places of the quotes that render it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from transforms.tables import LazyFrames

SPANS: Final[Mapping[str, tuple[str, str]]] = {
    "quotes": ("quotes", "quote_id"),
    "claims": ("claims", "claim_id"),
    "quantities": ("quantities", "quantity_id"),
    "statements": ("statement_quotes", "statement_id"),
}
"""Table whose ids can be superseded -> the table and column in which their places in texts are told."""

_PLACE: Final = ("document_id", "start", "end")
_SCHEMA: Final = {"new": pl.String, "supersedes": pl.String}


def superseded(table: str, before: LazyFrames, after: LazyFrames) -> pl.DataFrame:
    """The ids that are new in `table`, each with the id, gone since, that it supersedes; others are left out.

    A table whose rows have no place in texts, or that one side does not have, has none.
    """
    old, new = _places(table, before), _places(table, after)
    if old is None or new is None:
        return pl.DataFrame(schema=_SCHEMA)
    gone = old.join(new, on="id", how="anti").rename({"id": "supersedes"}).collect()
    added = new.join(old, on="id", how="anti").rename({"id": "new"}).collect()
    shared = pl.min_horizontal("end", "end_right") - pl.max_horizontal("start", "start_right")
    pairs = added.join(gone, on="document_id").with_columns(shared=shared).filter(pl.col("shared") > 0)
    weighed = pairs.group_by("new", "supersedes").agg(pl.col("shared").sum())
    ranked = weighed.sort("new", "shared", "supersedes", descending=[False, True, False])
    return ranked.unique("new", keep="first", maintain_order=True).select("new", "supersedes")


def _places(table: str, frames: LazyFrames) -> pl.LazyFrame | None:
    told_in, key = SPANS.get(table, ("", ""))
    rows = frames.get(told_in)
    if rows is None or not {key, *_PLACE} <= set(rows.collect_schema()):
        return None
    return rows.select(pl.col(key).alias("id"), *_PLACE)
