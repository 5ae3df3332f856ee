"""The stage `context`: the text around each quote, short enough to be shown beside it.

docs/decisions/texts-stay-home.md says how far it reaches, and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from schemas.documents import Documents
from schemas.quotes import LONGEST_CONTEXT, Quotes
from schemas.zones import Zones
from transforms.isolation import each
from transforms.language.analysis import AnalysedDocument
from transforms.language.documents import AnalysedDocuments
from transforms.language.spans import Span
from transforms.reading.values import THIRD_PARTY
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import by_key, reads, records, typed
from transforms.stage import Stage
from transforms.tables import Tables

_STAGE: Final = "context"
_COLUMNS: Final = {"quote_id": pl.String, "context_before": pl.String, "context_after": pl.String}

_Found = tuple[str, str | None, str | None]


@reads(Quotes)
class _Quote(NamedTuple):
    quote_id: str
    document_id: str
    start: int
    end: int


@reads(Zones)
class _Zone(NamedTuple):
    document_id: str
    kind: str
    start: int
    end: int


@reads(Documents)
class _Document(NamedTuple):
    document_id: str
    licence: str


@dataclass(frozen=True, slots=True)
class _Article:
    """A document, its boilerplate in order, and whether it may be reprinted."""

    analysed: AnalysedDocument
    boilerplate: Sequence[Span]
    may_be_reprinted: bool

    def around(self, quote: _Quote) -> _Found:
        """The quote's id with the text before and after it."""
        content = Span(quote.start, quote.end)
        bounds = self._article(content) if self.may_be_reprinted else self._sentences(content)
        text = self.analysed.text
        return quote.quote_id, before(text, content, bounds), after(text, content, bounds)

    def _article(self, content: Span) -> Span:
        """As far as no boilerplate begins."""
        start = max((hole.end for hole in self.boilerplate if hole.end <= content.start), default=0)
        end = (hole.start for hole in self.boilerplate if hole.start >= content.end)
        return Span(start, min(end, default=len(self.analysed.text)))

    def _sentences(self, content: Span) -> Span:
        """From the start of the sentence that it starts in to the end of the one that it ends in."""
        first = self.analysed.sentence_of(content.start) or content
        last = self.analysed.sentence_of(content.end - 1) or content
        return Span(min(first.start, content.start), max(last.end, content.end))


def before(text: str, content: Span, bounds: Span) -> str | None:
    """The text that ends where `content` starts, of whole words and within `bounds`; None for none."""
    start = max(bounds.start, content.start - LONGEST_CONTEXT)
    found = text[start : content.start]
    if start > bounds.start and not text[start - 1].isspace():
        found = found.partition(_first_space(found))[2] or found
    return found.lstrip() or None


def after(text: str, content: Span, bounds: Span) -> str | None:
    """The text that starts where `content` ends, of whole words and within `bounds`; None for none."""
    end = min(bounds.end, content.end + LONGEST_CONTEXT)
    found = text[content.end : end]
    if end < bounds.end and not text[end].isspace():
        found = found.rpartition(_first_space(found[::-1]))[0] or found
    return found.rstrip() or None


def _first_space(text: str) -> str:
    """The first white space in a text; a space where it has none, as texts without spaces have none."""
    return next((character for character in text if character.isspace()), " ")


def find_context(tables: Tables, resources: Resources) -> StageResult:
    """`quotes` with the text around each, and rejects.

    A document on which anything raises keeps its quotes, without context.
    """
    documents = AnalysedDocuments(tables, resources.analyser.vocab)
    quotes = by_key(records(tables.quotes, _Quote), lambda quote: quote.document_id)
    zones = by_key(records(tables.zones.sort("document_id", "start"), _Zone), lambda zone: zone.document_id)
    # What no table says the terms of may not be reprinted.
    may_be = {row.document_id for row in records(tables.documents, _Document) if row.licence != THIRD_PARTY}

    def work(key: str) -> list[_Found]:
        holes = [Span(zone.start, zone.end) for zone in zones.get(key, ()) if zone.kind == "boilerplate"]
        article = _Article(documents[key], holes, key in may_be)
        return [article.around(quote) for quote in quotes.get(key, ())]

    found = each(_STAGE, "taking the text around quotations", documents, work)
    rows = pl.DataFrame([row for rows in found.made for row in rows], _COLUMNS, orient="row")
    kept = tables.quotes.drop("context_before", "context_after")
    made = typed(Quotes, kept.join(rows, on="quote_id", how="left", maintain_order="left"))
    return StageResult(Tables(quotes=made, rejects=found.rejects), found.counts, found.failures)


CONTEXT: Final = Stage(
    _STAGE, ("texts", "documents", "zones", "analyses", "quotes"), ("quotes",), find_context
)
