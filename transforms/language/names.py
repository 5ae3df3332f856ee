"""Names in a text: where they stand, and what bears them.

A run of capitalised words is cut into pieces: names of the reference table, bodies ("Irving Police
Department"), offices ("Deputy Foreign Minister") and what is left, which is mostly people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from transforms.language import lexica
from transforms.language.gazetteer import Entry, Reference
from transforms.language.name_runs import runs
from transforms.language.name_words import (
    OFFICE_MODIFIERS,
    OFFICES,
    ORGANISATION_WORDS,
    PARTICLES,
    PERSON_NOUNS,
    TITLES,
)
from transforms.language.words import Word, between

_PEOPLE: Final = {f"{noun}s" for noun in OFFICES | PERSON_NOUNS}
_NO_NAMES_ALONE: Final = lexica.words("language", "no_names_alone")
_LONGEST_ALIAS: Final = 7
_LONGEST_PERSON: Final = 5
"""In words; a longer run of capitals is a person's name only after a title."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text; `first` and `last` are indices of its words (last included).

    `kind` is one of SPEAKER_KINDS or None where the words do not tell; `sure` says whether they tell for
    certain. `possessive`: the name only modifies what follows ("Trump's campaign").
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    kind: str | None
    sure: bool = False
    entry: Entry | None = None
    people: bool = False
    title: str | None = None
    possessive: bool = False
    article: bool = False


class _Input(NamedTuple):
    """A text, its words, and what the reference table knows of them."""

    text: str
    words: Sequence[Word]
    reference: Reference

    def is_first_name(self, index: int) -> bool:
        """Whether people bear word `index` as a first name."""
        return self.reference.is_first_name(self.words[index].text)


def find_names(text: str, words: Sequence[Word], reference: Reference) -> list[Name]:
    """Every name of the text, in order and without overlaps."""
    given = _Input(text, words, reference)
    common = {word.text for word in words if not word.capitalised} | _PEOPLE
    found = [name for run in runs(text, words) for name in _cut(given, run)]
    return [name for name in found if not _is_common(name, words, common)]


def _is_common(name: Name, words: Sequence[Word], common: Collection[str]) -> bool:
    """Whether a word is capitalised only because it opens a sentence: "Officials said"."""
    if name.kind is not None or name.first != name.last:
        return False
    opens = name.first == 0 or words[name.first - 1].sentence != words[name.first].sentence
    return opens and words[name.first].lower in common


def _cut(given: _Input, run: tuple[int, int]) -> Iterator[Name]:
    """The names in a run of capitalised words; `before` is the office or title that waits for its name."""
    index, last = run
    before = _office_before(given, index)
    while index <= last:
        if not given.words[index].capitalised:
            index = _over_link(given, index, last)
            continue
        size, name = _piece(given, index, last, before)
        if name is not None and not _is_noise(name):
            yield name
        if name is None:
            before = given.words[index + size - 1].lower
        elif name.entry is None:
            before = None
        index += size


def _over_link(given: _Input, link: int, last: int) -> int:
    """The word after a particle or "of", and after the "State" of "Secretary of State Blinken"."""
    index = link + 1
    return index + (index <= last and given.words[index].lower in OFFICE_MODIFIERS)


def _is_noise(name: Name) -> bool:
    """The R-Ariz. of a senator, and New standing alone."""
    return name.text[1:2] == "-" or name.text in _NO_NAMES_ALONE


def _office_before(given: _Input, index: int) -> str | None:
    """The lower-case office right before a name ("spokesman Dmitry Peskov"), if there is one."""
    if index == 0:
        return None
    before = given.words[index - 1]
    if before.possessive or between(given.text, before, given.words[index]) != " ":
        return None
    return before.lower if before.lower in OFFICES | TITLES else None


def _piece(given: _Input, index: int, last: int, before: str | None) -> tuple[int, Name | None]:
    """Number of words of the next piece of a run and, unless it is an office or title, the name."""
    known = _known(given, index, last)
    body = _body_end(given, index, last)
    if known is not None and known.last >= body:
        return known.last - index + 1, known
    if body >= index and before not in TITLES:
        return body - index + 1, _name(given, index, body, "organisation", True)
    if _is_office(given, index, last):
        return 1, None
    people = _people(given, index, last)
    if people is not None:
        return 1, people
    end = _person_end(given, index, last)
    return end - index + 1, _person(given, index, end, before)


