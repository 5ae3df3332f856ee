"""Echoes: sentences in an outlet's own voice that say what another article attributes to somebody.

Free indirect speech, which nothing in its own sentence marks ("The talks were useful, she said. They would go
on."), a quote whose attribution the outlet dropped, or an assertion where another outlet names who said it:
wherever it stands in the report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from schemas.documents import Documents
from schemas.quote_spans import QuoteSpans
from schemas.statement_echoes import StatementEchoes
from schemas.statement_quotes import StatementQuotes
from schemas.statements import Statements
from schemas.story_documents import StoryDocuments
from schemas.zones import Zones
from transforms.comparison.statements.echo_search import Echo, EchoCandidate, Said, find
from transforms.comparison.statements.parts import parts
from transforms.comparison.statements.passages import passages_of
from transforms.comparison.statements.renderings import change
from transforms.comparison.statements.shapes import UNSHAPED, Shape, shape_of
from transforms.comparison.statements.unattributed import QuoteSpan, unattributed
from transforms.language.documents import AnalysedDocuments
from transforms.language.spans import Span, covers
from transforms.resources import Resources
from transforms.results import StageCount, StageResult
from transforms.rows import by_key, reads, records, table_of
from transforms.stage import Stage
from transforms.tables import Tables

_REPORT: Final = ("headline", "standfirst", "subhead", "body")


@reads(Documents)
class _Document(NamedTuple):
    document_id: str
    duplicate_of: str | None
    language: str | None
    is_translation: bool | None


@reads(Zones)
class _Zone(NamedTuple):
    document_id: str
    kind: str
    start: int
    end: int


@reads(QuoteSpans)
class _Span(NamedTuple):
    document_id: str
    start: int
    end: int
    quote_id: str


@reads(StatementQuotes)
class _Rendering(NamedTuple):
    statement_id: str
    quote_id: str
    document_id: str
    start: int
    end: int
    text: str
    is_representative: bool


@reads(Statements)
class _Statement(NamedTuple):
    statement_id: str
    story_id: str
    speaker_id: str | None
    text: str


@reads(StoryDocuments)
class _StoryDocument(NamedTuple):
    document_id: str
    story_id: str


@dataclass(frozen=True, slots=True)
class _Archive:
    """What is known of documents, by id; `tongues` says the language and whether it is a translation."""

    documents: AnalysedDocuments
    originals: Mapping[str, str]
    tongues: Mapping[str, tuple[str | None, bool]]
    reports: Mapping[str, Sequence[Span]]
    """Headline, standfirst, subheads and body."""
    quoted: Mapping[str, Sequence[QuoteSpan]]
    speakers: Mapping[str, str]
    """By quote; quotes without a speaker are not there."""
    kinds: Mapping[str, tuple[str, str | None]]
    """Type and class of the cue, by quote."""


def find_echoes(tables: Tables, resources: Resources) -> StageResult:
    """`statement_echoes`: sentences in an outlet's own voice that say what another article attributes.

    Copies of another document are left out: they would only repeat it; so are documents that could not be
    analysed. A story of one document has none.
    """
    archive = _archive(tables, resources)
    said = _said(tables, archive)
    rows: list[dict[str, object]] = []
    n_read = 0
    for story, documents in _stories(tables, archive).items():
        sentences = [one for document in documents for one in _candidates(document, archive)]
        n_read += len(sentences)
        passages = passages_of(documents, archive.documents, resources)
        found = find(said[story], sentences, passages, resources.comparison_weights.statements)
        rows += [_row(echo, archive) for echo in found]
    made = Tables(statement_echoes=table_of(StatementEchoes, rows))
    return StageResult(made, (StageCount("echoes", "sentences", n_read, n_read, 0),))


ECHOES: Final = Stage(
    "echoes",
    (
        "texts",
        "analyses",
        "documents",
        "zones",
        "quotes",
        "quote_spans",
        "story_documents",
        "statements",
        "statement_quotes",
    ),
    ("statement_echoes",),
    find_echoes,
)


def _archive(tables: Tables, resources: Resources) -> _Archive:
    documents = list(records(tables.documents, _Document))
    quotes = tables.quotes.filter(pl.col("speaker_id").is_not_null())
    kinds = tables.quotes.select("quote_id", "type", "cue_class").iter_rows()
    return _Archive(
        AnalysedDocuments(tables, resources.analyser.vocab),
        {one.document_id: one.duplicate_of or one.document_id for one in documents},
        {one.document_id: (one.language, bool(one.is_translation)) for one in documents},
        _reports(tables),
        _quoted(tables),
        dict(quotes.select("quote_id", "speaker_id").iter_rows()),
        {quote: (kind, cue) for quote, kind, cue in kinds},
    )


def _reports(tables: Tables) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for zone in records(tables.zones, _Zone):
        if zone.kind in _REPORT:
            found[zone.document_id].append(Span(zone.start, zone.end))
    return found


def _quoted(tables: Tables) -> dict[str, list[QuoteSpan]]:
    found: dict[str, list[QuoteSpan]] = defaultdict(list)
    for span in records(tables.quote_spans.sort("start", "end", "quote_id"), _Span):
        found[span.document_id].append((span.start, span.end, span.quote_id))
    return found


def _said(tables: Tables, archive: _Archive) -> dict[str, list[Said]]:
    """By story, the renderings of its statements; those of the same words in one document once."""
    renderings = list(records(tables.statement_quotes.sort("quote_id", "part"), _Rendering))
    statements = {row.statement_id: row for row in records(tables.statements, _Statement)}
    shown_in = {row.statement_id: row.document_id for row in renderings if row.is_representative}
    found: dict[str, dict[Said, None]] = defaultdict(dict)
    for row in renderings:
        statement = statements[row.statement_id]
        original, place = archive.originals[row.document_id], shown_in[row.statement_id]
        stands = (row.document_id, row.start, row.end)
        told = (row.text, statement.text, place, statement.speaker_id, stands, _shape(row, archive))
        found[statement.story_id][Said(original, row.statement_id, *told)] = None
    return defaultdict(list, {story: list(each) for story, each in found.items()})


def _shape(row: _Rendering, archive: _Archive) -> Shape:
    if row.document_id not in archive.documents:
        return UNSHAPED
    span = Span(row.start, row.end)
    return shape_of(archive.documents[row.document_id], span, row.text, *archive.kinds[row.quote_id])


def _stories(tables: Tables, archive: _Archive) -> dict[str, list[str]]:
    """The analysed documents of each story that are no copies, where there are two or more."""
    placed = records(tables.story_documents.sort("document_id"), _StoryDocument)
    rows = by_key((row for row in placed if row.document_id in archive.documents), lambda row: row.story_id)
    kept = {
        story: [row.document_id for row in members if archive.originals[row.document_id] == row.document_id]
        for story, members in sorted(rows.items())
    }
    return {story: documents for story, documents in kept.items() if len(documents) > 1}


def _candidates(document: str, archive: _Archive) -> Iterator[EchoCandidate]:
    """Sentences of the report in which no attribution has a word, and halves of them that say something."""
    analysed, zones = archive.documents[document], archive.reports.get(document, ())
    for sentence, quote in unattributed(analysed, archive.quoted.get(document, ())):
        if any(covers(zone, sentence) for zone in zones):
            for part in parts(analysed, [sentence]):
                span = Span(part[0].start, part[-1].end)
                speaker, words = archive.speakers.get(quote or ""), span.of(analysed.text)
                shape = shape_of(analysed, span, words)
                yield EchoCandidate(document, span, words, quote, speaker, shape)


def _row(echo: Echo, archive: _Archive) -> dict[str, object]:
    one, said = echo.candidate, echo.said
    translated = archive.tongues[one.document_id] != archive.tongues[said.shown_in]
    return {
        "document_id": one.document_id,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "statement_id": said.statement_id,
        "quote_id": one.quote_id if one.speaker_id and one.speaker_id == said.speaker_id else None,
        "similarity": round(min(1.0, echo.similarity), 4),
        "change": change(said.representative, one.text, translated=translated),
    }
