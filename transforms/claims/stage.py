"""The stages `claims`, document by document, and `holders`, once the speakers of the build are known."""

from __future__ import annotations

from typing import Final, NamedTuple

import dataframely as dy
import polars as pl

from schemas.claims import CHECKABLE_FROM, Claims
from schemas.zones import Zones
from transforms.attribution.quotes import DocumentQuotes, by_document
from transforms.claims import finding
from transforms.claims.subjects import with_subjects
from transforms.claims.values import Claim, Worth
from transforms.isolation import each
from transforms.language.analysis import AnalysedDocument
from transforms.language.documents import AnalysedDocuments
from transforms.reading.values import THIRD_PARTY, Zone
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import by_key, reads, records, table_of, typed
from transforms.stage import Stage
from transforms.tables import Tables

_STAGE: Final = "claims"


@reads(Zones)
class _Zone(NamedTuple):
    document_id: str
    kind: str
    start: int
    end: int


def find_claims(tables: Tables, resources: Resources) -> StageResult:
    """`claims` of all analysed documents, without speakers, and rejects.

    A document on which anything raises is rejected alone; the others go on.
    """
    documents = AnalysedDocuments(tables, resources.analyser.vocab)
    zones = by_key(records(tables.zones.sort("document_id", "start"), _Zone), lambda zone: zone.document_id)
    quotes = by_document(tables)
    worth = Worth(resources.scorer, resources.sign_weights)

    def work(key: str) -> list[finding.Row]:
        own = [Zone(zone.kind, zone.start, zone.end) for zone in zones.get(key, ())]
        return _rows(key, documents[key], own, quotes.get(key, DocumentQuotes()), worth)

    found = each(_STAGE, "finding claims", documents, work)
    made = table_of(Claims, (row for rows in found.made for row in rows))
    return StageResult(Tables(claims=made, rejects=found.rejects), found.counts, found.failures)


CLAIMS: Final = Stage(
    _STAGE, ("texts", "zones", "analyses", "quotes", "quote_spans"), ("claims",), find_claims
)


def _rows(
    key: str, document: AnalysedDocument, zones: list[Zone], quotes: DocumentQuotes, worth: Worth
) -> list[finding.Row]:
    found = finding.find_claims(document.text, document.doc, zones, quotes.attributions, worth)
    checkable = [claim for claim in found if is_claim(claim)]
    return list(finding.rows(key, document.text, checkable, quotes.ids))


def is_claim(found: Claim) -> bool:
    """Whether a proposition is a claim: it could be checked, or promises what the future will check."""
    return found.check_worthiness >= CHECKABLE_FROM or found.reading.modality == "promised"


def name_holders(tables: Tables, _: Resources) -> StageResult:
    """`claims` with the speakers of quotes and subjects, and without words that may not be reprinted."""
    claims = with_subjects(with_speakers(tables.claims, tables.quotes), tables.speaker_mentions)
    return StageResult(Tables(claims=typed(Claims, redacted(claims, tables.documents))))


HOLDERS: Final = Stage(
    "holders", ("claims", "quotes", "documents", "speaker_mentions"), ("claims",), name_holders
)


def with_speakers(claims: pl.DataFrame, quotes: pl.DataFrame) -> dy.DataFrame[Claims]:
    """The claims with the speaker of the quote that each stands in."""
    speakers = quotes.select("quote_id", "speaker_id")
    filled = claims.drop("speaker_id").join(speakers, on="quote_id", how="left", maintain_order="left")
    return typed(Claims, filled)


def redacted(claims: pl.DataFrame, documents: pl.DataFrame) -> dy.DataFrame[Claims]:
    """The claims without the words of outlets whose articles may not be reprinted.

    Together, an outlet's own claims are most of its article. Offsets, subject and verb stay.
    """
    closed = documents.filter(pl.col("licence") == THIRD_PARTY).get_column("document_id").implode()
    kept_back = pl.col("quote_id").is_null() & pl.col("document_id").is_in(closed)
    return typed(
        Claims,
        claims.with_columns(pl.when(~kept_back).then(name).alias(name) for name in ("content", "object")),
    )
