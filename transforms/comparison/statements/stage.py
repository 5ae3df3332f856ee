"""Statements: the quotes of one speaker in one story that render the same utterance, and how each puts it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

import polars as pl

from schemas.statement_quotes import StatementQuotes
from schemas.statements import Statements
from transforms.comparison.statements.matching import Part, match
from transforms.comparison.statements.parts import parts, rendered
from transforms.comparison.statements.renderings import change
from transforms.ids import statement_id
from transforms.language.encoder import Encoder
from transforms.language.similarity import Passage, Topic, passage, similarity, topic_of
from transforms.language.spans import Span
from transforms.results import Frames, StageCount, StageResult

_LEVELS: Final = {"direct": 2, "mixed": 1, "indirect": 0}


@dataclass(frozen=True, slots=True)
class _Archive:
    """What is known of documents, by id: story, text, which one it repeats, whether it is a translation."""

    stories: Mapping[str, str]
    texts: Mapping[str, str]
    originals: Mapping[str, str]
    translations: frozenset[str]
    languages: Mapping[str, str | None]


@dataclass(slots=True)
class _Rows:
    statements: list[dict[str, Any]] = field(default_factory=list)
    members: list[dict[str, Any]] = field(default_factory=list)


def build(frames: Frames, encoder: Encoder) -> StageResult:
    """`statements` and `statement_quotes` from quotes, quote_spans, texts, documents and story_documents.

    Every quote is cut into parts, and every part renders exactly one statement; most statements have one
    part. Quotes without a speaker join others only where the words are the same. Raises ValueError where
    quotes stand in documents without text or story.
    """
    archive = _archive(frames)
    _check(frames["quotes"], archive)
    made = _Rows()
    found = list(_parts(frames, archive))
    for story, members in _by_story(found, archive):
        topic = topic_of({d: archive.texts[d] for d in sorted({part.document_id for part in members})})
        for block in _blocks(members):
            for group, passages in _grouped(block, topic, encoder):
                _add_statement(made, story, group, passages, archive)
    frames_made = {
        "statements": pl.DataFrame(made.statements, schema=Statements.create_empty().schema),
        "statement_quotes": pl.DataFrame(made.members, schema=StatementQuotes.create_empty().schema),
    }
    received, kept = frames["quotes"].height, len({part.quote_id for part in found})
    return StageResult(frames_made, (StageCount("statements", "quotes", received, kept, received - kept),))


def _archive(frames: Frames) -> _Archive:
    documents = frames["documents"]
    rows = list(documents.select("document_id", "duplicate_of", "is_translation", "language").iter_rows())
    return _Archive(
        dict(frames["story_documents"].select("document_id", "story_id").iter_rows()),
        dict(frames["texts"].select("document_id", "text").iter_rows()),
        {document: original or document for document, original, _, _ in rows},
        frozenset(document for document, _, translated, _ in rows if translated),
        {document: language for document, _, _, language in rows},
    )


def _check(quotes: pl.DataFrame, archive: _Archive) -> None:
    known = archive.stories.keys() & archive.texts.keys()
    lost = sorted(set(quotes["document_id"]) - known)
    if lost:
        raise ValueError(
            f"{len(lost)} documents with quotes have no text or no story ({', '.join(lost[:3])}): build the "
            "stories of all documents first, and hand in their texts"
        )


def _parts(frames: Frames, archive: _Archive) -> Iterator[Part]:
    spans: dict[str, list[Span]] = defaultdict(list)
    content = frames["quote_spans"].filter(pl.col("role") == "content").sort("quote_id", "ordinal")
    for quote, start, end in content.select("quote_id", "start", "end").iter_rows():
        spans[quote].append(Span(start, end))
    for row in frames["quotes"].iter_rows(named=True):
        document, quote = row["document_id"], row["quote_id"]
        text = archive.texts[document]
        whole = spans.get(quote) or [Span(row["start"], row["end"])]
        for number, part in enumerate(parts(text, whole)):
            yield Part(document, quote, number, part, rendered(text, part), row["type"], row["speaker_id"])


def _by_story(found: Iterable[Part], archive: _Archive) -> Iterator[tuple[str, list[Part]]]:
    stories: dict[str, list[Part]] = defaultdict(list)
    for part in found:
        stories[archive.stories[part.document_id]].append(part)
    for story in sorted(stories):
        yield story, sorted(stories[story], key=lambda part: part.key)


def _blocks(members: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts of one speaker; without a speaker, those of the same words."""
    blocks: dict[tuple[bool, str], list[Part]] = defaultdict(list)
    for part in members:
        known = part.speaker_id is not None
        blocks[known, part.speaker_id or part.text.casefold()].append(part)
    for key in sorted(blocks):
        yield blocks[key]


def _grouped(
    block: Sequence[Part], topic: Topic, encoder: Encoder
) -> Iterator[tuple[list[Part], list[Passage] | None]]:
    """The parts of each statement of one speaker; where there is nothing to compare, no vector is made."""
    if len({part.text for part in block}) == 1:
        yield list(block), None
        return
    made = {text: passage(encoder(text), topic) for text in sorted({part.text for part in block})}
    passages = [made[part.text] for part in block]
    for group in match(block, passages):
        yield [block[i] for i in group], [passages[i] for i in group]


def _add_statement(
    made: _Rows, story: str, group: Sequence[Part], passages: Sequence[Passage] | None, archive: _Archive
) -> None:
    first = group[0]
    key = statement_id(first.quote_id, first.number)
    alike = _Alike(group, passages)
    best = _representative(group, alike, archive)
    documents = {part.document_id for part in group}
    made.statements.append(
        {
            "statement_id": key,
            "story_id": story,
            "speaker_id": first.speaker_id,
            "quote_id": best.quote_id,
            "text": best.text,
            "n_quotes": len({part.quote_id for part in group}),
            "n_documents": len(documents),
            "n_distinct": len({archive.originals.get(document, document) for document in documents}),
        }
    )
    made.members += [_member(key, part, best, alike.between(best.text, part.text), archive) for part in group]


class _Alike:
    """How alike the members of one statement are; members of the same words are compared once."""

    def __init__(self, group: Sequence[Part], passages: Sequence[Passage] | None) -> None:
        self._counts = Counter(part.text for part in group)
        self._known: dict[tuple[str, str], float] = {}
        by_text = {part.text: passages[i] for i, part in enumerate(group)} if passages else {}
        for one, other in combinations(sorted(by_text), 2):
            alike = round(similarity(by_text[one], by_text[other]).aligned, 4)
            self._known[one, other] = self._known[other, one] = alike

    def between(self, one: str, other: str) -> float:
        """Similarity of two members' texts, 1 for the same words."""
        return 1.0 if one == other else self._known[one, other]

    def centrality(self, text: str) -> float:
        """The mean similarity of a member to all."""
        total = sum(count * self.between(text, other) for other, count in sorted(self._counts.items()))
        return round(total / self._counts.total(), 6)


def _representative(group: Sequence[Part], alike: _Alike, archive: _Archive) -> Part:
    """The member that shows the statement: direct speech, no translation, most like the others, long."""
    centrality = {text: alike.centrality(text) for text in {part.text for part in group}}

    def merit(part: Part) -> tuple[int, bool, float, int]:
        first_hand = part.document_id not in archive.translations
        return _LEVELS.get(part.type, 0), first_hand, centrality[part.text], len(part.text)

    return max(group, key=merit)


def _member(key: str, part: Part, best: Part, alike: float, archive: _Archive) -> dict[str, Any]:
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
