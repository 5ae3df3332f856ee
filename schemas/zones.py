"""Contract of the table `zones`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier, offset, one_of
from schemas.vocabularies import ZONE_KINDS


class Zones(dy.Schema):
    """A stretch of a document's text and what it is: headline, body, boilerplate and so on."""

    document_id = identifier("doc", "The document", primary_key=True, references="documents.document_id")
    start = offset("Where the zone starts in the text", primary_key=True)
    end = offset("Where the zone ends in the text (exclusive)")
    kind = one_of(ZONE_KINDS, "What the zone is")

    @dy.rule()
    def starts_before_end(cls) -> pl.Expr:
        """A zone holds at least one character."""
        return pl.col("start") < pl.col("end")
