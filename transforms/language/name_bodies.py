"""Where the names of bodies end, and where the recogniser or an office parts one name from the next."""

from __future__ import annotations

from typing import Final

from transforms.language.name_input import NameInput
from transforms.language.name_words import (
    OFFICE_MODIFIERS,
    OFFICES,
    ORGANISATION_WORDS,
    TITLES,
    is_office_word,
)
from transforms.language.recognised import BODIES, LAW, ORGANISATION, PERSON

_INITIALS: Final = 2


def body_end(given: NameInput, index: int, last: int) -> int:
    """Index of the last word of the body whose name starts here ("... Ministry"), or -1."""
    by_words = _body_by_words(given, index, last)
    found = given.recognised.entities.get(index)
    if found is None or found.label not in BODIES:
        return by_words
    end = _before_person(given, index, min(found.last, last))
    return max(by_words, _over_unknown(given, end, last)) if _is_body(given, index, end) else by_words


def _over_unknown(given: NameInput, end: int, last: int) -> int:
    """Where a body's recognised name ends, over proper nouns after it that are nobody's name."""
    while end < last and given.gap(end) == " " and _is_unknown(given, end + 1, last):
        end += 1
    return end


def _is_unknown(given: NameInput, index: int, last: int) -> bool:
    word = given.words[index]
    known = given.reference.named(word.text) or given.reference.people(word.text)
    person = given.is_first_name(index) or word.text in given.recognised.person_words
    plain = word.capitalised and not known and not person and not is_office(given, index, last)
    return plain and given.recognised.is_proper(index) and not given.recognised.label(index)


def _before_person(given: NameInput, first: int, last: int) -> int:
    """The last word of a body's name before a first name in it, if no noun of a body follows that."""
    for index in range(first + 1, last):
        after = range(index, last + 1)
        if given.is_first_name(index) and not any(given.words[i].lower in ORGANISATION_WORDS for i in after):
            return index - 1
    return last


def _is_body(given: NameInput, first: int, last: int) -> bool:
    """Whether what the recogniser takes for a body may be one: several words, no office, no first name."""
    while not given.words[last].capitalised:
        last -= 1
    if last <= first or is_office(given, first, last):
        return False
    if has_body_noun(given, first, last):
        return True
    person = given.is_first_name(first) and not given.words[first].possessive
    if given.recognised.label(first) not in (ORGANISATION, LAW) or person:
        return False
    if given.reference.people(given.words[last].text):
        return False
    return PERSON not in (given.recognised.usual_label(i, last) for i in (first, last))


def has_body_noun(given: NameInput, first: int, last: int) -> bool:
    """Whether some words hold one of those that make a name a body's."""
    return any(given.words[i].lower in ORGANISATION_WORDS for i in range(first, last + 1))


def _body_by_words(given: NameInput, index: int, last: int) -> int:
    """Index of the last word of organisation in a row from here on, or -1."""
    found = -1
    for end in range(index, last + 1):
        word = given.words[end]
        if end > index and is_office(given, end, last) and word.lower not in ORGANISATION_WORDS:
            break
        if end > index and is_parted(given, end - 1):
            break
        if word.lower in ORGANISATION_WORDS:
            found = end
        elif word.text in ("of", "for", "on") and found == end - 1:
            found = _after_of(given, end, last)
            if found < end:
                return end - 1
    return found


def _after_of(given: NameInput, of: int, last: int) -> int:
    """Where the words after "University of" or "Center for" end: before a person's first name there."""
    end = of
    for index in range(of + 1, last + 1):
        starts_person = index > of + 1 and (given.is_first_name(index) or is_parted(given, index - 1))
        goes_on = any(given.words[i].lower in ORGANISATION_WORDS for i in range(index + 1, last + 1))
        if starts_person or (is_office(given, index, last) and not goes_on):
            break
        end = index
    return end


def is_office(given: NameInput, index: int, last: int) -> bool:
    """Whether a word of a run that ends at `last` is a title or belongs to an office."""
    lower = given.words[index].lower
    if _is_surname(given, index, last):
        return False
    if lower in TITLES:
        return True
    if _heads_office(given, index, last):
        # Herbert Cousins is nobody's cousin.
        whole = index and given.recognised.in_one(index - 1, index) and _in_person(given, index)
        surname = index == last and given.words[index].text in given.recognised.surnames
        return not (whole or surname)
    if lower == "affairs" and index > 0:
        return not has_body_noun(given, index + 1, last)
    if lower not in OFFICE_MODIFIERS or index == last:
        return lower in ("general", "chief") and index > 0
    # "Foreign Minister" is an office, "Press Barron" a person: a modifier needs an office after it.
    return any(_heads_office(given, i, last) for i in range(index + 1, min(last, index + 4) + 1))


def _heads_office(given: NameInput, index: int, last: int) -> bool:
    """Whether a word is the head of an office; the Veterans of their Affairs Committee hold none."""
    lower = given.words[index].lower
    return lower in OFFICES or (is_office_word(lower) and not has_body_noun(given, index + 1, last))


def _is_surname(given: NameInput, index: int, last: int) -> bool:
    """Whether a word that may be an office ends a name after a first name: "Steve King", "Peter T. King"."""
    ends = index == last or not given.words[index + 1].capitalised
    first = index - 1
    if first > 0 and len(given.words[first].text.rstrip(".")) == 1 and given.gap(first - 1) == " ":
        first -= 1
    after = first >= 0 and given.words[first].capitalised and given.gap(index - 1) in (" ", ". ")
    return ends and after and given.is_first_name(first)


def _in_person(given: NameInput, index: int) -> bool:
    found = given.recognised.entities.get(index)
    first_name = found is not None and given.is_first_name(found.first)
    return found is not None and found.label == PERSON and first_name and found.first < index


def is_parted(given: NameInput, index: int) -> bool:
    """Whether the recogniser parts a word from the next: a person's name ends there, or begins."""
    recognised = given.recognised
    if recognised.in_one(index, index + 1) or not given.words[index].capitalised:
        return False
    left, right = recognised.label(index), recognised.label(index + 1)
    if left == PERSON:
        return right != ""
    return right == PERSON and not (left == "" and (given.is_first_name(index) or _is_initials(given, index)))


def _is_initials(given: NameInput, index: int) -> bool:
    """Whether a word is what a person is called by two letters: the RJ of RJ Lind, no office's like AG."""
    text = given.words[index].text
    other = given.reference.named(text) or given.words[index].lower in TITLES | OFFICES
    return len(text) == _INITIALS and text.isupper() and not other and given.gap(index) == " "
