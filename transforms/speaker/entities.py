"""Who and what a document names: its names gathered into entities, each with all that is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from transforms.mentions import Name
from transforms.reference import Entry, Reference
from transforms.speaker.lexicon import FEMALE_NOUNS, FEMALE_TITLES, MALE_NOUNS, MALE_TITLES, PARTICLES
from transforms.speaker.names import nearly_same_word, parts, same_person, same_word, shown
from transforms.speaker.offices import Office, Surroundings, offices


@dataclass(slots=True)
class Entity:
    """A person, body, state or group of one document, with its names in order of the text."""

    kind: str | None
    names: list[Name]
    entry: Entry | None = None
    offices: list[Office] = field(default_factory=list)
    gender: str | None = None
    quoted: bool = False

    @property
    def name(self) -> str:
        """Its name: the reference table's, else the fullest in the text, the commonest of equals."""
        if self.entry is not None:
            return self.entry.name
        counts = Counter(plain_name(name) for name in self.names)
        return min(counts, key=lambda name: (-len(parts(name)), -counts[name], -len(name), name))

    @property
    def is_surely_person(self) -> bool:
        """Whether a title, an office, a first name or being quoted shows a human being."""
        if self.kind != "person":
            return False
        return any(n.sure for n in self.names) or bool(self.offices) or self.quoted

    @property
    def is_person(self) -> bool:
        """Whether it is, or may well be, a human being."""
        return self.kind == "person"


def plain_name(name: Name) -> str:
    """A name as it counts: for people without titles, otherwise without an article."""
    return _plain(name.text, name.kind == "person")


@lru_cache(maxsize=65536)
def _plain(text: str, person: bool) -> str:
    words = " ".join(text.split())
    return shown(words) if person else words.removeprefix("the ").removeprefix("The ")


def gather(around: Surroundings, reference: Reference) -> list[Entity]:
    """The entities of a document in order of first mention; every name but bare adjectives is in one."""
    names = [name for name in around.names if not name.people]
    entities = _people(names)
    placed = {id(name) for entity in entities for name in entity.names}
    for name in names:
        if id(name) not in placed:
            _place(name, entities)
    for entity in entities:
        entity.names.sort(key=lambda name: name.start)
        _describe(entity, around, reference)
    return sorted(entities, key=lambda entity: entity.names[0].start)


def _people(names: Iterable[Name]) -> list[Entity]:
    """People by their full names; which short names are theirs is decided when all are known."""
    entities: list[Entity] = []
    full = [name for name in names if name.kind == "person" and _n_words(name) > 1]
    for name in sorted(full, key=lambda name: (-_n_words(name), not name.sure, name.start)):
        for entity in entities:
            if same_person(plain_name(entity.names[0]), plain_name(name)):
                entity.names.append(name)
                break
        else:
            entities.append(Entity("person", [name]))
    return entities


def _n_words(name: Name) -> int:
    return len([part for part in parts(name.text) if part.lower() not in PARTICLES])


def _place(name: Name, entities: list[Entity]) -> None:
    """Put a name with the entity it can be short for, or start a new one."""
    found = (
        _by_entry(name, entities) if name.entry is not None and not _may_be_person(name, entities) else None
    )
    if found is None and (name.entry is None or _may_be_person(name, entities)):
        found = _person_for(name, entities) or _body_for(name, entities)
    if found is None:
        entities.append(Entity(name.kind, [name], name.entry))
    else:
        found.names.append(name)
        if found.kind is None:
            found.kind = name.kind


def _may_be_person(name: Name, entities: Sequence[Entity]) -> bool:
    """Whether the name of a place is somebody's surname in this document: Valeska Paris."""
    if " " in name.text or name.article:
        return False
    owns = [parts(plain_name(e.names[0])) for e in entities if e.is_person and e.entry is None]
    # "RT Russia" is an outlet: a first name is not written in capitals.
    return any(len(own) > 1 and own[-1] == name.text and not own[0].isupper() for own in owns)


