"""Contract of the table `speaker_mentions`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier, offset, one_of, probability
from schemas.vocabularies import MENTION_FORMS, MENTION_METHODS


class SpeakerMentions(dy.Schema):
    """A mention of a speaker in a document, quoted there or not: what it looks like, and who is behind it."""

    document_id = identifier("doc", "The document", primary_key=True, references="documents.document_id")
    start = offset("Where the mention starts in the text", primary_key=True)
    end = offset("Where the mention ends in the text (exclusive)", primary_key=True)
    text = dy.String(min_length=1, description="The text between start and end, character for character")
    form = one_of(MENTION_FORMS, "What kind of mention it is")
    method = one_of(MENTION_METHODS, "What told who is behind it")
    speaker_id = identifier(
        "spk",
        "The entity behind the mention, where resolved",
        references="speakers.speaker_id",
        nullable=True,
    )
    confidence = probability("Probability that the speaker is right", nullable=True)

    @dy.rule()
    def length_matches(cls) -> pl.Expr:
        """The mention's text is as long as its offsets say."""
        return pl.col("text").str.len_chars() == pl.col("end") - pl.col("start")

    @dy.rule()
    def speaker_with_confidence(cls) -> pl.Expr:
        """A speaker comes with a confidence, and no confidence without a speaker."""
        return pl.col("speaker_id").is_null() == pl.col("confidence").is_null()

    @dy.rule()
    def unresolved_says_so(cls) -> pl.Expr:
        """Exactly the mentions without a speaker have the method 'unresolved'."""
        return pl.col("speaker_id").is_null() == (pl.col("method") == "unresolved")
