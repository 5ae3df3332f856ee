"""Stretches of words that hold names: proper nouns, over the particles and links that names hold inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from transforms.language import lexica
from transforms.language.name_input import NameInput
from transforms.language.name_words import OFFICES, ORGANISATION_WORDS, PARTICLES, TITLES, is_office_word
from transforms.language.recognised import BODIES, DATE, PERSON, Recognition
from transforms.language.words import Word

_LINKED_BY_OF: Final = ORGANISATION_WORDS | lexica.words("language", "named_with_of")
_LINKED_BY_FOR: Final = lexica.words("language", "named_with_for")
_COMPOUND_TAILS: Final = lexica.words("language", "compound_tails")
_NO_NAMES: Final = lexica.words("language", "never_in_names")
_CHAMBERS: Final = lexica.words("language", "chambers")
_IN_BODIES: Final = lexica.words("language", "links_in_bodies")
LONGEST_RUN: Final = 50
"""Words of a stretch, about: a longer one is a list or a text in capitals, and counts as several."""

_BEFORE_DATES: Final = lexica.words("language", "before_dates")
_BEFORE_NICKNAMES: Final = (" “", ' "', " ‘", ". “", '. "')
_LONGEST_SHOUTED: Final = 3
"""Words of a name in a sentence that is all in capitals."""

_LONGEST_SYLLABLE: Final = 3
_LONGEST_BODY: Final = 10
_ARTICLES: Final = lexica.words("language", "articles_after_particles")
_PARTY_TAG: Final = re.compile(r"[DRI]-[A-Z]")
"""The D-Md. after the name of a senator."""

_GLUED: Final = re.compile(r"\.\d")
"""The Jan.6 of a page whose words ran together."""


def runs(given: NameInput) -> Iterator[tuple[int, int]]:
    """First and last (included) word of each stretch of words that may be names."""
    words, index = given.words, 0
    while index < len(words):
        last = _start(given, index)
        if last is None:
            index += 1
            continue
        while last - index < LONGEST_RUN and (longer := _longer(given, last)) is not None:
            last = longer
        yield index, last
        index = last + 1


def _start(given: NameInput, index: int) -> int | None:
    """The last word of what a run opens with: a name of the reference table, or one word."""
    known = known_end(given, index)
    if known is not None:
        return known
    return index if _opens(given, index) else None


def known_end(given: NameInput, index: int) -> int | None:
    """Index of the last word of the longest name of the reference table that starts at a word."""
    longest = given.reference.longest(given.words[index].text) if given.words[index].capitalised else 0
    sentence = given.words[index].sentence
    for end in range(min(len(given.words), index + longest) - 1, index - 1, -1):
        words = given.joined(index, end)
        # The article of The Hague is part of it, and that of "The U.S." is not.
        known = (
            words in given.reference.seats if words[:4].lower() == "the " else given.reference.named(words)
        )
        if known and given.words[end].sentence == sentence:
            return end
    return None


def _opens(given: NameInput, index: int) -> bool:
    """Whether a word may belong to a name by its form, and the analysis or the table takes it for one."""
    word = given.words[index]
    if not word.capitalised or _is_no_name(given, index):
        return False
    shouted = word.sentence in given.shouted
    if given.recognised.is_named(index):
        return not shouted or _is_short(given.recognised.entities[index])
    if shouted:
        return False
    return given.recognised.is_proper(index) or _is_known(given, index) or _is_short_form(word)


def _is_short(found: Recognition) -> bool:
    """Whether a named entity is no longer than most names; in capitals, recognisers see longer ones."""
    return found.last - found.first < _LONGEST_SHOUTED


def _is_no_name(given: NameInput, index: int) -> bool:
    word = given.words[index]
    if word.lower in _NO_NAMES and word.text not in ("US", "WHO"):
        return not _goes_on(given, index)
    if given.recognised.label(index) == DATE:
        return not _is_person_here(given, index)
    if _PARTY_TAG.match(word.text) or _GLUED.search(word.text) or given.recognised.is_glued(index):
        return True
    tail = word.text.rpartition("-")[2]
    compound = tail != word.text and tail[:1].islower() and word.lower.partition("-")[0] not in OFFICES
    # "American-born" is no name, but Ki-moon and Jae-in are.
    if not compound or not index or not given.words[index - 1].capitalised:
        return compound
    syllable = len(tail) <= _LONGEST_SYLLABLE and tail not in _COMPOUND_TAILS
    person = given.recognised.in_one(index - 1, index) and given.recognised.label(index) == PERSON
    return not (given.recognised.ends_proper(index) or (syllable and person))


def _goes_on(given: NameInput, index: int) -> bool:
    """Whether a word that else is in no name ends one here: Moon Jae In."""
    if not index or given.words[index].sentence in given.shouted:
        return False
    in_body = given.recognised.in_one(index - 1, index) and given.recognised.label(index) in BODIES
    short = len(given.words[index].text) <= _LONGEST_SYLLABLE and given.recognised.is_proper(index)
    return in_body or (short and given.gap(index - 1) == " " and _opens(given, index - 1))


def _is_person_here(given: NameInput, index: int) -> bool:
    """Whether a month is the surname of a person: after a title, or after no preposition where one has it."""
    before = given.words[index - 1].lower if index else ""
    if before in TITLES:
        return True
    return before not in _BEFORE_DATES and given.words[index].text in given.recognised.surnames


def _is_known(given: NameInput, index: int) -> bool:
    """Whether the table or the language knows a word that the tagger takes for no name.

    A first name that opens a sentence tells nothing: "Will", "Mark".
    """
    word = given.words[index]
    opens = index == 0 or given.words[index - 1].sentence != word.sentence
    if given.reference.people(word.text) or is_office_word(word.lower) or word.lower in TITLES:
        return True
    if word.text in given.recognised.person_words or word.text in given.recognised.inside_sentences:
        return True
    return not opens and given.reference.is_first_name(word.text)


def _is_short_form(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _longer(given: NameInput, last: int) -> int | None:
    """Where the run that ends at `last` goes on to: the next word, or one after a link that names hold."""
    if last + 1 == len(given.words):
        return None
    inside = _inside_entity(given, last) or _over_nickname(given, last)
    if inside is not None or given.words[last].possessive:
        return inside
    if not _joined(given, last):
        return _over_and(given, last) if given.gap(last) == ", " else None
    if (known := _start(given, last + 1)) is not None:
        return known
    return _over_link(given, last) if _links(given, last + 1) else _over_and(given, last)


def _over_link(given: NameInput, last: int) -> int | None:
    """The word of the run after a particle or "of", and an article there."""
    after = _after_article(given, last + 2)
    goes_on = after < len(given.words) and _opens(given, after) and _joined(given, after - 1)
    return after if goes_on else None


def _inside_entity(given: NameInput, last: int) -> int | None:
    """The next capitalised word of a body whose recognised name goes on over "and", "of" or a comma."""
    recognised, words = given.recognised, given.words
    if recognised.label(last) not in BODIES:
        return None
    after = last + 1
    while after < len(words) and recognised.in_one(last, after):
        if given.gap(after - 1) not in (" ", "\u00a0", ", ", " & ", "-"):
            return None
        if words[after].capitalised:
            return after if after > last + 1 or not _is_no_name(given, after) else None
        if not _may_link(given, last, after):
            return None
        after += 1
    return None


def _over_nickname(given: NameInput, last: int) -> int | None:
    """The surname after what a person is called, between quotation marks: Karl “Kalle” Lind."""
    if last + 2 >= len(given.words) or given.gap(last) not in _BEFORE_NICKNAMES:
        return None
    closed = given.gap(last + 1) in ("” ", '" ', "’ ")
    return last + 2 if closed and _opens(given, last + 1) and _opens(given, last + 2) else None


def _may_link(given: NameInput, last: int, index: int) -> bool:
    """Whether a body's name may go on over word `index`: articles after a link, most links after its noun."""
    link = given.words[index].text
    if link == "the":
        return index > last + 1
    if link in ("and", "of", "for"):
        return True
    first = given.recognised.entities[last].first
    nouns = (given.words[i].lower in ORGANISATION_WORDS for i in range(first, index))
    return link in _IN_BODIES and any(nouns)