def _people(given: _Input, index: int, last: int) -> Name | None:
    """The people or adjective of a state at a word, unless it is somebody's first name here."""
    entry = given.reference.people(given.words[index].text)
    if entry is None or (index < last and given.is_first_name(index)):
        return None
    return replace(_name(given, index, index, entry.kind, True), entry=entry, people=True)


def _known(given: _Input, index: int, last: int) -> Name | None:
    """The longest name of the reference table that starts here."""
    for end in range(min(last, index + _LONGEST_ALIAS - 1), index - 1, -1):
        entry = given.reference.named(given.text[given.words[index].start : given.words[end].end])
        if entry is not None:
            if end == index and end < last and _is_first_name_of(given, index, last):
                return None
            return replace(_name(given, index, end, entry.kind, True), entry=entry)
    return None


def _is_first_name_of(given: _Input, index: int, last: int) -> bool:
    """Whether a place name is somebody's first name here: "Georgia Smith", "Paris Hilton"."""
    after = given.words[index + 1]
    plain = after.lower not in OFFICES | ORGANISATION_WORDS | OFFICE_MODIFIERS
    return plain and last - index == 1 and given.is_first_name(index)


def _body_end(given: _Input, index: int, last: int) -> int:
    """Index of the last word of the body whose name starts here ("... Ministry"), or -1."""
    found = -1
    for end in range(index, last + 1):
        word = given.words[end]
        if end > index and _is_office(given, end, last) and word.lower not in ORGANISATION_WORDS:
            break
        if word.lower in ORGANISATION_WORDS:
            found = end
        elif word.text == "of" and found == end - 1:
            found = _after_of(given, end, last)
            if found < end:
                return end - 1
    return found


def _after_of(given: _Input, of: int, last: int) -> int:
    """Where the words after "University of" end: before a person's first name, if one follows."""
    end = of
    for index in range(of + 1, last + 1):
        starts_person = index > of + 1 and given.is_first_name(index)
        goes_on = any(given.words[i].lower in ORGANISATION_WORDS for i in range(index + 1, last + 1))
        if starts_person or (_is_office(given, index, last) and not goes_on):
            break
        end = index
    return end


def _is_office(given: _Input, index: int, last: int) -> bool:
    lower = given.words[index].lower
    if lower in TITLES or lower in OFFICES:
        return True
    if lower.startswith(("ex-", "vice-", "deputy-", "co-")):
        return True
    if lower not in OFFICE_MODIFIERS or index == last:
        return lower in ("affairs", "general", "chief") and index > 0
    # "Foreign Minister" is an office, "Press Barron" a person: a modifier needs an office after it.
    return any(given.words[i].lower in OFFICES for i in range(index + 1, min(last, index + 4) + 1))


def _person_end(given: _Input, index: int, last: int) -> int:
    """Where the name that starts here ends: before an office, or before somebody's first name."""
    end = index
    for after in range(index + 1, last + 1):
        if _is_office(given, after, last) or _opens_new_person(given, index, after, last):
            break
        end = after
    return end


def _opens_new_person(given: _Input, index: int, after: int, last: int) -> bool:
    """Whether word `after` is the first name of another person than the one whose name starts at `index`."""
    before = given.words[after - 1]
    if not given.is_first_name(after) or after == last or given.is_first_name(after - 1):
        return False
    if len(before.text) == 1 or before.lower in PARTICLES:
        return False
    return after - index >= 2 or given.words[index].lower in OFFICE_MODIFIERS


def _person(given: _Input, index: int, end: int, before: str | None) -> Name:
    """The name at these words: a person's where a title, office or first name says so."""
    name = _name(given, index, end, None, False)
    length = end - index + 1
    if before in TITLES or (before in OFFICES and length <= _LONGEST_PERSON):
        return replace(name, kind="person", sure=True, title=before)
    initials = length == 1 and len(name.text) > 1 and name.text.isupper()
    if initials or name.article:
        return replace(name, kind="organisation")
    known = given.is_first_name(index) or len(given.words[index].text.rstrip(".")) == 1
    full = 2 <= length <= _LONGEST_PERSON
    if full or (known and length == 1):
        return replace(name, kind="person", sure=known and full)
    return name


def _name(given: _Input, first: int, last: int, kind: str | None, sure: bool) -> Name:
    start, end = given.words[first].start, given.words[last].end
    text, article = given.text[start:end], _has_article(given, first)
    possessive = given.words[last].possessive
    return Name(start, end, first, last, text, kind, sure, possessive=possessive, article=article)


def _has_article(given: _Input, first: int) -> bool:
    if first == 0:
        return False
    before = given.words[first - 1]
    return before.lower == "the" and given.text[before.end : given.words[first].start] == " "
