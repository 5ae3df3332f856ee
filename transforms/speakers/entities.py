"""Who and what a document names: an entity with its names and all that is said of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from transforms.language.gazetteer import Entry, Reference
from transforms.language.name_forms import display_name, parts
from transforms.language.name_words import FEMALE_NOUNS, FEMALE_TITLES, MALE_NOUNS, MALE_TITLES, TITLE_OFFICES
from transforms.language.names import Name
from transforms.language.offices import Office, offices
from transforms.language.recognised import PERSON
from transforms.language.tagged_text import TaggedText
from transforms.speakers.party_tags import ties

_FAR_MORE_OFTEN: Final = 4
"""How many times as often as a longer form of a body's name a text has the shorter, if that is its name."""


@dataclass
class Entity:
    """A person, body, state or group of one document, with its names in order of the text.

    What follows from its names and offices is worked out once: ask only when they are all there.
    """

    kind: str | None
    names: list[Name]
    entry: Entry | None = None
    offices: list[Office] = field(default_factory=list)
    gender: str | None = None
    quoted: bool = False
    ties: set[tuple[str, str]] = field(default_factory=set)

    @cached_property
    def name(self) -> str:
        """Its name: the reference table's, else the fullest in the text, the commonest of equals."""
        if self.entry is not None:
            return self.entry.name
        counts = Counter(plain_name(name) for name in self.names)
        if not self.is_person:
            counts = _without_slips(counts)
        return min(counts, key=lambda name: (-len(parts(name)), -counts[name], -len(name), name))

    def note_quoted(self) -> None:
        """Take note that it is quoted: what speaks and is recognised as a person is one."""
        self.quoted = True
        if self.kind is None and any(name.label == PERSON for name in self.names):
            self.kind = "person"

    @property
    def is_surely_person(self) -> bool:
        """Whether a title, an office, a first name or being quoted shows a human being."""
        if self.kind != "person":
            return False
        return self._named_surely or bool(self.offices) or self.quoted

    @cached_property
    def _named_surely(self) -> bool:
        return any(name.sure for name in self.names)

    @property
    def is_person(self) -> bool:
        """Whether it is, or may well be, a human being."""
        return self.kind == "person"

    @cached_property
    def starts(self) -> list[int]:
        """Where its names start."""
        return [name.start for name in self.names]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its names, in lower case."""
        return frozenset(word.lower() for text in {n.text for n in self.names} for word in text.split())

    @cached_property
    def heads(self) -> frozenset[str]:
        """The head of each of its offices, and what the short title before its name stands for."""
        titles = {
            word for name in self.names if name.title for word in TITLE_OFFICES.get(name.title, "").split()
        }
        return frozenset(office.head for office in self.offices) | titles

    @property
    def stated_offices(self) -> list[Office]:
        """Its offices, and the one that each short title before its name stands for, with its party.

        A doctor of what, "Dr." does not tell.
        """
        party = min((tie for sort, tie in self.ties if sort == "party"), default=None)
        short = [TITLE_OFFICES.get(name.title or "", "").partition(" ")[0] for name in self.names]
        return self.offices + [
            Office(role.capitalize(), role, party) for role in short if role not in ("", "doctor")
        ]

    @cached_property
    def roles(self) -> frozenset[str]:
        """The words of its offices, in lower case."""
        return frozenset(word for role in {o.role for o in self.offices} for word in role.lower().split())

    @cached_property
    def owners(self) -> Mapping[str, frozenset[str]]:
        """Whose offices it holds, and the party and state that the text puts beside its name, by level."""
        found: dict[str, set[str]] = defaultdict(set)
        for office in self.offices:
            if office.affiliation:
                found[office.level].add(office.affiliation)
        for sort, tie in self.ties:
            found[sort].add(tie)
        return {sort: frozenset(names) for sort, names in found.items()}

    @property
    def owner_names(self) -> frozenset[str]:
        """The same, whatever their level."""
        return frozenset(name for names in self.owners.values() for name in names)


def _without_slips(counts: Counter[str]) -> Counter[str]:
    """The names without each that is rare beside a shorter one of several words, with which it ends."""
    return Counter(
        {
            name: count
            for name, count in counts.items()
            if not any(
                name.endswith(f" {other}") and " " in other and times >= _FAR_MORE_OFTEN * count
                for other, times in counts.items()
            )
        }
    )


def plain_name(name: Name) -> str:
    """A name as it counts: for people without titles, otherwise without an article."""
    return _plain(name.text, name.kind == "person")


@lru_cache(maxsize=65536)
def _plain(text: str, person: bool) -> str:
    # A soft hyphen only says where a line may break.
    words = " ".join(text.replace("\u00ad", "").split())
    return display_name(words) if person else words.removeprefix("the ").removeprefix("The ")


def describe(entity: Entity, tagged: TaggedText, reference: Reference) -> None:
    """Put the names in order, and fill in offices, gender and kind from what stands beside them."""
    entity.names.sort(key=lambda name: name.start)
    if _is_titled(entity):
        entity.kind = "person"
    if _only_sometimes_with_article(entity):
        # "The Trump campaign" lends its article to a name that stands without one elsewhere.
        entity.kind = None
    if entity.kind not in ("person", None):
        return
    for name in entity.names:
        entity.offices += offices(tagged, name)
        entity.ties |= ties(tagged, name, reference)
    if entity.kind is None and any(name.title for name in entity.names):
        entity.kind = "person"
    entity.gender = _gender(entity, reference)


def _is_titled(entity: Entity) -> bool:
    """Whether what is taken for a body has a title before its name: the Lind of "the Lind administration"."""
    return entity.kind == "organisation" and entity.entry is None and any(name.title for name in entity.names)


def _only_sometimes_with_article(entity: Entity) -> bool:
    guessed = entity.kind == "organisation" and entity.entry is None and not any(n.sure for n in entity.names)
    plain = not entity.names[0].text.isupper()
    return guessed and plain and not all(name.article for name in entity.names)


def title_gender(title: str | None) -> str | None:
    """The gender that a title shows."""
    if title in MALE_TITLES:
        return "male"
    return "female" if title in FEMALE_TITLES else None


def _gender(entity: Entity, reference: Reference) -> str | None:
    for name in entity.names:
        if found := title_gender(name.title):
            return found
    for office in entity.offices:
        if office.head in FEMALE_NOUNS and office.head not in ("queen", "princess"):
            return "female"
        if office.head in MALE_NOUNS and office.head != "chairman":
            return "male"
    own = parts(entity.name)
    return reference.gender(own[0]) if len(own) > 1 or entity.kind == "person" else None
