"""What zones say of the rows that stand in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import polars as pl

from schemas.checks.base import ROW, Given, ProvedOnUnit, RowCheck, Unit, other, series, their, theirs
from schemas.checks.spans import SpanCheck
from schemas.package import Table


@dataclass(frozen=True)
class OutsideBoilerplate(SpanCheck):
    """Nothing is taken from boilerplate."""

    kind = "outside_boilerplate"
    states = "no row of {table} touches a boilerplate zone"
    remedy = "exclude boilerplate zones in the extractor, or correct the zones"

    @classmethod
    def of(cls, table: Table) -> Iterator[Self]:
        """One where rows hold slices of texts."""
        if table.has_slices:
            yield cls(table)

    @property
    def needs(self) -> tuple[str, ...]:
        """The zones."""
        return ("zones",)

    def mask(self, given: Given) -> pl.Series:
        """The furthest end of the boilerplate zones that begin before the row ends is not past its start."""
        zones = _zones(given).filter(pl.col("kind") == "boilerplate").sort("start")
        reach = zones.with_columns(pl.col("end").cum_max().over("document_id"))
        last = pl.max_horizontal(pl.col("end") - 1, pl.col("start"))
        outside = their("end").is_null() | (their("end") <= pl.col("start"))
        return _last_zone_before(given.rows, last, reach, outside)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row is a piece of the text's last line, which is boilerplate."""
        text = unit["texts"][0]["text"]
        start = text.rindex("\n") + 1
        unit[self.table][-1].update(start=start, end=start + 5, text=text[start : start + 5])


@dataclass(frozen=True)
class ZoneAt(RowCheck, ProvedOnUnit):
    """The zone of a row is that of its first character."""

    sentence: str

    kind = "zone_at"
    name = "zone_at_start"
    states = "{sentence}"
    remedy = "take the quote's zone from the zone that holds its first character"

    @property
    def columns(self) -> tuple[str, ...]:
        """The zone and the first character."""
        return "zone", "start"

    @property
    def needs(self) -> tuple[str, ...]:
        """The zones."""
        return ("zones",)

    def mask(self, given: Given) -> pl.Series:
        """The last zone that starts before the row does holds its start, and is of its kind."""
        inside = (their("kind") == pl.col("zone")) & (their("end") > pl.col("start"))
        judged = _last_zone_before(given.rows, pl.col("start"), _zones(given), inside)
        return judged.fill_null(value=False)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row says that it stands in the headline."""
        unit[self.table][-1]["zone"] = "headline"


def _zones(given: Given) -> pl.DataFrame:
    return given.matching("zones", ["document_id"], "document_id", "kind", "start", "end")


def _last_zone_before(
    frame: pl.DataFrame, offset: pl.Expr, zones: pl.DataFrame, judged: pl.Expr
) -> pl.Series:
    """`judged` on each row beside the last of `zones` that starts at or before `offset` in its document."""
    place = other("place")
    left = frame.with_columns(offset.fill_null(-1).alias(place)).sort(place)
    right = zones.select("document_id", pl.col("start").alias(place), theirs("end"), theirs("kind"))
    right = right.drop_nulls(place).sort(place)
    found = left.join_asof(right, on=place, by="document_id", strategy="backward", check_sortedness=False)
    return series(found.sort(ROW), judged)
