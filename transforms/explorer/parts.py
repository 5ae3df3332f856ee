"""A release cut into what the explorer shows together: some stories with their articles, some speakers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from transforms.explorer.material import Material
from transforms.explorer.records import Quote
from transforms.rows import records
from transforms.tables import Frames, LazyFrames, height

DOCUMENTS: Final = 500
"""Articles whose pages are made together, at least; of a large corpus as many as make PARTS."""

QUOTES: Final = 20_000
"""Quotes of speakers whose pages are made together, at least; of a large corpus as many as make PARTS."""

PARTS: Final = 50
"""Into how many parts a corpus is cut at most: for each, all tables are read once."""

_OF_DOCUMENT: Final = ("documents", "story_documents", "attributions", "quote_spans", "texts")
_OF_STORY: Final = ("stories", "statements", "statements_by_outlet", "disagreements")
_NAMED: Final = (
    ("speaker_id", "statements", "speakers"),
    ("discrepancy_id", "disagreements", "discrepancy_values"),
    ("document_id", "disagreements", "quantities"),
)
"""Columns of tables of a story, and the tables of which they name rows."""


@dataclass(frozen=True)
class Parts:
    """A release as the explorer reads it: its tables and views in their row order, perhaps with `texts`.

    `about` is what is told beside the tables; it has no rows.
    """

    tables: LazyFrames
    about: Material

    def whole(self) -> Material:
        """All rows, for lists: nothing is read before it is asked for."""
        return self._of(self.tables, {name: height(table) for name, table in self.tables.items()})

    def shards(self, size: int) -> Iterator[Iterator[Quote]]:
        """All quotes in their order, so many at a time."""
        quotes = self.tables["attributions"]
        for start in range(0, height(quotes), size):
            yield records(quotes.slice(start, size).collect(), Quote)

    def by_story(self) -> Iterator[Material]:
        """Stories with their articles, and articles of no story; all rows of some at a time."""
        placed = (
            self.tables["documents"]
            .select("document_id")
            .join(
                self.tables["story_documents"].select("document_id", "story_id"), on="document_id", how="left"
            )
        )
        # Each article of no story is a group of its own.
        placed = placed.with_columns(pl.coalesce("story_id", "document_id"))
        for some in _cut(placed.collect().group_by("story_id").agg("document_id"), DOCUMENTS):
            documents, stories = some.get_column("document_id").explode(), some.get_column("story_id")
            frames = {name: self._where("document_id", documents, name) for name in _OF_DOCUMENT}
            frames |= {name: self._where("story_id", stories, name) for name in _OF_STORY}
            for column, among, name in _NAMED:
                keys = frames[among].get_column(column).drop_nulls()
                frames[name] = self._where(column, keys, name)
            yield self._of(frames)

    def by_speaker(self) -> Iterator[Material]:
        """Speakers with all their quotes, some at a time."""
        quotes = self.tables["attributions"].select("speaker_id", "quote_id")
        placed = self.tables["speakers"].select("speaker_id").join(quotes, on="speaker_id", how="left")
        stories = self.tables["stories"].collect()
        for some in _cut(placed.collect().group_by("speaker_id").agg("quote_id"), QUOTES):
            keys = some.get_column("speaker_id")
            frames = {name: self._where("speaker_id", keys, name) for name in ("speakers", "attributions")}
            yield self._of({**frames, "stories": stories})

    def _where(self, column: str, keys: pl.Series, name: str) -> pl.DataFrame:
        if name not in self.tables:
            return pl.DataFrame(schema={"document_id": pl.String, "text": pl.String})
        return self.tables[name].filter(pl.col(column).is_in(keys.implode())).collect()

    def _of(self, frames: Frames | LazyFrames, rows: Mapping[str, int] | None = None) -> Material:
        return replace(self.about, frames=frames, rows=rows or {})


def _cut(groups: pl.DataFrame, least: int) -> Iterator[pl.DataFrame]:
    """Groups, a key and the list of what it has, in pieces with at least so much in each but the last."""
    keys, listed = groups.columns
    size = pl.col(listed).list.len()
    ordered = groups.sort(keys, nulls_last=True).with_columns(before=size.cum_sum() - size)
    total = int(groups.select(size.sum()).item() or 0)
    place = pl.col("before") // max(least, -(-total // PARTS))
    yield from ordered.with_columns(place=place).partition_by("place", maintain_order=True)
