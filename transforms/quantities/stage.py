"""The stage `quantities`: numbers, durations, dates and amounts of every document, as values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from schemas.claims import Claims
from schemas.documents import Documents
from schemas.quantities import Quantities
from schemas.zones import Zones
from transforms.isolation import each
from transforms.language.documents import AnalysedDocuments
from transforms.language.spans import Span
from transforms.quantities import finding
from transforms.quantities.dates import written_dates
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import by_key, reads, records, table_of
from transforms.stage import Stage
from transforms.tables import Tables

_STAGE: Final = "quantities"
_WHOLE_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@reads(Zones)
class Zone(NamedTuple):
    """A row of `zones`."""

    document_id: str
    kind: str
    start: int
    end: int


@reads(Claims)
class _Claim(NamedTuple):
    document_id: str
    claim_id: str
    span_starts: list[int]
    span_ends: list[int]

    @property
    def spans(self) -> list[Span]:
        return [Span(*ends) for ends in zip(self.span_starts, self.span_ends, strict=True)]


@reads(Documents)
class _Document(NamedTuple):
    document_id: str
    published_on: date | None


def find_quantities(tables: Tables, resources: Resources) -> StageResult:
    """`quantities` of all analysed documents, each with the smallest claim that holds it, and rejects.

    Dates count from the day of publication, else from the day that the dateline gives. A document on which
    anything raises is rejected alone; the others go on.
    """
    documents = AnalysedDocuments(tables, resources.analyser.vocab)
    zones = by_key(records(tables.zones.sort("document_id", "start"), Zone), lambda zone: zone.document_id)
    claims = by_key(records(tables.claims, _Claim), lambda claim: claim.document_id)
    days = {row.document_id: row.published_on for row in records(tables.documents, _Document)}

    def work(key: str) -> list[dict[str, object]]:
        text, own = documents[key].text, zones.get(key, [])
        inside = [Span(zone.start, zone.end) for zone in own if zone.kind != "boilerplate"]
        anchor = days.get(key) or dateline_day(text, own)
        found = finding.find_quantities(text, documents[key].doc, inside, anchor)
        holding = [(claim.claim_id, claim.spans) for claim in claims.get(key, ())]
        return finding.rows(key, text, found, holding)

    found = each(_STAGE, "finding quantities", documents, work)
    made = table_of(Quantities, (row for rows in found.made for row in rows))
    return StageResult(Tables(quantities=made, rejects=found.rejects), found.counts, found.failures)


QUANTITIES: Final = Stage(
    _STAGE, ("texts", "zones", "documents", "analyses", "claims"), ("quantities",), find_quantities
)


def dateline_day(text: str, zones: Sequence[Zone]) -> date | None:
    """The day that a dateline gives, where it gives one with its year."""
    for zone in zones:
        if zone.kind == "dateline":
            for written in written_dates(text[zone.start : zone.end]):
                if written.unit == "day" and written.pattern and _WHOLE_DAY.fullmatch(written.pattern):
                    return date.fromisoformat(written.pattern)
    return None
