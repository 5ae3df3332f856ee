"""The stage `attribution`: quotes and their spans, by whatever extractor the build was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from schemas.quote_spans import QuoteSpans
from schemas.quotes import Quotes
from schemas.texts import Texts
from schemas.zones import Zones
from transforms.attribution import quotes
from transforms.attribution.values import Attribution
from transforms.isolation import in_batch
from transforms.language.spans import Span
from transforms.reading.values import Zone
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import by_key, reads, records, table_of
from transforms.stage import Stage
from transforms.tables import Tables

_STAGE: Final = "quotes"


@reads(Texts)
class _Text(NamedTuple):
    document_id: str
    text: str


@reads(Zones)
class _Zone(NamedTuple):
    document_id: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Article:
    document_id: str
    text: str
    zones: tuple[Zone, ...]

    @property
    def boilerplate(self) -> tuple[Span, ...]:
        """The spans from which nothing may be quoted."""
        return tuple(Span(zone.start, zone.end) for zone in self.zones if zone.kind == "boilerplate")


def extract(tables: Tables, resources: Resources) -> StageResult:
    """`quotes`, without speakers, `quote_spans` and rejects of all texts.

    A document on which the extractor raises is rejected alone; the others go on.
    """
    articles = {article.document_id: article for article in _articles(tables)}
    extractor = resources.extractor

    def work(some: Sequence[_Article]) -> Sequence[list[Attribution]]:
        return extractor([one.text for one in some], [one.boilerplate for one in some])

    found = in_batch(_STAGE, extractor.name, list(articles), list(articles.values()), work)
    made = [(articles[document], own) for document, own in found.made]
    tables_made = Tables(
        quotes=table_of(Quotes, (row for one, own in made for row in _quotes(one, own))),
        quote_spans=table_of(QuoteSpans, (row for one, own in made for row in _spans(one, own))),
        rejects=found.rejects,
    )
    return StageResult(tables_made, found.counts, found.failures)


ATTRIBUTION: Final = Stage("attribution", ("texts", "zones"), ("quotes", "quote_spans"), extract)


def _articles(tables: Tables) -> list[_Article]:
    zones = by_key(records(tables.zones.sort("document_id", "start"), _Zone), lambda zone: zone.document_id)
    texts = records(tables.texts.sort("document_id"), _Text)
    return [
        _Article(
            one.document_id,
            one.text,
            tuple(Zone(zone.kind, zone.start, zone.end) for zone in zones.get(one.document_id, ())),
        )
        for one in texts
    ]


def _quotes(article: _Article, found: Sequence[Attribution]) -> Iterator[dict[str, object]]:
    return quotes.rows(article.document_id, article.text, article.zones, found)


def _spans(article: _Article, found: Sequence[Attribution]) -> Iterator[dict[str, object]]:
    return quotes.span_rows(article.document_id, article.text, found)
