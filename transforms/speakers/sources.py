"""What kind of mention a source is, and which word of it names the one who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.language import lexica
from transforms.language.name_words import FEMALE_NOUNS, INDEFINITE, MALE_NOUNS, OFFICES, PERSON_NOUNS
from transforms.language.names import Name
from transforms.language.offices import Surroundings
from transforms.language.spans import Span
from transforms.language.words import at
from transforms.speakers.mention_words import GOVERNMENT_NOUNS, ORGANISATION_NOUNS, PRONOUNS

_BEFORE_SOURCES: Final = lexica.words("speakers", "before_sources")
_OWNING: Final = lexica.words("speakers", "owning_pronouns")
_PLURALS: Final = lexica.words("speakers", "plural_nouns")
_HEAD_BREAKS: Final = lexica.words("speakers", "prepositions") | lexica.words("speakers", "clause_openers")
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


def read(around: Surroundings, spans: Sequence[Span]) -> Source | None:
    """The source at `spans`; None where they hold no word. A name in any span beats what the others hold."""
    read_spans = [source for span in spans if (source := _read_span(around, span)) is not None]
    if not read_spans:
        return None
    for form in ("name", "metonym"):
        people = [s for s in read_spans if s.form == form and s.name is not None and s.name.kind == "person"]
        named = people or [s for s in read_spans if s.form == form]
        if named:
            return named[0]
    return read_spans[0]


def _read_span(around: Surroundings, span: Span) -> Source | None:
    first = at(around.words, span.start)
    last = at(around.words, span.end)
    if last == len(around.words) or around.words[last].start >= span.end:
        last -= 1
    if first > last or first == len(around.words):
        return None
    while first < last and around.words[first].lower in _BEFORE_SOURCES:
        first += 1
    return _read_words(around, first, last)


def _read_words(around: Surroundings, first: int, last: int) -> Source:
    words = around.words
    start, end = words[first].start, words[last].end
    if _is_pronoun(around, first, last):
        return Source("pronoun", start, end, first, last, head=words[first].lower)
    stop = _head_end(around, first, last)
    name = _head_name(around, first, stop) or _name_after_office(around, first, stop, last)
    if name is not None:
        form = "metonym" if name.entry is not None and name.kind == "government" else "name"
        return Source(form, start, end, first, last, name, head=name.text)
    return _nominal(around, first, stop, last)


def _is_pronoun(around: Surroundings, first: int, last: int) -> bool:
    word = around.words[first]
    if word.lower.partition("'")[0] not in PRONOUNS or word.text in ("US", "WHO"):
        return False
    owns = word.lower in _OWNING and last > first
    return not owns


def _head_end(around: Surroundings, first: int, last: int) -> int:
    """The last word of the first part of a noun phrase: up to a preposition, relative or comma."""
    for index in range(first, last):
        name = around.by_word.get(index + 1)
        inside = name is not None and name.first <= index
        if inside:
            continue
        if around.gap(index) in ("/", " / "):
            return _head_end(around, index + 1, last)
        # In lower case only: the "Under" of an Under Secretary is part of the office.
        if around.words[index + 1].text in _HEAD_BREAKS or around.gap(index) not in _INSIDE:
            return index
    return last


def _head_name(around: Surroundings, first: int, stop: int) -> Name | None:
    """The name that heads the words `first` to `stop`: a person's anywhere, any other at their end."""
    inside = around.names_among(first, stop)
    people = [n for n in inside if n.kind == "person" and not (n.possessive and n.last < stop)]
    if people:
        return max(people, key=lambda n: (n.sure and n.last > n.first, n.first))
    ends = [n for n in inside if n.last == stop and not n.people]
    return ends[-1] if ends else None


def _name_after_office(around: Surroundings, first: int, stop: int, last: int) -> Name | None:
    """ "Director of the Dallas chapter of the council Alia Salem": the office's holder ends the mention."""
    name = around.by_word.get(last)
    if name is None or name.kind != "person" or name.possessive or name.first <= stop + 1:
        return None
    straight = all(
        around.gap(i) in (" ", "\u00a0", ". ", " - ", "-", "'s ") for i in range(first, name.first)
    )
    linked = around.words[name.first - 1].lower in _HEAD_BREAKS
    office = any(around.words[i].lower in OFFICES for i in range(first, stop + 1))
    return name if straight and office and not linked else None


def _nominal(around: Surroundings, first: int, stop: int, last: int) -> Source:
    words = around.words
    head = words[stop]
    lower = head.lower
    inside = around.names_among(first, last)
    people = next((n for n in reversed(inside) if n.people and n.last <= stop), None)
    owner = next((n for n in reversed(inside) if not n.people and n.last < stop), None)
    after = next((n for n in inside if n.first > stop), None)
    made = Source(
        "title" if _singular(lower) in OFFICES else "epithet",
        words[first].start,
        words[last].end,
        first,
        last,
        head=lower,
        modifiers=tuple(words[i].lower for i in range(first, stop)),
        owner=owner or (after if _singular(lower) in OFFICES | ORGANISATION_NOUNS else None),
        people=people,
        plural=_is_plural(lower, people is not None and people.last == stop),
        indefinite=words[first].lower in INDEFINITE,
    )
    return made


def _singular(lower: str) -> str:
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
    return plain and (people or _singular(lower) != lower or lower not in OFFICES | ORGANISATION_NOUNS)


def is_government(source: Source) -> bool:
    """Whether the words mean the government of the state that they name: "the Russian side"."""
    return source.head in GOVERNMENT_NOUNS and (source.people is not None or source.owner is not None)


def named_beside(around: Surroundings, source: Source) -> Name | None:
    """The person named right after a nominal: "the site's founder, Jack Herrick"."""
    for index in range(source.first, min(source.last + 1, len(around.words) - 1) + 1):
        name = around.by_word.get(index + 1)
        fits = (
            name is not None
            and name.first == index + 1
            and name.kind in ("person", None)
            and not name.possessive
        )
        if fits and around.gap(index) in (", ", " ", " — ", " – ", ": ") and index >= source.first:
            ahead = around.words[index].lower
            if around.gap(index) == ", " and _singular(ahead) == ahead and ahead in OFFICES | PERSON_NOUNS:
                return name
    after = source.last
    name = around.by_word.get(after + 1)
    if name is not None and name.first == after + 1 and around.gap(after) == ", " and not source.plural:
        closing = around.text[name.end : name.end + 1]
        return name if name.kind in ("person", None) and closing in (",", "") else None
    return None
