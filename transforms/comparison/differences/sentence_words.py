"""The sentences of a story's documents as sets of stems, and how much two of them overlap.

A stem counts by how few of the story's sentences have it: what all of them say is no sign that two say one
thing. No model is asked, so that each sentence can be held against every other that shares a rare word
with it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from transforms.language.similarity import is_content, stem
from transforms.language.spans import Span
from transforms.language.words import Word

_COMMON: Final = 24
"""A stem in more sentences than this leads no two of them to each other."""
_PAIRED: Final = 0.30
"""The least overlap of two sentences that are looked at together."""
_LOOSE: Final = 0.25
"""The same where more than the words has to agree."""
_MUTUAL: Final = 0.15
"""The same for two sentences of which neither has a better match in the other's document: of those that a
reader judged, three in five tell the same thing, and more where a speaker or a number agrees, too."""
_SHARED: Final = 3
_BEST: Final = 2
"""A sentence is held against so many of each other document."""


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
    """Two sentences of two documents that may say one thing, and how much they overlap, 0 to 1."""

    one: SentenceWords
    other: SentenceWords
    overlap: float


class Sentences:
    """The sentences of a story, from the words of each document by its id, those of boilerplate left out."""

    def __init__(self, words: Mapping[str, Sequence[Word]]) -> None:
        self.all = [one for document in sorted(words) for one in _sentences(document, words[document])]
        found = Counter(word for sentence in self.all for word in sentence.stems)
        self._weight = {word: math.log(1 + len(self.all) / count) for word, count in found.items()}
        self._count = found

    def overlap(self, one: SentenceWords, other: SentenceWords, but: Collection[str] = ()) -> float:
        """The weight of the stems that both have, in parts of what they have on average; without `but`."""
        return self.alike(one.stems.difference(but), other.stems.difference(but))

    def alike(self, left: frozenset[str], right: frozenset[str]) -> float:
        """The same of some stems of the story's sentences."""
        sizes = self._sum(left) * self._sum(right)
        return self._sum(left & right) / math.sqrt(sizes) if sizes else 0.0

    @cached_property
    def pairs(self) -> Sequence[SentencePair]:
        """Sentences of two documents that are among each other's best and overlap enough, in order."""
        found = [pair for pair in self.loose_pairs if pair.overlap >= _PAIRED]
        places: dict[tuple[tuple[str, int], str], int] = defaultdict(int)
        kept = []
        for pair in sorted(found, key=lambda pair: (-pair.overlap, pair.one.key, pair.other.key)):
            sides = ((pair.one.key, pair.other.document_id), (pair.other.key, pair.one.document_id))
            if all(places[side] < _BEST for side in sides):
                kept.append(pair)
                for side in sides:
                    places[side] += 1
        return sorted(kept, key=lambda pair: (pair.one.key, pair.other.key))

    @cached_property
    def likely_pairs(self) -> Sequence[SentencePair]:
        """The pairs, and those that overlap less but are each other's best, in order."""
        known = {(pair.one.key, pair.other.key) for pair in self.pairs}
        mutual = [pair for pair in self._mutual() if (pair.one.key, pair.other.key) not in known]
        return sorted([*self.pairs, *mutual], key=lambda pair: (pair.one.key, pair.other.key))

    def _mutual(self) -> Iterator[SentencePair]:
        """Pairs of which neither sentence overlaps more with another one of the other's document."""
        best: dict[tuple[tuple[str, int], str], float] = defaultdict(float)
        for pair in self._met:
            for side in ((pair.one.key, pair.other.document_id), (pair.other.key, pair.one.document_id)):
                best[side] = max(best[side], pair.overlap)
        for pair in self._met:
            sides = ((pair.one.key, pair.other.document_id), (pair.other.key, pair.one.document_id))
            if pair.overlap >= _MUTUAL and all(best[side] <= pair.overlap for side in sides):
                yield pair

    @cached_property
    def _met(self) -> Sequence[SentencePair]:
        """Sentences of two documents that share some rarer words."""
        return list(self._near())

    @cached_property
    def loose_pairs(self) -> Sequence[SentencePair]:
        """Sentences of two documents that overlap a little, in order."""
        found = [pair for pair in self._met if pair.overlap >= _LOOSE]
        return sorted(found, key=lambda pair: (pair.one.key, pair.other.key))

    def _near(self) -> Iterator[SentencePair]:
        having: dict[str, list[int]] = defaultdict(list)
        for i, sentence in enumerate(self.all):
            for word in sentence.stems:
                if self._count[word] <= _COMMON:
                    having[word].append(i)
        shared = Counter((i, j) for where in having.values() for i in where for j in where if i < j)
        for (i, j), count in shared.items():
            one, other = self.all[i], self.all[j]
            if one.document_id != other.document_id and count + 1 >= _SHARED:
                yield SentencePair(one, other, self.overlap(one, other))

    def _sum(self, stems: frozenset[str]) -> float:
        return math.fsum(self._weight[word] for word in stems)


def _sentences(document: str, words: Sequence[Word]) -> Iterator[SentenceWords]:
    for number, group in groupby(words, key=lambda word: word.sentence):
        found = tuple(group)
        stems = frozenset(stem(word.lower) for word in found if is_content(word.lower))
        yield SentenceWords(document, number, found, stems)
