"""Rejects: what was left out, where and why, as rows of the table `rejects`."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import polars as pl

from schemas.package import table
from transforms.ids import ordinals, reject_id


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

    def row(self, ordinal: int) -> dict[str, str | None]:
        """The reject as a row of `rejects`; `ordinal` is its place among equal ones."""
        return {"reject_id": reject_id(*asdict(self).values(), str(ordinal)), **asdict(self)}


def rows(rejects: Iterable[Reject]) -> pl.DataFrame:
    """The table `rejects`, one row each: two rows of one key are left out for one reason, and both count."""
    given = list(rejects)
    made = [reject.row(ordinal) for reject, ordinal in zip(given, ordinals(given), strict=True)]
    return pl.DataFrame(made, schema=table("rejects").polars_schema)
