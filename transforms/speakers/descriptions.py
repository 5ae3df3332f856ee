"""The words by which a text describes a source that it does not name: where they start and end."""

from __future__ import annotations

from typing import Final

from transforms.language import lexica
from transforms.language.words import Word
from transforms.speakers.context import ResolutionContext
from transforms.speakers.mention_words import RELATIVES
from transforms.speakers.sources import Source

_GOING_ON: Final = lexica.words("speakers", "obtained") | lexica.words("speakers", "issued")
_OPENERS: Final = lexica.words("speakers", "description_openers")
INSIDE: Final = (" ", "-", "\u00a0", ". ", "/", " & ")
"""What may stand between two words of one description."""

_OPEN: Final = frozenset(("IN", "TO", "CC", "DT", "PRP$"))
"""Tags of words that end no description: it goes on after them."""

_LONGEST: Final = 14
"""Words of a description."""


def head_index(source: Source) -> int:
    """The index of the word that heads a nominal mention."""
    return source.first + len(source.modifiers)


def description(context: ResolutionContext, source: Source) -> str:
    """The words by which a text describes a source, without article, number, and what only goes on of it."""
    first, head = source.first, head_index(source)
    while first < head and _is_opener(context, first):
        first += 1
    last = head
    while last < source.last and not _goes_on(context, last):
        last += 1
    last = min(last, first + _LONGEST - 1)
    while last > head and _tag(context, last) in _OPEN:
        last -= 1
    words = context.words[first : last + 1]
    text = " ".join(context.text[words[0].start : words[-1].end].split())
    return text if _is_name_like(context, first) else text[0].lower() + text[1:]


def _is_opener(context: ResolutionContext, index: int) -> bool:
    word = context.words[index]
    return index not in context.tagged.by_word and (word.lower in _OPENERS or word.text.isdigit())


def _goes_on(context: ResolutionContext, index: int) -> bool:
    """Whether a comma or a relative clause follows a word, and so nothing that tells which source it is."""
    following = context.words[index + 1].lower
    told = context.tagged.gap(index) not in INSIDE or following in RELATIVES | _GOING_ON
    # "two lawmakers it had backed": a clause without a relative pronoun.
    return told or _tag(context, index + 1) == "PRP"


def _is_name_like(context: ResolutionContext, index: int) -> bool:
    """Whether a word is capitalised for what it is, not for where it stands."""
    word: Word = context.words[index]
    if index in context.tagged.by_word or word.text[1:] != word.text[1:].lower():
        return True
    tag = _tag(context, index)
    return tag in ("NNP", "NNPS") or (tag == "JJ" and not _opens(context, index))


def _tag(context: ResolutionContext, index: int) -> str:
    document = context.document
    return document.doc[document.token_at(context.words[index].start)].tag_


def _opens(context: ResolutionContext, index: int) -> bool:
    return index == 0 or context.words[index - 1].sentence != context.words[index].sentence
