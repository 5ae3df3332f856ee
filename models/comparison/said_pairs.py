"""Pairs of passages of SEESAW's train split, as features and labels, from the tables of a build.

Those that a reader labelled one by one (`tests/golden/statement_pairs`), and in the stories whose shared
statements are listed (`tests/golden/seesaw`) every other pair of two documents: what is not listed there, and
not labelled, is taken for two statements. So the scorer learns how rare it is that two passages say the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from benchmarks.differences import Place, gold
from benchmarks.statement_scores import read
from flows.store.resources import PROJECT
from models.comparison.fitting import FOLDS, Example
from models.comparison.told_pairs import fitted, read_stories, told_story
from transforms.comparison.logistic import SentenceScorers
from transforms.comparison.sentence_words import Sentences
from transforms.comparison.statements.pair_features import LEAST_SAID, Relation, features
from transforms.comparison.statements.parts import parts
from transforms.comparison.statements.passages import StoryPassages
from transforms.comparison.statements.shapes import UNSHAPED, Shape, shape_of
from transforms.comparison.statements.sources import Kinship, Sources, sources_of
from transforms.comparison.statements.story_words import story_words
from transforms.comparison.statements.unattributed import unattributed
from transforms.language.analysis import AnalysedDocument
from transforms.language.layout import paragraphs
from transforms.language.similarity import Topic, topic_of
from transforms.language.spans import Span
from transforms.language.words import pieces_by_sentence
from transforms.resources import Resources
from transforms.tables import Tables

PAIRS = PROJECT / "tests" / "golden" / "statement_pairs"
_HELD = 0.5
"""The share of a passage, or of a listed span, that the other must hold to be it."""


class Unit(NamedTuple):
    """A part of a quote, or a sentence in an outlet's own voice: the latter has no speaker and no type."""

    place: Place
    text: str
    type: str | None
    speaker: str | None
    shape: Shape = UNSHAPED

    def is_at(self, place: Place) -> bool:
        """Whether this and a marked span are mostly one."""
        if place.document_id != self.place.document_id:
            return False
        both = min(place.end, self.place.end) - max(place.start, self.place.start)
        return both >= _HELD * min(place.end - place.start, self.place.end - self.place.start)


@dataclass(frozen=True, slots=True)
class _Build:
    """The tables that are looked at, and the documents of each story."""

    parts: pl.DataFrame
    spans: pl.DataFrame
    documents: Mapping[str, Mapping[str, str]]
    sources: Sources


@dataclass(frozen=True, slots=True)
class _Story:
    units: Sequence[Unit]
    passages: StoryPassages
    sources: Sources

    def example(self, one: Unit, other: Unit, name: str, *, same: bool) -> Example | None:
        """The pair as an example; None where a side says too little to be compared."""
        left, right = self.passages[one.text], self.passages[other.text]
        if min(len(left.saying), len(right.saying)) < LEAST_SAID:
            return None
        known = [[unit.speaker] if unit.speaker else [] for unit in (one, other)]
        kinship = self.sources.kinship(*known) if one.type and other.type else Kinship(None)
        likely = self.passages.likely([one.place], [other.place])
        shapes = (one.shape, other.shape)
        together = one.place.document_id == other.place.document_id
        relation = Relation(kinship, together, likely=likely, shapes=shapes)
        aligned = self.passages.aligned(one.text, other.text)
        return Example(features(left, right, aligned, relation), same, name)


def examples(tables: Path, resources: Resources) -> Iterator[Example]:
    """The examples of every story; how likely sentences tell one thing is learnt without the story's fold."""
    build, labelled = _build(tables), _labelled()
    listed = sorted({line["story"] for line in gold("statements") + gold("statements_later")})
    told = [told_story(name, build.documents[name], resources) for name in read_stories()]
    folds = {one.name: number % FOLDS for number, one in enumerate(told)}
    without = {n: fitted([one for one in told if folds[one.name] != n], 0.0)[0] for n in range(FOLDS)}
    for name in sorted({*listed, *labelled}):
        story = _story(build, name, without[folds.get(name, 0)], resources)
        yield from _judged(story, labelled.get(name, ()), name)
        if name in listed:
            yield from _natural(story, labelled.get(name, ()), name)


def _build(tables: Path) -> _Build:
    frame = {name: pl.read_parquet(tables / f"{name}.parquet") for name in _READ}
    named = frame["documents"].with_columns(story=pl.col("locator").str.split("#").list.last())
    documents: dict[str, dict[str, str]] = defaultdict(dict)
    for story, document, text in (
        named.join(frame["texts"].select("document_id", "text"), on="document_id")
        .sort("document_id")
        .select("story", "document_id", "text")
        .iter_rows()
    ):
        documents[story][document] = text
    quotes = frame["quotes"].select("quote_id", "type", "speaker_id", "cue_class")
    found = frame["statement_quotes"].join(quotes, on="quote_id").sort("document_id", "start", "quote_id")
    sources = sources_of(Tables().with_frames({"speakers": frame["speakers"]}))
    return _Build(found, frame["quote_spans"].sort("start", "end", "quote_id"), documents, sources)


