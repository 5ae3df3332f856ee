"""Contract of the table `statements`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier


class Statements(dy.Schema):
    """An utterance, as one or more quotes of a story render it, whoever they name as its speaker."""

    statement_id = identifier("sta", "Stable id: hash of its first part of a quote", primary_key=True)
    story_id = identifier("sto", "The story", references="stories.story_id")
    speaker_id = identifier(
        "spk",
        "Whom most of its documents name as its speaker, where any does; each quote has its own in `quotes`",
        references="speakers.speaker_id",
        nullable=True,
    )
    quote_id = identifier(
        "quo", "The quote of that speaker that renders it best", references="quotes.quote_id"
    )
    text = dy.String(min_length=1, description="The utterance as that quote renders it")
    n_quotes = dy.Int64(min=1, description="Quotes that render it", metadata={"unit": "quotes"})
    n_documents = dy.Int64(
        min=1,
        description="Documents with a quote that renders it; an echo in an outlet's own voice does not count",
        metadata={"unit": "documents"},
    )
    n_distinct = dy.Int64(
        min=1,
        description="Documents with such a quote, those that repeat another document counted once with it",
        metadata={"unit": "documents"},
    )

    @dy.rule()
    def counts_nest(cls) -> pl.Expr:
        """There are no more distinct documents than documents, and no more documents than quotes."""
        return (pl.col("n_distinct") <= pl.col("n_documents")) & (pl.col("n_documents") <= pl.col("n_quotes"))
