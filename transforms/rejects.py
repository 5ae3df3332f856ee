"""Rejects: what was left out, where and why, as rows of the table `rejects`."""

import traceback
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

import dataframely as dy

from schemas.rejects import Rejects
from transforms.ids import ordinals, reject_id
from transforms.results import Failure
from transforms.rows import table_of

TAKEN_DOWN: Final = "takedown"
"""The reason of a document that was taken down."""


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

    def row(self, ordinal: int) -> dict[str, object]:
        """The reject as a row of `rejects`; `ordinal` is its place among equal ones."""
        return {"reject_id": reject_id(*asdict(self).values(), str(ordinal)), **asdict(self)}


def rows(rejects: Iterable[Reject]) -> dy.DataFrame[Rejects]:
    """The table `rejects`, one row each: two rows of one key are left out for one reason, and both count."""
    given = list(rejects)
    return table_of(
        Rejects, (reject.row(ordinal) for reject, ordinal in zip(given, ordinals(given), strict=True))
    )


def failed(stage: str, document_id: str, what: str, error: Exception) -> tuple[Reject, Failure]:
    """The reject of a document on which `what` raised, and the traceback for the log."""
    detail = f"{what} raised {type(error).__name__}: {error}"
    told = "".join(traceback.format_exception(error))
    return (
        Reject(stage, "extraction_failed", detail, document_id=document_id),
        Failure(document_id, stage, told),
    )
