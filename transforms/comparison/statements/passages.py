"""Passages of one story ready to be compared: by their words, and in meaning once a model has read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from transforms.comparison.sentence_words import Place, Sentences, topic_and_sentences
from transforms.comparison.statements.story_words import StoryWords, story_words
from transforms.comparison.statements.word_runs import Wording, wording
from transforms.language.documents import AnalysedDocuments
from transforms.language.encoder import Encoded, Encoder, Floats, encoded
from transforms.language.similarity import Topic, is_content, is_negation, numbers_of, stem
from transforms.language.words import pieces_by_sentence
from transforms.resources import Resources

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_UNRELATED: Final = 0.2
"""Two words in context that have nothing in common have about this cosine."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text's words: by stem of each content word how rare it is in the story, names among them or not.

    `saying` are those that name nobody; `numbers` as figures, whatever their spelling.
    """

    text: str
    wording: Wording
    rarity: Mapping[str, float]
    saying: Mapping[str, float]
    numbers: frozenset[str]
    negated: bool


def passage(text: str, story: StoryWords) -> Passage:
    """The passage of a text in a story."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    rarity = {key: story.rarity(key) for key in sorted({stem(word) for word in words if is_content(word)})}
    saying = {key: value for key, value in rarity.items() if key not in story.names and not key.isdigit()}
    negated = any(is_negation(word) for word in words)
    return Passage(text, wording(text, story.names), rarity, saying, frozenset(numbers_of(words)), negated)


class Meaning(NamedTuple):
    """What a model reads in a text: unit vectors of its content words, with weights, and of the whole.

    `saying`: weights by how rare they are in the story, 0 for those that name somebody.
    """

    vectors: Floats
    weights: Floats
    saying: Floats
    vector: Floats


class Aligned(NamedTuple):
    """How alike two texts are in meaning: as a whole, and what share of each the other contains.

    `said`: the lesser of these shares, names left out and the story's rare words counted more.
    """

    cosine: float
    left: float
    right: float
    said: float = 0.0

    @property
    def mean(self) -> float:
        """The mean share of one that the other contains."""
        return (self.left + self.right) / 2


AT_BEST: Final = Aligned(0.75, 0.80, 0.62, 0.60)
"""How alike in meaning passages may be that share few words: pairs that are not one even so need no model.

In the listed stories of SEESAW train that leaves half of the pairs, and loses one of a hundred that join.
"""


class StoryPassages:
    """The passages of one story's texts; a model reads a text when its meaning is first asked for.

    `sentences`: those of the story's documents, where the passages stand in any.
    """

    def __init__(
        self, story: StoryWords, topic: Topic, encoder: Encoder, sentences: Sentences | None = None
    ) -> None:
        self.story = story
        self._sentences = sentences
        self._topic = topic
        self._encoder = encoder
        self._passages: dict[str, Passage] = {}
        self._meanings: dict[str, Meaning] = {}

    def __getitem__(self, text: str) -> Passage:
        """The words of a text."""
        if text not in self._passages:
            self._passages[text] = passage(text, self.story)
        return self._passages[text]

    def likely(self, one: Sequence[Place], other: Sequence[Place]) -> float:
        """How likely the sentences in which two passages stand tell the same thing, 0 to 1."""
        return self._sentences.likely(one, other) if self._sentences else 0.0

    def likely_pairs(self, places: Sequence[Sequence[Place]], least: float) -> Iterator[tuple[int, int]]:
        """Numbers of two passages whose sentences are so likely to tell the same thing, the lesser first."""
        return self._sentences.likely_passages(places, least) if self._sentences else iter(())

    def prepare(self, texts: Iterable[str]) -> None:
        """Have the model read some texts, several at a time."""
        # A set without the keys of a mapping would look at each of these.
        wanted = sorted({text for text in texts if text not in self._meanings})
        if wanted:
            self._meanings |= {
                text: self._meaning(found) for text, found in encoded(self._encoder, wanted).items()
            }

    def aligned(self, one: str, other: str) -> Aligned:
        """How alike two texts are in meaning; symmetric up to the sides' names."""
        self.prepare((one, other))
        left, right = self._meanings[one], self._meanings[other]
        cosine = float(min(1.0, max(0.0, float(left.vector @ right.vector))))
        if not len(left.weights) or not len(right.weights):
            return Aligned(cosine, 0.0, 0.0)
        near = np.clip((left.vectors @ right.vectors.T - _UNRELATED) / (1 - _UNRELATED), 0.0, 1.0)
        there, back = near.max(axis=1), near.max(axis=0)
        said = min(_share(there, left.saying), _share(back, right.saying))
        return Aligned(cosine, _share(there, left.weights), _share(back, right.weights), said)

    def _meaning(self, found: Encoded) -> Meaning:
        kept = [i for i, word in enumerate(found.words) if is_content(word)]
        stems = [stem(found.words[i]) for i in kept]
        weights = [
            self._topic.weight(word, float(found.rarity[i])) for word, i in zip(stems, kept, strict=True)
        ]
        named = (word in self.story.names or word.isdigit() for word in stems)
        saying = [0.0 if names else self.story.rarity(word) for word, names in zip(stems, named, strict=True)]
        by_topic, by_story = np.array(weights, np.float32), np.array(saying, np.float32)
        return Meaning(found.vectors[kept], by_topic, by_story, found.vector)


def passages_of(ids: Iterable[str], documents: AnalysedDocuments, resources: Resources) -> StoryPassages:
    """The passages of the story of some documents."""
    words = {key: documents[key].words for key in sorted(ids)}
    sentences = (pieces for found in words.values() for pieces in pieces_by_sentence(found))
    topic, found_sentences = topic_and_sentences(words, resources.comparison_weights.sentence_scorers)
    return StoryPassages(story_words(sentences), topic, resources.encoder, found_sentences)


def _share(nearest: Floats, weights: Floats) -> float:
    return float((nearest * weights).sum() / max(float(weights.sum()), 1e-9))
