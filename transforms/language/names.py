"""Names in a text: where they stand, and what bears them.

Names come from the analysis (proper nouns, recognised entities) and the reference table. A run of them is cut
into pieces: names of the table, bodies ("Irving Police Department"), offices ("Deputy Foreign Minister") and
what is left. What most mentions in the document are taken for says what bears a name; a title, an office or a
first name before it weighs more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.gazetteer import Entry, Reference
from transforms.language.name_bodies import body_end, has_body_noun, is_office, is_parted
from transforms.language.name_input import NameInput, shouted
from transforms.language.name_runs import known_end, runs
from transforms.language.name_words import (
    OFFICE_MODIFIERS,
    OFFICES,
    ORGANISATION_WORDS,
    PARTICLES,
    PERSON_NOUNS,
    TITLES,
    is_office_word,
)
from transforms.language.recognised import BODIES, ORGANISATION, PEOPLE, PERSON, PLACES, Recognised
from transforms.language.words import Word, between

_PEOPLE: Final = {f"{noun}s" for noun in OFFICES | PERSON_NOUNS}
_PLACE_WORDS: Final = lexica.words("language", "place_words")
_NO_NAMES_ALONE: Final = lexica.words("language", "no_names_alone")
_LONGEST_PERSON: Final = 5
"""In words; a longer run of capitals is a person's name only after a title."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text; `first` and `last` are indices of its words (last included).

    `kind` is one of SPEAKER_KINDS or None where the words do not tell; `sure` says whether they tell for
    certain. `possessive`: the name only modifies what follows ("Trump's campaign"). `label` is what most of
    its mentions are recognised as.
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
    label: str = ""


def find_names(
    document: AnalysedDocument, reference: Reference, words: Sequence[Word] | None = None
) -> list[Name]:
    """Every name among some words of a document, or all of them, in order and without overlaps."""
    among = document.words if words is None else words
    if not among:
        return []
    given = NameInput(document.text, among, reference, Recognised(document, among), shouted(among))
    common = {word.text for word in among if not word.capitalised} | _PEOPLE
    found = [name for run in runs(given) for name in _cut(given, run)]
    return [name for name in found if not _is_common(name, given, common)]


def _is_common(name: Name, given: NameInput, common: Collection[str]) -> bool:
    """Whether a word is capitalised only because it opens a sentence: "Officials said"."""
    if name.first != name.last or name.entry is not None or name.title:
        return False
    words = given.words
    if not given.opens_clause(name.first):
        return False
    inside = name.text in given.recognised.inside_sentences
    if not given.recognised.is_proper(name.first) and not name.text.isupper():
        group = inside and (name.kind == "group" or name.text.lower() not in common)
        return not group and not given.is_name_elsewhere(name.first)
    if given.recognised.is_named(name.first):
        return False
    after = name.last + 1
    if after < len(words) and given.gap(name.last) == ", " and given.is_first_name(after):
        # "Twain, Mark": lists have the surname first.
        return False
    inside = inside or name.text in given.recognised.person_words
    return words[name.first].lower in common or (name.kind is None and not inside)


def _cut(given: NameInput, run: tuple[int, int]) -> Iterator[Name]:
    """The names in a run; `before` is the office or title that waits for its name."""
    index, last = run
    before = _office_before(given, index)
    while index <= last:
        if not given.words[index].capitalised:
            index = _over_link(given, index, last)
            continue
        size, name = _piece(given, index, last, before)
        if name is not None and not _is_noise(name) and not _is_numbered(given, name):
            yield name
        if name is None:
            before = given.words[index + size - 1].lower
        elif name.entry is None:
            before = None
        index += size


def _over_link(given: NameInput, link: int, last: int) -> int:
    """The word after a particle or "of", and after the "State" of "Secretary of State Blinken"."""
    index = link + 1
    return index + (index <= last and given.words[index].lower in OFFICE_MODIFIERS)


def _is_noise(name: Name) -> bool:
    """The R-Ariz. of a senator, New standing alone, and a single letter."""
    plain = name.text.strip(".")
    return name.text[1:2] == "-" or name.text in _NO_NAMES_ALONE or (len(plain) < 2 and name.entry is None)


def _is_numbered(given: NameInput, name: Name) -> bool:
    """Whether a word has a number after it: the Bill of "Senate Bill 54" is no man."""
    after = name.last + 1
    single = name.first == name.last and name.entry is None
    return single and after < len(given.words) and given.words[after].text.isdigit() and not name.title


def _office_before(given: NameInput, index: int) -> str | None:
    """The lower-case office right before a name ("spokesman Dmitry Peskov"), if there is one."""
    if index == 0:
        return None
    before = given.words[index - 1]
    if before.possessive or between(given.text, before, given.words[index]) not in (" ", ". "):
        return None
    return before.lower if is_office_word(before.lower) or before.lower in TITLES else None


def _piece(given: NameInput, index: int, last: int, before: str | None) -> tuple[int, Name | None]:
    """Number of words of the next piece of a run and, unless it is an office or title, the name."""
    known = _known(given, index, last)
    body = body_end(given, index, last)
    if known is not None and known.last >= body:
        return known.last - index + 1, known
    if body >= index and before not in TITLES:
        return body - index + 1, _name(given, index, body, "organisation", has_body_noun(given, index, body))
    if is_office(given, index, last):
        return 1, None
    people = _people(given, index, last)
    if people is not None:
        return 1, people
    end = _name_end(given, index, last)
    return end - index + 1, _bearer(given, index, end, before)


