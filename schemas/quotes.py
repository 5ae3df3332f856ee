"""Contract of the table `quotes`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier, offset, one_of, probability
from schemas.vocabularies import CUE_CLASSES, QUOTE_TYPES, ZONE_KINDS

RELIABLE_FROM = 0.69
"""The confidence from which on nine in ten quotes have the right content and source: docs/benchmarks.md."""

LONGEST_CONTEXT = 100
"""Code points of a text before a quote, and after it, at most: as in GDELT's Global Quotation Graph."""


def _context(description: str) -> dy.String:
    return dy.String(
        nullable=True,
        min_length=1,
        description=f"{description}: whole words, never boilerplate, and no more than its sentence "
        "where the article may not be reprinted; null where nothing stands there",
    )


class Quotes(dy.Schema):
    """An attribution: content that a document attributes to a source."""

    quote_id = identifier("quo", "Stable id: hash of document and content", primary_key=True)
    document_id = identifier("doc", "The document", references="documents.document_id")
    type = one_of(QUOTE_TYPES, "Whether the content is quoted, reported or both")
    content = dy.String(
        min_length=1, description="What is attributed; parts that other text interrupts are joined by ' … '"
    )
    context_before = _context("Text just before the content, character for character")
    context_after = _context("Text just after the content, character for character")
    cue = dy.String(nullable=True, description="What introduces the content", metadata={"max_null_rate": 0.5})
    cue_lemma = dy.String(nullable=True, description="Base form of the cue")
    cue_class = one_of(CUE_CLASSES, "What kind of act the cue reports", nullable=True)
    cue_modifiers = dy.List(dy.String(), description="Words with which the outlet colours the cue")
    source = dy.String(
        nullable=True, description="The mention of who is quoted", metadata={"max_null_rate": 0.5}
    )
    speaker_id = identifier(
        "spk", "The entity behind the source, where resolved", references="speakers.speaker_id", nullable=True
    )
    speaker_confidence = probability("Probability that the speaker is right", nullable=True)
    relay_id = identifier(
        "spk",
        "Who passes the words on, where that is not the speaker: the speaker of the quote around this one",
        references="speakers.speaker_id",
        nullable=True,
    )
    negated = dy.Bool(description="Whether the attribution itself is negated: 'did not say'")
    nested_in = identifier(
        "quo", "The quote whose content holds this one", references="quotes.quote_id", nullable=True
    )
    zone = one_of(ZONE_KINDS, "Zone in which the content starts")
    start = offset("Where the content starts in the text")
    end = offset("Where the content ends in the text (exclusive)")
    confidence = probability("Probability that content and source are right")
    reliable = dy.Bool(
        description=f"Whether the confidence is {RELIABLE_FROM} or more: nine in ten of such quotes are right"
    )
    method = dy.String(min_length=1, description="What found the quote: name and version of the extractor")

    @dy.rule()
    def starts_before_end(cls) -> pl.Expr:
        """A quote holds at least one character."""
        return pl.col("start") < pl.col("end")

    @dy.rule()
    def not_from_boilerplate(cls) -> pl.Expr:
        """Nothing in boilerplate is a quote."""
        return pl.col("zone") != "boilerplate"

    @dy.rule()
    def speaker_with_confidence(cls) -> pl.Expr:
        """A speaker comes with a confidence, and no confidence without a speaker."""
        return pl.col("speaker_id").is_null() == pl.col("speaker_confidence").is_null()

    @dy.rule()
    def not_nested_in_itself(cls) -> pl.Expr:
        """A quote does not hold itself."""
        return pl.col("nested_in").is_null() | (pl.col("nested_in") != pl.col("quote_id"))

    @dy.rule()
    def reliable_by_confidence(cls) -> pl.Expr:
        """A quote is reliable where its confidence is high enough, and only there."""
        return pl.col("reliable") == (pl.col("confidence") >= RELIABLE_FROM)

    @dy.rule()
    def short_context(cls) -> pl.Expr:
        """What is shown around a quote is short on both sides."""
        return pl.max_horizontal(
            pl.col(name).str.len_chars().fill_null(0) for name in ("context_before", "context_after")
        ).le(LONGEST_CONTEXT)
