"""People in several documents: full names that can be one person's, then whom a bare name means.

Candidates share the sound of a surname, so that only those of one block are compared. Which of them a bare
name means is chosen by fitted weights over what its story and the build say, as pronouns are within a
document; where nobody is likelier, it stays a speaker of its own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from transforms.language import lexica
from transforms.language.name_forms import first_name_groups, fold, parts, same_person
from transforms.language.name_words import PARTICLES
from transforms.speakers.local_speakers import Evidence, Local, Speaker, evidence, n_words
from transforms.speakers.pronoun_ranker import Weights

_MOST_CANDIDATES: Final = 30
_DOMAINS: Final = lexica.groups("speakers", "office_domains")


def link_people(locals_: Sequence[Local], weights: Weights) -> list[Speaker]:
    """People by their full names, with the bare names that mean them, and the bare names left."""
    people = full_names([one for one in locals_ if n_words(one.name) > 1])
    index = PeopleIndex(people)
    left = []
    for short in short_names([one for one in locals_ if n_words(one.name) <= 1]):
        candidates = index.candidates(short)
        chosen = weights.choose([features(short, one, candidates) for one in candidates])
        if chosen is None:
            left.append(Speaker(list(short.members)))
        else:
            candidates[chosen[0]].joined += short.members
    for person in index.people:
        person.speaker.members += person.joined
    return people + _joined_by_evidence(left)


# Full names

Blocks = dict[tuple[str, ...], list[Speaker]]
"""People by what another form of their name must share; some of them more than once."""


def full_names(locals_: Iterable[Local]) -> list[Speaker]:
    """One speaker for all names that can be one person's, two where the texts tell two of one name apart."""
    by_name: dict[str, Speaker] = defaultdict(Speaker)
    for one in locals_:
        by_name[one.name].members.append(one)
    ordered = sorted(by_name.values(), key=lambda s: (-n_words(s.name), -len(s.members), s.name))
    return [person for speaker in _join(ordered) for person in _told_apart(speaker)]


def _join(speakers: Sequence[Speaker]) -> list[Speaker]:
    blocks: Blocks = defaultdict(list)
    joined: list[Speaker] = []
    for speaker in speakers:
        name = speaker.name
        person = _only_match(speaker, blocks)
        if person is None:
            joined.append(speaker)
        else:
            person.members.extend(speaker.members)
        for key in _keys(name):
            blocks[key].append(person or speaker)
    return joined


def _only_match(speaker: Speaker, blocks: Blocks) -> Speaker | None:
    """The one person so far whose name this can be, or one alone sounds like; None where several do."""
    near: dict[int, Speaker] = {}
    for key in _looked_up(speaker.name):
        near |= {id(person): person for person in blocks.get(key, ())}
    fitting = [person for person in near.values() if _one_person(person, speaker)]
    alike = [person for person in fitting if _sounds(person.name) == _sounds(speaker.name)]
    return next((found[0] for found in (fitting, alike) if len(found) == 1), None)


def _keys(name: str) -> frozenset[tuple[str, ...]]:
    """The blocks that a full name is in, so that `same_person` is true only of names that one looks up."""
    first, last = _ends(name)
    initial = "single" if len(first) == 1 else "initial"
    return _shared_keys(name) | {(initial, last, first[0])}


def _looked_up(name: str) -> frozenset[tuple[str, ...]]:
    """The blocks of whoever may bear a full name: an initial is looked up among all first names with it."""
    first, last = _ends(name)
    found = _shared_keys(name) | {("single", last, first[0])}
    return found | {("initial", last, first[0])} if len(first) == 1 else found


def _shared_keys(name: str) -> frozenset[tuple[str, ...]]:
    """Surname and first name, as written and as each name it is short for; for typos and two surnames."""
    words = [fold(word) for word in _words(name)]
    groups = (("group", words[-1], str(number)) for number in first_name_groups(_words(name)[0]))
    return frozenset(
        {("name", words[-1], words[0]), ("typo", words[0], words[-1][:1]), ("two", *words[:2])}
    ) | set(groups)


def _ends(name: str) -> tuple[str, str]:
    """The first name in small letters without a dot, and the sound of the surname."""
    words = _words(name)
    return words[0].rstrip(".").casefold() or words[0], fold(words[-1])


def _words(name: str) -> list[str]:
    return [word for word in parts(name) if word.lower() not in PARTICLES] or [name]


def _one_person(left: Speaker, right: Speaker) -> bool:
    """Names that fit; where they do not sound the same throughout, story, office or owner must agree too."""
    names = {member.name for member in left.members}
    if not all(same_person(name, right.name) for name in names):
        return False
    if any(_sounds(name) == _sounds(right.name) for name in names) or left.stories & right.stories:
        return True
    one, other = evidence(left.members), evidence(right.members)
    known = any(one[:2]) and any(other[:2])
    return not known or bool(one.heads & other.heads or one.owners & other.owners)


def _sounds(name: str) -> tuple[str, ...]:
    words = [fold(word) for word in parts(name)]
    return (words[0], words[-1])


