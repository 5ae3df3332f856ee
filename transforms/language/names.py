"""Names in a text: where they stand, what bears them, and the office said beside them.

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


class _Reading(NamedTuple):
    """A text, its words, and the names that the world gives."""

    text: str
    words: Sequence[Word]
    reference: Reference


def find_names(text: str, words: Sequence[Word], reference: Reference) -> list[Name]:
    """Every name of the text, in order and without overlaps."""
    reading = _Reading(text, words, reference)
    common = {word.text for word in words if not word.capitalised} | _PEOPLE
    found = [name for run in runs(text, words) for name in _cut(reading, run)]
    return [name for name in found if not _is_common(name, words, common)]


def _is_common(name: Name, words: Sequence[Word], common: Collection[str]) -> bool:
    """Whether a word is capitalised only because it opens a sentence: "Officials said"."""
    if name.kind is not None or name.first != name.last:
        return False
    opens = name.first == 0 or words[name.first - 1].sentence != words[name.first].sentence
    return opens and words[name.first].lower in common


def _cut(reading: _Reading, run: tuple[int, int]) -> Iterator[Name]:
    index, last = run
    before = _office_before(reading, index)
    while index <= last:
        if not reading.words[index].capitalised:
            # "Secretary of State Blinken", "President of Iran Rouhani": the office still waits for its name.
            index += 1
            index += index <= last and reading.words[index].lower in OFFICE_MODIFIERS
            continue
        size, piece = _piece(reading, index, last, before)
        if piece is not None and not _is_noise(piece):
            yield piece
        if piece is None:
            before = reading.words[index + size - 1].lower
        elif piece.entry is None:
            before = None
        index += size


def _is_noise(name: Name) -> bool:
    """The R-Ariz. of a senator, and New standing alone."""
    return name.text[1:2] == "-" or name.text in _NO_NAMES_ALONE


def _office_before(reading: _Reading, index: int) -> str | None:
    """The lower-case office right before a name ("spokesman Dmitry Peskov"), if there is one."""
    if (
        index == 0
        or between(reading.text, reading.words[index - 1], reading.words[index]) != " "
        or reading.words[index - 1].possessive
    ):
        return None
    return reading.words[index - 1].lower if reading.words[index - 1].lower in OFFICES | TITLES else None


def _piece(reading: _Reading, index: int, last: int, before: str | None) -> tuple[int, Name | None]:
    """Number of words of the next piece of a run and, unless it is an office or title, the name."""
    known = _known(reading, index, last)
    body = _body_end(reading, index, last)
    if known is not None and known.last >= body:
        return known.last - index + 1, known
    if body >= index and before not in TITLES:
        return body - index + 1, _name(reading, index, body, "organisation", True)
    if _is_office(reading, index, last):
        return 1, None
    people = reading.reference.people(reading.words[index].text)
    if people is not None and not (
        reading.reference.is_first_name(reading.words[index].text) and index < last
    ):
        return 1, replace(_name(reading, index, index, people.kind, True), entry=people, people=True)
    end = _person_end(reading, index, last)
    return end - index + 1, _person(reading, index, end, before)


def _known(reading: _Reading, index: int, last: int) -> Name | None:
    """The longest name of the reference table that starts here."""
    for end in range(min(last, index + _LONGEST_ALIAS - 1), index - 1, -1):
        entry = reading.reference.named(reading.text[reading.words[index].start : reading.words[end].end])
        if entry is not None:
            if end == index and end < last and _is_first_name_of(reading, index, last):
                return None
            return replace(_name(reading, index, end, entry.kind, True), entry=entry)
    return None


def _is_first_name_of(reading: _Reading, index: int, last: int) -> bool:
    """Whether a place name is somebody's first name here: "Georgia Smith", "Paris Hilton"."""
    after = reading.words[index + 1]
    plain = after.lower not in OFFICES | ORGANISATION_WORDS | OFFICE_MODIFIERS
    return plain and last - index == 1 and reading.reference.is_first_name(reading.words[index].text)


def _body_end(reading: _Reading, index: int, last: int) -> int:
    """Index of the last word of the body whose name starts here ("... Ministry"), or -1."""
    found = -1
    for end in range(index, last + 1):
        word = reading.words[end]
        if end > index and _is_office(reading, end, last) and word.lower not in ORGANISATION_WORDS:
            break
        if word.lower in ORGANISATION_WORDS:
            found = end
        elif word.text == "of" and found == end - 1:
            found = _after_of(reading, end, last)
            if found < end:
                return end - 1
    return found


def _after_of(reading: _Reading, of: int, last: int) -> int:
    """Where the words after "University of" end: before a person's first name, if one follows."""
    end = of
    for index in range(of + 1, last + 1):
        starts_person = index > of + 1 and reading.reference.is_first_name(reading.words[index].text)
        goes_on = any(reading.words[i].lower in ORGANISATION_WORDS for i in range(index + 1, last + 1))
        if starts_person or (_is_office(reading, index, last) and not goes_on):
            break
        end = index
    return end


def _is_office(reading: _Reading, index: int, last: int) -> bool:
    lower = reading.words[index].lower
    if lower in TITLES or lower in OFFICES:
        return True
    if lower.startswith(("ex-", "vice-", "deputy-", "co-")):
        return True
    if lower not in OFFICE_MODIFIERS or index == last:
        return lower in ("affairs", "general", "chief") and index > 0
    # "Foreign Minister" is an office, "Press Barron" a person: a modifier needs an office after it.
    return any(reading.words[i].lower in OFFICES for i in range(index + 1, min(last, index + 4) + 1))


def _person_end(reading: _Reading, index: int, last: int) -> int:
    """Where the name that starts here ends: before an office, or before somebody's first name."""
    end = index
    for after in range(index + 1, last + 1):
        if _is_office(reading, after, last):
            break
        new_person = (
            reading.reference.is_first_name(reading.words[after].text)
            and after < last
            and not reading.reference.is_first_name(reading.words[after - 1].text)
            and len(reading.words[after - 1].text) != 1
            and reading.words[after - 1].lower not in PARTICLES
            and (after - index >= 2 or reading.words[index].lower in OFFICE_MODIFIERS)
        )
        if new_person:
            break
        end = after
    return end


def _person(reading: _Reading, index: int, end: int, before: str | None) -> Name:
    """The name at these words: a person's where a title, office or first name says so."""
    name = _name(reading, index, end, None, False)
    length = end - index + 1
    if before in TITLES or (before in OFFICES and length <= _LONGEST_PERSON):
        return replace(name, kind="person", sure=True, title=before)
    if name.text.isupper() and length == 1 and len(name.text) > 1:
        return replace(name, kind="organisation")
    known = (
        reading.reference.is_first_name(reading.words[index].text)
        or len(reading.words[index].text.rstrip(".")) == 1
    )
    if known and 2 <= length <= _LONGEST_PERSON and not name.article:
        return replace(name, kind="person", sure=True)
    if known and length == 1 and not name.article:
        return replace(name, kind="person")
    if name.article:
        return replace(name, kind="organisation")
    return replace(name, kind="person") if 2 <= length <= _LONGEST_PERSON else name


def _name(reading: _Reading, first: int, last: int, kind: str | None, sure: bool) -> Name:
    start, end = reading.words[first].start, reading.words[last].end
    article = (
        first > 0
        and reading.words[first - 1].lower == "the"
        and reading.text[reading.words[first - 1].end : start] == " "
    )
    return Name(
        start,
        end,
        first,
        last,
        reading.text[start:end],
        kind,
        sure,
        possessive=reading.words[last].possessive,
        article=article,
    )
