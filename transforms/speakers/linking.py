"""The same speaker in several documents: one name, all variants joined, two people of one surname apart.

Works on the whole build at once and on names alone, so the order of documents is irrelevant.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from transforms.language.name_forms import fold, parts, same_person
from transforms.language.name_words import PARTICLES

MAX_ROLES: Final = 20
"""Offices kept for each speaker of a document: enough to count, bounded for a text of thousands."""


class Local(NamedTuple):
    """A speaker of one document: name, kind and what that document says of it."""

    document_id: str
    name: str
    kind: str | None
    roles: tuple[str, ...]
    affiliations: tuple[str, ...]
    n_quotes: int
    wikidata_id: str | None


@dataclass(slots=True)
class Speaker:
    """A speaker of the whole build."""

    members: list[Local] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name that most documents give, a full one before a surname; then quotes, then the alphabet."""
        documents = Counter(member.name for member in self.members)
        quotes: Counter[str] = Counter()
        for member in self.members:
            quotes[member.name] += member.n_quotes
        return min(documents, key=lambda n: (len(parts(n)) < 2, -documents[n], -quotes[n], -len(n), n))

    @property
    def kind(self) -> str | None:
        """The kind that most documents give."""
        return _commonest(member.kind for member in self.members if member.kind)

    @property
    def role(self) -> str | None:
        """The office stated most often, the longer one of equals."""
        return _commonest(role for member in self.members for role in member.roles)

    @property
    def affiliation(self) -> str | None:
        """The body or state stated most often."""
        return _commonest(owner for member in self.members for owner in member.affiliations)

    @property
    def wikidata_id(self) -> str | None:
        """The item that the reference table gives."""
        return _commonest(member.wikidata_id for member in self.members if member.wikidata_id)

    @property
    def evidence(self) -> frozenset[str]:
        """Last words of offices and affiliations, by which two mentions of a surname can agree."""
        roles = {role.lower().split()[-1] for member in self.members for role in member.roles}
        return frozenset(roles | {owner for member in self.members for owner in member.affiliations})


def _commonest(values: Iterable[str]) -> str | None:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], -len(v), v)) if counts else None


def link(locals_: Iterable[Local]) -> list[Speaker]:
    """The speakers of a build in order of name; every local speaker is a member of exactly one."""
    ordered = sorted(set(locals_), key=lambda one: (one.name, one.document_id, one.kind or ""))
    surnames = {fold(parts(one.name)[-1]) for one in ordered if one.kind == "person" and parts(one.name)}
    people = [one for one in ordered if _may_be_person(one, surnames)]
    others = [one for one in ordered if not _may_be_person(one, surnames)]
    speakers = _others(others) + _people(people)
    return sorted(_same_name(speakers), key=lambda speaker: speaker.name)


def _may_be_person(one: Local, surnames: set[str]) -> bool:
    """Whether a speaker is a person, or a bare name of unknown kind that is some person's surname."""
    return one.kind == "person" or (one.kind is None and " " not in one.name and fold(one.name) in surnames)


def _others(locals_: Sequence[Local]) -> list[Speaker]:
    groups: dict[str, Speaker] = defaultdict(Speaker)
    for one in locals_:
        groups[one.name.replace(".", "").casefold()].members.append(one)
    return list(groups.values())


def _people(locals_: Sequence[Local]) -> list[Speaker]:
    by_name: dict[str, Speaker] = defaultdict(Speaker)
    for one in locals_:
        by_name[one.name].members.append(one)
    full = [by_name[name] for name in sorted(by_name) if _n_words(name) > 1]
    short = [by_name[name] for name in sorted(by_name) if _n_words(name) <= 1]
    joined = _join_full(sorted(full, key=lambda s: (-_n_words(s.name), -len(s.members), s.name)))
    return joined + _join_alike(_unmatched(short, joined))


def _n_words(name: str) -> int:
    return len([word for word in parts(name) if word.lower() not in PARTICLES])


