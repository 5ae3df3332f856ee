"""The words of one story: how rare each is in it, and which of them name somebody or something."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from transforms.language.similarity import stem


@dataclass(frozen=True, slots=True)
class StoryWords:
    """What a story talks about: how many of its sentences have each stem, and which stems are names.

    Names are stems that are mostly written with a capital inside sentences.
    """

    n_sentences: int = 0
    held: Mapping[str, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def rarity(self, word: str) -> float:
        """How rare a stem is in the story: near 0 where each sentence has it, about 1 where one has."""
        size = self.n_sentences + 2
        return math.log(size / (self.held.get(word, 0) + 0.5)) / math.log(size)


def story_words(sentences: Iterable[Sequence[str]]) -> StoryWords:
    """The words of a story from its sentences; their order is irrelevant."""
    held: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    n_sentences = 0
    for pieces in sentences:
        n_sentences += 1
        stems = [stem(piece.lower()) for piece in pieces]
        held.update(set(stems))
        for word, piece in zip(stems[1:], pieces[1:], strict=True):
            capitals[word] += 1 if piece[0].isupper() else -1
    return StoryWords(n_sentences, held, frozenset(word for word, n in capitals.items() if n > 0))
