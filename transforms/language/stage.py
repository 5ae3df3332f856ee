"""The stage `analysis`: each text is analysed once, and every later stage takes it from there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from schemas.analyses import Analyses
from schemas.texts import Texts
from schemas.zones import Zones
from transforms.isolation import in_batch
from transforms.language.analysis import AnalysedDocument
from transforms.language.documents import stored, stored_vectors
from transforms.language.layout import paragraphs
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import by_key, reads, records, table_of
from transforms.stage import Stage
from transforms.tables import Tables

_STAGE: Final = "analysis"


@reads(Texts)
class _Text(NamedTuple):
    document_id: str
    text: str


@reads(Zones)
class _Zone(NamedTuple):
    document_id: str
    start: int
    end: int


def analyse(tables: Tables, resources: Resources) -> StageResult:
    """The analysis of every text, and rejects; a sentence never runs across the edge of a zone or paragraph.

    A text on which the analyser raises is rejected alone; the others go on.
    """
    zones = by_key(records(tables.zones, _Zone), lambda zone: zone.document_id)
    texts = list(records(tables.texts.sort("document_id"), _Text))
    given = [(one.text, _edges(one.text, zones.get(one.document_id, ()))) for one in texts]
    ids = [one.document_id for one in texts]
    found = in_batch(_STAGE, "the analysis", ids, given, lambda some: list(resources.analyser(some)))
    made = table_of(Analyses, (_row(document, one) for document, one in found.made))
    return StageResult(Tables(analyses=made, rejects=found.rejects), found.counts, found.failures)


ANALYSIS: Final = Stage(_STAGE, ("texts", "zones"), ("analyses",), analyse)


def _edges(text: str, zones: Sequence[_Zone]) -> list[int]:
    """Where a sentence starts whatever the parser says: at the edges of zones, and with each paragraph."""
    of_zones = {edge for zone in zones for edge in (zone.start, zone.end)}
    return sorted(of_zones | {paragraph.start for paragraph in paragraphs(text)})


def _row(document_id: str, found: AnalysedDocument) -> dict[str, object]:
    return {"document_id": document_id, "tokens": stored(found), "vectors": stored_vectors(found)}
