"""The contract of raw/takedowns.json: documents that are left out of every new release, and why."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, model_validator

from schemas.columns import ID_PATTERN, ORIGIN_PATTERN
from schemas.origins import Strict, Text, parse_strictly
from schemas.vocabularies import TAKEDOWN_REASONS


def _known_reason(value: str) -> str:
    if value not in TAKEDOWN_REASONS:
        raise ValueError(f"must be one of {', '.join(TAKEDOWN_REASONS)}")
    return value


def _iso_date(value: str) -> str:
    if date.fromisoformat(value).isoformat() != value:
        raise ValueError("must be an ISO 8601 date, as 2026-11-22")
    return value


class Takedown(Strict):
    """A document that was taken down, named by its id or by origin and locator; `note` is not published."""

    document_id: Annotated[str, StringConstraints(pattern=ID_PATTERN.format(prefix="doc"))] | None = None
    origin: Annotated[str, StringConstraints(pattern=ORIGIN_PATTERN)] | None = None
    locator: Text | None = None
    reason: Annotated[str, AfterValidator(_known_reason)]
    requested_on: Annotated[str, AfterValidator(_iso_date)]
    note: Text | None = None

    @model_validator(mode="after")
    def _names_one_document(self) -> Takedown:
        by_place = (self.origin is not None, self.locator is not None)
        if by_place not in {(True, True), (False, False)} or by_place[0] == (self.document_id is not None):
            raise ValueError("name the document either by document_id, or by origin and locator")
        return self

    @property
    def detail(self) -> str:
        """What the document's row in `rejects` says."""
        return f"Taken down on {self.requested_on}: {TAKEDOWN_REASONS[self.reason]}."

    @property
    def name(self) -> str:
        """The document, as the entry names it."""
        return self.document_id or f"{self.origin}, {self.locator}"


class TakedownList(Strict):
    """The whole file."""

    takedowns: tuple[Takedown, ...]


def parse_takedowns(data: bytes | str, where: str) -> tuple[Takedown, ...]:
    """The entries in `data`, or a ManifestError of one line; `where` is the file's name in messages."""
    return parse_strictly(TakedownList, data, where).takedowns
