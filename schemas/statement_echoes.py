"""Contract of the table `statement_echoes`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier, offset, one_of, probability
from schemas.vocabularies import RENDERINGS


class StatementEchoes(dy.Schema):
    """A sentence in an outlet's own voice that says what another article attributes to a speaker."""

    document_id = identifier("doc", "The document", primary_key=True, references="documents.document_id")
    start = offset("Where the sentence, or its half, starts in the text", primary_key=True)
    end = offset("Where the sentence, or its half, ends in the text (exclusive)")
    text = dy.String(min_length=1, description="The text between start and end, character for character")
    statement_id = identifier("sta", "The statement that it renders", references="statements.statement_id")
    quote_id = identifier(
        "quo",
        "The quote of the statement's speaker that it follows in its paragraph, where it follows one",
        references="quotes.quote_id",
        nullable=True,
    )
    similarity = probability("Similarity to the nearest quote of the statement in another document")
    change = one_of(RENDERINGS, "How it differs from the statement's representative")

    @dy.rule()
    def length_matches(cls) -> pl.Expr:
        """The echo's text is as long as its offsets say."""
        return pl.col("text").str.len_chars() == pl.col("end") - pl.col("start")
