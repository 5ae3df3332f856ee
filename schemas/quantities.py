"""Contract of the table `quantities`."""

import dataframely as dy
import polars as pl

from schemas.columns import identifier, offset, one_of
from schemas.vocabularies import COMPARATORS, QUANTITY_KINDS

DATE_PATTERN = "^[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?|-WXX-[1-7])?(/[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?)?$"
"""ISO 8601-2 with X for each digit that the text leaves open; a weekday is XXXX-WXX-1 (Monday) to 7."""


class Quantities(dy.Schema):
    """A number, length of time, date, amount or share that a text states, as values."""

    quantity_id = identifier("qty", "Stable id: hash of document and text", primary_key=True)
    document_id = identifier("doc", "The document", references="documents.document_id")
    claim_id = identifier(
        "clm", "The smallest claim that holds it, if any", references="claims.claim_id", nullable=True
    )
    kind = one_of(QUANTITY_KINDS, "What is stated")
    text = dy.String(min_length=1, description="The words, comparator and unit included")
    comparator = one_of(COMPARATORS, "How the stated value bounds the meant one")
    low = dy.Float64(
        nullable=True,
        description="Least value in units, null where the figures leave it open; of a relative date: its "
        "distance from the day of writing in units, negative in the past",
        metadata={"unit": "see the column unit"},
    )
    high = dy.Float64(
        nullable=True,
        description="Greatest value in units; equal to low where one value is stated",
        metadata={"unit": "see the column unit"},
    )
    unit = dy.String(
        nullable=True,
        min_length=1,
        description="What is counted: a noun's base form, a unit of time or measure, an ISO 4217 currency "
        "(or the word or sign, where several share it), percent",
    )
    date_pattern = dy.String(
        nullable=True,
        regex=DATE_PATTERN,
        description="A date as written: ISO 8601-2, X for what the text leaves open",
    )
    first_day = dy.Date(
        nullable=True, description="First day of a date, where certain", metadata={"unit": "date"}
    )
    last_day = dy.Date(
        nullable=True, description="Last day of a date, where certain", metadata={"unit": "date"}
    )
    is_relative = dy.Bool(description="Whether the date depends on the day of writing: 'Monday', 'last year'")
    start = offset("Where the quantity starts in the text")
    end = offset("Where the quantity ends in the text (exclusive)")

    @dy.rule()
    def starts_before_end(cls) -> pl.Expr:
        """A quantity holds at least one character."""
        return pl.col("start") < pl.col("end")

    @dy.rule()
    def range_in_order(cls) -> pl.Expr:
        """The least value is not above the greatest, and neither stands alone."""
        order = pl.col("low").is_null() | (pl.col("low") <= pl.col("high"))
        return order & (pl.col("low").is_null() == pl.col("high").is_null())

    @dy.rule()
    def days_in_order(cls) -> pl.Expr:
        """The first day is not after the last, and neither stands alone."""
        order = pl.col("first_day").is_null() | (pl.col("first_day") <= pl.col("last_day"))
        return order & (pl.col("first_day").is_null() == pl.col("last_day").is_null())

    @dy.rule()
    def only_dates_have_days(cls) -> pl.Expr:
        """Pattern, days and relativity belong to dates."""
        dated = (
            pl.col("date_pattern").is_not_null() | pl.col("first_day").is_not_null() | pl.col("is_relative")
        )
        return (pl.col("kind") == "date") | ~dated
