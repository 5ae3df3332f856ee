"""The sentences of a story's documents as sets of stems, and how much two of them overlap.

A stem counts by how few of the story's sentences have it: what all of them say is no sign that two say one
thing. No language model is asked, so that each sentence can be held against every other that shares a rarer
word with it. Two scorers say how likely two of them tell the same thing: one by what they say for themselves,
the other once more by that and by how the first finds the pairs around them.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations, groupby, product, takewhile
from typing import Final

import numpy as np

from transforms.comparison.logistic import SentenceScorers, probability
from transforms.comparison.sentence_evidence import Column, Columns, Key, evidence, log_odds, side
from transforms.comparison.sentence_standing import Grid
from transforms.language.similarity import Topic, is_content, stem, topic_of
from transforms.language.spans import Span
from transforms.language.words import Word
from transforms.rows import by_key

_COMMON: Final = 24
"""A stem in more sentences than this leads no two of them to each other."""
_PAIRED: Final = 0.30
"""The least overlap of two sentences that are looked at together."""
_LOOSE: Final = 0.25
"""The same where more than the words has to agree."""
_SHARED: Final = 2
"""Rarer stems that two sentences must share to be paired by their overlap alone."""
_LOWEST: Final = -8.0
"""Log-odds below which it does not matter how unlikely a pair is."""
_BEST: Final = 2
"""A sentence is held against so many of each other document."""
_MOST: Final = 3
"""The same of sentences that a scorer finds likely to tell one thing."""
_REMEMBERED: Final = 16
"""Stories whose sentences are remembered from stage to stage."""


Place = tuple[str, int, int]
"""A document, and where a passage starts and ends in it."""


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """A sentence of a document: its words, and the stems of those that say something of their own."""

    document_id: str
    number: int
    words: tuple[Word, ...]
    stems: frozenset[str]

    @property
    def key(self) -> tuple[str, int]:
        """Document and number: what sentences are sorted by."""
        return self.document_id, self.number

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return Span(self.words[0].start, self.words[-1].end)


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Two sentences of two documents that may say one thing; how much they overlap, how likely: 0 to 1.

    `n_shared`: how many rarer stems both have.
    """

    one: SentenceWords
    other: SentenceWords
    overlap: float
    likely: float = 1.0
    n_shared: int = _SHARED

    @property
    def keys(self) -> tuple[Key, Key]:
        """The keys of both."""
        return self.one.key, self.other.key


