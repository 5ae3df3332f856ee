"""The names of a document clustered into entities: which short name belongs to which full one."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from transforms.language import lexica
from transforms.language.gazetteer import Reference
from transforms.language.name_forms import blocking_keys, fold, nearly_same_word, parts, same_person
from transforms.language.name_words import PARTICLES
from transforms.language.names import Name
from transforms.language.offices import offices
from transforms.language.tagged_text import TaggedText
from transforms.speakers.entities import Entity, describe, plain_name, title_gender

_LONGEST_INITIALS: Final = 6
_NEAR: Final = 250
"""Code points, about two sentences, over which who was just named in full may be called by a surname."""

_FAR_MORE: Final = 3
"""How many times as present another must be to be meant by a surname even so."""

_KIN: Final = lexica.words("speakers", "kin")


def cluster_names(tagged: TaggedText, reference: Reference) -> list[Entity]:
    """The entities of a document in order of first mention; every name but bare adjectives is in one."""
    names = [name for name in tagged.names if not name.people]
    clusters = _Clusters(_people(names), tagged, reference)
    placed = {id(name) for cluster in clusters.all for name in cluster.entity.names}
    for name in names:
        if id(name) not in placed:
            clusters.place(name)
    entities = [cluster.entity for cluster in clusters.all]
    for entity in entities:
        describe(entity, tagged, reference)
    return sorted(entities, key=lambda entity: entity.names[0].start)


def _people(names: Iterable[Name]) -> list[Entity]:
    """People by their full names; which short names are theirs is decided when all are known."""
    entities: list[Entity] = []
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    full = [name for name in names if name.kind == "person" and _n_words(name) > 1]
    for name in sorted(full, key=lambda name: (-_n_words(name), not name.sure, name.start)):
        known = _same_person(name, entities, blocks)
        if known is not None:
            known.names.append(name)
            continue
        for key in blocking_keys(plain_name(name)):
            blocks[key].append(len(entities))
        entities.append(Entity("person", [name]))
    return entities


def _same_person(
    name: Name, entities: Sequence[Entity], blocks: Mapping[tuple[str, ...], list[int]]
) -> Entity | None:
    """The first person so far whose fullest name can be this one."""
    own = plain_name(name)
    near = sorted({number for key in blocking_keys(own) for number in blocks.get(key, ())})
    fitting = (entities[i] for i in near if same_person(plain_name(entities[i].names[0]), own))
    return next(fitting, None)


def _n_words(name: Name) -> int:
    return len([part for part in parts(name.text) if part.lower() not in PARTICLES])


class _Cluster:
    """An entity that still takes names: the words of its first one, where all stand, and a gender.

    `full` holds where it is named with more than a surname. A title tells the gender, else its first name.
    """

    def __init__(self, order: int, entity: Entity, reference: Reference) -> None:
        self.order = order
        self.entity = entity
        self.words = parts(plain_name(entity.names[0]))
        self.starts = sorted(name.start for name in entity.names)
        self.full = [name.start for name in sorted(entity.names, key=lambda n: n.start) if _n_words(name) > 1]
        genders = (title_gender(name.title) for name in entity.names)
        own = reference.gender(self.words[0]) if len(self.words) > 1 else None
        self.gender = next((gender for gender in genders if gender), own)
        self.presence: float | None = None

    def add(self, name: Name) -> None:
        """Add a name."""
        self.entity.names.append(name)
        insort(self.starts, name.start)
        self.gender = self.gender or title_gender(name.title)

    def fits_title(self, name: Name) -> bool:
        """Whether no title says that a name is another's: "Mrs." after "Mr."."""
        gender = title_gender(name.title)
        return gender is None or self.gender is None or self.gender == gender

    def last_full(self, position: int) -> int:
        """Where the person is last named in full before a code point; the text's start where nowhere."""
        before = bisect_left(self.full, position)
        return self.full[before - 1] if before else 0

    def nearness(self, position: int) -> tuple[bool, int]:
        """Greatest for who is named last before a code point; if nobody is, for who is named first after."""
        before = bisect_left(self.starts, position)
        return (before > 0, self.starts[before - 1] if before else -self.starts[0])


