"""What a build says of itself: its counts and rejects, what changed, and what was expected."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas.changes import key_text
from schemas.checks.base import (
    CountCheck,
    ExpressionCheck,
    Frames,
    Given,
    LazyFrames,
    ProvedOnTables,
    ProvedOnUnit,
    RowCheck,
    Unit,
    beside,
    other,
    their,
)
from schemas.package import RELEASED, Table

_STAGE_COUNTS = "stage_counts"


@dataclass(frozen=True)
class AllListed(CountCheck, ProvedOnTables):
    """What the stages counted as rejected is listed, each thing once."""

    kind = "all_listed"
    states = "{table} has as many rows as the stages together counted"
    remedy = "write one reject for each thing that a stage counts as rejected"

    @property
    def needs(self) -> tuple[str, ...]:
        """The counts."""
        return (_STAGE_COUNTS,)

    def limits(self, tables: LazyFrames) -> tuple[int, int | None]:
        """Exactly the sum of the counts."""
        total = int(tables[_STAGE_COUNTS].select(pl.col("rejected").sum()).collect().item())
        return total, total

    def break_tables(self, frames: Frames) -> dict[str, pl.DataFrame]:
        """The last reject is lost."""
        return {**frames, self.table: frames[self.table].head(-1)}


@dataclass(frozen=True)
class TellsRows(RowCheck, ProvedOnUnit):
    """What is told of a row is true of the tables as they are."""

    kind = "tells_rows"
    states = "a row that is told as new or changed is in its table, and one that is told as gone is not"
    remedy = "compare the tables as they are now with the newest release once more"

    @property
    def columns(self) -> tuple[str, ...]:
        """What is told."""
        return ("change",)

    @property
    def needs(self) -> tuple[str, ...]:
        """Every table that a change can be told of."""
        return tuple(table.name for table in _TOLD)

    def mask(self, given: Given) -> pl.Series:
        """Whether the row is there, unless it is told as gone."""
        there = pl.lit(value=True).alias(other("there"))
        known = [
            given.matching(
                table.name,
                ("table", "key"),
                pl.lit(table.name).alias("table"),
                key_text(table.primary_key).alias("key"),
                there,
            )
            for table in _TOLD
        ]
        judged = their("there").is_not_null() != (pl.col("change") == "removed")
        return beside(given.rows, pl.concat(known), ["table", "key"], judged)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row tells as gone what is there."""
        unit[self.table][-1]["change"] = "removed"


_TOLD: tuple[Table, ...] = tuple(table for table in RELEASED if not table.historic)


@dataclass(frozen=True)
class AsExpected(RowCheck, ProvedOnUnit):
    """Every table has the rows that a person said it has."""

    kind = "as_expected"
    name = "met"
    states = "every table has as many rows as raw/expected_rows.json says"
    remedy = "find out why; if it is meant, add an entry with a note to the file"
    severity = "warning"

    @property
    def columns(self) -> tuple[str, ...]:
        """How many rows are expected."""
        return ("rows",)

    def mask(self, given: Given) -> pl.Series:
        """A table that is not there has no rows."""
        expected = given.rows.select("table", "rows").iter_rows()
        found = {name: rows.select(pl.len()).collect().item() for name, rows in given.tables.items()}
        met = [None if rows is None else found.get(name, 0) == rows for name, rows in expected]
        return pl.Series(met, dtype=pl.Boolean)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """One row more is expected than there is."""
        unit[self.table][-1]["rows"] += 1


@dataclass(frozen=True)
class FewRejects(ExpressionCheck, ProvedOnUnit):
    """A stage rejects little of what it receives."""

    max_share: float

    kind = "few_rejects"
    states = "a stage rejects at most {max_share:.0%} of what it receives"
    remedy = "read the rejects of this stage: most have one cause"
    severity = "warning"

    @property
    def columns(self) -> tuple[str, ...]:
        """The two numbers that are compared."""
        return "received", "rejected"

    @property
    def parameters(self) -> dict[str, Any]:
        """The largest share."""
        return {"max_share": self.max_share}

    def expression(self) -> pl.Expr:
        """Whether the rejected are few among the received."""
        return pl.col("rejected") <= pl.col("received") * self.max_share

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """Of the last row's things half are rejected."""
        row = unit[self.table][-1]
        row.update(received=2 * row["rejected"], kept=row["rejected"])
