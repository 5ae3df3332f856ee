"""Contract of the table `quote_spans`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier, offset, one_of
from schemas.vocabularies import SPAN_ROLES


class QuoteSpans(dy.Schema):
    """A contiguous stretch of text that is part of a quote's content, cue or source."""

    quote_id = identifier("quo", "The quote", primary_key=True, references="quotes.quote_id")
    role = one_of(SPAN_ROLES, "What the span is to the quote", primary_key=True)
    ordinal = dy.Int64(
        min=0, primary_key=True, description="Place among the quote's spans of this role, from 0"
    )
    document_id = identifier("doc", "The document", references="documents.document_id")
    start = offset("Where the span starts in the text")
    end = offset("Where the span ends in the text (exclusive)")
    text = dy.String(min_length=1, description="The text between start and end, character for character")

    @dy.rule()
    def length_matches(cls) -> pl.Expr:
        """The span's text is as long as its offsets say."""
        return pl.col("text").str.len_chars() == pl.col("end") - pl.col("start")
