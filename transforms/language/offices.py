"""What a text says of a person beside the name: "NATO Secretary General X", "X, a professor at Yale"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.language import lexica
from transforms.language.name_words import (
    DEFINITE,
    INDEFINITE,
    OFFICE_MODIFIERS,
    OFFICES,
    PERSON_NOUNS,
    TITLES,
)
from transforms.language.names import Name
from transforms.language.words import Word, between

_REACH: Final = 12
_LINKS: Final = lexica.words("language", "office_links")
_COPULAS: Final = lexica.words("language", "copulas")
_BEFORE_NO_OFFICE: Final = lexica.words("language", "before_no_office")
_INSIDE_NO_OFFICE: Final = _COPULAS | lexica.words("language", "inside_no_office")
_OPENERS: Final = DEFINITE | INDEFINITE | {"currently"}
_HEADS: Final = OFFICES | PERSON_NOUNS


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the text states it: all its words, its head in lower case, and whose it is."""

    role: str
    head: str
    affiliation: str | None
    of_state: bool = False


class Surroundings:
    """A text's words and names, with the names at hand by word."""

    def __init__(self, text: str, words: Sequence[Word], names: Sequence[Name]) -> None:
        self.text = text
        self.words = words
        self.names = names
        self.by_word = {index: name for name in names for index in range(name.first, name.last + 1)}

    def sentence(self, number: int) -> int:
        """Index of the first word of a sentence or of one after it; past the last word if there is none."""
        return bisect_left(self.words, number, key=lambda word: word.sentence)

    def names_among(self, first: int, last: int) -> Sequence[Name]:
        """The names with a word among the words `first` to `last` (included), in order."""
        start = bisect_left(self.names, first, key=lambda name: name.last)
        return self.names[start : bisect_right(self.names, last, key=lambda name: name.first)]

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next; a line break at the text's end."""
        if index < 0 or index + 1 >= len(self.words):
            return "\n"
        return between(self.text, self.words[index], self.words[index + 1])


def offices(around: Surroundings, name: Name) -> list[Office]:
    """Every office said beside a person's name, before and after it."""
    found = [
        _before(around, name),
        _before_comma(around, name),
        _after_comma(around, name),
        _after_copula(around, name),
    ]
    return [office for office in found if office is not None]


def _before(around: Surroundings, name: Name) -> Office | None:
    first = name.first
    if first and around.words[first - 1].lower in _LINKS:
        return None
    while first > 0 and name.first - first < _REACH and _belongs(around, first - 1):
        first -= 1
    return office_in(around, first, name.first - 1) if first < name.first else None


def _belongs(around: Surroundings, index: int) -> bool:
    word = around.words[index]
    if around.gap(index) not in (" ", "\u00a0", ". ", "-") or (
        around.gap(index) == ". " and not _is_title(word)
    ):
        return False
    return word.capitalised or word.lower in OFFICES or word.lower in OFFICE_MODIFIERS or word.lower in _LINKS


def _is_title(word: Word) -> bool:
    return word.lower in TITLES or len(word.text) == 1


def _before_comma(around: Surroundings, name: Name) -> Office | None:
    """ "The site's founder, Jack Herrick"."""
    head = name.first - 1
    if head < 0 or around.gap(head) != ", " or around.words[head].lower not in _HEADS:
        return None
    first = head
    while (
        first > 0
        and head - first < 6
        and around.gap(first - 1) == " "
        and not _is_verb_like(around, first - 1)
    ):
        first -= 1
    return office_in(around, first, head)


def _is_verb_like(around: Surroundings, index: int) -> bool:
    lower = around.words[index].lower
    return lower.endswith(("ed", "ing")) or lower in _BEFORE_NO_OFFICE


def _after_comma(around: Surroundings, name: Name) -> Office | None:
    """ "Alexander Grushko, Deputy Russian Foreign Minister"."""
    if not around.gap(name.last).startswith((", ", " (", " – ", " — ", " - ")):
        return None
    return _following(around, name.last + 1)


