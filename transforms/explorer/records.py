"""The rows that pages are made of, typed: what of each table and view the explorer reads."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from schemas.attributions import Attributions
from schemas.disagreements import Disagreements
from schemas.discrepancy_values import DiscrepancyValues
from schemas.documents import Documents
from schemas.quantities import Quantities
from schemas.quote_spans import QuoteSpans
from schemas.speakers import Speakers
from schemas.statements import Statements
from schemas.statements_by_outlet import StatementsByOutlet
from schemas.stories import Stories
from schemas.story_documents import StoryDocuments
from transforms.rows import reads


@reads(Documents)
class Article(NamedTuple):
    """A document."""

    document_id: str
    origin: str
    locator: str
    outlet: str | None
    headline: str | None
    byline: str | None
    url: str | None
    published_on: date | None
    language: str | None
    is_translation: bool | None
    text_sha256: str
    n_chars: int
    n_words: int
    duplicate_of: str | None
    licence: str

    @property
    def name(self) -> str:
        """Who published it, else where it came from, as the views have it."""
        return self.outlet or self.origin


@reads(Attributions)
class Quote(NamedTuple):
    """A quote with all that is known of it."""

    quote_id: str
    outlet: str
    published_on: date | None
    headline: str | None
    speaker: str | None
    source: str | None
    relay: str | None
    type: str
    cue: str | None
    cue_class: str | None
    negated: bool
    context_before: str | None
    content: str
    context_after: str | None
    is_nested: bool
    reliable: bool
    confidence: float
    story: str | None
    n_outlets: int | None
    statement_id: str | None
    story_id: str | None
    document_id: str
    speaker_id: str | None
    start: int
    end: int


@reads(StatementsByOutlet)
class Report(NamedTuple):
    """How one article has a statement that several outlets have."""

    statement_id: str
    document_id: str
    n_outlets: int
    outlet: str
    how: str
    cue: str | None
    cue_class: str | None
    source: str | None
    relay: str | None
    words: str | None
    quote_id: str | None
    story_id: str


@reads(Statements)
class Statement(NamedTuple):
    """A statement, in the words of the quote that renders it best."""

    statement_id: str
    story_id: str
    speaker_id: str | None
    text: str


@reads(Disagreements)
class Value(NamedTuple):
    """What one article says on a point on which outlets differ."""

    discrepancy_id: str
    document_id: str
    start: int
    type: str
    about: str
    verdict: str
    confidence: float
    worth: float
    shown_first: bool
    outlet: str
    voice: str
    speaker: str | None
    value: str
    sentence: str
    statement_id: str | None
    story_id: str
    quote_id: str | None


@reads(Speakers)
class Speaker(NamedTuple):
    """Somebody who is quoted."""

    speaker_id: str
    name: str
    kind: str | None
    role: str | None
    affiliation: str | None
    wikidata_id: str | None


@reads(Stories)
class Story(NamedTuple):
    """An event, and how many articles report it."""

    story_id: str
    headline: str | None
    n_documents: int
    first_published_on: date | None
    last_published_on: date | None


@reads(Quantities)
class Quantity(NamedTuple):
    """A number in a text, as a range of values of a unit."""

    document_id: str
    kind: str
    comparator: str
    low: float | None
    high: float | None
    unit: str | None
    is_relative: bool
    start: int
    end: int


@reads(QuoteSpans)
class Span(NamedTuple):
    """A stretch of text that is part of a quote."""

    quote_id: str
    role: str
    document_id: str
    start: int
    end: int


@reads(StoryDocuments)
class Membership(NamedTuple):
    """That a document belongs to a story."""

    story_id: str
    document_id: str


@reads(DiscrepancyValues)
class ValueEnd(NamedTuple):
    """Where a value of a discrepancy ends in the text."""

    discrepancy_id: str
    document_id: str
    start: int
    end: int
