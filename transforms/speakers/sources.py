"""What kind of mention a source is, and which word of it names the one who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.language import lexica
from transforms.language.name_words import (
    FEMALE_NOUNS,
    INDEFINITE,
    MALE_NOUNS,
    OFFICE_MODIFIERS,
    OFFICES,
    PERSON_NOUNS,
    TITLES,
)
from transforms.language.names import Name
from transforms.language.spans import Span
from transforms.language.tagged_text import TaggedText
from transforms.language.words import Word, at
from transforms.speakers.mention_words import (
    DOCUMENT_NOUNS,
    ORGANISATION_NOUNS,
    PRONOUNS,
)

_BEFORE_SOURCES: Final = lexica.words("speakers", "before_sources")
_OWNING: Final = lexica.words("speakers", "owning_pronouns")
_PLURALS: Final = lexica.words("speakers", "plural_nouns")
_PREPOSITIONS: Final = lexica.words("speakers", "prepositions")
_HEAD_BREAKS: Final = _PREPOSITIONS | lexica.words("speakers", "clause_openers")
_NUMBERS: Final = lexica.values("numbers", "ones").keys() | lexica.values("numbers", "tens").keys()
_BEFORE_NAMES: Final = TITLES | OFFICES | OFFICE_MODIFIERS
_INSIDE: Final = (" ", "-", "\u00a0", ". ", " & ")
"""What may stand between words of one part of a noun phrase."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source mention, read: its form, its span, and what of it can be resolved.

    `form` is one of MENTION_FORMS. `name` is the name that heads it; `head` the head noun or the pronoun in
    lower case; `modifiers` the other words before the head; `owner` the name that possesses it.
    """

    form: str
    start: int
    end: int
    first: int
    last: int
    name: Name | None = None
    head: str = ""
    modifiers: tuple[str, ...] = ()
    owner: Name | None = None
    people: Name | None = None
    plural: bool = False
    indefinite: bool = False

    @property
    def gender(self) -> str | None:
        """The gender that the head noun shows."""
        if self.head in FEMALE_NOUNS:
            return "female"
        return "male" if self.head in MALE_NOUNS else None


def read_source(tagged: TaggedText, spans: Sequence[Span]) -> Source | None:
    """The source at `spans`; None where they hold no word. A name in any span beats what the others hold."""
    sources = [source for span in spans if (source := _read_span(tagged, span)) is not None]
    for form in ("name", "metonym"):
        named = [source for source in sources if source.form == form]
        people = [source for source in named if source.name is not None and source.name.kind == "person"]
        if named:
            return (people or named)[0]
    return sources[0] if sources else None


def _read_span(tagged: TaggedText, span: Span) -> Source | None:
    words = tagged.words
    first, last = at(words, span.start), at(words, span.end)
    if last == len(words) or words[last].start >= span.end:
        last -= 1
    if first > last or first == len(words):
        return None
    while first < last and words[first].lower in _BEFORE_SOURCES:
        first += 1
    if last - first > 1 and (words[last - 1].lower, words[last].lower) == ("et", "al"):
        last -= 2
    return read_words(tagged, first, last)


def read_words(tagged: TaggedText, first: int, last: int) -> Source:
    """The source that the words `first` to `last` (included) are."""
    words = tagged.words
    start, end = words[first].start, words[last].end
    if _is_pronoun(tagged, first, last):
        return Source("pronoun", start, end, first, last, head=words[first].lower)
    stop = _head_end(tagged, first, last)
    name = _head_name(tagged, first, stop) or _name_after_office(tagged, first, stop, last)
    if name is not None:
        form = "metonym" if name.entry is not None and name.kind == "government" else "name"
        return Source(form, start, end, first, last, name, head=name.text)
    return _nominal(tagged, first, stop, last)


def _is_pronoun(tagged: TaggedText, first: int, last: int) -> bool:
    word = tagged.words[first]
    if word.lower.partition("'")[0] not in PRONOUNS or word.text in ("US", "WHO"):
        return False
    return first == last or word.lower not in _OWNING


def _head_end(tagged: TaggedText, first: int, last: int) -> int:
    """The last word of the first part of a noun phrase: up to a preposition, relative or comma."""
    for index in range(first, last):
        name = tagged.by_word.get(index + 1)
        inside = name is not None and name.first <= index
        if inside:
            continue
        if tagged.gap(index) in ("/", " / "):
            return _head_end(tagged, index + 1, last)
        # In lower case only: the "Under" of an Under Secretary is part of the office.
        if tagged.words[index + 1].text in _HEAD_BREAKS or tagged.gap(index) not in _INSIDE:
            return index
    return last


def _head_name(tagged: TaggedText, first: int, stop: int) -> Name | None:
    """The name that heads the words `first` to `stop`: a person's anywhere, any other at their end."""
    inside = tagged.names_among(first, stop)
    people = [n for n in inside if n.kind == "person" and not _only_modifies(tagged, n, stop)]
    if people:
        return max(people, key=lambda n: (n.sure and n.last > n.first, n.first))
    ends = [n for n in inside if n.last == stop and not n.people]
    return ends[-1] if ends else None


