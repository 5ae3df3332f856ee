"""Discrepancies: what documents of one story differ in, with what each of them says."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

import polars as pl

from schemas.discrepancies import Discrepancies
from schemas.discrepancy_values import DiscrepancyValues
from schemas.documents import Documents
from schemas.quotes import Quotes
from schemas.statement_quotes import StatementQuotes
from schemas.story_documents import StoryDocuments
from schemas.zones import Zones
from transforms.comparison.differences.candidates import Candidate, ordered
from transforms.comparison.differences.comparers import COMPARERS
from transforms.comparison.differences.quantity_mentions import QuantityMention, QuantityRow
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.story_view import StoryView
from transforms.ids import discrepancy_id
from transforms.language.analysis import AnalysedDocument
from transforms.language.documents import AnalysedDocuments
from transforms.language.name_forms import fold, surname
from transforms.language.spans import Span
from transforms.language.words import Word, outside
from transforms.resources import Resources
from transforms.results import StageCount, StageResult
from transforms.rows import by_key, reads, records, table_of
from transforms.stage import Stage
from transforms.tables import Tables

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
    type: str
    source: str | None


@dataclass(frozen=True, slots=True)
class _Archive:
    """What is known of the documents that are compared; a copy of another would only agree."""

    analysed: AnalysedDocuments
    stories: Mapping[str, tuple[str, ...]]
    published: Mapping[str, date | None]
    outlets: Mapping[str, str]
    boilerplate: Mapping[str, Sequence[_Zone]]

    def words(self, document: str, analysed: AnalysedDocument) -> list[Word]:
        """The words of a document without those of boilerplate."""
        furniture = [Span(zone.start, zone.end) for zone in self.boilerplate.get(document, ())]
        return outside(analysed.words, furniture)


def find_differences(tables: Tables, resources: Resources) -> StageResult:
    """`discrepancies` and `discrepancy_values`, story by story.

    Nothing is compared across stories, and a story of one document has none.
    """
    archive, quoted = _archive(tables, resources), _Quoted(tables)
    found = [
        (story, _filled(candidate, archive))
        for story, view in _views(tables, archive, resources)
        for comparer in COMPARERS
        for candidate in comparer(view)
    ]
    rows = (_row(story, candidate, archive) for story, candidate in found)
    values = (row for story, candidate in found for row in _value_rows(story, candidate, quoted))
    made = Tables(
        discrepancies=table_of(Discrepancies, rows), discrepancy_values=table_of(DiscrepancyValues, values)
    )
    n_stories = len(archive.stories)
    return StageResult(made, (StageCount("discrepancies", "stories", n_stories, n_stories, 0),))


DIFFERENCES: Final = Stage(
    "differences",
    (
        "texts",
        "analyses",
        "documents",
        "zones",
        "quotes",
        "quote_spans",
        "speakers",
        "quantities",
        "story_documents",
        "statements",
        "statement_quotes",
    ),
    ("discrepancies", "discrepancy_values"),
    find_differences,
)


def _archive(tables: Tables, resources: Resources) -> _Archive:
    analysed = AnalysedDocuments(tables, resources.analyser.vocab)
    known = {row.document_id: row for row in records(tables.documents, _Document) if not row.duplicate_of}
    placed = records(tables.story_documents.sort("story_id", "document_id"), _StoryDocument)
    compared = (row for row in placed if row.document_id in known and row.document_id in analysed)
    stories = by_key(compared, lambda row: row.story_id)
    furniture = (zone for zone in records(tables.zones, _Zone) if zone.kind == "boilerplate")
    return _Archive(
        analysed,
        {story: tuple(row.document_id for row in rows) for story, rows in stories.items() if len(rows) > 1},
        {document: row.published_on for document, row in known.items()},
        {document: row.outlet or row.origin for document, row in known.items()},
        by_key(furniture, lambda zone: zone.document_id),
    )


def _renderings(tables: Tables, archive: _Archive) -> Iterator[Rendering]:
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
            )


def _named(name: str | None, source: str | None) -> str | None:
    """The surname of a speaker where the source of a quote has it."""
    found = fold(surname(name)) if name else ""
    return found if found and found in map(fold, (source or "").replace(",", " ").split()) else None


def _views(tables: Tables, archive: _Archive, resources: Resources) -> Iterator[tuple[str, StoryView]]:
    """Each story of several documents, by id, as comparers see it."""
    quantities = by_key(records(tables.quantities, QuantityRow), lambda row: row.document_id)
    renderings = by_key(_renderings(tables, archive), lambda one: one.document_id)
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
                lru_cache(_REMEMBERED)(resources.encoder),
                resources.gazetteer,
            ),
        )


def _filled(candidate: Candidate, archive: _Archive) -> Candidate:
    """The candidate with its values' texts read from the documents, and in their own order."""
    analysed = archive.analysed
    values = [replace(v, text=analysed[v.document_id].text[v.start : v.end]) for v in candidate.values]
    return replace(candidate, values=ordered(values))


class _Quoted:
    """Which quote, if any, a value stands in; the innermost one where quotes stand in quotes."""

    def __init__(self, tables: Tables) -> None:
        spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        content = tables.quote_spans.filter(pl.col("role") == "content")
        for document, start, end, quote in content.select(
            "document_id", "start", "end", "quote_id"
        ).iter_rows():
            spans[document].append((start, -end, quote))
        self._spans = {document: sorted(found) for document, found in spans.items()}

    def at(self, document: str, start: int) -> str | None:
        """The quote whose content the code point `start` is in."""
        found = self._spans.get(document, [])
        upto = bisect_right(found, (start, 0, ""))
        around = [quote for _, minus_end, quote in found[:upto] if start < -minus_end]
        return around[-1] if around else None


def _id(story: str, candidate: Candidate) -> str:
    return discrepancy_id(candidate.statement_id or story, candidate.type, candidate.slot)


def _row(story: str, candidate: Candidate, archive: _Archive) -> dict[str, object]:
    return {
        "discrepancy_id": _id(story, candidate),
        "story_id": story,
        "statement_id": candidate.statement_id,
        "type": candidate.type,
        "about": candidate.about,
        "verdict": candidate.verdict,
        "confidence": candidate.confidence,
        "n_documents": len({value.document_id for value in candidate.values}),
        "n_values": len({value.normalised for value in candidate.values}),
        "reading": _reading(candidate, archive),
    }


def _value_rows(story: str, candidate: Candidate, quoted: _Quoted) -> Iterator[dict[str, object]]:
    for value in candidate.values:
        quote = quoted.at(value.document_id, value.start)
        yield {
            "discrepancy_id": _id(story, candidate),
            "document_id": value.document_id,
            "start": value.start,
            "end": value.end,
            "text": value.text,
            "normalised": value.normalised,
            "voice": "speaker" if quote else "outlet",
            "quote_id": quote,
        }


def _reading(candidate: Candidate, archive: _Archive) -> str:
    """One line: what it is about, then each value with the outlets that have it."""
    by_text: dict[str, list[str]] = defaultdict(list)
    for value in candidate.values:
        outlet = archive.outlets[value.document_id]
        shown = value.shown or f"“{' '.join(value.text.split())}”"
        if outlet not in by_text[shown]:
            by_text[shown].append(outlet)
    said = "; ".join(f"{shown} ({', '.join(outlets)})" for shown, outlets in by_text.items())
    return f"{' '.join(candidate.about.split())}: {said}"
