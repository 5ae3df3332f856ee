"""Echoes: sentences in an outlet's own voice that say what another article attributes to a speaker.

Mostly free indirect speech, which nothing in its own sentence marks ("The talks were useful, she said. They
would go on."), or a quote whose attribution the outlet dropped. Two things together tell it from background:
it follows words of the same speaker in the same paragraph, and another article has that speaker say it.
"""

from __future__ import annotations

import re
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
from transforms.comparison.statements.echo_search import EchoCandidate, EchoSearch, Renderings, Said
from transforms.comparison.statements.parts import parts
from transforms.comparison.statements.renderings import change
from transforms.comparison.statements.unattributed import QuoteSpan, unattributed
from transforms.language.documents import AnalysedDocuments
from transforms.language.spans import Span, covers
from transforms.resources import Resources
from transforms.results import StageCount, StageResult
from transforms.rows import by_key, reads, records, table_of
from transforms.stage import Stage
from transforms.tables import Tables

_SPOKEN: Final = re.compile(r"[\"“”„«»]|\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
"""Marks of quotation, the first person: a speaker's words whose attribution was missed, no outlet's own."""


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
    document_id: str
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
    bodies: Mapping[str, Sequence[Span]]
    quoted: Mapping[str, Sequence[QuoteSpan]]
    speakers: Mapping[str, str]
    """By quote; quotes without a speaker are not there."""


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
        found = [one for document in documents for one in _candidates(document, archive, said[story])]
        n_read += len(found)
        if found:
            search = EchoSearch(
                resources.encoder, {each: archive.documents[each].words for each in documents}, said[story]
            )
            rows += [row for one in found if (row := _row(one, search, archive))]
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
    return _Archive(
        AnalysedDocuments(tables, resources.analyser.vocab),
        {one.document_id: one.duplicate_of or one.document_id for one in documents},
        {one.document_id: (one.language, bool(one.is_translation)) for one in documents},
        _bodies(tables),
        _quoted(tables),
        dict(quotes.select("quote_id", "speaker_id").iter_rows()),
    )


def _bodies(tables: Tables) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for zone in records(tables.zones, _Zone):
        if zone.kind == "body":
            found[zone.document_id].append(Span(zone.start, zone.end))
    return found


def _quoted(tables: Tables) -> dict[str, list[QuoteSpan]]:
    found: dict[str, list[QuoteSpan]] = defaultdict(list)
    for span in records(tables.quote_spans.sort("start", "end", "quote_id"), _Span):
        found[span.document_id].append((span.start, span.end, span.quote_id))
    return found


def _said(tables: Tables, archive: _Archive) -> dict[str, dict[str, list[Said]]]:
    """By story and speaker, the renderings of the speaker's statements."""
    renderings = list(records(tables.statement_quotes.sort("quote_id", "part"), _Rendering))
    statements = {row.statement_id: row for row in records(tables.statements, _Statement)}
    shown_in = {row.statement_id: row.document_id for row in renderings if row.is_representative}
    found: dict[str, dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for row in renderings:
        statement = statements[row.statement_id]
        if statement.speaker_id is not None:
            original, place = archive.originals[row.document_id], shown_in[row.statement_id]
            said = Said(original, row.statement_id, row.text, statement.text, place)
            found[statement.story_id][statement.speaker_id].append(said)
    return found


def _stories(tables: Tables, archive: _Archive) -> dict[str, list[str]]:
    """The analysed documents of each story that are no copies."""
    placed = records(tables.story_documents, _StoryDocument)
    rows = by_key((row for row in placed if row.document_id in archive.documents), lambda row: row.story_id)
    kept = {
        story: [row.document_id for row in members if archive.originals[row.document_id] == row.document_id]
        for story, members in rows.items()
    }
    return {story: documents for story, documents in kept.items() if documents}


def _candidates(document: str, archive: _Archive, said: Renderings) -> Iterator[EchoCandidate]:
    """Sentences of the body without attribution, after one of a speaker whom another document quotes too."""
    shared = _shared(document, archive, said)
    if not shared:
        return
    analysed, bodies = archive.documents[document], archive.bodies.get(document, ())
    text = analysed.text
    for sentence, quote in unattributed(analysed, archive.quoted[document]):
        speaker = archive.speakers.get(quote, "")
        own = not _SPOKEN.search(sentence.of(text)) and any(covers(body, sentence) for body in bodies)
        if own and speaker in shared:
            for part in parts(analysed, [sentence]):
                span = Span(part[0].start, part[-1].end)
                yield EchoCandidate(document, span, span.of(text), quote, speaker)


def _shared(document: str, archive: _Archive, said: Renderings) -> set[str]:
    """The speakers whom this document quotes, and another one too."""
    quotes = {quote for *_, quote in archive.quoted.get(document, ())}
    own = {archive.speakers[quote] for quote in quotes if quote in archive.speakers}
    return {each for each in own & said.keys() if any(one.original != document for one in said[each])}


def _row(one: EchoCandidate, search: EchoSearch, archive: _Archive) -> dict[str, object] | None:
    found = search.best(one)
    if found is None:
        return None
    said, alike = found
    translated = archive.tongues[one.document_id] != archive.tongues[said.shown_in]
    return {
        "document_id": one.document_id,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "statement_id": said.statement_id,
        "quote_id": one.quote_id,
        "similarity": round(min(1.0, alike), 4),
        "change": change(said.representative, one.text, translated=translated),
    }
