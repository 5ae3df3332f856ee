"""Words that two documents choose differently in sentences that are otherwise the same, or nearly.

Where two sentences overlap, their words are aligned; what stands in one place of both, between words that
they share, is said of one thing: "assault-style rifles", "semi-automatic rifles".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np

from transforms.comparison.differences.candidates import Candidate, Value, joined, ordered
from transforms.comparison.differences.predicate_frames import PERSONAL_PRONOUNS
from transforms.comparison.sentence_words import SentencePair, Sentences
from transforms.language import lexica
from transforms.language.encoder import Encoder, prepare
from transforms.language.similarity import is_content, is_negation, stem
from transforms.language.words import Word

CHARGED: Final = frozenset(map(stem, lexica.words("comparison", "charged_words")))

NUMBERS: Final = frozenset(lexica.values("numbers", "ones"))

_REMEMBERED: Final = 2**16
"""Words of which it is remembered whether they take a stand: each is asked about in many pairs."""
_LONGEST: Final = 4
"""Words of what differs: more are another sentence."""
_NEAR: Final = 0.35
"""The least cosine of the words that differ, each side alone: said of one thing, they are of one field."""
_CHARGED_NEAR: Final = 0.15
_ROOT: Final = 4
"""Letters that forms of one word share."""


def aligned_wording_candidates(
    sentences: Sentences, quoted: Collection[tuple[str, int]], names: frozenset[str], encoder: Encoder
) -> Iterator[Candidate]:
    """Candidates of the type wording, one for each place where two sentences differ.

    `names`: stems of the story's names; `quoted`: documents and starts of words in quotation marks, of
    which two that differ are no wording of the outlets.
    """
    places = [
        (pair, left, right)
        for pair in sentences.pairs
        for left, right in _places(pair)
        if _tells(left, names) and _tells(right, names) and not _of_one_root(_said(left), _said(right))
    ]
    prepare(encoder, (_said(words) for _, *both in places for words in both))
    found = [
        _candidate(pair, left, right)
        for pair, left, right in places
        if _is_near(_said(left), _said(right), encoder)
    ]
    yield from joined(
        [one for one in found if any((v.document_id, v.start) not in quoted for v in one.values)]
    )


def _places(pair: SentencePair) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """What stands in one place of both sentences, between content words, or beside one, that they share."""
    one, other = pair.one.words, pair.other.words
    left, right = [stem(w.lower) for w in one], [stem(w.lower) for w in other]
    found = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for tag, i, j, k, m in found:
        if tag == "replace" and max(j - i, m - k) <= _LONGEST and _is_anchored(one, i, j):
            yield one[i:j], other[k:m]


def _is_anchored(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether both sentences go on alike, and the shared word before or after says something of its own."""
    beside = (*words[max(0, start - 1) : start], *words[end : end + 1])
    return end < len(words) and any(is_content(word.lower) for word in beside)


def _tells(words: Sequence[Word], names: frozenset[str]) -> bool:
    """Whether words say something that is no name, number or negation, end in it, and are one phrase."""
    content = [word for word in words if is_content(word.lower)]
    if not is_content(words[-1].lower) or len(words) - len(content) > 1:
        return False
    if not _is_phrase(words):
        return False
    plain = [w for w in content if stem(w.lower) not in names and not _is_number(w.lower)]
    return bool(plain) and len(plain) == len(content) and not any(is_negation(w.lower) for w in words)


def _is_phrase(words: Sequence[Word]) -> bool:
    """Whether nothing but a space or a hyphen parts them: no comma, and no subject before its verb."""
    near = all(b.start - a.end == 1 or a.possessive for a, b in pairwise(words))
    return near and not any(word.lower in PERSONAL_PRONOUNS for word in words)


def _is_number(word: str) -> bool:
    return word in NUMBERS or any(character.isdigit() for character in word)


def _said(words: Sequence[Word]) -> str:
    return " ".join(word.lower for word in words if is_content(word.lower))


def _of_one_root(one: str, other: str) -> bool:
    """Whether both are one word in two forms."""
    return one[:_ROOT] == other[:_ROOT]


def _is_near(one: str, other: str, encoder: Encoder) -> bool:
    least = _CHARGED_NEAR if is_charged(one) != is_charged(other) else _NEAR
    return float(np.dot(encoder(one).vector, encoder(other).vector)) >= least


@lru_cache(_REMEMBERED)
def is_charged(words: str) -> bool:
    """Whether one of the words takes a stand."""
    return any({stem(word), _undoubled(stem(word))} & CHARGED for word in words.split())


def _undoubled(word: str) -> str:
    """ "slamm" of "slammed" is "slam"."""
    return word[:-1] if word[-2:-1] == word[-1:] else word


def _candidate(pair: SentencePair, left: Sequence[Word], right: Sequence[Word]) -> Candidate:
    values = tuple(
        Value(side.document_id, words[0].start, words[-1].end, "", " ".join(w.lower for w in words))
        for side, words in ((pair.one, left), (pair.other, right))
    )
    about = " / ".join(value.normalised for value in values)
    slot = f"aligned {pair.one.document_id} {values[0].start}"
    return Candidate(
        "wording",
        slot,
        about,
        "compatible",
        "aligned words",
        ordered(values),
        alike=pair.overlap,
        likely=pair.likely,
    )
