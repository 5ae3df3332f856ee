"""Which speaker a discrepancy is about, where it is about one."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from schemas.discrepancies import Discrepancies
from transforms.rows import typed
from transforms.tables import Tables


def with_speakers(discrepancies: pl.DataFrame, tables: Tables) -> dy.DataFrame[Discrepancies]:
    """The discrepancies, each with the only speaker of its story who is called what it is about.

    Whoever its documents quote or mention is of a story.
    """
    met = pl.concat(
        [frame.select("document_id", "speaker_id") for frame in (tables.quotes, tables.speaker_mentions)]
    )
    told = met.unique().join(tables.story_documents.select("document_id", "story_id"), on="document_id")
    named = told.select("story_id", "speaker_id").join(
        tables.speakers.select("speaker_id", about="name"), on="speaker_id"
    )
    alone = named.unique().filter(pl.struct("story_id", "about").is_unique())
    found = discrepancies.drop("about_speaker_id").join(
        alone.rename({"speaker_id": "about_speaker_id"}),
        on=["story_id", "about"],
        how="left",
        maintain_order="left",
    )
    return typed(Discrepancies, found)
