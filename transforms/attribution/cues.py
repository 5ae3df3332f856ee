"""What a cue does: its lemma, its class, whether it is negated, and how the outlet colours it."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from transforms.attribution.lexicon import (
    AUXILIARIES,
    CLASS_OF_LEMMA,
    CLASS_OF_PHRASE,
    COLOURING,
    FUNCTION_WORDS,
    NEGATIONS,
    NO_ADVERBS,
    lemma,
)
from transforms.language.spans import Span

_WORD: Final = re.compile(r"\w+(?:-\w+)*(?=n['’]t\b)|n['’]t\b|['’]s\b|\w+(?:[-'’]\w+)*")
_REFUSALS: Final = frozenset({"refuse", "decline", "fail"})
_REACH: Final = 24  # characters beside the cue in which a negation or an adverb still belongs to it


class Cue(NamedTuple):
    """A cue read: its lemma and class (None and None where there is no cue), negation and modifiers."""

    lemma: str | None
    kind: str | None
    negated: bool
    modifiers: tuple[str, ...]


NO_CUE: Final = Cue(None, None, False, ())


def _phrase(words: Sequence[str], lemmas: Sequence[str]) -> tuple[str, str] | None:
    for at in range(len(words) - 1):
        for second in (words[at + 1], words[at + 2] if at + 2 < len(words) else ""):
            for first in (lemmas[at], words[at]):
                if f"{first} {second}" in CLASS_OF_PHRASE:
                    return f"{first} {second}", CLASS_OF_PHRASE[f"{first} {second}"]
    return None


def _is_adverb(word: str) -> bool:
    return word in COLOURING or (len(word) > 4 and word.endswith("ly") and word not in NO_ADVERBS)


def head(words: Sequence[str]) -> tuple[str, str]:
    """(lemma, class) of a cue's words, lower-cased and in order; class `other` where no list knows them.

    A phrase ("call on") goes before its verb; the first known word goes before unknown ones; refusals
    ("refused to say") are what is done, not what is said.
    """
    lemmas = [lemma(word) for word in words]
    if known := _phrase(words, lemmas):
        return known
    for each in lemmas:
        if each in CLASS_OF_LEMMA:
            return each, CLASS_OF_LEMMA[each]
    content = [
        each
        for word, each in zip(words, lemmas, strict=True)
        if each not in AUXILIARIES and word not in NEGATIONS | FUNCTION_WORDS and not _is_adverb(word)
    ]
    return (content or list(lemmas))[0], "other"


def _beside(text: str, cue: Sequence[Span], taken: Sequence[Span]) -> tuple[str, str]:
    """The text just before and just after a cue, up to the next sentence, source or content."""
    start, end = cue[0].start, cue[-1].end
    floor = max([0, start - _REACH, *(s.end for s in taken if s.end <= start)])
    roof = min([len(text), end + _REACH, *(s.start for s in taken if s.start >= end)])
    before, after = text[floor:start], text[end : max(end, roof)]
    return re.split(r"[.!?;:,\n\"”“]", before)[-1], re.split(r"[.!?;:,\n\"”“]", after)[0]


def read_cue(text: str, cue: Sequence[Span], taken: Sequence[Span]) -> Cue:
    """Reads a cue in its text; `taken` are the spans of its source and contents, whose words do not count."""
    words = [w.lower() for span in cue for w in _WORD.findall(text[span.start : span.end])]
    if not words:
        return (
            NO_CUE if not cue else Cue(text[cue[0].start : cue[-1].end].strip() or None, "other", False, ())
        )
    name, kind = head(words)
    before, after = ([w.lower() for w in _WORD.findall(part)] for part in _beside(text, cue, taken))
    near = before[-2:]
    negated = any(w in NEGATIONS for w in words + near) or (
        any(lemma(w) in _REFUSALS for w in words) and name not in _REFUSALS and "to" in words
    )
    modifiers = dict.fromkeys(w for w in [*before[-1:], *words, *after[:1]] if _is_adverb(w))
    return Cue(name, kind, negated, tuple(modifiers))