def _told_apart(speaker: Speaker) -> list[Speaker]:
    """Story by story, the largest first: whoever contradicts all people of the name so far is another."""
    stories: dict[str, list[Local]] = defaultdict(list)
    for member in speaker.members:
        stories[member.story].append(member)
    if len(stories) == 1:
        return [speaker]
    people: list[tuple[Speaker, Evidence]] = []
    for members in sorted(stories.values(), key=lambda found: (-len(found), min(one.order for one in found))):
        own = evidence(members)
        place = next((i for i, (_, known) in enumerate(people) if not contradict(own, known)), len(people))
        if place == len(people):
            people.append((Speaker(), own))
        people[place][0].members.extend(members)
        people[place] = (people[place][0], people[place][1].with_also(own))
    return [person for person, _ in people]


def contradict(one: Evidence, other: Evidence) -> bool:
    """Whether mentions of one name are two people's: in offices of other walks of life, of other owners."""
    walks = _walks_of_life(one.heads), _walks_of_life(other.heads)
    return all(walks) and not walks[0] & walks[1] and not one.owners & other.owners


def _walks_of_life(heads: frozenset[str]) -> frozenset[int]:
    return frozenset(number for number, domain in enumerate(_DOMAINS) if heads & domain)


def _apart(left: frozenset[object], right: frozenset[object]) -> bool:
    return bool(left) and bool(right) and not left & right


# Bare names


@dataclass(slots=True)
class Person:
    """Somebody whom a bare name may mean: how often each story names them, and what is said of them."""

    speaker: Speaker
    mentions: Mapping[str, int]
    evidence: Evidence
    joined: list[Local] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Short:
    """A bare name as the documents of one story have it."""

    members: tuple[Local, ...]
    evidence: Evidence

    @property
    def word(self) -> str:
        """The sound of the name."""
        return _surname(self.members[0].name)

    @property
    def story(self) -> str:
        """The story."""
        return self.members[0].story


def short_names(locals_: Iterable[Local]) -> list[Short]:
    """Bare names of one sound in one story, women and men apart."""
    groups: dict[tuple[str, str, str | None], list[Local]] = defaultdict(list)
    for one in locals_:
        groups[_surname(one.name), one.story, one.gender].append(one)
    return [Short(tuple(members), evidence(members)) for members in groups.values()]


class PeopleIndex:
    """People by the sounds of their surnames and, within a story, of their first names."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self.people = [_person(speaker) for speaker in speakers]
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        self._by_first: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in self.people:
            self._add(person)

    def _add(self, person: Person) -> None:
        names = {member.name for member in person.speaker.members}
        for word in {_surname(name) for name in names}:
            self._by_surname[word].append(person)
        for story, word in {(m.story, fold(parts(m.name)[0])) for m in person.speaker.members}:
            self._by_first[story, word].append(person)

    def candidates(self, short: Short) -> list[Person]:
        """Whoever bears the name as a surname in its story; else there as a first name; else anywhere.

        A title that shows a gender leaves out those of the other, where somebody is left: a "Mrs." is no man,
        but a first name may mislead. None where there are more than anything could tell apart.
        """
        alike = self._by_surname.get(short.word, [])
        here = [person for person in alike if short.story in person.mentions]
        near = here or self._by_first.get((short.story, short.word), []) or alike
        if any(short.evidence.genders & person.evidence.genders for person in near):
            near = [p for p in near if not _apart(short.evidence.genders, p.evidence.genders)]
        return near if len(near) <= _MOST_CANDIDATES else []


def _person(speaker: Speaker) -> Person:
    mentions: dict[str, int] = defaultdict(int)
    for member in speaker.members:
        mentions[member.story] += member.n_mentions
    return Person(speaker, dict(mentions), evidence(speaker.members))


def _surname(name: str) -> str:
    """The last word of a name, folded; the name itself where it is all title or nickname."""
    return fold((parts(name) or (name,))[-1])


def features(short: Short, person: Person, candidates: Sequence[Person]) -> dict[str, float]:
    """What speaks for a bare name's meaning a person: where both are named, how often, and what is said."""
    story = short.story
    there = sum(other.mentions.get(story, 0) for other in candidates)
    anywhere = sum(len(other.mentions) for other in candidates)
    return {
        "in_story": float(story in person.mentions),
        "only": float(len(candidates) == 1),
        "share_in_story": person.mentions.get(story, 0) / there if there else 0.0,
        "share_of_stories": len(person.mentions) / anywhere,
        "stories": math.log(len(person.mentions)),
        "office_other": float(_apart(short.evidence.heads, person.evidence.heads)),
        "office_same": float(bool(short.evidence.heads & person.evidence.heads)),
        "owner_other": float(_apart(short.evidence.owners, person.evidence.owners)),
        "owner_same": float(bool(short.evidence.owners & person.evidence.owners)),
    }


def _joined_by_evidence(speakers: Sequence[Speaker]) -> list[Speaker]:
    """Bare names that mean nobody known: over stories, one where an office and its owner are the same."""
    known: dict[tuple[str, str, str], Speaker] = {}
    people: list[Speaker] = []
    for speaker in speakers:
        own = evidence(speaker.members)
        keys = [(_surname(speaker.name), head, owner) for head in own.heads for owner in own.owners]
        same = next((known[key] for key in sorted(keys) if key in known), None)
        if same is None:
            people.append(speaker)
        else:
            same.members.extend(speaker.members)
        known.update({key: same or speaker for key in keys if key not in known})
    return people
