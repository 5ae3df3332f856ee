"""Contract of the table `stories`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier


class Stories(dy.Schema):
    """An event that one or more documents report."""

    story_id = identifier("sto", "Stable id: hash of the story's first document", primary_key=True)
    document_id = identifier(
        "doc", "Its first document: the earliest, then the smallest id", references="documents.document_id"
    )
    headline = dy.String(
        nullable=True, description="Headline of the document whose opening is most like those of the others"
    )
    n_documents = dy.Int64(min=1, description="Documents of the story", metadata={"unit": "documents"})
    n_distinct = dy.Int64(
        min=1, description="Documents that repeat no other document", metadata={"unit": "documents"}
    )
    first_published_on = dy.Date(
        nullable=True, description="Earliest day of publication known", metadata={"unit": "date"}
    )
    last_published_on = dy.Date(
        nullable=True, description="Latest day of publication known", metadata={"unit": "date"}
    )

    @dy.rule()
    def distinct_within_all(cls) -> pl.Expr:
        """A story has no more distinct documents than documents."""
        return pl.col("n_distinct") <= pl.col("n_documents")

    @dy.rule()
    def first_not_after_last(cls) -> pl.Expr:
        """The earliest day is not after the latest, and neither is known without the other."""
        both = pl.col("first_published_on") <= pl.col("last_published_on")
        none = pl.col("first_published_on").is_null() & pl.col("last_published_on").is_null()
        return both.fill_null(value=False) | none
