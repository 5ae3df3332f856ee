"""Contract of the table `coverage`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier, offset, one_of
from schemas.vocabularies import COVERAGES, CUE_CLASSES


class Coverage(dy.Schema):
    """How a statement of two outlets or more stands in a document of its story; undecided where no row is."""

    statement_id = identifier("sta", "The statement", primary_key=True, references="statements.statement_id")
    document_id = identifier("doc", "The document", primary_key=True, references="documents.document_id")
    how = one_of(COVERAGES, "How the document reports the statement, or that it does not")
    cue = dy.String(nullable=True, description="What introduces it there")
    cue_lemma = dy.String(nullable=True, description="Base form of the cue")
    cue_class = one_of(CUE_CLASSES, "What kind of act the cue reports", nullable=True)
    source = dy.String(nullable=True, description="The speaker as the document names them there")
    relay_id = identifier(
        "spk",
        "Through whom the document has it, where it says so",
        references="speakers.speaker_id",
        nullable=True,
    )
    quote_id = identifier(
        "quo",
        "The quote that renders it most directly; null where none does",
        references="quotes.quote_id",
        nullable=True,
    )
    start = offset("Where the part of the quote, or the echo, starts in the text", nullable=True)
    end = offset("Where the part of the quote, or the echo, ends in the text (exclusive)", nullable=True)

    @dy.rule()
    def starts_before_end(cls) -> pl.Expr:
        """What a row rests on holds at least one character."""
        return pl.col("start") < pl.col("end")

    @dy.rule()
    def quoted_by_a_quote(cls) -> pl.Expr:
        """What is reported as a speaker's rests on a quote, and nothing else does."""
        unquoted = pl.col("how").is_in(["unattributed", "own_voice", "not_reported"])
        return unquoted == pl.col("quote_id").is_null()

    @dy.rule()
    def reported_somewhere(cls) -> pl.Expr:
        """What is reported has a place in the text, and what is not reported has none."""
        placed = pl.col("start").is_not_null() & pl.col("end").is_not_null()
        return (pl.col("how") != "not_reported") == placed

    @dy.rule()
    def cue_of_a_quote(cls) -> pl.Expr:
        """Only a quote has a cue and a source."""
        named = pl.col("cue").is_not_null() | pl.col("source").is_not_null()
        return ~named | pl.col("quote_id").is_not_null()
