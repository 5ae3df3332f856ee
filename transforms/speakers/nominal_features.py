"""What speaks for a nominal mention's taking up a person: "the Secretary General", "her father".

The features that `Weights` weighs: what the text says of the person's offices and whose they are, how present
the person is where the mention stands, and what sort of mention it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from transforms.language import lexica
from transforms.language.name_words import DEFINITE, OFFICES, PERSON_NOUNS
from transforms.language.names import Name
from transforms.language.offices import level
from transforms.speakers.context import ResolutionContext
from transforms.speakers.entities import Entity
from transforms.speakers.mention_words import ANONYMOUS, ORGANISATION_NOUNS
from transforms.speakers.sources import Source

_RELATED: Final[Mapping[str, frozenset[str]]] = {
    head: frozenset(offices.split()) for head, offices in lexica.values("speakers", "related_offices").items()
}
_PAST: Final = frozenset(("ex", "former", "late", "onetime", "then"))
NEAR: Final = 4
"""Sentences within which whoever is named may be meant."""


def is_person_nominal(source: Source) -> bool:
    """Whether the head means one human being: an office, "the woman", "the Norwegian"."""
    if source.plural or source.head in ORGANISATION_NOUNS:
        return False
    people = source.people
    if people is not None and people.last >= source.first and source.head == people.text.lower():
        return True
    return source.head in OFFICES | PERSON_NOUNS


def candidates(context: ResolutionContext, source: Source, quoting: int | None = None) -> list[int]:
    """Whom a nominal mention may take up: who is near, holds the office, spoke last or is named most.

    Nobody calls themselves "the senator": not `quoting`, whose words the mention is part of, unless it has no
    article ("I, as president").
    """
    near = context.entities_near(source.start, NEAR) | context.index.in_office(words_of_office(source))
    last = context.history.last_speaker(source.start)
    found = near | set(context.most_named) | (set() if last is None else {last})
    if context.words[source.first].lower in DEFINITE:
        found.discard(-1 if quoting is None else quoting)
    return sorted(i for i in found if context.may_be_person(i))


def words_of_office(source: Source) -> frozenset[str]:
    """What the office that a nominal mention means would hold: its head, and whose it is."""
    owners = (name for name in (source.people, source.owner) if name is not None)
    return frozenset((source.head, *map(_published, owners)))


def features(context: ResolutionContext, source: Source, entity: int) -> dict[str, float]:
    """What speaks for a nominal mention's meaning `entity`."""
    known = context.entities[entity]
    office = _office(source, known)
    return (
        office
        | _owners(source, known)
        | _presence(context, source, entity)
        | _sort(context, source, entity, same_office=bool(office["office_same"]))
    )


def _office(source: Source, known: Entity) -> dict[str, float]:
    same = source.head in known.heads or source.head in known.roles
    related = bool(known.heads & _RELATED.get(source.head, frozenset()))
    past = bool(_PAST & known.roles) and not _PAST & set(source.modifiers)
    return {
        "office_same": float(same),
        "office_related": float(related and not same),
        # An office that the text gives somebody else's name is not taken up by this one.
        "office_other": float(not same and not related and source.head in OFFICES and bool(known.heads)),
        "office_past": float(same and past),
        "gender_other": float(bool(source.gender and known.gender) and source.gender != known.gender),
        "gender_same": float(bool(source.gender) and source.gender == known.gender),
    }


def _owners(source: Source, known: Entity) -> dict[str, float]:
    """A Norwegian may well be NATO's, but hardly Russia's: owners are compared with those of their level."""
    named = [name for name in (source.people, source.owner) if name is not None]
    owners = [(_published(name), known.owners.get(level(name), frozenset())) for name in named]
    bare = not named and not source.modifiers[1:]
    return {
        "owner_same": float(sum(name in whose for name, whose in owners)),
        "owner_other": float(sum(bool(whose) and name not in whose for name, whose in owners)),
        # "The president" is the state's sooner than a union's.
        "bare_of_body": float(bare and "body" in known.owners and source.head in known.heads),
    }


def _published(name: Name) -> str:
    return name.entry.name if name.entry else name.text


def _presence(context: ResolutionContext, source: Source, entity: int) -> dict[str, float]:
    here = context.salience(entity, source.start)
    return {
        "nearness": 1 / (1 + here.distance),
        "last_speaker": float(here.last_speaker),
        "has_spoken": float(here.has_spoken),
        "times": math.log1p(len(context.entities[entity].names)),
        "in_headline": float(context.in_headline(entity)),
        "sure": float(context.entities[entity].is_surely_person),
    }


def _sort(context: ResolutionContext, source: Source, entity: int, *, same_office: bool) -> dict[str, float]:
    """What sort of mention this is, and whether it may mean somebody who is to stay unnamed."""
    definite = "definite" if context.words[source.first].lower in DEFINITE else "bare"
    sort = "office" if source.head in OFFICES else "noun" if source.head in PERSON_NOUNS else "people"
    return {
        f"{definite}_{sort}": 1.0,
        f"{sort}_spoken": float(context.history.last_place(entity, source.start) is not None),
        f"{sort}_holder": float(bool(context.entities[entity].heads)),
        "anonymous": float(source.head in ANONYMOUS and not same_office),
        "introduced": float(not same_office and context.introduced_without_name(source.head, source.first)),
    }