def _people(given: NameInput, index: int, last: int) -> Name | None:
    """The people or adjective of a state at a word, unless it is somebody's first name here."""
    entry = given.reference.people(given.words[index].text)
    if entry is None or (index < last and given.is_first_name(index)):
        return None
    return replace(_name(given, index, index, entry.kind, True), entry=entry, people=True)


def _known(given: NameInput, index: int, last: int) -> Name | None:
    """The longest name of the reference table that starts here."""
    end = known_end(given, index)
    if end is None or end > last:
        return None
    if end == index < last and (_is_first_name_of(given, index, last) or _is_part(given, index)):
        return None
    entry = given.reference.named(given.joined(index, end))
    return None if entry is None else replace(_name(given, index, end, entry.kind, True), entry=entry)


def _is_first_name_of(given: NameInput, index: int, last: int) -> bool:
    """Whether a place name is somebody's first name here: "Georgia Smith", "Paris Hilton"."""
    after = given.words[index + 1]
    plain = after.lower not in OFFICES | ORGANISATION_WORDS | OFFICE_MODIFIERS
    person = given.recognised.label(index) == PERSON or given.is_first_name(index)
    return plain and last - index <= 2 and person and given.reference.people(after.text) is None


def _is_part(given: NameInput, index: int) -> bool:
    """Whether a word begins a longer name that the recogniser sees: "Washington Nationals"."""
    found = given.recognised.entities.get(index)
    return found is not None and found.first == index < found.last and found.label in BODIES | PLACES


def _name_end(given: NameInput, index: int, last: int) -> int:
    """Where the name that starts here ends: before an office, a people, or somebody else's name."""
    end = index
    for after in range(index + 1, last + 1):
        if (
            _is_link(given.words[after])
            or is_office(given, after, last)
            or _repeats(given, index, after, last)
        ):
            break
        if is_parted(given, after - 1) or _opens_new_person(given, index, after, last):
            break
        if given.reference.people(given.words[after].text) and not given.recognised.in_one(after - 1, after):
            break
        end = after
    while not given.words[end].capitalised:
        end -= 1
    return end


def _is_link(word: Word) -> bool:
    """Whether a word in lower case joins two names, or the parts of a body's."""
    return not word.capitalised and word.lower not in PARTICLES


def _repeats(given: NameInput, index: int, after: int, last: int) -> bool:
    """Whether a page prints the name once more from word `after` on: "Lind Anna Lind"."""
    so_far = {given.words[i].text for i in range(index, after)}
    if given.words[after].text in so_far:
        return True
    again = after < last and given.words[after + 1].text in so_far
    return again and given.is_first_name(after) and not given.is_first_name(after + 1)


def _opens_new_person(given: NameInput, index: int, after: int, last: int) -> bool:
    """Whether word `after` is the first name of another person than the one whose name starts at `index`."""
    before = given.words[after - 1]
    if given.recognised.in_one(after - 1, after) and given.recognised.label(after) == PERSON:
        return False
    if not given.is_first_name(after) or after == last or given.is_first_name(after - 1):
        return False
    if len(before.text) == 1 or before.lower in PARTICLES:
        return False
    return after - index >= 2 or given.words[index].lower in OFFICE_MODIFIERS


def _bearer(given: NameInput, index: int, end: int, before: str | None) -> Name:
    """The name at these words with what bears it."""
    length = end - index + 1
    label = given.recognised.usual_label(index, end)
    name = replace(_name(given, index, end, None, False), label=label)
    if before in TITLES or (is_office_word(before) and length <= _LONGEST_PERSON and label not in PLACES):
        return replace(name, kind="person", sure=True, title=before)
    known = given.is_first_name(index) or len(given.words[index].text.rstrip(".")) == 1
    full = 2 <= length <= _LONGEST_PERSON
    if full and given.words[end].lower in _PLACE_WORDS:
        return name
    initials = len(given.words[index].text) > 1 and given.words[index].text.isupper()
    # "Stop Trump" is nobody where the text has a full name that ends so.
    unique = given.words[end].text not in given.recognised.surnames
    surname = full and unique and not initials and given.recognised.usual_label(end, end) == PERSON
    if full and (label == PERSON or surname or (known and label not in PLACES)):
        return replace(name, kind="person", sure=True)
    if length == 1 and label == PERSON and (known or name.text in given.recognised.surnames):
        return replace(name, kind="person")
    return replace(name, kind=_kind(name, label, known and length == 1, given.recognised))


def _kind(name: Name, label: str, first_name: bool, recognised: Recognised) -> str | None:
    """What bears a name that is no full name of a person."""
    if label in PLACES:
        word = " " not in name.text
        located = not word or name.text in recognised.located
        return "organisation" if word and name.text.isupper() else "government" if located else None
    if label == PEOPLE:
        return "group" if name.text.endswith("s") else None
    if label == "" and first_name:
        return "person"
    word = " " not in name.text
    if (word and len(name.text) > 1 and name.text.isupper()) or (name.article and not first_name):
        return "organisation"
    # One word that is taken for a body is a surname as often as not.
    return "organisation" if label == ORGANISATION and not word else None


def _name(given: NameInput, first: int, last: int, kind: str | None, sure: bool) -> Name:
    start, end = given.words[first].start, given.words[last].end
    possessive = given.words[last].possessive
    article = _has_article(given, first) and not given.recognised.modifies(last)
    return Name(
        start, end, first, last, given.text[start:end], kind, sure, possessive=possessive, article=article
    )


def _has_article(given: NameInput, first: int) -> bool:
    if first == 0:
        return False
    before = given.words[first - 1]
    return before.lower == "the" and given.text[before.end : given.words[first].start] == " "
