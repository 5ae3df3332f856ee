"""Contract of the table `discrepancy_values`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier, offset, one_of
from schemas.vocabularies import HOLDERS


class DiscrepancyValues(dy.Schema):
    """What one document says on the point of a discrepancy, and where."""

    discrepancy_id = identifier(
        "dis", "The discrepancy", primary_key=True, references="discrepancies.discrepancy_id"
    )
    document_id = identifier("doc", "The document", primary_key=True, references="documents.document_id")
    start = offset("Where the value starts in the text", primary_key=True)
    end = offset("Where the value ends in the text (exclusive)")
    text = dy.String(min_length=1, description="The text between start and end, character for character")
    normalised = dy.String(min_length=1, description="The value in a form in which equal values are equal")
    voice = one_of(HOLDERS, "Whose words they are")
    quote_id = identifier(
        "quo", "The quote in which the value starts, if any", references="quotes.quote_id", nullable=True
    )
    claim_id = identifier(
        "clm",
        "The smallest claim in which the value starts, if any",
        references="claims.claim_id",
        nullable=True,
    )
    sentence = dy.String(
        min_length=1, description="The sentence in which the value stands, or the sentences, where it runs on"
    )

    @dy.rule()
    def sentence_holds_value(cls) -> pl.Expr:
        """The sentence holds the value's text."""
        return pl.col("sentence").str.contains(pl.col("text"), literal=True)

    @dy.rule()
    def length_matches(cls) -> pl.Expr:
        """The value's text is as long as its offsets say."""
        return pl.col("text").str.len_chars() == pl.col("end") - pl.col("start")

    @dy.rule()
    def speaker_has_a_quote(cls) -> pl.Expr:
        """A speaker's words stand in a quote, the outlet's own in none."""
        return (pl.col("voice") == "speaker") == pl.col("quote_id").is_not_null()