def _by_entry(name: Name, entities: Sequence[Entity]) -> Entity | None:
    return next((entity for entity in entities if entity.entry is name.entry), None)


def _person_for(name: Name, entities: Sequence[Entity]) -> Entity | None:
    """The person whose surname (else first name) this is; of several, the one named last before it."""
    if name.kind in ("organisation", "government", "group") and name.entry is None and name.sure:
        return None
    words = [word for word in parts(name.text) if word.lower() not in PARTICLES]
    if name.article or not words:
        return None
    people = [entity for entity in entities if entity.is_person]
    for fits in (_has_surname, _has_first_name, _nearly_has_surname):
        fitting = [
            e for e in people if fits(parts(plain_name(e.names[0])), words, name) and _title_fits(name, e)
        ]
        if fitting:
            return _latest(fitting, name.start)
    return None


def _has_surname(own: Sequence[str], words: Sequence[str], _: Name) -> bool:
    return same_word(own[-1], words[-1]) and (len(words) == 1 or len(own) == 1)


def _has_first_name(own: Sequence[str], words: Sequence[str], _: Name) -> bool:
    return len(words) == 1 < len(own) and own[0].casefold() == words[0].casefold()


def _nearly_has_surname(own: Sequence[str], words: Sequence[str], name: Name) -> bool:
    """A slip in a surname is believed after a title."""
    return len(words) == 1 < len(own) and bool(name.title) and nearly_same_word(own[-1], words[0])


def _title_fits(name: Name, entity: Entity) -> bool:
    own = next((n.title for n in entity.names if n.title and _title_gender(n.title)), None)
    mine = _title_gender(name.title)
    return mine is None or own is None or _title_gender(own) == mine


def _title_gender(title: str | None) -> str | None:
    if title in MALE_TITLES:
        return "male"
    return "female" if title in FEMALE_TITLES else None


def _latest(entities: Sequence[Entity], position: int) -> Entity:
    """The entity named last before `position`; if none is, the one named first after it."""

    def key(entity: Entity) -> tuple[bool, int]:
        before = [n.start for n in entity.names if n.start < position]
        return (bool(before), max(before) if before else -min(n.start for n in entity.names))

    return max(entities, key=key)


def _body_for(name: Name, entities: Sequence[Entity]) -> Entity | None:
    """The body of the same name, or the one whose initials this is."""
    mine = plain_name(name).casefold()
    for entity in entities:
        if entity.entry is None and any(plain_name(n).casefold() == mine for n in entity.names):
            return entity
    if name.text.isupper() and 2 <= len(name.text) <= 6:
        return next(
            (e for e in entities if not e.is_person and _initials(e.names[0].text) == name.text), None
        )
    return None


def _initials(words: str) -> str:
    return "".join(word[0] for word in words.split() if word[0].isupper())


def _describe(entity: Entity, around: Surroundings, reference: Reference) -> None:
    """Fill in offices, gender and kind from what stands beside the entity's names."""
    if _only_sometimes_with_article(entity):
        # "The Trump campaign" lends its article to a name that stands without one elsewhere.
        entity.kind = None
    if entity.kind not in ("person", None):
        return
    for name in entity.names:
        entity.offices += offices(around, name)
    if entity.kind is None and any(name.title for name in entity.names):
        entity.kind = "person"
    entity.gender = _gender(entity, reference)


def _only_sometimes_with_article(entity: Entity) -> bool:
    guessed = entity.kind == "organisation" and entity.entry is None and not any(n.sure for n in entity.names)
    plain = not entity.names[0].text.isupper()
    return guessed and plain and not all(name.article for name in entity.names)


def _gender(entity: Entity, reference: Reference) -> str | None:
    for name in entity.names:
        if found := _title_gender(name.title):
            return found
    for office in entity.offices:
        if office.head in FEMALE_NOUNS and office.head not in ("queen", "princess"):
            return "female"
        if office.head in MALE_NOUNS and office.head != "chairman":
            return "male"
    own = parts(entity.name)
    return reference.gender(own[0]) if len(own) > 1 or entity.kind == "person" else None
