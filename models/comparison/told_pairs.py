"""Pairs of sentences of SEESAW's train split, as features and labels: do both tell the same thing?

A pair is one where a listed statement or difference stands in both (tests/golden/seesaw), or where a reader
said so (tells.jsonl). The lists hold what outlets differ in and what is said, not all that two outlets tell:
of the pairs that look likeliest and are not listed, two in three tell the same thing. So those count only
where they were read, for as many as they were drawn from, and the rest of them counts for nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.differences import Place, gold
from benchmarks.statement_scores import read
from models.comparison.fitting import Example, fit, held_out
from transforms.comparison.logistic import Features, Logistic, SentenceScorers
from transforms.comparison.sentence_evidence import Columns, Key
from transforms.comparison.sentence_words import Sentences, SentenceWords
from transforms.ids import document_id
from transforms.language.layout import paragraphs
from transforms.language.similarity import topic_of
from transforms.resources import Resources

PENALTY: Final = 3.0
"""Weight of the L2 penalty; held-out average precision is flat between 1 and 30."""
UNREAD: Final = -3.0
"""The log-odds, by the lists alone, from which a pair that is not listed tells nothing unless it was read."""

OLD: Final = ("differences", "statements")
"""Lists of tests/golden/seesaw whose stories are all looked at."""
LATER: Final = ("statements_later", "facts", "words")
"""Lists of which every second story, by name, is kept for measuring alone."""

Pair = tuple[Key, Key]
_UNFITTED = SentenceScorers(Logistic({}, 0.0, 0.0), Logistic({}, 0.0, 0.0))
"""Features are taken before there is a scorer."""


@dataclass(frozen=True, slots=True)
class ToldStory:
    """The pairs of one story: whether both tell the same thing, whether somebody said so, what each counts.

    `listed`: the pairs that a list has.
    """

    name: str
    sentences: Sentences
    told: Sequence[bool]
    known: Sequence[bool]
    listed: frozenset[Pair]
    counts: Sequence[float]

    def examples(self, columns: Columns, counts: Sequence[float]) -> list[Example]:
        """Its pairs with some features of theirs."""
        rows = zip(*(column.tolist() for column in columns.values()), strict=True)
        features: Iterator[Features] = (dict(zip(columns, row, strict=True)) for row in rows)
        return [
            Example(each, told, self.name, count)
            for each, told, count in zip(features, self.told, counts, strict=True)
        ]


def read_stories() -> list[str]:
    """The stories of the lists that are looked at, by name."""
    named = {name: sorted({line["story"] for line in gold(name)}) for name in (*OLD, *LATER)}
    kept = {story for name in LATER for story in named[name][1::2]}
    return sorted({story for stories in named.values() for story in stories} - kept)


def story_texts(data: Path) -> dict[str, dict[str, str]]:
    """By story and document, the articles as `coverage.py raw` names them."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read(data / "seesaw" / "train.jsonl"):
        origin = re.sub(r"[^a-z0-9]+", "-", row["outlet"].lower()).strip("-")
        found[row["story"]][document_id(origin, f"{row['url']}#{row['story']}")] = row["text"]
    return found


def told_story(name: str, texts: Mapping[str, str], resources: Resources) -> ToldStory:
    """The pairs of a story that is looked at, from its articles by document."""
    given = [(text, [paragraph.start for paragraph in paragraphs(text)]) for text in texts.values()]
    words = {key: document.words for key, document in zip(texts, resources.analyser(given), strict=True)}
    sentences = Sentences(words, _UNFITTED, topic_of(words).names)
    listed, held = _listed(name, sentences)
    judged = _judged(name, sentences)
    told = [judged[pair][0] if pair in judged else pair in listed for pair in sentences.keys]
    counts = [
        judged[pair][1] if pair in judged else float(pair in listed or pair not in held)
        for pair in sentences.keys
    ]
    known = [pair in listed or pair in judged for pair in sentences.keys]
    return ToldStory(name, sentences, told, known, frozenset(listed), counts)


