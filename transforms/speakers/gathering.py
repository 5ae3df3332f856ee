"""The names of a document gathered into entities: which short name belongs to which full one."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from transforms.language.gazetteer import Entry, Reference
from transforms.language.name_forms import fold, keys, nearly_same_word, parts, same_person
from transforms.language.name_words import PARTICLES
from transforms.language.names import Name
from transforms.language.offices import Surroundings
from transforms.speakers.entities import Entity, describe, plain_name, title_gender

_LONGEST_INITIALS: Final = 6


def gather(around: Surroundings, reference: Reference) -> list[Entity]:
    """The entities of a document in order of first mention; every name but bare adjectives is in one."""
    names = [name for name in around.names if not name.people]
    gathered = _Gathered(_people(names))
    placed = {id(name) for one in gathered.all for name in one.entity.names}
    for name in names:
        if id(name) not in placed:
            gathered.place(name)
    entities = [one.entity for one in gathered.all]
    for entity in entities:
        describe(entity, around, reference)
    return sorted(entities, key=lambda entity: entity.names[0].start)


def _people(names: Iterable[Name]) -> list[Entity]:
    """People by their full names; which short names are theirs is decided when all are known."""
    entities: list[Entity] = []
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    full = [name for name in names if name.kind == "person" and _n_words(name) > 1]
    for name in sorted(full, key=lambda name: (-_n_words(name), not name.sure, name.start)):
        own = plain_name(name)
        near = sorted({index for key in keys(own) for index in by_key[key]})
        fitting = (entities[i] for i in near if same_person(plain_name(entities[i].names[0]), own))
        if (known := next(fitting, None)) is not None:
            known.names.append(name)
            continue
        for key in keys(own):
            by_key[key].append(len(entities))
        entities.append(Entity("person", [name]))
    return entities


def _n_words(name: Name) -> int:
    return len([part for part in parts(name.text) if part.lower() not in PARTICLES])


class _Gathering:
    """An entity that still gathers names: the words of its first one, where all stand, a title's gender."""

    def __init__(self, order: int, entity: Entity) -> None:
        self.order = order
        self.entity = entity
        self.own = parts(plain_name(entity.names[0]))
        self.starts = sorted(name.start for name in entity.names)
        genders = (title_gender(name.title) for name in entity.names)
        self.gender = next((gender for gender in genders if gender), None)

    def take(self, name: Name) -> None:
        """Add a name."""
        self.entity.names.append(name)
        insort(self.starts, name.start)
        self.gender = self.gender or title_gender(name.title)

    def fits_title(self, name: Name) -> bool:
        """Whether no title says that a name is another's: "Mrs." after "Mr."."""
        mine = title_gender(name.title)
        return mine is None or self.gender is None or self.gender == mine

    def nearness(self, position: int) -> tuple[bool, int]:
        """Greatest for who is named last before a code point; if nobody is, for who is named first after."""
        before = bisect_left(self.starts, position)
        return (before > 0, self.starts[before - 1] if before else -self.starts[0])


