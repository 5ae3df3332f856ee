"""Which parts of quotes render one utterance: parts of one speaker in one story, compared and grouped.

Thresholds were chosen on event-coreference data and on attributions of single articles, where two parts are
mostly two utterances, and then once more with the first five articles in view.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from transforms.ids import normalise
from transforms.language.clustering import groups, neighbours
from transforms.language.similarity import Passage, similarity
from transforms.language.spans import Span

FITS: Final = 0.29
"""The least mean score at which parts join."""

NEIGHBOURS: Final = 12
"""How many of its nearest parts, by sentence vector, a part is compared with word by word."""

_LEAST_COSINE: Final = 0.40
_LEAST_SAID: Final = 2
_LESSER_SIDE: Final = 0.3
"""What the passage with the smaller share counts more: a short one is easily contained in a long one."""
_UNRELATED: Final = -1.0
_SAME_DOCUMENT: Final = 0.18
"""Two parts of one article are mostly two utterances: alone, they must be more alike than two articles'."""
_SAME_QUOTE: Final = 0.30
_BOTH_INDIRECT: Final = 0.07
"""In two paraphrases the matter is named alike whatever is said of it: they must be more alike."""
_FAR_IN_MEANING: Final = 0.20
_OTHER_POLARITY: Final = 0.25
_OTHER_NUMBERS: Final = 0.10
_NOTHING_ELSE: Final = 0.40
"""Above this share on both sides, a negation on one side turns the meaning of the whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a quote, where it stands, and whose words it is; `spans` are sorted offsets into the text."""

    document_id: str
    quote_id: str
    number: int
    spans: tuple[Span, ...]
    text: str
    type: str
    speaker_id: str | None

    @property
    def key(self) -> tuple[str, int, str, int]:
        """The place by which parts are sorted: nothing in it depends on the order of rows."""
        return (self.document_id, self.spans[0].start, self.quote_id, self.number)


def match(parts: Sequence[Part], passages: Sequence[Passage]) -> list[list[int]]:
    """Indices of the parts of each statement; `parts` are one speaker's in one story, sorted by key.

    Parts of the same words are one from the start, so a thousand copies cost no more than one.
    """
    same = _same_words(parts)
    firsts = [(parts[indices[0]], passages[indices[0]]) for indices in same]

    def score(i: int, j: int) -> float:
        return fit(*firsts[i], *firsts[j])

    def support(i: int, j: int) -> float:
        return agreement(firsts[i][1], firsts[j][1])

    vectors = np.array([passage.vector for _, passage in firsts], np.float32)
    found = groups(len(firsts), neighbours(vectors, NEIGHBOURS), score, FITS, support)
    return [sorted(i for member in group for i in same[member]) for group in found]


def _same_words(parts: Sequence[Part]) -> list[list[int]]:
    """Indices of the parts of each wording, in order of the first."""
    found: dict[str, list[int]] = {}
    for index, part in enumerate(parts):
        found.setdefault(normalise(part.text).strip(" \"'.,;:!?"), []).append(index)
    return list(found.values())


def fit(one: Part, left: Passage, other: Part, right: Passage) -> float:
    """How well two parts fit one utterance; at least FITS where they do. Symmetric."""
    score = agreement(left, right)
    if one.type == other.type == "indirect":
        score -= _BOTH_INDIRECT
    if one.document_id == other.document_id:
        score -= _SAME_DOCUMENT + (_SAME_QUOTE if one.quote_id == other.quote_id else 0.0)
    return score


def agreement(left: Passage, right: Passage) -> float:
    """How well two passages agree, wherever they stand."""
    if min(left.n_said, right.n_said) < _LEAST_SAID:
        return _UNRELATED
    alike = similarity(left, right)
    score = (1 - _LESSER_SIDE) * alike.aligned + _LESSER_SIDE * min(alike.left, alike.right)
    if alike.cosine < _LEAST_COSINE:
        score -= _FAR_IN_MEANING
    if left.negated != right.negated and min(alike.left, alike.right) >= _NOTHING_ELSE:
        score -= _OTHER_POLARITY
    if left.numbers and right.numbers and not left.numbers & right.numbers:
        score -= _OTHER_NUMBERS
    return score
