"""The stories of a build as comparers see them, from its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from schemas.documents import Documents
from schemas.quote_spans import QuoteSpans
from schemas.quotes import Quotes
from schemas.statement_echoes import StatementEchoes
from schemas.statement_quotes import StatementQuotes
from schemas.story_documents import StoryDocuments
from schemas.zones import Zones
from transforms.comparison.differences.quantity_mentions import QuantityMention, QuantityRow
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.story_quotes import StoryEcho, StoryQuote
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.openings import vectors_of
from transforms.comparison.statements.echo_search import is_spoken
from transforms.language.analysis import AnalysedDocument
from transforms.language.documents import AnalysedDocuments
from transforms.language.encoder import Remembered
from transforms.language.name_forms import fold, surname
from transforms.language.spans import Span
from transforms.language.words import Word, outside
from transforms.resources import Resources
from transforms.rows import by_key, reads, records
from transforms.tables import Tables

_CERTAIN: Final = 0.9
"""The confidence from which a speaker is certain although the source does not name them."""
_REMEMBERED: Final = 2048
"""Texts of one story whose vectors are remembered: each takes some ten kilobytes."""


@reads(Documents)
class _Document(NamedTuple):
    document_id: str
    published_on: date | None
    outlet: str | None
    origin: str
    duplicate_of: str | None


@reads(StoryDocuments)
class _StoryDocument(NamedTuple):
    document_id: str
    story_id: str


@reads(Zones)
class _Zone(NamedTuple):
    document_id: str
    kind: str
    start: int
    end: int


@reads(StatementQuotes)
class _StatementQuote(NamedTuple):
    document_id: str
    start: int
    end: int
    statement_id: str
    quote_id: str


@reads(Quotes)
class _Quote(NamedTuple):
    quote_id: str
    speaker_id: str | None
    document_id: str
    type: str
    source: str | None
    speaker_confidence: float | None
    cue_lemma: str | None
    cue_class: str | None
    cue_modifiers: list[str]
    nested_in: str | None


@reads(StatementEchoes)
class _Echo(NamedTuple):
    document_id: str
    statement_id: str
    start: int
    end: int
    text: str
    similarity: float


@reads(QuoteSpans)
class _QuoteSpan(NamedTuple):
    quote_id: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Archive:
    """What is known of the documents that are compared; a copy of another would only agree.

    `sides`: who speaks in each: its outlet, or where that is not known the document alone.
    """

    analysed: AnalysedDocuments
    stories: Mapping[str, tuple[str, ...]]
    published: Mapping[str, date | None]
    outlets: Mapping[str, str]
    sides: Mapping[str, str]
    boilerplate: Mapping[str, Sequence[_Zone]]
    headlines: Mapping[str, Span]

    def words(self, document: str, analysed: AnalysedDocument) -> list[Word]:
        """The words of a document without those of boilerplate."""
        furniture = [Span(zone.start, zone.end) for zone in self.boilerplate.get(document, ())]
        return outside(analysed.words, furniture)


def archive_of(tables: Tables, resources: Resources) -> Archive:
    """What the tables tell of the documents that are compared."""
    analysed = AnalysedDocuments(tables, resources.analyser.vocab)
    known = {row.document_id: row for row in records(tables.documents, _Document) if not row.duplicate_of}
    placed = records(tables.story_documents.sort("story_id", "document_id"), _StoryDocument)
    compared = (row for row in placed if row.document_id in known and row.document_id in analysed)
    stories = by_key(compared, lambda row: row.story_id)
    zones = list(records(tables.zones.sort("document_id", "start", descending=[False, True]), _Zone))
    furniture = (zone for zone in zones if zone.kind == "boilerplate")
    return Archive(
        analysed,
        {story: tuple(row.document_id for row in rows) for story, rows in stories.items() if len(rows) > 1},
        {document: row.published_on for document, row in known.items()},
        {document: row.outlet or row.origin for document, row in known.items()},
        {document: row.outlet or document for document, row in known.items()},
        by_key(furniture, lambda zone: zone.document_id),
        # The last one read is the first of the document.
        {zone.document_id: Span(zone.start, zone.end) for zone in zones if zone.kind == "headline"},
    )


def _renderings(tables: Tables, archive: Archive) -> Iterator[Rendering]:
    """The parts of quotes in documents that are compared."""
    names: Mapping[str | None, str] = dict(tables.speakers.select("speaker_id", "name").iter_rows())
    quotes = {quote.quote_id: quote for quote in records(tables.quotes, _Quote)}
    compared = {document for members in archive.stories.values() for document in members}
    for row in records(tables.statement_quotes, _StatementQuote):
        if row.document_id in compared:
            quote = quotes[row.quote_id]
            name = names.get(quote.speaker_id)
            yield Rendering(
                row.document_id,
                archive.analysed[row.document_id],
                row.start,
                row.end,
                row.statement_id,
                quote.speaker_id,
                quote.type,
                _named(name, quote.source),
                name,
                row.quote_id,
            )


def _echoes(tables: Tables) -> Iterator[StoryEcho]:
    for row in records(tables.statement_echoes, _Echo):
        if not is_spoken(row.text):
            yield StoryEcho(row.document_id, row.statement_id, Span(row.start, row.end), row.similarity)


def _quotes(tables: Tables) -> dict[str, list[StoryQuote]]:
    """The quotes of each document, in order of their ids."""
    speakers: dict[str | None, tuple[str, str | None]] = {
        key: (name, kind)
        for key, name, kind in tables.speakers.select("speaker_id", "name", "kind").iter_rows()
    }
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in records(tables.quote_spans.sort("quote_id", "role", "ordinal"), _QuoteSpan):
        spans[row.quote_id, row.role].append(Span(row.start, row.end))
    found = by_key(records(tables.quotes.sort("quote_id"), _Quote), lambda quote: quote.document_id)
    return {
        document: [
            _story_quote(quote, spans, *speakers.get(quote.speaker_id, (None, None))) for quote in quotes
        ]
        for document, quotes in found.items()
    }


def _story_quote(
    quote: _Quote,
    spans: Mapping[tuple[str, str], Sequence[Span]],
    name: str | None,
    kind: str | None,
) -> StoryQuote:
    return StoryQuote(
        quote.document_id,
        quote.quote_id,
        quote.type,
        tuple(spans.get((quote.quote_id, "content"), ())),
        tuple(spans.get((quote.quote_id, "cue"), ())),
        tuple(spans.get((quote.quote_id, "source"), ())),
        quote.cue_lemma,
        quote.cue_class,
        tuple(quote.cue_modifiers),
        quote.speaker_id,
        name,
        kind,
        _named(name, quote.source) is not None or (quote.speaker_confidence or 0.0) >= _CERTAIN,
        quote.nested_in,
    )


def _named(name: str | None, source: str | None) -> str | None:
    """The surname of a speaker where the source of a quote has it."""
    found = fold(surname(name)) if name else ""
    return found if found and found in map(fold, (source or "").replace(",", " ").split()) else None


def views(tables: Tables, archive: Archive, resources: Resources) -> Iterator[tuple[str, StoryView]]:
    """Each story of several documents, by id, as comparers see it."""
    quantities = by_key(records(tables.quantities, QuantityRow), lambda row: row.document_id)
    quotes, echoes = _quotes(tables), by_key(_echoes(tables), lambda one: one.document_id)
    renderings = by_key(_renderings(tables, archive), lambda one: one.document_id)
    compared = [document for members in archive.stories.values() for document in members]
    openings = dict(zip(compared, vectors_of(compared, tables, resources), strict=True))
    for story, members in archive.stories.items():
        documents = {document: archive.analysed[document] for document in members}
        yield (
            story,
            StoryView(
                documents,
                {document: archive.words(document, found) for document, found in documents.items()},
                [QuantityMention(row, documents[d]) for d in members for row in quantities.get(d, ())],
                [rendering for document in members for rendering in renderings.get(document, ())],
                archive.published,
                # One text is looked at with each that is like it, and copied from outlet to outlet.
                Remembered(resources.encoder, _REMEMBERED),
                resources.gazetteer,
                resources.comparison_weights,
                {document: quotes.get(document, []) for document in members},
                [echo for document in members for echo in echoes.get(document, ())],
                {
                    document: archive.headlines[document]
                    for document in members
                    if document in archive.headlines
                },
                {document: openings[document] for document in members},
            ),
        )