def _listed(name: str, sentences: Sentences) -> tuple[set[Pair], set[Pair]]:
    """Of each two spans of two documents, the sentences there that overlap most; and all that stand there."""
    best: set[Pair] = set()
    held: set[Pair] = set()
    lines = [line["spans"] for each in (*OLD, *LATER) for line in gold(each) if line["story"] == name]
    for left, right in (pair for spans in lines for pair in combinations(spans, 2)):
        found = _between(left, right, sentences)
        held |= {(one.key, other.key) for one, other in found}
        if found:
            one, other = max(found, key=lambda pair: sentences.overlap(*pair))
            best.add((one.key, other.key))
    return best, held


def _judged(name: str, sentences: Sentences) -> dict[Pair, tuple[bool, float]]:
    """Pairs that were read one by one: whether both tell the same thing, and for how many they stand."""
    found = {}
    for line in gold("tells"):
        if line["story"] == name:
            for one, other in islice(_between(*line["spans"], sentences), 1):
                found[one.key, other.key] = (line["same"], line["count"])
    return found


def _between(left: Place, right: Place, sentences: Sentences) -> list[tuple[SentenceWords, SentenceWords]]:
    """The sentences of two documents in which two spans stand, in the order of documents."""
    if left.document_id == right.document_id:
        return []
    one, other = sorted((left, right), key=lambda place: place.document_id)
    return [(a, b) for a in _at(one, sentences) for b in _at(other, sentences)]


def _at(place: Place, sentences: Sentences) -> list[SentenceWords]:
    return [one for one in sentences.all if place.meets(Place(one.document_id, one.span.start, one.span.end))]


def fitted(stories: Sequence[ToldStory], least: float) -> tuple[SentenceScorers, list[float], list[Example]]:
    """Both scorers, and the log-odds of each pair by ones that were learnt without its story's fold.

    What the second says is brought to the scale of what lists have of all pairs: how likely it is that a
    reader has the pair who lists what outlets share and differ in, as of one in three that tell one thing.
    """
    counts = _counted(stories)
    first = _examples(stories, [story.sentences.measured for story in stories], counts)
    alone = Logistic(*fit(first, PENALTY), 0.0)
    without = iter(held_out(first, PENALTY))
    scores = [np.array(list(islice(without, len(story.told)))) for story in stories]
    columns = [story.sentences.measured_among(one) for story, one in zip(stories, scores, strict=True)]
    second = _examples(stories, columns, counts)
    weights, bias = fit(second, PENALTY)
    scale, level = _calibrated(stories, second, held_out(second, PENALTY))
    among = Logistic(
        {name: round(scale * weight, 4) for name, weight in weights.items()},
        round(scale * bias + level, 4),
        least,
    )
    scores = [scale * score + level for score in held_out(second, PENALTY)]
    return SentenceScorers(alone, among), scores, second


def _calibrated(
    stories: Sequence[ToldStory], made: Sequence[Example], scores: Sequence[float]
) -> tuple[float, float]:
    """By what log-odds are multiplied, and what is added, to say how likely a list has a pair."""
    listed = (pair in story.listed for story in stories for pair in story.sentences.keys)
    given = zip(made, listed, scores, strict=True)
    weights, level = fit([Example({"score": s}, has, one.fold) for one, has, s in given], 0.0)
    return weights["score"], level


def _counted(stories: Sequence[ToldStory]) -> list[Sequence[float]]:
    """What each pair counts: nothing where by the lists alone it looks likely, and nobody read it."""
    first = _examples(stories, [s.sentences.measured for s in stories], [s.counts for s in stories])
    scores = iter(held_out(first, PENALTY))
    return [
        [
            count if known or score < UNREAD else 0.0
            for count, known, score in zip(story.counts, story.known, scores, strict=False)
        ]
        for story in stories
    ]


def _examples(
    stories: Sequence[ToldStory], columns: Iterable[Columns], counts: Iterable[Sequence[float]]
) -> list[Example]:
    return [
        one
        for story, of_story, count in zip(stories, columns, counts, strict=True)
        for one in story.examples(of_story, count)
    ]
