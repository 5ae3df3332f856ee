"""Whether two documents of a story name the same people and places: like events of two years seldom do.

Articles without dates about two events of one kind may meet in one story, and then all their numbers differ.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from transforms.language.words import Word, pieces_by_sentence

SAME_ENTITIES: Final = 0.12
"""The least share of names, the rarer in the story the weightier: chosen on event-coreference data, where
nine in ten pairs of articles about one event have it, and a third of those about two."""


class EntityOverlap:
    """The names in each document of a story, and how much of them two documents share."""

    def __init__(self, words: Mapping[str, Sequence[Word]]) -> None:
        """From the words of each document, by its id."""
        self._names = {document: _names(found) for document, found in words.items()}
        found = Counter(name for names in self._names.values() for name in names)
        self._weight = {name: math.log((len(words) + 1) / count) for name, count in found.items()}
        self._size = {document: self._sum(names) for document, names in self._names.items()}
        self._known: dict[tuple[str, str], float] = {}

    def shared(self, one: str, other: str) -> float:
        """The share of one document's names that the other has, of the one with fewer: 0 to 1."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._known:
            both, fewer = self._names[one] & self._names[other], min(self._size[one], self._size[other])
            self._known[pair] = self._sum(both) / fewer if fewer else 0.0
        return self._known[pair]

    def same_event(self, one: str, other: str) -> bool:
        """Whether two documents share enough names to be about one event."""
        return self.shared(one, other) >= SAME_ENTITIES

    def all_same_event(self, documents: Iterable[str]) -> bool:
        """Whether each two of some documents share enough names to be about one event."""
        return all(self.same_event(one, other) for one, other in combinations(sorted(documents), 2))

    def _sum(self, names: frozenset[str]) -> float:
        return math.fsum(self._weight[name] for name in names)


def _names(words: Sequence[Word]) -> frozenset[str]:
    """Words with a capital inside sentences, in lower case; compounds in their parts."""
    inside = (piece for sentence in pieces_by_sentence(words) for piece in sentence[1:])
    return frozenset(piece.lower() for piece in inside if piece[0].isupper() and len(piece) > 1)
