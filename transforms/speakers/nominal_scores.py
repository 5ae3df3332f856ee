"""Which body a nominal mention takes up: "the alliance", "the ministry"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from transforms.language.recognised import ORGANISATION
from transforms.speakers.entities import Entity
from transforms.speakers.mention_words import ORGANISATION_NOUNS
from transforms.speakers.sources import Source

_NAMED: Final = 3.0
_LAST_SPEAKER: Final = 1.5
_NEARNESS: Final = 1.0
_ENOUGH: Final = 1.8


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


def best_body(source: Source, candidates: Iterable[Candidate]) -> tuple[int, float] | None:
    """The body that "the alliance", "the ministry" or "the company" takes up, and a score."""
    return _best((_body_score(source, c.entity, c.salience), c.number) for c in candidates)


def _best(scored: Iterable[tuple[float, int]]) -> tuple[int, float] | None:
    """The index with the highest score if that is enough, the first of equals."""
    score, index = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
    return (index, score) if score >= _ENOUGH else None


def _is_body(entity: Entity) -> bool:
    """Whether an entity is a body, or of no known kind and recognised as one: "Boatmart"."""
    recognised = entity.kind is None and any(name.label == ORGANISATION for name in entity.names)
    return entity.kind == "organisation" or recognised


def _body_score(source: Source, entity: Entity, salience: Salience) -> float:
    named = source.head in entity.words or (entity.entry is not None and source.head in entity.entry.nouns)
    score = _NAMED * named
    if not named and (source.head not in ORGANISATION_NOUNS or entity.entry or not _is_body(entity)):
        return 0.0
    nearness = _NEARNESS / (1 + max(0, salience.distance))
    return score + _LAST_SPEAKER * salience.last_speaker + nearness
