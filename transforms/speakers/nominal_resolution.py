"""Who is behind a source that is no name and no pronoun: "the diplomat", "U.S. officials", "the alliance"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from transforms.language import lexica
from transforms.language.name_forms import surname
from transforms.language.name_words import DEFINITE, OFFICES, PERSON_NOUNS
from transforms.language.names import Name
from transforms.language.recognised import PEOPLE
from transforms.speakers.context import ResolutionContext
from transforms.speakers.entities import Entity
from transforms.speakers.mention_words import GOVERNMENT_NOUNS, ORGANISATION_NOUNS, SPOKESPEOPLE
from transforms.speakers.nominal_features import candidates, features, is_person_nominal
from transforms.speakers.nominal_scores import Candidate, best_body
from transforms.speakers.resolutions import Resolution
from transforms.speakers.sources import Source, named_beside, singular

_LONGEST_GROUP: Final = 5
_PLACE_REACH: Final = 2
"""Sentences from a place's name to "the city" that takes it up."""

_PLACE_NOUNS: Final = lexica.words("speakers", "place_nouns")
_ALL_OF_THEM: Final = frozenset(("all", "many", "more", "most", "numerous"))
"""Before a people's name, these leave it the people: "most Danes", but not "two Danes"."""

_KINDS_OF_PEOPLE: Final = OFFICES | PERSON_NOUNS | SPOKESPEOPLE
_PLURAL_PEOPLE: Final = lexica.words("speakers", "plural_people") | lexica.words("speakers", "plural_nouns")
_OF_PEOPLE: Final = tuple(lexica.words("speakers", "plural_endings_of_people"))


def resolve_nominal(context: ResolutionContext, source: Source, quoting: int | None = None) -> Resolution:
    """The entity of a nominal mention, by the first of these that tells: apposition, state, body, office.

    `quoting` is whose words the mention is part of: nobody calls themselves "the senator".
    """
    beside = named_beside(context.tagged, source)
    if beside is not None:
        return Resolution(context.entity_of(beside), "apposition")
    state = _state(context, source)
    if state is not None:
        return Resolution(context.entity_of(state), "metonym")
    if source.plural:
        return Resolution(_group(context, source), "group")
    if source.indefinite:
        return Resolution(None, "office")
    return _person(context, source, quoting) if is_person_nominal(source) else _body(context, source)


def _state(context: ResolutionContext, source: Source) -> Name | None:
    """The state that "the Russian side" or "the Russians" stands for."""
    stands_for = source.people or source.owner
    if _is_government(source) and stands_for is not None and stands_for.entry is not None:
        return stands_for
    whole = source.people is not None and source.head == source.people.text.lower()
    counted = source.indefinite and not {source.head, *source.modifiers} & _ALL_OF_THEM
    people = source.people if source.plural and whole and not counted else None
    narrower = people and context.tagged.names_among(source.first, people.first - 1)
    return None if narrower or (people and _is_a_population(context, source, people)) else people


def _is_government(source: Source) -> bool:
    """Whether the words mean the government of the state that they name: "the Russian side"."""
    return source.head in GOVERNMENT_NOUNS and (source.people is not None or source.owner is not None)


def _is_a_population(context: ResolutionContext, source: Source, people: Name) -> bool:
    """Whether "most Americans" or "Americans" are people of a state; only "the Americans" stand for it."""
    of_state = people.entry is not None and people.entry.kind == "government"
    return of_state and context.words[source.first].lower not in DEFINITE


def _person(context: ResolutionContext, source: Source, quoting: int | None) -> Resolution:
    """The likeliest person, by learnt weights."""
    able = candidates(context, source, quoting)
    best = context.nominals.choose([features(context, source, i) for i in able])
    return Resolution(able[best[0]], "office", best[1]) if best else Resolution(None, "office")