def _over_and(given: NameInput, last: int) -> int | None:
    """The end of the name of a committee, over commas and "and": "House Ways and Means Committee"."""
    words = given.words
    first = last
    while first > 0 and _opens(given, first - 1) and given.gap(first - 1) in (" ", ", "):
        first -= 1
    if words[first].lower not in _CHAMBERS or first == last:
        return _second_subject(given, first, last)
    for end in range(last + 1, min(len(words), first + _LONGEST_BODY)):
        linked = words[end].text in ("and", "&", "on", "the")
        if given.gap(end - 1) not in (" ", ", ") or not (linked or _opens(given, end)):
            return None
        if words[end].lower in ORGANISATION_WORDS:
            return end
    return None


def _second_subject(given: NameInput, first: int, last: int) -> int | None:
    """The word after "and" in what a body is of: "College of Teachers and Nurses"."""
    words, after = given.words, last + 2
    linked = first > 1 and words[first - 1].text == "of" and words[first - 2].lower in _LINKED_BY_OF
    if not linked or after >= len(words) or words[last + 1].text != "and" or not _opens(given, after):
        return None
    alone = after + 1 == len(words) or not words[after + 1].capitalised
    other = given.reference.named(words[after].text) or given.reference.people(words[after].text)
    person = given.is_first_name(after) or given.recognised.label(after) not in ("", *BODIES)
    return None if not alone or other is not None or person or words[after].possessive else after


def _links(given: NameInput, index: int) -> bool:
    """Whether a word in lower case may stand inside the name that the word before it belongs to."""
    link = given.words[index].text
    if link in PARTICLES or link == "&":
        return True
    before = given.words[index - 1].lower
    if link in ("for", "on"):
        return before in _LINKED_BY_FOR and _is_subject(given, index + 1)
    return link == "of" and before in _LINKED_BY_OF


def _is_subject(given: NameInput, index: int) -> bool:
    """Whether what a body is for starts with a word: several proper nouns, or one that is nobody's name."""
    if index >= len(given.words) or not given.recognised.is_proper(index):
        return False
    known = given.reference.named(given.words[index].text) or given.reference.people(given.words[index].text)
    person = given.is_first_name(index) or given.recognised.label(index) == PERSON
    longer = _joined(given, index) and given.words[index + 1].capitalised
    return not person and (longer or known is None)


def _after_article(given: NameInput, index: int) -> int:
    """The word after an article that follows a particle; `index` itself where none stands there."""
    article = index < len(given.words) and given.words[index].text in _ARTICLES and _joined(given, index - 1)
    return index + article


def _joined(given: NameInput, index: int) -> bool:
    """Whether only a space parts a word from the next, or the full stop of an initial or title."""
    if index + 1 >= len(given.words):
        return False
    left, right = given.words[index], given.words[index + 1]
    gap = given.gap(index)
    if gap in (" ", "\u00a0", " & "):
        return True
    if gap in ("' ", "’ ") and left.lower.endswith("s") and is_office_word(left.lower):
        # The Veterans' Affairs Committee.
        return right.capitalised
    initial = len(left.text) == 1 and left.text.isupper()
    short = initial or left.lower in TITLES or left.lower in ("st", "jr")
    return gap == ". " and short and left.sentence == right.sentence