def _surname(name: str) -> str:
    """The last word of a name, folded; the name itself where it is all title or nickname."""
    return fold((parts(name) or (name,))[-1])


def _join_full(speakers: Sequence[Speaker]) -> list[Speaker]:
    """Full names that can be one person's; only those of one block are compared: large builds stay fast."""
    blocks: dict[str, list[Speaker]] = defaultdict(list)
    joined: list[Speaker] = []
    for speaker in speakers:
        person = _only_match(speaker, blocks)
        if person is None:
            joined.append(speaker)
        else:
            person.members.extend(speaker.members)
        for key in _blocking_keys(speaker.name):
            if not any((person or speaker) is known for known in blocks[key]):
                blocks[key].append(person or speaker)
    return joined


def _only_match(speaker: Speaker, blocks: Mapping[str, list[Speaker]]) -> Speaker | None:
    """The one person so far whose name this can be; None where it is nobody's or several people's."""
    near = {id(person): person for key in _blocking_keys(speaker.name) for person in blocks.get(key, ())}
    fitting = [person for person in near.values() if _one_person(person, speaker)]
    return fitting[0] if len(fitting) == 1 else None


def _blocking_keys(name: str) -> tuple[str, str]:
    """The sounds of the surname, and its first ones together with the first name's."""
    words = [word for word in parts(name) if word.lower() not in PARTICLES] or [name]
    return fold(words[-1]), f"{fold(words[0])}+{fold(words[-1])[:3]}"


def _one_person(left: Speaker, right: Speaker) -> bool:
    """Names that fit; where they do not sound the same throughout, office or affiliation must agree too."""
    names = {member.name for member in left.members}
    if not all(same_person(name, right.name) for name in names):
        return False
    if any(_sounds(name) == _sounds(right.name) for name in names):
        return True
    return not left.evidence or not right.evidence or bool(left.evidence & right.evidence)


def _sounds(name: str) -> tuple[str, ...]:
    words = [fold(word) for word in parts(name)]
    return (words[0], words[-1])


def _unmatched(short: Sequence[Speaker], full: Sequence[Speaker]) -> list[Speaker]:
    """Give each surname to the one full name it fits; return those that fit none or several."""
    by_surname: dict[str, list[Speaker]] = defaultdict(list)
    for speaker in full:
        for key in {_surname(member.name) for member in speaker.members}:
            by_surname[key].append(speaker)
    left = []
    for speaker in short:
        person = _match(speaker, by_surname[_surname(speaker.name)])
        if person is None:
            left.append(speaker)
        else:
            person.members.extend(speaker.members)
    return left


def _match(speaker: Speaker, candidates: Sequence[Speaker]) -> Speaker | None:
    """The one person of a surname whose evidence agrees, or the only one unless both have other evidence."""
    agreeing = [person for person in candidates if person.evidence & speaker.evidence]
    if len(agreeing) == 1:
        return agreeing[0]
    if len(candidates) != 1:
        return None
    apart = speaker.evidence and candidates[0].evidence
    return None if apart else candidates[0]


def _join_alike(speakers: Sequence[Speaker]) -> list[Speaker]:
    """Surnames that sound alike are one speaker."""
    groups: dict[str, Speaker] = defaultdict(Speaker)
    for speaker in speakers:
        groups[fold(speaker.name)].members.extend(speaker.members)
    return list(groups.values())


def _same_name(speakers: Sequence[Speaker]) -> list[Speaker]:
    """An id is a hash of the name, so two speakers of one name are one row."""
    groups: dict[str, Speaker] = defaultdict(Speaker)
    for speaker in speakers:
        groups[speaker.name.casefold()].members.extend(speaker.members)
    return list(groups.values())


def by_document(speakers: Iterable[Speaker]) -> Mapping[tuple[str, str], Speaker]:
    """The speaker of the build for each document and name there."""
    return {(member.document_id, member.name): speaker for speaker in speakers for member in speaker.members}