def _only_modifies(tagged: TaggedText, name: Name, stop: int) -> bool:
    """Whether the word that ends a phrase is another's than the person named in it: "the Lind campaign"."""
    if name.last >= stop:
        return False
    head = tagged.words[stop].lower
    noun = singular(head) in OFFICES | PERSON_NOUNS | ORGANISATION_NOUNS
    return name.possessive or (tagged.words[stop].text.islower() and noun)


def _name_after_office(tagged: TaggedText, first: int, stop: int, last: int) -> Name | None:
    """ "Director of the Dallas chapter of the council Alia Salem": the office's holder ends the mention."""
    name = tagged.by_word.get(last)
    if name is None or name.kind != "person" or name.possessive or name.first <= stop + 1:
        return None
    straight = all(
        tagged.gap(i) in (" ", "\u00a0", ". ", " - ", "-", "'s ") for i in range(first, name.first)
    )
    # The spokeswoman for Senator Lind is not the senator.
    governing = tagged.words[_before_office(tagged.words, stop, name.first)].lower
    linked = tagged.words[name.first - 1].lower in _HEAD_BREAKS or governing in _PREPOSITIONS
    office = any(tagged.words[i].lower in OFFICES for i in range(first, stop + 1))
    return name if straight and office and not linked else None


def _before_office(words: Sequence[Word], stop: int, first: int) -> int:
    """The word before the titles and the office right before a name; the one before it where none are."""
    before = first - 1
    while before > stop + 1 and (
        words[before].lower in TITLES | OFFICES
        or (words[before].lower in OFFICE_MODIFIERS and words[before + 1].lower in OFFICES | OFFICE_MODIFIERS)
    ):
        before -= 1
    return before


def _nominal(tagged: TaggedText, first: int, stop: int, last: int) -> Source:
    """A mention that no name heads; its head is word `stop`."""
    words, head = tagged.words, tagged.words[stop].lower
    people, owner = _modifying_names(tagged, first, stop, last)
    plural = _is_plural(head, people is not None and people.last == stop)
    return Source(
        "title" if singular(head) in OFFICES else "epithet",
        words[first].start,
        words[last].end,
        first,
        last,
        head=head,
        modifiers=tuple(words[i].lower for i in range(first, stop)),
        owner=owner,
        people=people,
        plural=plural,
        indefinite=words[first].lower in INDEFINITE or (plural and _is_number(words[first].lower)),
    )


def _modifying_names(tagged: TaggedText, first: int, stop: int, last: int) -> tuple[Name | None, Name | None]:
    """The people or adjective of a state among the words of a nominal mention, and the name that owns it.

    An owner stands before the head; after it, an office's or organisation's may: "the mayor of Oslo".
    """
    inside = tagged.names_among(first, last)
    people = next((n for n in reversed(inside) if n.people and n.last <= stop), None)
    owner = next((n for n in reversed(inside) if not n.people and n.last < stop), None)
    if owner is None and singular(tagged.words[stop].lower) in OFFICES | ORGANISATION_NOUNS:
        owner = next((n for n in inside if n.first > stop), None)
    return people, owner


def _is_number(lower: str) -> bool:
    """Whether a word is a number, in figures or letters: "31", "thirty-one"."""
    return lower.isdecimal() or set(lower.split("-")) <= _NUMBERS


