"""How the score of a pair of sentences stands among those of the pairs around it.

A better match elsewhere in the other document speaks against a pair; matches right before and after both
speak for it, since outlets tell a story in like orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from transforms.comparison.sentence_evidence import Column

Numbers = npt.NDArray[np.int64]

_TOP: Final = 5
"""Pairs by which two documents are judged alike."""
_ALONG: Final = ((-1, -1), (1, 1))
"""Steps to the sentences right before both, and right after."""
_BESIDE: Final = ((0, 1), (0, -1), (1, 0), (-1, 0))
"""Steps that one sentence stays where it is."""


class Grid:
    """Pairs of sentences of several documents, sorted, as numbers of both; `documents`: by sentence, which.

    A score is 0 or more, and counts as 0 for pairs that are not there.
    """

    def __init__(self, pairs: Sequence[tuple[int, int]], documents: Sequence[int]) -> None:
        both = np.array(pairs, np.int64).reshape(len(pairs), 2)
        self._one, self._other = both[:, 0], both[:, 1]
        self._documents = np.array(documents, np.int64)
        self._keys = self._one * len(documents) + self._other

    def standing(self, scores: Column) -> dict[str, Column]:
        """The columns of a score: how many rivals are better, by how much, what is beside it."""
        places = [self._among(side, scores) for side in (self._groups(), self._groups(turned=True))]
        better, ahead = (np.array([place[i] for place in places]) for i in (0, 1))
        return {
            "better for both": np.log1p(better.min(axis=0)),
            "better for one": np.log1p(better.max(axis=0)),
            "ahead for both": ahead.min(axis=0),
            "ahead for one": ahead.max(axis=0),
            "along": np.max([self._at(*step, scores) for step in _ALONG], axis=0),
            "beside": np.max([self._at(*step, scores) for step in _BESIDE], axis=0),
            "documents alike": self._alike(scores),
        }

    def _groups(self, *, turned: bool = False) -> Numbers:
        """By pair, a number that pairs of its one sentence with the other document share."""
        one, other = (self._other, self._one) if turned else (self._one, self._other)
        return one * (int(self._documents.max(initial=0)) + 1) + self._documents[other]

    @staticmethod
    def _among(groups: Numbers, scores: Column) -> tuple[Column, Column]:
        """By pair, how many of its group score higher, and how far it is ahead of the best other one."""
        order, first, place = _sorted_groups(groups, scores)
        ranked = scores[order]
        fresh = np.arange(len(ranked)) == first
        fresh[1:] |= ranked[1:] != ranked[:-1]
        equal = np.maximum.accumulate(np.where(fresh, np.arange(len(ranked)), 0))
        after = np.append(place[1:], 0)[first] == 1
        second = np.where(after, np.append(ranked[1:], 0.0)[first], 0.0)
        rival = np.where(ranked >= ranked[first], second, ranked[first])
        better, ahead = np.empty_like(scores), np.empty_like(scores)
        better[order], ahead[order] = equal - first, ranked - rival
        return better, ahead

    def _at(self, one: int, other: int, scores: Column) -> Column:
        """The score of the pair so many sentences on in both documents."""
        if not len(scores):
            return scores
        last = len(self._documents) - 1
        left, right = np.clip(self._one + one, 0, last), np.clip(self._other + other, 0, last)
        inside = (self._documents[left] == self._documents[self._one]) & (
            self._documents[right] == self._documents[self._other]
        )
        moved = (left == self._one + one) & (right == self._other + other)
        keys = left * len(self._documents) + right
        found = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(inside & moved & (self._keys[found] == keys), scores[found], 0.0)

    def _alike(self, scores: Column) -> Column:
        """By pair, the mean of its two documents' best scores."""
        size = int(self._documents.max(initial=0)) + 1
        groups = self._documents[self._one] * size + self._documents[self._other]
        _, numbers = np.unique(groups, return_inverse=True)
        order, _, place = _sorted_groups(numbers, scores)
        best = np.where(place < _TOP, scores[order], 0.0)
        return (np.bincount(numbers[order], best) / _TOP)[numbers] if len(scores) else scores


def _sorted_groups(groups: Numbers, scores: Column) -> tuple[Numbers, Numbers, Numbers]:
    """The order by group, then from the highest score down; where each group starts; the place in it."""
    order = np.lexsort((-scores, groups))
    ranked, numbers = groups[order], np.arange(len(groups))
    fresh = np.ones(len(groups), bool)
    fresh[1:] = ranked[1:] != ranked[:-1]
    first = np.maximum.accumulate(np.where(fresh, numbers, 0))
    return order, first, numbers - first
