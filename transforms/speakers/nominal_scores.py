"""Which entity a nominal mention takes up: "the Secretary General", "the diplomat", "the alliance"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from transforms.language import lexica
from transforms.language.name_words import OFFICE_MODIFIERS, OFFICES, PERSON_NOUNS
from transforms.language.names import Name
from transforms.language.offices import level
from transforms.speakers.entities import Entity
from transforms.speakers.mention_words import ORGANISATION_NOUNS
from transforms.speakers.sources import Source

_RELATED: Final[Mapping[str, frozenset[str]]] = {
    head: frozenset(offices.split()) for head, offices in lexica.values("speakers", "related_offices").items()
}

_SAME_OFFICE: Final = 3.0
_SAME_ROLE: Final = 1.0
_RELATED_OFFICE: Final = 1.5
_SAME_OWNER: Final = 2.0
_OTHER_OWNER: Final = -4.0
_OTHER_GENDER: Final = -6.0
_OTHER_HOLDER: Final = -1.0
_LAST_SPEAKER: Final = 1.5
_HAS_SPOKEN: Final = 0.5
FAR: Final = 4
"""Sentences after which a person is not at hand: from further off, nobody can score `_ENOUGH` but the last
speaker and those whose offices hold one of `words_of_office`."""
_TOO_FAR: Final = -1.0
_NEARNESS: Final = 1.0
_ENOUGH: Final = 1.8
_PERSON_NEEDS: Final = 2.0


class Salience(NamedTuple):
    """How present an entity is at a code point: sentences from its last mention, and if it has spoken."""

    distance: int
    last_speaker: bool
    has_spoken: bool


class Candidate(NamedTuple):
    """An entity that a mention may take up, by its index, and its salience there."""

    number: int
    entity: Entity
    salience: Salience


def person_score(source: Source, entity: Entity, salience: Salience) -> float:
    """How well a person fits a nominal mention; at least `_ENOUGH` to be believed."""
    score = _office_score(source, entity) + _owner_score(source, entity)
    if source.gender and entity.gender and source.gender != entity.gender:
        score += _OTHER_GENDER
    if score < _SAME_OFFICE and salience.distance > FAR:
        score += _TOO_FAR
    score += _LAST_SPEAKER * salience.last_speaker + _HAS_SPOKEN * salience.has_spoken
    score += _nearness(salience)
    return score if entity.is_surely_person or entity.offices else score - _PERSON_NEEDS


def _nearness(salience: Salience) -> float:
    return _NEARNESS / (1 + max(0, salience.distance))


def _office_score(source: Source, entity: Entity) -> float:
    if source.head in entity.heads or source.head in entity.roles:
        wanted = [m for m in source.modifiers if m in OFFICE_MODIFIERS or m in OFFICES]
        return _SAME_OFFICE + _SAME_ROLE * (bool(wanted) and all(m in entity.roles for m in wanted))
    if entity.heads & _RELATED.get(source.head, frozenset()):
        return _RELATED_OFFICE
    # An office that the text gives somebody else's name is not taken up by this one.
    return 0.0 if source.head not in OFFICES or not entity.heads else _OTHER_HOLDER


def _owner_score(source: Source, entity: Entity) -> float:
    """A Norwegian may well be NATO's, but hardly Russia's: owners count against those of their level only."""
    score = 0.0
    for name in (source.people, source.owner):
        if name is not None:
            owners = entity.owners.get(level(name), frozenset())
            score += _SAME_OWNER if _published(name) in owners else _OTHER_OWNER if owners else 0.0
    return score


def _published(name: Name) -> str:
    return name.entry.name if name.entry else name.text


def words_of_office(source: Source) -> frozenset[str]:
    """What the office that a nominal mention means would hold: its head, and whose it is."""
    owners = (name for name in (source.people, source.owner) if name is not None)
    return frozenset((source.head, *map(_published, owners)))


def is_person_nominal(source: Source) -> bool:
    """Whether the head means one human being: an office, "the woman", "the Norwegian"."""
    if source.plural or source.head in ORGANISATION_NOUNS:
        return False
    people = source.people
    if people is not None and people.last >= source.first and source.head == people.text.lower():
        return True
    return source.head in OFFICES | PERSON_NOUNS


def best_person(source: Source, candidates: Iterable[Candidate]) -> tuple[int, float] | None:
    """The index of the person who fits best and the score, where one fits well enough."""
    return _best((person_score(source, c.entity, c.salience), c.number) for c in candidates)


def best_body(source: Source, candidates: Iterable[Candidate]) -> tuple[int, float] | None:
    """The body that "the alliance", "the ministry" or "the company" takes up, and a score."""
    return _best((_body_score(source, c.entity, c.salience), c.number) for c in candidates)


def _best(scored: Iterable[tuple[float, int]]) -> tuple[int, float] | None:
    """The index with the highest score if that is enough, the first of equals."""
    score, index = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
    return (index, score) if score >= _ENOUGH else None


def _body_score(source: Source, entity: Entity, salience: Salience) -> float:
    named = source.head in entity.words or (entity.entry is not None and source.head in entity.entry.nouns)
    score = _SAME_OFFICE * named
    if not named and (source.head not in ORGANISATION_NOUNS or entity.kind != "organisation" or entity.entry):
        return 0.0
    score += _LAST_SPEAKER * salience.last_speaker + _nearness(salience)
    return score
