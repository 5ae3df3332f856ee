"""Attributions as rows of `quotes` and `quote_spans`, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from schemas.quote_spans import QuoteSpans
from schemas.quotes import RELIABLE_FROM, Quotes
from schemas.vocabularies import SPAN_ROLES
from transforms.attribution.marks import quotations, running_quotations
from transforms.attribution.values import Attribution
from transforms.ids import normalise, ordinals, quote_id
from transforms.language.analysis import AnalysedDocument
from transforms.language.spans import Span
from transforms.reading.values import Zone
from transforms.rows import reads, records
from transforms.tables import Tables

GAP: Final = " … "
"""Stands between parts of a quote that other text interrupts."""


def joined(text: str, spans: Sequence[Span]) -> str | None:
    """The spans' texts in order, joined by a mark of omission; None where there are no spans."""
    return GAP.join(span.of(text) for span in spans) or None


def ids(document_id: str, text: str, attributions: Sequence[Attribution]) -> list[str]:
    """A stable id for each attribution: document, normalised content, ordinal among equal contents."""
    contents = [" ".join(span.of(text) for span in found.content) for found in attributions]
    places = ordinals([normalise(content) for content in contents])
    return [quote_id(document_id, content, place) for content, place in zip(contents, places, strict=True)]


def rows(
    document_id: str, text: str, zones: Sequence[Zone], attributions: Sequence[Attribution]
) -> Iterator[dict[str, object]]:
    """One row an attribution; its speaker is not known yet, and what stands around it is not looked up."""
    keys = ids(document_id, text, attributions)
    ordered = sorted(zones, key=lambda zone: zone.start)
    for key, found in zip(keys, attributions, strict=True):
        confidence = round(found.confidence, 4)
        yield {
            "quote_id": key,
            "document_id": document_id,
            "type": found.type,
            "content": joined(text, found.content),
            "context_before": None,
            "context_after": None,
            "cue": joined(text, found.cue),
            "cue_lemma": found.cue_lemma,
            "cue_class": found.cue_class,
            "cue_modifiers": list(found.cue_modifiers),
            "source": joined(text, found.source),
            "speaker_id": None,
            "speaker_confidence": None,
            "relay_id": None,
            "negated": found.negated,
            "nested_in": None if found.nested_in is None else keys[found.nested_in],
            "zone": _zone_at(ordered, found.content[0].start),
            "start": found.content[0].start,
            "end": found.content[-1].end,
            "confidence": confidence,
            "reliable": confidence >= RELIABLE_FROM,
            "method": found.method,
        }


def span_rows(
    document_id: str, text: str, attributions: Sequence[Attribution]
) -> Iterator[dict[str, object]]:
    """One row for each contiguous span of each attribution's content, cue and source."""
    keys = ids(document_id, text, attributions)
    for key, found in zip(keys, attributions, strict=True):
        spans: Mapping[str, tuple[Span, ...]] = {
            "content": found.content,
            "cue": found.cue,
            "source": found.source,
        }
        for role in SPAN_ROLES:
            for ordinal, span in enumerate(spans[role]):
                yield {
                    "quote_id": key,
                    "role": role,
                    "ordinal": ordinal,
                    "document_id": document_id,
                    "start": span.start,
                    "end": span.end,
                    "text": span.of(text),
                }


def _zone_at(zones: Sequence[Zone], offset: int) -> str | None:
    """The kind of the zone that holds `offset`; zones are sorted and do not overlap."""
    place = bisect_right(zones, offset, key=lambda zone: zone.start) - 1
    return zones[place].kind if place >= 0 and offset < zones[place].end else None


@reads(Quotes)
class _Quote(NamedTuple):
    quote_id: str
    document_id: str
    type: str
    confidence: float
    method: str
    cue_lemma: str | None
    cue_class: str | None
    cue_modifiers: list[str]
    negated: bool
    nested_in: str | None
    speaker_id: str | None


@reads(QuoteSpans)
class _QuoteSpan(NamedTuple):
    quote_id: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentQuotes:
    """The quotes of a document in order of their content, as parallel lists."""

    ids: tuple[str, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[str | None, ...] = ()


def by_document(tables: Tables) -> dict[str, DocumentQuotes]:
    """The quotes of every document that has any, read back from `quotes` and `quote_spans`."""
    spans = _spans(records(tables.quote_spans.sort("quote_id", "role", "ordinal"), _QuoteSpan))
    rows_of: dict[str, list[_Quote]] = defaultdict(list)
    for row in records(tables.quotes.sort("document_id", "start", "end", "quote_id"), _Quote):
        rows_of[row.document_id].append(row)
    return {document: _read_back(quotes, spans) for document, quotes in rows_of.items()}


def _spans(rows: Iterable[_QuoteSpan]) -> dict[str, dict[str, list[Span]]]:
    found: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.quote_id][row.role].append(Span(row.start, row.end))
    return found


def _read_back(quotes: Sequence[_Quote], spans: Mapping[str, Mapping[str, list[Span]]]) -> DocumentQuotes:
    place = {quote.quote_id: number for number, quote in enumerate(quotes)}
    return DocumentQuotes(
        tuple(quote.quote_id for quote in quotes),
        tuple(_attribution(quote, spans[quote.quote_id], place) for quote in quotes),
        tuple(quote.speaker_id for quote in quotes),
    )


def _attribution(quote: _Quote, spans: Mapping[str, list[Span]], place: Mapping[str, int]) -> Attribution:
    return Attribution(
        content=tuple(spans["content"]),
        cue=tuple(spans["cue"]),
        source=tuple(spans["source"]),
        type=quote.type,
        confidence=quote.confidence,
        method=quote.method,
        cue_lemma=quote.cue_lemma,
        cue_class=quote.cue_class,
        cue_modifiers=tuple(quote.cue_modifiers),
        negated=quote.negated,
        nested_in=None if quote.nested_in is None else place[quote.nested_in],
    )


def in_marks(document: AnalysedDocument) -> list[Span]:
    """What stands inside quotation marks, without the marks; to the paragraph's end where not closed.

    Scare quotes and titles are among them: marks alone do not tell who is quoted.
    """
    found: list[Span] = []
    for paragraph in document.paragraphs:
        pairs, _ = quotations(paragraph.of(document.text), paragraph.start)
        found += (Span(pair.start + 1, pair.end - pair.closed) for pair in pairs)
    return found


def between_marks(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The same of any text, also where a quotation runs on over several of its paragraphs."""
    pairs, _ = running_quotations(text, paragraphs)
    return [Span(pair.start + 1, pair.end - pair.closed) for pair in pairs]