class Sentences:
    """The sentences of a story, from the words of each document by its id, those of boilerplate left out.

    `scorers` weigh what speaks for two of them telling the same thing; `names`: stems of the story's names.
    """

    def __init__(
        self,
        words: Mapping[str, Sequence[Word]],
        scorers: SentenceScorers,
        names: Collection[str] = frozenset(),
    ) -> None:
        self._scorers, self._names = scorers, names
        self.all = [one for document in sorted(words) for one in _sentences(document, words[document])]
        found = Counter(word for sentence in self.all for word in sentence.stems)
        self._weight = {word: math.log(1 + len(self.all) / count) for word, count in found.items()}
        self._count = found
        self._sums: dict[frozenset[str], float] = {}

    def overlap(self, one: SentenceWords, other: SentenceWords, but: Collection[str] = ()) -> float:
        """The weight of the stems that both have, in parts of what they have on average; without `but`."""
        return self.alike(one.stems.difference(but), other.stems.difference(but))

    def alike(self, left: frozenset[str], right: frozenset[str]) -> float:
        """The same of some stems of the story's sentences."""
        sizes = self._sum(left) * self._sum(right)
        return self._sum(left & right) / math.sqrt(sizes) if sizes else 0.0

    def held(self, left: frozenset[str], right: frozenset[str]) -> float:
        """The weight of the stems that both have, in parts of what the one with less has."""
        least = min(self._sum(left), self._sum(right))
        return self._sum(left & right) / least if least else 0.0

    @cached_property
    def pairs(self) -> Sequence[SentencePair]:
        """Sentences of two documents that are among each other's best and overlap enough, in order."""
        found = [pair for pair in self.loose_pairs if pair.overlap >= _PAIRED]
        kept = _best([(pair.overlap, pair) for pair in found], _BEST)
        return sorted(kept, key=lambda pair: pair.keys)

    @cached_property
    def likely_pairs(self) -> Sequence[SentencePair]:
        """The pairs, and others that a fitted scorer finds likely to tell the same thing, in order."""
        known = {pair.keys for pair in self.pairs}
        least = probability(self._scorers.among.least)
        likely = [(pair.likely, pair) for pair in self.met_pairs if pair.likely >= least]
        found = [pair for pair in _best(likely, _MOST) if pair.keys not in known]
        return sorted([*self.pairs, *found], key=lambda pair: pair.keys)

    def likely(self, one: Sequence[Place], other: Sequence[Place]) -> float:
        """How likely two passages tell the same thing, by the likeliest of their sentences; 0 to 1."""
        left, right = (
            {key for place in places for key in self._sentences_at(*place)} for places in (one, other)
        )
        pairs = (self._likely.get(_in_order(a, b), 0.0) for a in left for b in right)
        return max(pairs, default=0.0)

    def likely_of(self, one: SentenceWords, other: SentenceWords) -> float:
        """How likely two sentences tell the same thing; 0 to 1."""
        return self._likely.get(_in_order(one.key, other.key), 0.0)

    def likeliest(self, place: Place, document: str) -> float:
        """How likely some sentence of another document tells the same thing as a passage; 0 to 1."""
        found = (self._likeliest.get((key, document), 0.0) for key in self._sentences_at(*place))
        return max(found, default=0.0)

    def likely_passages(self, passages: Sequence[Sequence[Place]], least: float) -> Iterator[tuple[int, int]]:
        """Numbers of two passages in sentences so likely to tell the same thing, the lesser first."""
        inside: dict[Key, list[int]] = defaultdict(list)
        for number, places in enumerate(passages):
            for key in {key for place in places for key in self._sentences_at(*place)}:
                inside[key].append(number)
        for (one, other), likely in self._likely.items():
            if likely >= least:
                both = product(inside.get(one, ()), inside.get(other, ()))
                yield from ((min(pair), max(pair)) for pair in both)

    def _sentences_at(self, document: str, start: int, end: int) -> Iterator[Key]:
        """The sentences that share a code point with [start, end) of a document."""
        found = self._by_document.get(document, ())
        first = bisect_right(found, start, key=lambda sentence: sentence.span.end)
        for sentence in takewhile(lambda sentence: sentence.span.start < end, found[first:]):
            yield sentence.key

    @cached_property
    def _by_document(self) -> Mapping[str, Sequence[SentenceWords]]:
        return by_key(self.all, lambda sentence: sentence.document_id)

    @cached_property
    def _likely(self) -> Mapping[tuple[Key, Key], float]:
        return {_in_order(*pair.keys): pair.likely for pair in self.met_pairs}

    @cached_property
    def _likeliest(self) -> Mapping[tuple[Key, str], float]:
        """By a sentence and another document, how likely the likeliest sentence there is."""
        found: dict[tuple[Key, str], float] = defaultdict(float)
        for pair in self.met_pairs:
            for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
                side = one.key, other.document_id
                found[side] = max(found[side], pair.likely)
        return found

    @cached_property
    def met_pairs(self) -> Sequence[SentencePair]:
        """Sentences of two documents that share a rarer word, however likely."""
        scores = (
            log_odds(self._scorers.among, self.measured_among(self._alone)).tolist() if self._near else []
        )
        overlaps = self.measured["overlap"].tolist()
        return [
            SentencePair(self.all[i], self.all[j], overlap, probability(score), shared)
            for ((i, j), shared), overlap, score in zip(self._near.items(), overlaps, scores, strict=True)
        ]

    @property
    def keys(self) -> list[tuple[Key, Key]]:
        """The pairs that share a rarer word, in order."""
        return [(self.all[i].key, self.all[j].key) for i, j in self._near]

    @cached_property
    def measured(self) -> Columns:
        """What these pairs say for themselves, and how their overlap stands among others, as columns."""
        sizes = Counter(sentence.document_id for sentence in self.all)
        sides = [
            side(one.key, sizes[one.document_id], one.words, one.stems, self._weight) for one in self.all
        ]
        found = evidence(((sides[i], sides[j]) for i, j in self._near), self._weight, self._names)
        return found | self._grid.standing(found["overlap"])

    def measured_among(self, alone: Column) -> Columns:
        """The same, with the log-odds of a first scorer and how they stand among others."""
        scores = np.maximum(alone, _LOWEST) - _LOWEST
        standing = self._grid.standing(scores)
        return {**self.measured, "alone": scores, **{f"alone, {name}": one for name, one in standing.items()}}

    @cached_property
    def _alone(self) -> Column:
        return log_odds(self._scorers.alone, self.measured)

    @cached_property
    def _grid(self) -> Grid:
        number = {document: i for i, document in enumerate(self._by_document)}
        return Grid(list(self._near), [number[sentence.document_id] for sentence in self.all])

    @cached_property
    def loose_pairs(self) -> Sequence[SentencePair]:
        """Sentences of two documents that overlap a little, in order."""
        return [pair for pair in self.met_pairs if pair.overlap >= _LOOSE and pair.n_shared >= _SHARED]

    @cached_property
    def _near(self) -> Mapping[tuple[int, int], int]:
        """Sentences of two documents that share a rarer word, as numbers, in order; how many they share."""
        having: dict[str, list[int]] = defaultdict(list)
        for i, sentence in enumerate(self.all):
            for word in sentence.stems:
                if self._count[word] <= _COMMON:
                    having[word].append(i)
        shared = Counter(pair for where in having.values() for pair in combinations(where, 2))
        document = [sentence.document_id for sentence in self.all]
        return {(i, j): shared[i, j] for i, j in sorted(shared) if document[i] != document[j]}

    def weight(self, stems: Collection[str]) -> float:
        """The weight of some stems together, of those that a sentence has."""
        return math.fsum(self._weight.get(word, 0.0) for word in stems)

    def _sum(self, stems: frozenset[str]) -> float:
        """The same of a set that is asked again and again."""
        if stems not in self._sums:
            self._sums[stems] = self.weight(stems)
        return self._sums[stems]


