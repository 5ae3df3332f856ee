"""What a cue does: its lemma, its class, whether it is negated, and how the outlet colours it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from transforms.attribution.cue_classes import (
    CLASS_BEFORE,
    CLASS_OF_LEMMA,
    CLASS_OF_PHRASE,
    FUNCTION_WORDS,
    NEUTRAL,
    OTHER,
    lemma_of,
)
from transforms.language import lexica
from transforms.language.lemmas import Lemmatiser
from transforms.language.spans import Span, straighten

_AUXILIARIES: Final = lexica.words("attribution", "auxiliaries")
_NEGATIONS: Final = lexica.words("attribution", "negations")
_REFUSALS: Final = lexica.words("attribution", "refusals")
_COLOURING: Final = lexica.words("attribution", "colouring_adjectives")
_PLAIN_LY_WORDS: Final = lexica.words("attribution", "plain_ly_words")
_WORD: Final = re.compile(r"\w+(?:-\w+)*(?=n't\b)|n't\b|'s\b|\w+(?:[-']\w+)*")
_CLAUSE_END: Final = re.compile(r"[.!?;:,\n\"]")
_ADDRESSED: Final = 7  # words of a content among which "to" may follow who is asked
_FINITE: Final = lexica.words("attribution", "finite_auxiliaries")
_OPENERS: Final = lexica.words("attribution", "asking") | {
    "about",
    "for",
    "if",
    "not",
    "that",
    "to",
    "whether",
}
_LEADING: Final = 3  # words of a cue at least, the last of which may name it
_REACH: Final = 24  # characters beside the cue in which a negation or an adverb still belongs to it


class Cue(NamedTuple):
    """A cue read: its lemma and class (None and None where there is no cue), negation and modifiers."""

    lemma: str | None
    kind: str | None
    negated: bool
    modifiers: tuple[str, ...]


NO_CUE: Final = Cue(None, None, False, ())


def read_cue(text: str, cue: Sequence[Span], taken: Sequence[Span], lemmatise: Lemmatiser) -> Cue:
    """Reads a cue in its text; `taken` are the spans of its source and contents, whose words do not count."""
    if not cue:
        return NO_CUE
    words = [word for span in cue for word in _words(span.of(text))]
    if not words:
        mark = text[cue[0].start : cue[-1].end].strip()
        return Cue(mark or None, NEUTRAL if mark == ":" else OTHER, False, ())
    lemmas = [lemma_of(word, lemmatise) for word in words]
    name, kind = _head(words, lemmas)
    completed = (CLASS_BEFORE.get(f"{name} {word}") for word in _words_after(text, cue, taken))
    kind = next(filter(None, completed), kind)
    before, after = (_words(part) for part in _beside(text, cue, taken))
    negated = not _NEGATIONS.isdisjoint([*before[-2:], *words]) or _is_refused(words, lemmas, name)
    modifiers = dict.fromkeys(w for w in [*before[-1:], *words, *after[:1]] if _is_adverb(w))
    return Cue(name, kind, negated, tuple(modifiers))


def _words_after(text: str, cue: Sequence[Span], taken: Sequence[Span]) -> Iterator[str]:
    """The first two words and the first of what stands first after the cue: the "to" of "asked her to leave".

    Then a "to" behind who is asked, where that is part of it: "asked {the mayor to leave}".
    """
    after = min((span for span in taken if span.start >= cue[-1].end), default=None)
    words = _words(after.of(text))[:_ADDRESSED] if after else []
    if not words:
        return
    yield " ".join(words[:2])
    yield words[0]
    if "to" in words and words[0] not in _OPENERS and _FINITE.isdisjoint(words[: words.index("to")]):
        yield "to"


def _words(text: str) -> list[str]:
    """Words in lower case, with straight marks; a negation or possessive at the end of one by itself."""
    return [word.lower() for word in _WORD.findall(straighten(text))]


def _head(words: Sequence[str], lemmas: Sequence[str]) -> tuple[str, str]:
    """(lemma, class) of a cue's words, in order; class `other` where no list knows them.

    A phrase ("call on") goes before its verb; the first known word goes before unknown ones, and before other
    known ones but where it only leads up to what is said; refusals ("refused to say") are what is done.
    """
    for phrase in _phrases(words, lemmas):
        if phrase in CLASS_OF_PHRASE:
            return phrase, CLASS_OF_PHRASE[phrase]
    known = [lemma for lemma in lemmas if lemma in CLASS_OF_LEMMA]
    if known:
        lemma = known[-1] if _leads_up(words, lemmas, CLASS_OF_LEMMA[known[0]]) else known[0]
        return lemma, CLASS_OF_LEMMA[lemma]
    naming = (lemma for word, lemma in zip(words, lemmas, strict=True) if _may_name(word, lemma))
    return next(naming, lemmas[0]), OTHER


def _leads_up(words: Sequence[str], lemmas: Sequence[str], first: str) -> bool:
    """ "sent a letter asking", "continued to reject": whether its last word names it, not the first known.

    A neutral word does not, nor does what is only planned to be said ("wants to reject").
    """
    at = max(place for place, lemma in enumerate(lemmas) if lemma in CLASS_OF_LEMMA)
    is_last = at + 1 >= _LEADING and FUNCTION_WORDS.issuperset(words[at + 1 :])
    if not is_last or CLASS_OF_LEMMA[lemmas[at]] == NEUTRAL:
        return False
    return words[at].endswith("ing") or (words[at - 1] == "to" and first == NEUTRAL)


def _phrases(words: Sequence[str], lemmas: Sequence[str]) -> Iterator[str]:
    """Each word, as a lemma and as it stands, with the next and the next but one ("called them out")."""
    for at in range(len(words) - 1):
        for second in words[at + 1 : at + 3]:
            yield f"{lemmas[at]} {second}"
            yield f"{words[at]} {second}"


def _may_name(word: str, lemma: str) -> bool:
    """Whether a word may stand for a cue that no list knows."""
    empty = word in _NEGATIONS or lemma in _AUXILIARIES or lemma in FUNCTION_WORDS
    return not empty and not _is_adverb(word)


def _is_adverb(word: str) -> bool:
    in_ly = len(word) > 4 and word.endswith("ly") and "'" not in word
    return word in _COLOURING or (in_ly and word not in _PLAIN_LY_WORDS)


def _is_refused(words: Sequence[str], lemmas: Sequence[str], name: str) -> bool:
    """Whether the cue is "refused to" or its like before another verb."""
    return name not in _REFUSALS and "to" in words and not _REFUSALS.isdisjoint(lemmas)


def _beside(text: str, cue: Sequence[Span], taken: Sequence[Span]) -> tuple[str, str]:
    """The text just before and just after a cue, up to the next clause, source or content."""
    start, end = cue[0].start, cue[-1].end
    floor = max([0, start - _REACH, *(s.end for s in taken if s.end <= start)])
    roof = min([len(text), end + _REACH, *(s.start for s in taken if s.start >= end)])
    before, after = straighten(text[floor:start]), straighten(text[end : max(end, roof)])
    return _CLAUSE_END.split(before)[-1], _CLAUSE_END.split(after)[0]
