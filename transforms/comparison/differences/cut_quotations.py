"""Quotations that break off, or begin late: what of it one outlet leaves out, and whether that is lost."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from transforms.comparison.differences.quotation_alignment import Gap, key
from transforms.comparison.differences.story_quotes import Quotation
from transforms.language import lexica
from transforms.language.similarity import is_content, is_negation, stem
from transforms.language.words import Word

QUALIFIERS: Final = lexica.words("comparison", "qualifiers")

CLAUSE: Final = "clause cut"
"""A cut that limits nothing, and is long enough to tell something: the sentence goes on in one document."""
_CONTENT: Final = 3
_TOLD: Final = 0.5
"""Share of the cut words that the outlet tells outside its marks, above which nothing is lost."""
_PRINTED: Final = 0.8
"""The same of words that it has in one sentence elsewhere, of `_CONTENT` or more."""
_LINKS: Final = frozenset(("but", "yet", "because", "though", "although"))
"""What links a sentence to the one before; without it, no less is said."""


def cut_kind(place: str, cut: Sequence[Word], told: set[str]) -> str | None:
    """What kind of cut it is at one end of what both quote."""
    if _limits(place, cut, told):
        return "quotation_cut"
    return CLAUSE if sum(map(is_content, told)) >= _CONTENT else None


def _limits(place: str, cut: Sequence[Word], told: set[str]) -> bool:
    """Whether words that one side lacks limit what is said; what follows "and" is another thing said."""
    if place == "end" and key(cut[0]) == "and":
        return False
    limiting = told - _LINKS if place == "start" else told
    return bool(limiting & QUALIFIERS) or any(map(is_negation, limiting))


def begins(gap: Gap, one: Quotation, other: Quotation) -> bool:
    """Whether the side that lacks the first words of a sentence prints the rest as a whole one."""
    cut, at = (one, gap.one[1]) if gap.one[0] == gap.one[1] else (other, gap.other[1])
    first = cut.words[at]
    before = bisect_left(cut.document.words, first.start, key=lambda word: word.start) - 1
    begins = before < 0 or cut.document.words[before].sentence != first.sentence
    return begins and first.text[0].isupper()


def is_lost(gap: Gap, one: Quotation, other: Quotation) -> bool:
    """Whether the document that cut words has them neither in its quotation nor near, nor in a sentence."""
    whole, place, cut, at = (
        (one, gap.one, other, gap.other[0])
        if gap.one[0] < gap.one[1]
        else (other, gap.other, one, gap.one[0])
    )
    sentence = cut.words[min(at, len(cut.words) - 1)].sentence
    near = {stem(w.lower) for w in cut.document.words if abs(w.sentence - sentence) <= 1}
    near |= {stem(w.lower) for w in cut.words}
    words = [stem(w.lower) for w in whole.words[slice(*place)] if is_content(w.lower)]
    if not words:
        return True
    return sum(word in near for word in words) <= _TOLD * len(words) and not _is_printed(words, cut)


def _is_printed(words: Sequence[str], cut: Quotation) -> bool:
    """Whether a sentence anywhere in the document that cut some words has them: it quotes twice."""
    if len(words) < _CONTENT:
        return False
    by_sentence: dict[int, set[str]] = defaultdict(set)
    for word in cut.document.words:
        by_sentence[word.sentence].add(stem(word.lower))
    most = max((sum(word in stems for word in words) for stems in by_sentence.values()), default=0)
    return most >= _PRINTED * len(words)
