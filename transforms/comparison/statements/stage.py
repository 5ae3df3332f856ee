"""The stage `statements`: the quotes that render one utterance, and how each puts it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import dataframely as dy

from schemas.documents import Documents
from schemas.quotes import Quotes
from schemas.statement_quotes import StatementQuotes
from schemas.statements import Statements
from schemas.story_documents import StoryDocuments
from transforms.attribution.quotes import by_document
from transforms.comparison.statements.matching import Part, match
from transforms.comparison.statements.parts import parts, rendered
from transforms.comparison.statements.passages import StoryPassages, passages_of
from transforms.comparison.statements.renderings import change
from transforms.comparison.statements.shapes import shape_of
from transforms.comparison.statements.sources import sources_of
from transforms.ids import statement_id
from transforms.language.documents import AnalysedDocuments
from transforms.language.spans import Span
from transforms.resources import Resources
from transforms.results import StageCount, StageResult
from transforms.rows import reads, records, table_of
from transforms.stage import Stage
from transforms.tables import Tables

_LEVELS: Final = {"direct": 2, "mixed": 1, "indirect": 0}
_COMPARED: Final = 32
"""Wordings of one statement that stand for all when it is asked which of them is most like the others."""


@reads(Documents)
class _Document(NamedTuple):
    document_id: str
    duplicate_of: str | None
    is_translation: bool | None
    language: str | None


@reads(StoryDocuments)
class _StoryDocument(NamedTuple):
    document_id: str
    story_id: str


@dataclass(frozen=True, slots=True)
class _Archive:
    """What is known of documents, by id: story, analysis, which it repeats, whether it is translated."""

    stories: Mapping[str, str]
    documents: AnalysedDocuments
    originals: Mapping[str, str]
    translations: frozenset[str]
    languages: Mapping[str, str | None]


@dataclass(slots=True)
class _Rows:
    statements: list[dict[str, object]] = field(default_factory=list)
    members: list[dict[str, object]] = field(default_factory=list)


def find_statements(tables: Tables, resources: Resources) -> StageResult:
    """`statements` and `statement_quotes`.

    Every quote is cut into parts, and every part renders exactly one statement; most statements have one
    part. Quotes without a speaker join others only where the words are the same. Quotes in documents that
    could not be analysed render none. Raises ValueError where quotes stand in documents without a story.
    """
    archive = _archive(tables, resources)
    _check(tables.quotes, archive)
    made = _Rows()
    found, sources = list(_parts(tables, archive)), sources_of(tables)
    for story, members in _by_story(found, archive):
        documents = {part.document_id for part in members}
        passages = passages_of(documents, archive.documents, resources)
        weights, translated = resources.comparison_weights.statements, bool(documents & archive.translations)
        for group in match(members, passages, weights, sources, translated=translated):
            _add_statement(made, story, [members[i] for i in group], passages, archive)
    made_tables = Tables(
        statements=table_of(Statements, made.statements),
        statement_quotes=table_of(StatementQuotes, made.members),
    )
    received, kept = tables.quotes.height, len({part.quote_id for part in found})
    return StageResult(made_tables, (StageCount("statements", "quotes", received, kept, received - kept),))


STATEMENTS: Final = Stage(
    "statements",
    ("texts", "analyses", "documents", "quotes", "quote_spans", "speakers", "story_documents"),
    ("statements", "statement_quotes"),
    find_statements,
)


def _archive(tables: Tables, resources: Resources) -> _Archive:
    documents = list(records(tables.documents, _Document))
    return _Archive(
        {row.document_id: row.story_id for row in records(tables.story_documents, _StoryDocument)},
        AnalysedDocuments(tables, resources.analyser.vocab),
        {one.document_id: one.duplicate_of or one.document_id for one in documents},
        frozenset(one.document_id for one in documents if one.is_translation),
        {one.document_id: one.language for one in documents},
    )


def _check(quotes: dy.DataFrame[Quotes], archive: _Archive) -> None:
    lost = sorted(set(quotes.get_column("document_id")) - archive.stories.keys())
    if lost:
        raise ValueError(
            f"{len(lost)} documents with quotes have no story ({', '.join(lost[:3])}): build the stories of "
            "all documents first"
        )


def _parts(tables: Tables, archive: _Archive) -> Iterator[Part]:
    read = (one for one in by_document(tables).items() if one[0] in archive.documents)
    for document, quotes in read:
        analysed = archive.documents[document]
        for key, quote, speaker in zip(quotes.ids, quotes.attributions, quotes.speakers, strict=True):
            for number, part in enumerate(parts(analysed, quote.content)):
                text = rendered(analysed.text, part)
                place = Span(part[0].start, part[-1].end)
                shape = shape_of(analysed, place, text, quote.type, quote.cue_class)
                yield Part(document, key, number, part, text, quote.type, speaker, shape)


def _by_story(found: Iterable[Part], archive: _Archive) -> Iterator[tuple[str, list[Part]]]:
    stories: dict[str, list[Part]] = defaultdict(list)
    for part in found:
        stories[archive.stories[part.document_id]].append(part)
    for story in sorted(stories):
        yield story, sorted(stories[story], key=lambda part: part.key)


def _add_statement(
    made: _Rows, story: str, group: Sequence[Part], passages: StoryPassages, archive: _Archive
) -> None:
    first, speaker = group[0], _speaker(group, archive)
    key = statement_id(first.quote_id, first.number)
    alike = _Alike(group, passages)
    best = _representative(group, speaker, alike, archive)
    documents = {part.document_id for part in group}
    made.statements.append(
        {
            "statement_id": key,
            "story_id": story,
            "speaker_id": speaker,
            "quote_id": best.quote_id,
            "text": best.text,
            "n_quotes": len({part.quote_id for part in group}),
            "n_documents": len(documents),
            "n_distinct": len({archive.originals.get(document, document) for document in documents}),
        }
    )
    made.members += [_member(key, part, best, alike.between(best.text, part.text), archive) for part in group]


def _speaker(group: Sequence[Part], archive: _Archive) -> str | None:
    """Whom most documents name, copies counted once; then who has most quotes, then the smallest id."""
    named = {
        (archive.originals.get(part.document_id, part.document_id), part.quote_id, part.speaker_id)
        for part in group
        if part.speaker_id is not None
    }
    documents = Counter(speaker for _, speaker in {(document, speaker) for document, _, speaker in named})
    quotes = Counter(speaker for *_, speaker in named)
    return min(documents, key=lambda one: (-documents[one], -quotes[one], one), default=None)


class _Alike:
    """How alike the members of one statement are; members of the same words are compared once."""

    def __init__(self, group: Sequence[Part], passages: StoryPassages) -> None:
        counts = sorted(Counter(part.text for part in group).items())
        self._some = counts[:: -(-len(counts) // _COMPARED)]
        self._passages = passages
        self._known: dict[tuple[str, str], float] = {}

    def between(self, one: str, other: str) -> float:
        """Similarity of two members' texts, 1 for the same words."""
        if one == other or self._passages[one].wording.words == self._passages[other].wording.words:
            return 1.0
        pair = (one, other) if one < other else (other, one)
        if pair not in self._known:
            self._known[pair] = round(self._passages.aligned(*pair).mean, 4)
        return self._known[pair]

    def centrality(self, text: str) -> float:
        """The mean similarity of a member to all, or to some that are spread evenly over them."""
        total = sum(count * self.between(text, other) for other, count in self._some)
        return round(total / sum(count for _, count in self._some), 6)


def _representative(group: Sequence[Part], speaker: str | None, alike: _Alike, archive: _Archive) -> Part:
    """The speaker's part that shows it best: direct speech, no translation, most like the others, long."""
    own = [part for part in group if part.speaker_id == speaker]
    centrality = {text: alike.centrality(text) for text in {part.text for part in own}}

    def merit(part: Part) -> tuple[int, bool, float, int]:
        first_hand = part.document_id not in archive.translations
        return _LEVELS.get(part.type, 0), first_hand, centrality[part.text], len(part.text)

    return max(own, key=merit)


def _member(key: str, part: Part, best: Part, alike: float, archive: _Archive) -> dict[str, object]:
    documents = (part.document_id, best.document_id)
    languages = {archive.languages.get(document) for document in documents}
    translated = len(languages) > 1 or len({d in archive.translations for d in documents}) > 1
    kind = change(best.text, part.text, translated=translated)
    return {
        "quote_id": part.quote_id,
        "part": part.number,
        "statement_id": key,
        "document_id": part.document_id,
        "start": part.spans[0].start,
        "end": part.spans[-1].end,
        "text": part.text,
        "is_representative": part is best,
        "similarity": 1.0 if kind == "verbatim" else min(1.0, alike),
        "change": kind,
    }
