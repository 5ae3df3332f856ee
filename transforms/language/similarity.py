"""How alike two passages of one story are, beyond the topic that the whole story shares.

Words align with their nearest words, in context, in the other passage. A word counts by how rare it is in the
language, less by how often a document of the story says it, and less again where it is a name: who takes part
is no sign of what is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from transforms.language import lexica
from transforms.language.encoder import Encoded, Floats
from transforms.language.words import Word, pieces_by_sentence

_REMEMBERED: Final = 2**16
"""Words whose form is remembered: each is asked for in every document and stage."""

_NAME_WEIGHT: Final = 0.4
_LEAST_WEIGHT: Final = 0.05
_UNRELATED: Final = 0.2
"""Two words in context that have nothing in common have about this cosine."""

_ENDINGS: Final = lexica.ordered("similarity", "endings")
_SHORTEST_STEM: Final = 3
_NEGATIONS: Final = lexica.words("similarity", "negations")
_FUNCTION_WORDS: Final = lexica.words("similarity", "function_words")
_NUMBER_WORDS: Final = {
    word: str(value) for word, value in lexica.values("numbers", "ones").items() if 2 <= value <= 12
}
"""Those that news prints as words rather than in figures; "one" is mostly a pronoun."""


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """A lower-case word without its commonest English ending; crude, and the same for every form it meets."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(_REMEMBERED)
def is_negation(word: str) -> bool:
    """Whether a lower-case word negates what is said."""
    return word in _NEGATIONS or word.endswith("n't")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a story's documents talk about all the time.

    `commonness`: by stem, in how many sentences a document that has the word has it, on average; `names`:
    stems that are mostly written with a capital inside sentences.
    """

    commonness: Mapping[str, float] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def weight(self, word: str, rarity: float) -> float:
        """What a stem counts in a comparison; `rarity` is how rare it is in the language, 0 to 1."""
        share = max(_LEAST_WEIGHT, rarity) ** 2 / max(1.0, self.commonness.get(word, 1.0))
        return share * _NAME_WEIGHT if word in self.names else share


def topic_of(words: Mapping[str, Sequence[Word]]) -> Topic:
    """The topic of a story from the words of its documents, by document id; their order is irrelevant."""
    sentences: dict[str, Counter[str]] = defaultdict(Counter)
    capitals: Counter[str] = Counter()
    for document, found in words.items():
        for pieces in pieces_by_sentence(found):
            stems = [stem(piece.lower()) for piece in pieces]
            for word in set(stems):
                sentences[word][document] += 1
            for word, piece in zip(stems[1:], pieces[1:], strict=True):
                capitals[word] += 1 if piece[0].isupper() else -1
    commonness = {word: sum(counts.values()) / len(counts) for word, counts in sentences.items()}
    return Topic(commonness, frozenset(word for word, count in capitals.items() if count > 0))


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage ready to be compared: its content words' stems, weights and vectors, and its own vector."""

    stems: tuple[str, ...]
    weights: Floats
    vectors: Floats
    vector: Floats
    numbers: frozenset[str]
    negated: bool
    n_said: int
    """Different content words that are no names: what is said, of whomever."""


def passage(encoded: Encoded, topic: Topic) -> Passage:
    """A passage from its encoded text and the topic of its story."""
    kept = [i for i, word in enumerate(encoded.words) if is_content(word)]
    stems = tuple(stem(encoded.words[i]) for i in kept)
    weights = [topic.weight(word, float(encoded.rarity[i])) for word, i in zip(stems, kept, strict=True)]
    return Passage(
        stems,
        np.array(weights, np.float32),
        encoded.vectors[kept],
        encoded.vector,
        frozenset(numbers_of(encoded.words)),
        any(word in _NEGATIONS for word in encoded.words),
        len(set(stems) - topic.names),
    )


def numbers_of(words: Sequence[str]) -> Iterator[str]:
    """Numbers of whatever spelling, as figures."""
    for word in words:
        if word in _NUMBER_WORDS or word.isdigit():
            yield _NUMBER_WORDS.get(word, word)


@lru_cache(_REMEMBERED)
def is_content(word: str) -> bool:
    """Whether a lower-case word says something of its own."""
    return word not in _FUNCTION_WORDS and any(character.isalnum() for character in word)


class Similarity(NamedTuple):
    """How alike two passages are, 0 to 1: in meaning as a whole (`cosine`), and word by word (`aligned`).

    `left` and `right`: the share of each passage that the other one contains; `aligned` is their mean.
    """

    cosine: float
    left: float
    right: float

    @property
    def aligned(self) -> float:
        """The mean share of one passage that the other contains."""
        return (self.left + self.right) / 2


def similarity(left: Passage, right: Passage) -> Similarity:
    """How alike two passages of one story are; symmetric up to the sides' names."""
    cosine = float(min(1.0, max(0.0, float(left.vector @ right.vector))))
    if not left.stems or not right.stems:
        return Similarity(cosine, 0.0, 0.0)
    near = np.clip((left.vectors @ right.vectors.T - _UNRELATED) / (1 - _UNRELATED), 0.0, 1.0)
    return Similarity(cosine, _share(near.max(axis=1), left.weights), _share(near.max(axis=0), right.weights))


def _share(nearest: Floats, weights: Floats) -> float:
    return float((nearest * weights).sum() / weights.sum())
