"""Contract of the table `statement_quotes`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier, offset, one_of, probability
from schemas.vocabularies import RENDERINGS


class StatementQuotes(dy.Schema):
    """A part of a quote, mostly a sentence, and the one statement that it renders."""

    quote_id = identifier("quo", "The quote", primary_key=True, references="quotes.quote_id")
    part = dy.Int64(min=0, primary_key=True, description="Place among the parts of the quote, from 0")
    statement_id = identifier("sta", "The statement", references="statements.statement_id")
    document_id = identifier("doc", "The document", references="documents.document_id")
    start = offset("Where the part starts in the text")
    end = offset("Where the part ends in the text (exclusive)")
    text = dy.String(
        min_length=1, description="The part; pieces that other text interrupts are joined by ' … '"
    )
    is_representative = dy.Bool(description="Whether the statement is shown in this part's words")
    similarity = probability("Similarity to the representative; 1 for the same words")
    change = one_of(RENDERINGS, "How the part differs from the representative")

    @dy.rule()
    def starts_before_end(cls) -> pl.Expr:
        """A part holds at least one character."""
        return pl.col("start") < pl.col("end")

    @dy.rule()
    def representative_is_verbatim(cls) -> pl.Expr:
        """The representative does not differ from itself."""
        same = (pl.col("change") == "verbatim") & (pl.col("similarity") == 1.0)
        return ~pl.col("is_representative") | same
