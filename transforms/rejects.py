"""Rejects: what was left out, where and why, as rows of the table `rejects`."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import polars as pl

from schemas.package import table
from transforms.ids import reject_id


@dataclass(frozen=True, slots=True)
class Reject:
    """One thing that was left out; `stage` and `reason` come from the closed lists in schemas/."""

    stage: str
    reason: str
    detail: str
    origin: str | None = None
    locator: str | None = None
    document_id: str | None = None
    table: str | None = None
    key: str | None = None

    def row(self) -> dict[str, str | None]:
        """The reject as a row of `rejects`."""
        place = (self.origin, self.locator, self.document_id, self.table, self.key)
        return {"reject_id": reject_id(self.stage, self.reason, *place, self.detail), **asdict(self)}


def rows(rejects: Iterable[Reject]) -> pl.DataFrame:
    """The table `rejects`, without exact repetitions; row order is the order given."""
    unique = {row["reject_id"]: row for row in (reject.row() for reject in rejects)}
    return pl.DataFrame(list(unique.values()), schema=table("rejects").polars_schema)
