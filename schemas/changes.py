"""Contract of the table `changes`."""

from collections.abc import Sequence

import dataframely as dy
import polars as pl

from schemas.columns import one_of
from schemas.vocabularies import ROW_CHANGES


def key_text(columns: Sequence[str]) -> pl.Expr:
    """A row's key as one text, from the columns that make it."""
    return pl.concat_str([pl.col(name).cast(pl.String) for name in columns], separator="/")


class Changes(dy.Schema):
    """A row of another table that is new, gone or not as it was in the previous release."""

    table = dy.String(regex="^[a-z][a-z_]*$", primary_key=True, description="Table of the row")
    key = dy.String(
        min_length=1,
        primary_key=True,
        description="Key of the row: the values of its key columns in their order, joined by /",
    )
    change = one_of(ROW_CHANGES, "What happened to the row")
    # Under its own name it would hide the class's method.
    differing = dy.List(
        dy.String(),
        alias="columns",
        description="Columns whose value is another one; none for a row that is new or gone",
    )
    before = dy.List(
        dy.String(nullable=True),
        description="Values of those columns in the previous release, in order, as text, lists as JSON: "
        "null for what was missing, and for words that this release left out or must not bring back",
    )
    after = dy.List(
        dy.String(nullable=True),
        description="Values of those columns in this release, in their order, as text, lists as JSON; null "
        "for what is missing",
    )
    supersedes = dy.String(
        nullable=True,
        min_length=1,
        description="Of a new quote, claim, quantity or statement: the key of the row, gone since, that had "
        "most of its words, as when a boundary moved",
    )

    @dy.rule()
    def values_of_each_column(cls) -> pl.Expr:
        """Each column that is named has a value before and one after."""
        named = pl.col("columns").list.len()
        return (pl.col("before").list.len() == named) & (pl.col("after").list.len() == named)

    @dy.rule()
    def only_new_rows_supersede(cls) -> pl.Expr:
        """Only a row that is new takes the place of another."""
        return pl.col("supersedes").is_null() | (pl.col("change") == "added")

    @dy.rule()
    def columns_where_data_changed(cls) -> pl.Expr:
        """A row with other data names the columns, and no other row does."""
        return (pl.col("change") == "data_changed") == (pl.col("columns").list.len() > 0)