class _Gathered:
    """All entities so far, each found by what a name may share with it."""

    def __init__(self, people: Sequence[Entity]) -> None:
        self.all: list[_Gathering] = []
        self.by_entry: dict[int, _Gathering] = {}
        self.by_name: dict[str, _Gathering] = {}
        self.by_initials: dict[str, list[_Gathering]] = defaultdict(list)
        self.by_surname: dict[str, list[_Gathering]] = defaultdict(list)
        self.by_first_name: dict[str, list[_Gathering]] = defaultdict(list)
        self.by_letter: dict[tuple[str, int], list[_Gathering]] = defaultdict(list)
        self.surnames: set[str] = set()
        for entity in people:
            self._enter(entity)

    def _enter(self, entity: Entity) -> None:
        one = _Gathering(len(self.all), entity)
        self.all.append(one)
        self.by_initials[_initials(entity.names[0].text)].append(one)
        if entity.entry is not None:
            self.by_entry.setdefault(id(entity.entry), one)
        for name in entity.names:
            self._call(one, name)
        if entity.is_person:
            self._enter_person(one)

    def _call(self, one: _Gathering, name: Name) -> None:
        """A body is found by any of its names; of two with one name, the one that is older."""
        if one.entity.entry is None:
            plain = plain_name(name).casefold()
            known = self.by_name.setdefault(plain, one)
            self.by_name[plain] = min(known, one, key=lambda either: either.order)

    def _enter_person(self, one: _Gathering) -> None:
        sound = fold(one.own[-1])
        self.by_surname[sound].append(one)
        if len(one.own) > 1:
            self.by_first_name[one.own[0].casefold()].append(one)
            self.by_letter[sound[:1], len(sound)].append(one)
            # "RT Russia" is an outlet: a first name is not written in capitals.
            if one.entity.entry is None and not one.own[0].isupper():
                self.surnames.add(one.own[-1])

    def place(self, name: Name) -> None:
        """Put a name with the entity it can be short for, or start a new one."""
        person = name.entry is None or self._may_be_person(name)
        found = None if name.entry is None or person else self._of_entry(name.entry)
        if person:
            found = self._person_for(name) or self._body_for(name)
        if found is None:
            self._enter(Entity(name.kind, [name], name.entry))
        else:
            self._take(found, name)

    def _take(self, one: _Gathering, name: Name) -> None:
        one.take(name)
        self._call(one, name)
        if one.entity.kind is None and name.kind is not None:
            one.entity.kind = name.kind
            if one.entity.is_person:
                self._enter_person(one)

    def _may_be_person(self, name: Name) -> bool:
        """Whether the name of a place is somebody's surname in this document: Valeska Paris."""
        return " " not in name.text and not name.article and name.text in self.surnames

    def _of_entry(self, entry: Entry) -> _Gathering | None:
        return self.by_entry.get(id(entry))

    def _person_for(self, name: Name) -> _Gathering | None:
        """The person whose surname (else first name) this is; of several, the one named last before it."""
        if name.kind in ("organisation", "government", "group") and name.entry is None and name.sure:
            return None
        words = [word for word in parts(name.text) if word.lower() not in PARTICLES]
        if name.article or not words:
            return None
        for alike in (self._by_surname, self._by_first_name, self._by_slip):
            if fitting := [one for one in alike(words, name) if one.fits_title(name)]:
                return max(fitting, key=lambda one: one.nearness(name.start))
        return None

    def _by_surname(self, words: Sequence[str], _: Name) -> list[_Gathering]:
        alike = self.by_surname.get(fold(words[-1]), [])
        return alike if len(words) == 1 else [one for one in alike if len(one.own) == 1]

    def _by_first_name(self, words: Sequence[str], _: Name) -> list[_Gathering]:
        return self.by_first_name.get(words[0].casefold(), []) if len(words) == 1 else []

    def _by_slip(self, words: Sequence[str], name: Name) -> list[_Gathering]:
        """A slip in a surname is believed after a title."""
        if len(words) != 1 or not name.title:
            return []
        sound = fold(words[0])
        keys = [(sound[:1], len(sound) + more) for more in (-1, 0, 1)]
        alike = (one for key in keys for one in self.by_letter.get(key, ()))
        return [one for one in alike if nearly_same_word(one.own[-1], words[0])]

    def _body_for(self, name: Name) -> _Gathering | None:
        """The body of the same name, or the one whose initials this is."""
        found = self.by_name.get(plain_name(name).casefold())
        if found is None and name.text.isupper() and 2 <= len(name.text) <= _LONGEST_INITIALS:
            alike = self.by_initials.get(name.text, ())
            return next((one for one in alike if not one.entity.is_person), None)
        return found


def _initials(words: str) -> str:
    return "".join(word[0] for word in words.split() if word[0].isupper())