_READ = ("documents", "texts", "quotes", "quote_spans", "speakers", "statement_quotes")


def _labelled() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    found = defaultdict(list)
    for name in ("seesaw_train", "seesaw_listed", "seesaw_read"):
        for row in read(PAIRS / f"{name}.jsonl"):
            found[row["story"]].append(row)
    return found


def _story(build: _Build, name: str, scorers: SentenceScorers, resources: Resources) -> _Story:
    texts = build.documents[name]
    given = [(text, [paragraph.start for paragraph in paragraphs(text)]) for text in texts.values()]
    analysed = dict(zip(texts, resources.analyser(given), strict=True))
    words = {key: document.words for key, document in analysed.items()}
    pieces = [piece for found in words.values() for piece in pieces_by_sentence(found)]
    topic: Topic = topic_of(words)
    sentences = Sentences(words, scorers, topic.names)
    passages = StoryPassages(story_words(pieces), topic, resources.encoder, sentences)
    return _Story([*_parts(build, analysed), *_own_voice(build, analysed)], passages, build.sources)


def _parts(build: _Build, analysed: Mapping[str, AnalysedDocument]) -> Iterator[Unit]:
    columns = ("document_id", "start", "end", "text", "type", "speaker_id", "cue_class")
    for document, start, end, text, type_, speaker, cue in build.parts.select(columns).iter_rows():
        if document in analysed:
            shape = shape_of(analysed[document], Span(start, end), text, type_, cue)
            yield Unit(Place(document, start, end), text, type_, speaker, shape)


def _own_voice(build: _Build, analysed: Mapping[str, AnalysedDocument]) -> Iterator[Unit]:
    for key, document in analysed.items():
        spans = build.spans.filter(pl.col("document_id") == key).select("start", "end", "quote_id")
        for sentence, _ in unattributed(document, list(spans.iter_rows())):
            for part in parts(document, [sentence]):
                place = Place(key, part[0].start, part[-1].end)
                text = document.text[place.start : place.end]
                shape = shape_of(document, Span(place.start, place.end), text)
                yield Unit(place, text, None, None, shape)


def _judged(story: _Story, rows: Sequence[Mapping[str, Any]], name: str) -> Iterator[Example]:
    for row in rows:
        one, other = (_unit(story, row[side]) for side in ("one", "other"))
        if row["same"] is not None and one and other:
            made = story.example(one, other, name, same=row["same"])
            if made:
                yield made


def _unit(story: _Story, side: Mapping[str, Any]) -> Unit | None:
    """The passage of a labelled side; None where the build has no such passage."""
    places = [Place(side["document"], start, end) for start, end in side["spans"]]
    return next((unit for unit in story.units if any(unit.is_at(place) for place in places)), None)


def _natural(story: _Story, rows: Sequence[Mapping[str, Any]], name: str) -> Iterator[Example]:
    """The other pairs of a listed story; of those that two listed spans hold, the most alike one is one."""
    units = story.units
    place = {id(unit): number for number, unit in enumerate(units)}
    judged = {
        frozenset((place[id(one)], place[id(other)]))
        for row in rows
        if (one := _unit(story, row["one"])) and (other := _unit(story, row["other"]))
    }
    story.passages.prepare(unit.text for unit in units)
    best, held = _listed(story, name)
    for i, j in combinations(range(len(units)), 2):
        both = frozenset((i, j))
        one, other = units[i], units[j]
        if both in judged or (both in held and both not in best) or not (one.type or other.type):
            continue
        if one.place.document_id != other.place.document_id:
            made = story.example(one, other, name, same=both in best)
            if made:
                yield made


def _listed(story: _Story, name: str) -> tuple[set[frozenset[int]], set[frozenset[int]]]:
    """Numbers of the pairs that say the same by the list, and of all that stand in its spans."""
    best, held = set(), set()
    for line in gold("statements") + gold("statements_later"):
        if line["story"] == name:
            for left, right in combinations(line["spans"], 2):
                found = _between(story, left, right)
                held |= {frozenset(pair) for _, pair in found}
                best |= {frozenset(pair) for _, pair in [max(found)]} if found else set()
    return best, held


def _between(story: _Story, left: Place, right: Place) -> list[tuple[float, tuple[int, int]]]:
    """The passages in two spans of two documents, with how alike they are."""
    sides = [[i for i, unit in enumerate(story.units) if unit.is_at(place)] for place in (left, right)]
    if left.document_id == right.document_id:
        return []
    texts = [unit.text for unit in story.units]
    aligned = {(i, j): story.passages.aligned(texts[i], texts[j]) for i in sides[0] for j in sides[1]}
    return [(found.cosine + found.mean, pair) for pair, found in aligned.items()]
