"""Words of a text with their sentence and paragraph: all that finding names needs, at little cost."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from transforms.language import lexica
from transforms.language.name_words import TITLES

_WORD = re.compile(r"(?:[^\W\d_]\.)+(?:[^\W\d_](?!\w))?|[^\W_]+(?:[-'’.&][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’][sS]$")
_END = re.compile(r"[.!?…]['\"”’»)\]]*\s|[.!?…]['\"”’»)\]]*$")
_ABBREVIATIONS = TITLES | lexica.words("language", "abbreviations")
_AFTER_INITIALISMS = lexica.words("language", "after_initialisms")


class Word(NamedTuple):
    """A word: its span without a possessive ending, and the number of its sentence and paragraph."""

    start: int
    end: int
    text: str
    sentence: int
    paragraph: int
    possessive: bool

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower().replace("’", "'")

    @property
    def capitalised(self) -> bool:
        """Whether it is written like a name; "al-Amr" and "iPhone" are."""
        head = self.text[0]
        if head.isupper():
            return True
        prefix, _, rest = self.text.replace("’", "'").partition("-")
        return bool(rest) and rest[0].isupper() and len(prefix) <= 3 and prefix.isalpha()


def words(text: str) -> list[Word]:
    """The words of `text` in order; a line break ends a paragraph, and a paragraph its sentence."""
    found: list[Word] = []
    sentence = paragraph = 0
    for match in _WORD.finditer(text):
        if found:
            gap = text[found[-1].end : match.start()]
            paragraph += "\n" in gap
            sentence += _breaks(found[-1], gap, match.group())
        found.append(_word(match, sentence, paragraph))
    return found


def _word(match: re.Match[str], sentence: int, paragraph: int) -> Word:
    body = match.group()
    ending = _POSSESSIVE.search(body)
    end = match.start() + (ending.start() if ending and ending.start() else len(body))
    kept = body[: end - match.start()]
    return Word(match.start(), end, kept, sentence, paragraph, len(kept) < len(body))


def _breaks(before: Word, gap: str, after: str) -> bool:
    if "\n" in gap:
        return True
    if not _END.search(gap + " ") or not (after[0].isupper() or after[0].isdigit()):
        # An initialism keeps its own full stop: "in the U.S. He" still ends there.
        return before.text.endswith(".") and len(before.text) > 2 and after in _AFTER_INITIALISMS
    return before.lower not in _ABBREVIATIONS and not (len(before.text) == 1 and before.text.isupper())


def between(text: str, left: Word, right: Word) -> str:
    """What stands between two words; a possessive ending counts as part of the first."""
    gap = text[left.end : right.start]
    return gap[2:] if left.possessive else gap


def at(found: Sequence[Word], position: int) -> int:
    """Index of the first word that ends after the code point `position`."""
    return bisect_right(found, position, key=lambda word: word.end)
