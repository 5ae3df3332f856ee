"""The same speaker in several documents: one name, all variants joined, two of one name apart.

Works on the whole build at once and on what documents say of their entities, so the order of documents is
irrelevant. People, bodies, and sources without a name are each joined in their own way.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from transforms.ids import normalise, speaker_id
from transforms.language.name_forms import fold, parts
from transforms.speakers.body_linking import link_bodies
from transforms.speakers.described_linking import link_described
from transforms.speakers.local_speakers import DESCRIBED, Local, Speaker, n_words, plain
from transforms.speakers.people_linking import link_people
from transforms.speakers.pronoun_ranker import Weights


def link(locals_: Iterable[Local], weights: Weights) -> dict[str, Speaker]:
    """The speakers of a build by their ids, in order of id; every entity is a member of exactly one."""
    ordered = _with_one_kind(sorted(set(locals_), key=lambda one: one.order))
    described = [one for one in ordered if one.kind in DESCRIBED]
    named = [one for one in ordered if one.kind not in DESCRIBED]
    surnames = _surnames(named)
    people = [one for one in named if _may_be_person(one, surnames)]
    others = [one for one in named if not _may_be_person(one, surnames)]
    found = [*link_people(people, weights), *link_bodies(others)]
    return dict(sorted((_ids(found) | _ids_within_stories(link_described(described))).items()))


def by_key(speakers: Mapping[str, Speaker]) -> dict[str, str]:
    """The final id of each entity of a document, by its id there."""
    return {member.key: found for found, speaker in speakers.items() for member in speaker.members}


def _with_one_kind(locals_: Sequence[Local]) -> list[Local]:
    """The same, each name with the kind that most documents give it."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in locals_:
        if one.kind and one.kind not in DESCRIBED:
            votes[plain(one.name)][one.kind] += 1
    settled = {name: min(found, key=lambda kind: (-found[kind], kind)) for name, found in votes.items()}
    return [
        one
        if one.kind in DESCRIBED or one.kind == (kind := settled.get(plain(one.name)))
        else one._replace(kind=kind)
        for one in locals_
    ]


def _surnames(locals_: Iterable[Local]) -> dict[str, set[str]]:
    """The stories in which somebody named in full bears each surname."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in locals_:
        if one.kind == "person" and n_words(one.name) > 1:
            found[fold(parts(one.name)[-1])].add(one.story)
    return found


def _may_be_person(one: Local, surnames: Mapping[str, set[str]]) -> bool:
    """Whether an entity is a person, or a bare name that is some person's surname.

    What recognition takes for a body is one all the same unless its story names such a person in full.
    """
    if one.kind == "person" or " " in one.name or one.wikidata_id:
        return one.kind == "person"
    stories = surnames.get(fold(one.name), set())
    return bool(stories) if one.kind is None else one.story in stories


def _ids(speakers: Iterable[Speaker]) -> dict[str, Speaker]:
    """Each speaker under its id: the name's for who bore it first, name and first mention's for any other."""
    named: dict[str, list[Speaker]] = defaultdict(list)
    for speaker in speakers:
        named[normalise(speaker.name)].append(speaker)
    found = {}
    for namesakes in named.values():
        first, *others = sorted(namesakes, key=lambda speaker: speaker.first.order)
        found[speaker_id(first.name)] = first
        found.update({speaker_id(other.name, other.first.key): other for other in others})
    return found


def _ids_within_stories(speakers: Iterable[Speaker]) -> dict[str, Speaker]:
    return {speaker_id(speaker.name, speaker.first.story): speaker for speaker in speakers}