def _body(context: ResolutionContext, source: Source) -> Resolution:
    if source.head in ORGANISATION_NOUNS and source.owner is not None and not _is_of_people(source.owner):
        return Resolution(_owned_body(context, source, source.owner), "body")
    if source.head in _PLACE_NOUNS and not source.modifiers[1:] and source.owner is None:
        return Resolution(_place(context, source), "body")
    called = context.index.with_word(source.head) | _last_speaker(context, source)
    able = (i for i in called if _may_be_body(context.entities[i], source.start))
    found = best_body(source, _candidates(context, source, able))
    return Resolution(found[0] if found else None, "body")


def _is_of_people(owner: Name) -> bool:
    """Whether a body is described by whose members it has, and not named: "a Jewish group"."""
    return owner.people or owner.label == PEOPLE


def _place(context: ResolutionContext, source: Source) -> int | None:
    """The place named last before "the city", if it stands near."""
    near = context.entities_near(source.start, _PLACE_REACH)
    able = (i for i in near if context.entities[i].kind == "government" and context.entities[i].names)
    named = ((context.last_name(i, source.start), i) for i in able)
    before = [(name.start, i) for name, i in named if name is not None and name.start < source.start]
    return max(before)[1] if before else None


def _candidates(context: ResolutionContext, source: Source, able: Iterable[int]) -> list[Candidate]:
    return [Candidate(i, context.entities[i], context.salience(i, source.start)) for i in able]


def _last_speaker(context: ResolutionContext, source: Source) -> set[int]:
    last = context.history.last_speaker(source.start)
    return set() if last is None else {last}


def _may_be_body(entity: Entity, position: int) -> bool:
    """Whether an entity named before a code point may be a body or state."""
    able = entity.kind in ("organisation", "government", None)
    return able and bool(entity.names) and entity.names[0].start < position


def _owned_body(context: ResolutionContext, source: Source, owner: Name) -> int | None:
    """ "Trump's campaign" is a body of its own, named after whose it is."""
    entity = context.entity_of(owner)
    if entity is None or owner.last >= source.last:
        return None
    known = context.entities[entity]
    whose = surname(known.name) if known.is_person else known.name
    return context.add(_entity(source, f"{whose} {source.head}", "organisation"))


def _group(context: ResolutionContext, source: Source) -> int | None:
    """A group that bears a name: "Senate Republicans"; "U.S. officials" are people of a kind, no group."""
    modifier = source.people or source.owner
    if modifier is None or modifier.kind == "person" or not _are_people(source.head):
        return None
    if modifier.kind is None and context.opens_sentence(modifier.first) and _is_plain(context, modifier):
        return None
    stop = next(i for i in range(source.last, source.first - 1, -1) if context.words[i].lower == source.head)
    named = [i for i in range(source.first, stop + 1) if i in context.tagged.by_word]
    if not named or named[0] == stop or stop - named[0] >= _LONGEST_GROUP:
        return None
    text = " ".join(context.text[context.words[named[0]].start : context.words[stop].end].split())
    if modifier.possessive and modifier.first == named[0]:
        # "Lind's allies" and "Lind allies" are one group.
        text = f"{modifier.text} {' '.join(w.text for w in context.words[modifier.last + 1 : stop + 1])}"
    return context.add(_entity(source, text, "group"))


def _is_plain(context: ResolutionContext, name: Name) -> bool:
    """Whether what opens a sentence may be no name: a participle, or a word that has small letters too."""
    word = context.words[name.first]
    return word.lower.endswith("ed") or context.has_in_lower_case(word.lower)


def _are_people(head: str) -> bool:
    """Whether a plural noun means people who may have a name together: "settlers", but no "officials"."""
    return singular(head) not in _KINDS_OF_PEOPLE and (head in _PLURAL_PEOPLE or head.endswith(_OF_PEOPLE))


def _entity(source: Source, text: str, kind: str) -> Entity:
    """An entity that the text has only this mention of."""
    return Entity(kind, [Name(source.start, source.end, source.first, source.last, text, kind, True)])
