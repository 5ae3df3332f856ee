"""What speaks for two sentences of two documents telling the same thing, as a fitted scorer looks at it.

Words that both have tell most where few sentences have them; what stands around two sentences tells too,
since outlets tell a story in like orders, and so does a better match elsewhere in the other document. No
language model is asked: on events that the scorer was not fitted on, sentence vectors added few pairs.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from transforms.comparison.logistic import Features
from transforms.language.similarity import numbers_of
from transforms.language.words import Word

_LEAD: Final = 3
"""Sentences at the start of a report that tell what it is about."""
_TOP: Final = 5
"""Pairs by which two documents are judged alike."""
_SCALE: Final = 5.0
"""About the weight of the rarest words."""

Key = tuple[str, int]
"""A document and the number of a sentence in it."""


class Side(NamedTuple):
    """A sentence: its place, its words, and the stems of those that say something of their own."""

    key: Key
    words: Sequence[Word]
    stems: frozenset[str]


class Evidence:
    """Pairs of a story's sentences that share some rare words, by what they overlap, as features.

    `overlaps`: by pair, keys in order; `weight`: by stem, how few sentences have it; `sizes`: sentences of
    each document; `names`: stems of the story's names.
    """

    def __init__(
        self,
        overlaps: Mapping[tuple[Key, Key], float],
        weight: Mapping[str, float],
        sizes: Mapping[str, int],
        names: Collection[str],
    ) -> None:
        self._overlaps, self._weight, self._sizes, self._names = overlaps, weight, sizes, names
        rivals: dict[tuple[Key, str], list[float]] = defaultdict(list)
        between: dict[tuple[str, str], list[float]] = defaultdict(list)
        for (one, other), overlap in overlaps.items():
            rivals[one, other[0]].append(overlap)
            rivals[other, one[0]].append(overlap)
            between[one[0], other[0]].append(overlap)
        self._rivals = {side: sorted(found) for side, found in rivals.items()}
        self._numbers: dict[Key, frozenset[str]] = {}
        self._whole: dict[Key, float] = {}
        self._alike = {pair: math.fsum(sorted(found)[-_TOP:]) / _TOP for pair, found in between.items()}

    def __call__(self, one: Side, other: Side) -> Features:
        """The features of a pair of `overlaps`, in the order of its key; who is first tells nothing."""
        overlap = self._overlaps[one.key, other.key]
        shared = one.stems & other.stems
        saying = shared.difference(self._names)
        sizes = (self._size(one), self._size(other))
        held = [self._sum(shared) / size for size in sizes if size] or [0.0]
        left, right = self._numbers_in(one), self._numbers_in(other)
        better = [self._better(near.key, far.key[0], overlap) for near, far in ((one, other), (other, one))]
        places = [(side.key[1] + 1) / self._sizes[side.key[0]] for side in (one, other)]
        return {
            "overlap": overlap,
            "better for both": math.log1p(min(better)),
            "better for one": math.log1p(max(better)),
            "held more": max(held),
            "held less": min(held),
            "saying": math.log1p(self._sum(saying)),
            "names": math.log1p(self._sum(shared - saying)),
            "rarest": max((self._weight[word] for word in saying), default=0.0) / _SCALE,
            "same number": float(bool(left & right)),
            "other numbers": float(bool(left and right and not left & right)),
            "beside": self._beside(one.key, other.key),
            "apart": abs(places[0] - places[1]),
            "lead": float(max(one.key[1], other.key[1]) < _LEAD),
            "documents alike": self._alike[one.key[0], other.key[0]],
            "size": math.log1p(min(len(one.stems), len(other.stems))),
        }

    def _better(self, one: Key, document: str, overlap: float) -> int:
        """How many sentences of a document overlap more with one."""
        rivals = self._rivals[one, document]
        return len(rivals) - bisect_right(rivals, overlap)

    def _beside(self, one: Key, other: Key) -> float:
        """The greatest overlap among the sentences right before and after both."""
        near = (
            ((one[0], one[1] + i), (other[0], other[1] + j)) for i, j in ((-1, -1), (1, 1), (0, 1), (1, 0))
        )
        back = (((one[0], one[1] + i), (other[0], other[1] + j)) for i, j in ((0, -1), (-1, 0)))
        return max(self._overlaps.get(pair, 0.0) for pair in (*near, *back))

    # A sentence stands in many pairs: what it has by itself is worked out once.

    def _numbers_in(self, side: Side) -> frozenset[str]:
        if side.key not in self._numbers:
            self._numbers[side.key] = frozenset(numbers_of([word.lower for word in side.words]))
        return self._numbers[side.key]

    def _size(self, side: Side) -> float:
        if side.key not in self._whole:
            self._whole[side.key] = self._sum(side.stems)
        return self._whole[side.key]

    def _sum(self, stems: Collection[str]) -> float:
        return math.fsum(self._weight[word] for word in stems)
