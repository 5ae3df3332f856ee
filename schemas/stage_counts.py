"""Contract of the working table `stage_counts`: what stages received, kept and rejected; never published."""

import dataframely as dy
import polars as pl

from schemas.columns import one_of
from schemas.package import Table
from schemas.vocabularies import STAGES


class StageCounts(dy.Schema):
    """The count of what a stage received, kept and rejected of one kind of thing."""

    stage = one_of(STAGES, "The stage", primary_key=True)
    unit = dy.String(min_length=1, primary_key=True, description="What was counted")
    received = dy.Int64(min=0, description="How many came in", metadata={"unit": "units"})
    kept = dy.Int64(min=0, description="How many went on", metadata={"unit": "units"})
    rejected = dy.Int64(min=0, description="How many were left out", metadata={"unit": "units"})

    @dy.rule()
    def nothing_lost(cls) -> pl.Expr:
        """Kept and rejected add up to received."""
        return pl.col("kept") + pl.col("rejected") == pl.col("received")


STAGE_COUNTS = Table("stage_counts", StageCounts, ("stage", "unit"), min_rows=1, released=False)
"""Stands beside the tables of the package: it accounts for a build, and is no data of the release."""