def singular(lower: str) -> str:
    """The singular of a noun in lower case, where it is one of people or organisations or ends in s."""
    if lower in OFFICES | PERSON_NOUNS | ORGANISATION_NOUNS:
        return lower
    if lower.endswith("ies") and lower[:-3] + "y" in ORGANISATION_NOUNS | OFFICES:
        return lower[:-3] + "y"
    if lower.endswith("men"):
        return lower[:-3] + "man" if not lower.endswith("women") else lower[:-5] + "woman"
    return lower.removesuffix("s")


def _is_plural(lower: str, people: bool) -> bool:
    if lower in _PLURALS:
        return True
    plain = lower.endswith("s") and not lower.endswith(("ss", "us", "is"))
    return plain and (people or singular(lower) != lower or lower not in OFFICES | ORGANISATION_NOUNS)


def is_joint(tagged: TaggedText, source: Source) -> bool:
    """Whether a state or body speaks with others whom no name tells: "Denmark and thirty allies"."""
    name = source.name
    if name is None or name.kind not in ("government", "organisation") or name.last + 2 > source.last:
        return False
    linked = tagged.words[name.last + 1].text == "and" and tagged.gap(name.last) == " "
    return linked and not tagged.names_among(name.last + 2, source.last)


def named_beside(tagged: TaggedText, source: Source) -> Name | None:
    """The person named right after a nominal mention: "the site's founder, Jack Herrick"."""
    for index in range(source.first, min(source.last + 1, len(tagged.words) - 1) + 1):
        if _is_office_before_comma(tagged, index):
            name = _starting_at(tagged, index + 1)
            if name is not None and not name.possessive:
                return name
    return _called(tagged, source) or _in_apposition(tagged, source)


def _called(tagged: TaggedText, source: Source) -> Name | None:
    """The person named right after a mention that ends with an office or kinship: "his father Karl Lind"."""
    name = _starting_at(tagged, source.last + 1)
    if name is None or source.indefinite or source.plural or tagged.gap(source.last) != " ":
        return None
    fits = tagged.words[source.last].lower == source.head and source.head in OFFICES | PERSON_NOUNS
    return name if fits and name.kind == "person" else None


def _is_office_before_comma(tagged: TaggedText, index: int) -> bool:
    head = tagged.words[index].lower
    return tagged.gap(index) == ", " and singular(head) == head and head in OFFICES | PERSON_NOUNS


def _in_apposition(tagged: TaggedText, source: Source) -> Name | None:
    """The person named between the comma after a mention, or inside it, and the next comma or its end."""
    if source.plural:
        return None
    name = _starting_at(tagged, source.last + 1) if tagged.gap(source.last) == ", " else None
    if name is not None and tagged.text[name.end : name.end + 1] in (",", ""):
        return name
    if source.head in ORGANISATION_NOUNS | DOCUMENT_NOUNS:
        return None
    inside = tagged.names_among(source.first, source.last)
    return next((name for name in inside if _is_apposed(tagged, source, name)), None)


def _is_apposed(tagged: TaggedText, source: Source, name: Name) -> bool:
    """Whether a person's name stands between commas: "the lawyer for the club, Dr. Anna Lind,"."""
    if name.kind != "person" or name.possessive:
        return False
    first = name.first
    while first > source.first and tagged.words[first - 1].lower in _BEFORE_NAMES:
        if tagged.gap(first - 1) == ", ":
            break
        first -= 1
    return first > source.first and tagged.gap(first - 1) == ", " and _ends_apposition(tagged, source, name)


def _ends_apposition(tagged: TaggedText, source: Source, name: Name) -> bool:
    """Whether nothing but a comma, a bracket, a dash or where somebody is from follows a name."""
    if name.last == source.last or tagged.gap(name.last).startswith((",", " (", " —", " –", " -")):
        return True
    return tagged.gap(name.last) == " " and tagged.words[name.last + 1].text == "of"


def _starting_at(tagged: TaggedText, index: int) -> Name | None:
    """The name that starts with a word and may be a person's."""
    name = tagged.by_word.get(index)
    return name if name is not None and name.first == index and name.kind in ("person", None) else None
