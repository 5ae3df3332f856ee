"""Contract of the table `claims`."""

from typing import Final

import dataframely as dy
import polars as pl

from schemas.columns import UNIT_CODE_POINTS, identifier, offset, one_of, probability
from schemas.vocabularies import HOLDERS, MODALITIES, POLARITIES, TIMES

CHECKABLE_FROM: Final = 0.6
"""The check-worthiness from which on a proposition is a claim: docs/decisions/claims-are-checkable.md."""


class Claims(dy.Schema):
    """A checkable proposition or a promise, whose it is and how it is put; whether it is true is not said."""

    claim_id = identifier("clm", "Stable id: hash of document and text", primary_key=True)
    document_id = identifier("doc", "The document", references="documents.document_id")
    quote_id = identifier(
        "quo",
        "The quote it stands in; null in the outlet's own voice",
        references="quotes.quote_id",
        nullable=True,
    )
    holder = one_of(HOLDERS, "Whose claim it is: a quoted speaker's, or the outlet's own")
    speaker_id = identifier(
        "spk",
        "The speaker whose claim it is, where resolved",
        references="speakers.speaker_id",
        nullable=True,
    )
    content = dy.String(
        min_length=1,
        nullable=True,
        description="The claim's words; parts that other text interrupts are joined by ' … '. Null in the "
        "outlet's own voice where the article may not be reprinted: the offsets lead to the words",
    )
    polarity = one_of(POLARITIES, "Whether it says that something is so or is not so")
    modality = one_of(MODALITIES, "How firmly, or as what, it is put")
    time = one_of(TIMES, "When what it tells of lies; null where no verb tells", nullable=True)
    predicate_lemma = dy.String(description="Base form of its verb")
    subject = dy.String(
        nullable=True,
        description="Subject of the verb, as the text has it; for a relative pronoun, what it stands for. "
        "Null in a speaker's command alone",
    )
    subject_speaker_id = identifier(
        "spk",
        "The speaker whom the subject names, or takes up as he, she or I, where resolved",
        references="speakers.speaker_id",
        nullable=True,
    )
    predicate = dy.String(nullable=True, description="The verb with its auxiliaries, as the text has it")
    object = dy.String(
        nullable=True,
        description="Object or complement of the verb, as the text has it; null wherever content is",
    )
    subject_start = offset("Where the subject starts in the text", nullable=True)
    subject_end = offset("Where the subject ends in the text (exclusive)", nullable=True)
    predicate_start = offset("Where the verb group starts in the text", nullable=True)
    predicate_end = offset("Where the verb group ends in the text (exclusive)", nullable=True)
    object_start = offset("Where the object starts in the text", nullable=True)
    object_end = offset("Where the object ends in the text (exclusive)", nullable=True)
    entities = dy.List(dy.String(), description="Names in the claim, each once, in order")
    loaded_terms = dy.List(dy.String(), description="Words in the claim that take sides, as they stand")
    check_worthiness = probability(
        "Probability that it states something that could be checked: "
        f"{CHECKABLE_FROM} or more, except of a promise"
    )
    sentence_start = offset("Where the claim's sentence starts in the text")
    sentence_end = offset("Where the claim's sentence ends in the text (exclusive)")
    span_starts = dy.List(
        dy.Int64(),
        description="Where each contiguous stretch of the claim starts in the text",
        metadata={"unit": UNIT_CODE_POINTS},
    )
    span_ends = dy.List(
        dy.Int64(),
        description="Where each contiguous stretch of the claim ends in the text (exclusive)",
        metadata={"unit": UNIT_CODE_POINTS},
    )
    start = offset("Where the claim starts in the text")
    end = offset("Where the claim ends in the text (exclusive)")

    @dy.rule()
    def starts_before_end(cls) -> pl.Expr:
        """A claim holds at least one character."""
        return pl.col("start") < pl.col("end")

    @dy.rule()
    def checkable_or_promised(cls) -> pl.Expr:
        """What is not likely enough to be checkable is a claim only where it promises something."""
        return (pl.col("check_worthiness") >= CHECKABLE_FROM) | (pl.col("modality") == "promised")

    @dy.rule()
    def withheld_from_the_outlet_alone(cls) -> pl.Expr:
        """Only what an outlet says in its own voice may be withheld, object and all."""
        own = pl.col("quote_id").is_null() & pl.col("object").is_null()
        return pl.col("content").is_not_null() | own

    @dy.rule()
    def quote_with_speaker(cls) -> pl.Expr:
        """A claim held by a speaker stands in a quote, and one of the outlet's own in none."""
        return (pl.col("holder") == "speaker") == pl.col("quote_id").is_not_null()

    @dy.rule()
    def speaker_of_a_quote(cls) -> pl.Expr:
        """Only a claim in a quote has a speaker."""
        return pl.col("speaker_id").is_null() | pl.col("quote_id").is_not_null()

    @dy.rule()
    def spans_in_pairs(cls) -> pl.Expr:
        """Every stretch of the claim has a start and an end."""
        return pl.col("span_starts").list.len() == pl.col("span_ends").list.len()