def _after_copula(around: Surroundings, name: Name) -> Office | None:
    """ "Noam Chomsky is a professor"."""
    index = name.last + 1
    if around.gap(name.last) not in (" ", ", ") or index + 1 >= len(around.words):
        return None
    if around.words[index].lower == "who":
        index += 1
    if around.words[index].lower not in _COPULAS or around.gap(index) != " ":
        return None
    return _following(around, index + 1)


def _following(around: Surroundings, first: int) -> Office | None:
    last = first
    while last - first < _REACH and around.gap(last) in (" ", "-", "'s ", "\u00a0", " & "):
        last += 1
    last = min(last, len(around.words) - 1)
    opening = first
    if first < len(around.words) and around.words[first].lower in _OPENERS:
        opening += 1
    for index in range(opening, min(last, opening + 6) + 1):
        if around.words[index].lower in _HEADS:
            return office_in(around, first, last)
        if not _may_modify(around, index):
            return None
    return None


def _may_modify(around: Surroundings, index: int) -> bool:
    word = around.words[index]
    plain = word.lower not in _INSIDE_NO_OFFICE
    return (
        plain and not word.lower.endswith("ing") and not (word.lower.endswith("ed") and not word.capitalised)
    )


def office_in(around: Surroundings, first: int, last: int) -> Office | None:
    """The office stated by the words `first` to `last` (included), if they state one."""
    last = min(last, len(around.words) - 1)
    head = _head(around, first, last)
    if head is None:
        return None
    start = head
    while start > first and _in_role(around, start - 1):
        start -= 1
    skipped = around.by_word
    role = " ".join(
        around.words[i].text for i in range(start, head + 1) if i not in skipped or _kept(around, i)
    )
    owner = _owner(around, first, last, head)
    text = owner.entry.name if owner and owner.entry else owner.text if owner else None
    of_state = owner is not None and owner.kind == "government"
    return Office(role or around.words[head].text, around.words[head].lower, text, of_state)


def _head(around: Surroundings, first: int, last: int) -> int | None:
    """The last word of the first row of office words: "General" of "the Secretary General in Brussels"."""
    for index in range(first, last + 1):
        if around.words[index].lower in _HEADS and not around.words[index].possessive:
            end = _end_of_row(around, index, last)
            while (
                end + 2 <= last
                and around.words[end + 1].text == "of"
                and around.words[end + 2].lower == "state"
            ):
                end += 2
            return end
    return None


def _end_of_row(around: Surroundings, index: int, last: int) -> int:
    """The last office word that modifiers and adjectives of states link to this one."""
    end = at = index
    while at < last and around.gap(at) in (" ", "-") and not around.words[at].possessive:
        at += 1
        lower, known = around.words[at].lower, around.by_word.get(at)
        if lower in _HEADS or lower == "emeritus":
            end = at
        elif lower not in OFFICE_MODIFIERS and not (known is not None and known.people):
            break
    return end


def _in_role(around: Surroundings, index: int) -> bool:
    lower = around.words[index].lower
    known = around.by_word.get(index)
    if around.gap(index) not in (" ", "-") or around.words[index].possessive:
        return False
    if lower == "of":
        return index > 0 and around.words[index - 1].lower in OFFICES
    return lower in OFFICES or lower in OFFICE_MODIFIERS or (known is not None and known.people)


def _kept(around: Surroundings, index: int) -> bool:
    """Whether a word inside an office that is also a name belongs to the office's own words."""
    return around.by_word[index].entry is None


def _owner(around: Surroundings, first: int, last: int, head: int) -> Name | None:
    """Whose office it is: the body or state named nearest before its head, else the first one after it."""
    inside = {id(n): n for i in range(first, last + 1) if (n := around.by_word.get(i)) is not None}
    bodies = [name for name in inside.values() if name.kind != "person" and name.kind is not None]
    ahead = [name for name in bodies if name.first < head]
    behind = [name for name in bodies if name.first > head]
    return ahead[-1] if ahead else behind[0] if behind else None
