"""The stage `coverage`: how each document of a story reports a statement of two outlets, or that it does not.

A document that says nothing of a statement is said to leave it out only where it is about the same matter
(it shares enough names with a document that reports it) and none of its sentences may tell the same thing:
where one may, there is no row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from schemas.coverage import Coverage
from schemas.documents import Documents
from schemas.quotes import Quotes
from schemas.statement_echoes import StatementEchoes
from schemas.statement_quotes import StatementQuotes
from schemas.statements import Statements
from schemas.story_documents import StoryDocuments
from transforms.comparison.differences.entity_overlap import EntityOverlap
from transforms.comparison.logistic import SentenceScorers
from transforms.comparison.sentence_words import topic_and_sentences
from transforms.comparison.statements.echo_search import is_spoken
from transforms.language.documents import AnalysedDocuments
from transforms.resources import Resources
from transforms.results import StageCount, StageResult
from transforms.rows import by_key, reads, records, table_of
from transforms.stage import Stage
from transforms.tables import Tables

_MOST_DIRECT: Final = ("direct", "mixed", "indirect", "unattributed", "own_voice")
"""Where a document reports a statement several times, the row tells of the first of these."""
_MAY_TELL: Final = 0.1
"""How likely a sentence tells the same thing for its document not to be silent. Of 40 documents that were
said to leave a statement out, 10 told it and 5 nearly; below this none and one of 21."""


@reads(Documents)
class _Document(NamedTuple):
    document_id: str
    outlet: str | None
    origin: str
    duplicate_of: str | None


@reads(StoryDocuments)
class _StoryDocument(NamedTuple):
    document_id: str
    story_id: str


@reads(Statements)
class _Statement(NamedTuple):
    statement_id: str
    story_id: str


@reads(StatementQuotes)
class _Rendering(NamedTuple):
    statement_id: str
    document_id: str
    quote_id: str
    start: int
    end: int
    similarity: float


@reads(StatementEchoes)
class _Echo(NamedTuple):
    statement_id: str
    document_id: str
    start: int
    end: int
    text: str
    similarity: float


@reads(Quotes)
class _Quote(NamedTuple):
    quote_id: str
    type: str
    cue: str | None
    cue_lemma: str | None
    cue_class: str | None
    source: str | None
    relay_id: str | None


@dataclass(frozen=True, slots=True)
class _Report:
    """A place where a document reports a statement; `quote` is None in an echo, which may show who speaks."""

    document_id: str
    start: int
    end: int
    similarity: float
    quote: _Quote | None = None
    is_spoken: bool = False

    @property
    def how(self) -> str:
        """One of COVERAGES."""
        if self.quote is None:
            return "unattributed" if self.is_spoken else "own_voice"
        return self.quote.type

    @property
    def rank(self) -> tuple[int, float, int, int, str]:
        """The most direct report first, then the most similar, then the first in the text."""
        quote = self.quote.quote_id if self.quote else ""
        return _MOST_DIRECT.index(self.how), -self.similarity, self.start, self.end, quote


def find_coverage(tables: Tables, resources: Resources) -> StageResult:
    """`coverage`: a row for each statement of two outlets or more and each document of its story.

    Documents that repeat one another are one outlet's text: a statement that only they report has no rows.
    """
    documents = {row.document_id: row for row in records(tables.documents, _Document)}
    reports, analysed = _reports(tables), AnalysedDocuments(tables, resources.analyser.vocab)
    rows: list[dict[str, object]] = []
    n_shared = 0
    for members, statements in _stories(tables):
        shared = [one for one in statements if _is_shared(reports.get(one, ()), documents)]
        n_shared += len(shared)
        if shared:
            matter = _Matter(members, documents, analysed, resources.comparison_weights.sentence_scorers)
            rows += [row for one in shared for row in _rows(one, reports[one], members, matter)]
    received = tables.statements.height
    count = StageCount("coverage", "statements", received, received, 0)
    return StageResult(Tables(coverage=table_of(Coverage, rows)), (count,))


COVERAGE: Final = Stage(
    "coverage",
    (
        "texts",
        "analyses",
        "documents",
        "quotes",
        "story_documents",
        "statements",
        "statement_quotes",
        "statement_echoes",
    ),
    ("coverage",),
    find_coverage,
)


def _reports(tables: Tables) -> Mapping[str, Sequence[_Report]]:
    """By statement, every place where a document reports it."""
    quotes = {quote.quote_id: quote for quote in records(tables.quotes, _Quote)}
    found: dict[str, list[_Report]] = defaultdict(list)
    for row in records(tables.statement_quotes, _Rendering):
        quote = quotes[row.quote_id]
        found[row.statement_id].append(_Report(row.document_id, row.start, row.end, row.similarity, quote))
    for echo in records(tables.statement_echoes, _Echo):
        place = echo.document_id, echo.start, echo.end, echo.similarity
        found[echo.statement_id].append(_Report(*place, is_spoken=is_spoken(echo.text)))
    return found


def _stories(tables: Tables) -> Iterator[tuple[list[str], list[str]]]:
    """The documents and the statements of each story of several documents, both by id."""
    placed = by_key(
        records(tables.story_documents.sort("document_id"), _StoryDocument), lambda row: row.story_id
    )
    said = by_key(records(tables.statements.sort("statement_id"), _Statement), lambda row: row.story_id)
    for story, members in sorted(placed.items()):
        if len(members) > 1:
            yield [row.document_id for row in members], [row.statement_id for row in said.get(story, ())]


def _is_shared(reports: Sequence[_Report], documents: Mapping[str, _Document]) -> bool:
    """Whether two outlets report it, each in a text of its own."""
    known = [documents[report.document_id] for report in reports]
    outlets = {row.outlet or row.origin for row in known}
    texts = {row.duplicate_of or row.document_id for row in known}
    return min(len(outlets), len(texts)) > 1


class _Matter:
    """Which documents of a story are about the same matter, and which of them are silent on a statement."""

    def __init__(
        self,
        members: Sequence[str],
        documents: Mapping[str, _Document],
        analysed: AnalysedDocuments,
        scorers: SentenceScorers,
    ) -> None:
        words = {one: analysed[one].words for one in members if one in analysed}
        self._original = {one: documents[one].duplicate_of or one for one in members}
        self._overlap = EntityOverlap(words)
        self._sentences = topic_and_sentences(words, scorers)[1]
        self._read = frozenset(words)

    def leaves_out(self, document: str, reports: Sequence[_Report]) -> bool:
        """Whether a document is about what those that report a statement are about, and tells it nowhere."""
        by = sorted({report.document_id for report in reports})
        if document not in self._read or self._original[document] in map(self._original.get, by):
            return False
        if not any(one in self._read and self._overlap.same_event(document, one) for one in by):
            return False
        places = ((report.document_id, report.start, report.end) for report in reports)
        return all(self._sentences.likeliest(place, document) < _MAY_TELL for place in places)


def _rows(
    statement: str, reports: Sequence[_Report], members: Sequence[str], matter: _Matter
) -> Iterator[dict[str, object]]:
    best: dict[str, _Report] = {}
    for report in sorted(reports, key=lambda report: report.rank):
        best.setdefault(report.document_id, report)
    for document in members:
        found = best.get(document)
        if found is not None or matter.leaves_out(document, reports):
            yield _row(statement, document, found)


def _row(statement: str, document: str, report: _Report | None) -> dict[str, object]:
    quote = report.quote if report else None
    return {
        "statement_id": statement,
        "document_id": document,
        "how": report.how if report else "not_reported",
        "cue": quote.cue if quote else None,
        "cue_lemma": quote.cue_lemma if quote else None,
        "cue_class": quote.cue_class if quote else None,
        "source": quote.source if quote else None,
        "relay_id": quote.relay_id if quote else None,
        "quote_id": quote.quote_id if quote else None,
        "start": report.start if report else None,
        "end": report.end if report else None,
    }