def topic_and_sentences(
    words: Mapping[str, Sequence[Word]], scorers: SentenceScorers
) -> tuple[Topic, Sentences]:
    """What a story talks about all the time, and its sentences, from the words of each document by its id.

    Several stages ask for those of one story, one after the other: they are found once.
    """
    return _topic_and_sentences(tuple((key, tuple(words[key])) for key in sorted(words)), scorers)


@lru_cache(_REMEMBERED)
def _topic_and_sentences(
    words: tuple[tuple[str, tuple[Word, ...]], ...], scorers: SentenceScorers
) -> tuple[Topic, Sentences]:
    topic = topic_of(dict(words))
    return topic, Sentences(dict(words), scorers, topic.names)


def _best(scored: Sequence[tuple[float, SentencePair]], most: int) -> Iterator[SentencePair]:
    """The pairs from the best on, of each sentence no more than so many with one document."""
    places: Counter[tuple[tuple[str, int], str]] = Counter()
    for _, pair in sorted(scored, key=lambda each: (-each[0], each[1].keys)):
        sides = ((pair.one.key, pair.other.document_id), (pair.other.key, pair.one.document_id))
        if all(places[side] < most for side in sides):
            places.update(sides)
            yield pair


def _in_order(one: Key, other: Key) -> tuple[Key, Key]:
    return (one, other) if one <= other else (other, one)


def _sentences(document: str, words: Sequence[Word]) -> Iterator[SentenceWords]:
    for number, group in groupby(words, key=lambda word: word.sentence):
        found = tuple(group)
        stems = frozenset(stem(word.lower) for word in found if is_content(word.lower))
        yield SentenceWords(document, number, found, stems)