class _Clusters:
    """All clusters so far, each found by what a name may share with it."""

    def __init__(self, people: Sequence[Entity], tagged: TaggedText, reference: Reference) -> None:
        self.tagged = tagged
        self.reference = reference
        self.alone = frozenset(name.text for name in tagged.names if name.first == name.last)
        self.all: list[_Cluster] = []
        self.by_entry: dict[int, _Cluster] = {}
        self.by_name: dict[str, _Cluster] = {}
        self.by_initials: dict[str, list[_Cluster]] = defaultdict(list)
        self.by_surname: dict[str, list[_Cluster]] = defaultdict(list)
        self.by_first_name: dict[str, list[_Cluster]] = defaultdict(list)
        self.by_letter: dict[tuple[str, int], list[_Cluster]] = defaultdict(list)
        self.by_last_word: dict[str, list[_Cluster]] = defaultdict(list)
        self.surnames: set[str] = set()
        for entity in people:
            self._add(entity)

    def _add(self, entity: Entity) -> None:
        cluster = _Cluster(len(self.all), entity, self.reference)
        self.all.append(cluster)
        self.by_initials[_initials(entity.names[0].text)].append(cluster)
        if entity.entry is not None:
            self.by_entry.setdefault(id(entity.entry), cluster)
        for name in entity.names:
            self._index_name(cluster, name)
        if entity.is_person:
            self._index_person(cluster)

    def _index_name(self, cluster: _Cluster, name: Name) -> None:
        """A body is found by any of its names; of two with one name, the one that is older."""
        if cluster.entity.entry is None:
            plain = plain_name(name).casefold()
            known = self.by_name.setdefault(plain, cluster)
            self.by_name[plain] = min(known, cluster, key=lambda either: either.order)
        if not cluster.entity.is_person and " " in name.text:
            alike = self.by_last_word[name.text.split()[-1]]
            if cluster not in alike:
                alike.append(cluster)

    def _index_person(self, cluster: _Cluster) -> None:
        first, last = cluster.words[0], cluster.words[-1]
        sound = fold(last)
        self.by_surname[sound].append(cluster)
        if len(cluster.words) > 1:
            self.by_first_name[first.casefold()].append(cluster)
            self.by_letter[sound[:1], len(sound)].append(cluster)
            # "RT Russia" is an outlet: a first name is not written in capitals.
            if cluster.entity.entry is None and not first.isupper():
                self.surnames.add(last)

    def place(self, name: Name) -> None:
        """Put a name with the entity it can be short for, or start a new one."""
        if name.entry is None or self._may_be_person(name):
            people = self._people_for(name)
            if len(people) > 1:
                # Nobody in particular: the name stands for no entity.
                return
            found = people[0] if people else self._body_for(name)
        else:
            found = self.by_entry.get(id(name.entry))
        if found is None:
            self._add(Entity(name.kind, [name], name.entry))
        else:
            self._add_to(found, name)

    def _add_to(self, cluster: _Cluster, name: Name) -> None:
        cluster.add(name)
        self._index_name(cluster, name)
        if cluster.entity.kind is None and name.kind is not None:
            cluster.entity.kind = name.kind
            if cluster.entity.is_person:
                self._index_person(cluster)

    def _may_be_person(self, name: Name) -> bool:
        """Whether the name of a place is somebody's surname in this document: Valeska Paris."""
        return " " not in name.text and not name.article and name.text in self.surnames

    def _people_for(self, name: Name) -> list[_Cluster]:
        """The people whose surname (else first name) this may be: one where the text tells whose it is."""
        if name.kind in ("organisation", "government", "group") and name.entry is None and name.sure:
            return []
        words = [word for word in parts(name.text) if word.lower() not in PARTICLES]
        if name.article or not words:
            return []
        for alike in (self._by_surname, self._by_first_name, self._by_typo):
            if fitting := [cluster for cluster in alike(words, name) if cluster.fits_title(name)]:
                return self._meant(fitting, name)
        return []

    def _meant(self, fitting: Sequence[_Cluster], name: Name) -> list[_Cluster]:
        """Of people who share a name: who is named last before it, or who is far more present in the text.

        Whom the text elsewhere calls by a first name alone is not called by the surname. Several are left
        where the one named last is not the one most present.
        """
        if len(fitting) == 1:
            return list(fitting)
        named = [each for each in fitting if each.starts[0] < name.start] or list(fitting)
        able = [each for each in named if each.words[0] not in self.alone] or named
        last = max(able, key=lambda each: each.nearness(name.start))
        most = max(able, key=lambda each: (self._presence(each), last is each))
        if last is most:
            return [most]
        near = 0 <= name.start - last.last_full(name.start) <= _NEAR
        far_more = self._presence(last) * (_FAR_MORE if near else 1) < self._presence(most)
        return [most] if far_more else [last] if near else able

    def _presence(self, cluster: _Cluster) -> float:
        """How much a text is about a person: how often it has the full name; an office adds, kinship not."""
        if cluster.presence is None:
            found = {office.head for name in cluster.entity.names for office in offices(self.tagged, name)}
            kin = bool(found & _KIN)
            cluster.presence = len(cluster.full) * (0.5 if kin else 1.0) + bool(found - _KIN)
        return cluster.presence

    def _by_surname(self, words: Sequence[str], _: Name) -> list[_Cluster]:
        alike = self.by_surname.get(fold(words[-1]), [])
        return alike if len(words) == 1 else [cluster for cluster in alike if len(cluster.words) == 1]

    def _by_first_name(self, words: Sequence[str], _: Name) -> list[_Cluster]:
        return self.by_first_name.get(words[0].casefold(), []) if len(words) == 1 else []

    def _by_typo(self, words: Sequence[str], name: Name) -> list[_Cluster]:
        """A typo in a surname is believed after a title."""
        if len(words) != 1 or not name.title:
            return []
        sound = fold(words[0])
        keys = [(sound[:1], len(sound) + more) for more in (-1, 0, 1)]
        alike = (cluster for key in keys for cluster in self.by_letter.get(key, ()))
        return [cluster for cluster in alike if nearly_same_word(cluster.words[-1], words[0])]

    def _body_for(self, name: Name) -> _Cluster | None:
        """The body of the same name, the one whose initials this is, or whose name ends in this word."""
        found = self.by_name.get(plain_name(name).casefold())
        if found is not None:
            return found
        plain = name.text.replace(".", "")
        if plain.isupper() and 2 <= len(plain) <= _LONGEST_INITIALS:
            alike = self.by_initials.get(plain, ())
            return next((cluster for cluster in alike if not cluster.entity.is_person), None)
        return self._short_for(name)

    def _short_for(self, name: Name) -> _Cluster | None:
        """The one body of which "the Post" is short: named in full before, its name ends in that word."""
        if name.first != name.last or not name.article:
            return None
        before = [each for each in self.by_last_word.get(name.text, ()) if each.starts[0] < name.start]
        return before[0] if len(before) == 1 else None


def _initials(words: str) -> str:
    return "".join(word[0] for word in words.split() if word[0].isupper())
