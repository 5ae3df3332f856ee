"""Which parts of quotes render one utterance: parts of one speaker in one story, compared and grouped.

Thresholds were chosen on event-coreference data and on attributions of single articles, where two parts are
mostly two utterances, and then once more with the first five articles in view.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

import numpy as np

from transforms.comparison.statements.word_runs import Shared, Wording, candidates, shared, wording
from transforms.ids import normalise
from transforms.language.clustering import Pair, groups, neighbours
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
_SAME_WORDS: Final = 1.0
"""How well parts fit that share a long run of words."""
_NEVER: Final = -100.0
"""Parts that overlap are in no statement together, however well others in it fit."""
_RUN: Final = 6
"""Words in a row that two quotations of one speaker do not share by chance; one more where they name two."""
_LONG_RUN: Final = 8
"""The same where one is a paraphrase, whose words are the outlet's, or both are of one document."""
_SAYING: Final = 3
"""Content words that so many words must have to be one utterance's and not a turn of phrase."""
_MOST: Final = 0.6
"""The share of one of two parts that stands in the other, where it is the same utterance cut."""


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

    def overlaps(self, other: Part) -> bool:
        """Whether both have a character in common, as a quotation and one in it do."""
        return self.document_id == other.document_id and any(
            one.start < span.end and span.start < one.end for one in self.spans for span in other.spans
        )


class Passages(Protocol):
    """The passage of each text that is compared, made when it is first asked for."""

    def prepare(self, texts: Iterable[str]) -> None:
        """Make those of some texts together, which is faster than one by one."""
        ...

    def __getitem__(self, text: str) -> Passage:
        """The passage of a text."""
        ...


def match(parts: Sequence[Part], passages: Passages, names: Container[str] = ()) -> list[list[int]]:
    """Indices of the parts of each statement; `parts` are those of one story, sorted by key.

    `names` are stems of words that name somebody.

    Parts of the same words are one from the start, so a thousand copies cost no more than one; whoever is
    named as their speaker, unless the words are so few that anybody says them.
    """
    same = _same_words(parts, names)
    nodes = [_Node(parts[indices[0]], frozenset(parts[i].speaker_id for i in indices)) for indices in same]
    wordings = [wording(node.part.text, names) for node in nodes]
    printed = {
        (i, j): both
        for i, j in candidates(wordings)
        if _print_alike(nodes[i], nodes[j], both := shared(wordings[i], wordings[j]))
    }
    near = set(_near(nodes, passages))
    passages.prepare(nodes[i].part.text for pair in printed.keys() | near for i in pair)

    def score(i: int, j: int) -> float:
        one, other = nodes[i], nodes[j]
        if both := printed.get((i, j)):
            return _SAME_WORDS + min(both.left, both.right)
        if not _known(one.speakers & other.speakers) or one.part.overlaps(other.part):
            return _UNRELATED
        return fit(one.part, passages[one.part.text], other.part, passages[other.part.text])

    def support(i: int, j: int) -> float:
        if (i, j) in printed:
            return _SAME_WORDS
        if nodes[i].part.overlaps(nodes[j].part):
            return _NEVER
        return agreement(passages[nodes[i].part.text], passages[nodes[j].part.text])

    found = groups(len(nodes), printed.keys() | near, score, FITS, support)
    return [sorted(i for member in group for i in same[member]) for group in found]


class _Node(NamedTuple):
    """Parts of the same words: the first of them, and all their speakers."""

    part: Part
    speakers: frozenset[str | None]


def _known(speakers: Iterable[str | None]) -> list[str]:
    return sorted(speaker for speaker in speakers if speaker is not None)


def _near(nodes: Sequence[_Node], passages: Passages) -> Iterator[Pair]:
    """Of each speaker's parts, the pairs that are nearest by sentence vector."""
    by_speaker: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        for speaker in _known(node.speakers):
            by_speaker[speaker].append(number)
    several = {speaker: numbers for speaker, numbers in by_speaker.items() if len(numbers) > 1}
    passages.prepare(nodes[i].part.text for numbers in several.values() for i in numbers)
    for _, numbers in sorted(several.items()):
        vectors = np.array([passages[nodes[i].part.text].vector for i in numbers], np.float32)
        yield from ((numbers[i], numbers[j]) for i, j in neighbours(vectors, NEIGHBOURS))


def _same_words(parts: Sequence[Part], names: Container[str]) -> list[list[int]]:
    """Indices of the parts of each wording, in order of the first."""
    found: dict[tuple[str, str], list[int]] = {}
    for index, part in enumerate(parts):
        words = wording(part.text, names)
        whose = "" if _tells(words) else part.speaker_id or ""
        key = (" ".join(words.words) or normalise(part.text), whose)
        found.setdefault(key, []).append(index)
    return list(found.values())


def _tells(words: Wording) -> bool:
    """Whether the words are those of one utterance, whoever says them."""
    return len(words.words) >= _RUN and len(words.saying) >= _SAYING


def _print_alike(one: _Node, other: _Node, both: Shared) -> bool:
    """Whether two parts print one utterance word for word, or all but.

    A quotation in a quotation is another utterance than the one that it stands in.
    """
    if one.part.quote_id == other.part.quote_id or one.part.overlaps(other.part):
        return False
    whole = max(both.left, both.right) >= _MOST
    same = bool(_known(one.speakers & other.speakers))
    others = bool(_known(one.speakers) and _known(other.speakers) and not same)
    quoted = "indirect" not in (one.part.type, other.part.type)
    if quoted and one.part.document_id != other.part.document_id and both.run >= _RUN + others:
        return both.n_saying >= _SAYING - (whole or not others)
    return whole and both.n_saying >= _SAYING and (same or both.run >= _LONG_RUN)


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
