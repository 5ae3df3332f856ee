"""Bodies, states and groups in several documents: by name, by initials, within a story by a short form."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from transforms.language import lexica
from transforms.speakers.local_speakers import Local, Speaker, commonest, plain

_INITIALS: Final = range(2, 7)
"""Letters of an abbreviation."""

_SURE_EVERYWHERE: Final = 3
"""An abbreviation with fewer letters means the only body with these initials in its story at most."""

_SUFFIXES: Final = lexica.words("speakers", "body_suffixes")
_OF_THE_UNITED_STATES: Final = "us "
_UNITED_STATES: Final = "united states"
_OF: Final = re.compile(" of(?= )")


class Body:
    """A body as the build first has it: what it is called, its kind, and its entities by story."""

    def __init__(self, members: Sequence[Local]) -> None:
        speaker = Speaker(list(members))
        self.name = speaker.name
        self.kind = speaker.kind
        self.stories: dict[str, list[Local]] = defaultdict(list)
        for member in members:
            self.stories[member.story].append(member)

    def give(self, story: str, other: Body) -> None:
        """Give the entities of a story to another body, under that one's name."""
        given = self.stories.pop(story, [])
        other.stories[story] += [one._replace(name=other.name) for one in given]


Bodies = Mapping[str, Body]
"""By plain name."""


def link_bodies(locals_: Iterable[Local]) -> list[Speaker]:
    """Everybody who is no person: the same name is one; then abbreviations, then short forms."""
    named: dict[str, list[Local]] = defaultdict(list)
    for one in locals_:
        named[plain(one.name)].append(one)
    bodies = {name: Body(members) for name, members in named.items()}
    for join in (_join_abbreviations, _join_short_forms, _join_american):
        join(bodies)
    left = ([one for members in body.stories.values() for one in members] for body in bodies.values())
    return [Speaker(members) for members in left if members]


def _join_abbreviations(bodies: Bodies) -> None:
    """Give "DNC" to the body whose initials it is: the only one of the story, else the only one there is."""
    full: dict[str, list[Body]] = defaultdict(list)
    for body in bodies.values():
        for letters in _initials(body.name):
            full[letters].append(body)
    for name in sorted(bodies):
        letters = bodies[name].name.replace(".", "")
        if letters.isupper() and letters.isalpha() and len(letters) in _INITIALS and full.get(letters):
            _share_out(bodies[name], full[letters], everywhere=len(letters) >= _SURE_EVERYWHERE)


def _initials(name: str) -> frozenset[str]:
    """The initials of the capitalised words of a name, also without an opening "U.S."; none of one word."""
    words = [word for word in name.replace("-", " ").split() if word[0].isupper()]
    if len(words) < 2:
        return frozenset()
    every = "".join(word[0] for word in words)
    return frozenset({every} if words[0] not in ("US", "U.S.") else {every, every[1:], "US" + every[1:]})


def _share_out(short: Body, candidates: Sequence[Body], *, everywhere: bool) -> None:
    """Give an abbreviation in each story to the body that the story means by it."""
    anywhere = candidates[0] if len(candidates) == 1 and everywhere else None
    for story in list(short.stories):
        there = [body for body in candidates if story in body.stories]
        chosen = there[0] if len(there) == 1 else anywhere
        if chosen is not None:
            short.give(story, chosen)


def _join_short_forms(bodies: Bodies) -> None:
    """Within a story, give "the Post" to the only body there whose name ends so, or goes on: "Company"."""
    there: dict[str, list[str]] = defaultdict(list)
    for name, body in bodies.items():
        for story in body.stories:
            there[story].append(name)
    for story in sorted(there):
        _join_within(bodies, story, there[story])


def _join_within(bodies: Bodies, story: str, names: Sequence[str]) -> None:
    shorts = _short_forms(bodies, names)
    for name in sorted(names, key=lambda name: (-len(name.split()), name)):
        longer = [other for other in shorts.get(name, ()) if other != name and story in bodies[other].stories]
        longer = [other for other in longer if other == _OF_THE_UNITED_STATES + name] or longer
        if len(longer) == 1 and bodies[name].kind != "government":
            bodies[name].give(story, bodies[longer[0]])


def _short_forms(bodies: Bodies, names: Iterable[str]) -> dict[str, list[str]]:
    """The longer names by each name that their last words are, or their first before "Company"."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        words = name.split()
        if bodies[name].kind not in ("group", "government"):
            cuts = range(1, len(words))
            ends = {" ".join(words[n:]) for n in cuts}
            opens = {" ".join(words[:n]) for n in cuts if set(words[n:]) <= _SUFFIXES}
            for short in ends | opens:
                found[short].append(name)
    return found


def _join_american(bodies: Bodies) -> None:
    """Give "the Senate" to the U.S. Senate in stories, or builds, that name no state more than that one."""
    states, longer = _states_of_stories(bodies), _going_on_with_of(bodies)
    mostly = commonest(states.values())
    for name in sorted(bodies):
        body, whole = bodies[name], _american(bodies, name, longer)
        if whole is not None and body.kind != "government":
            for story in [one for one in body.stories if states.get(one, mostly) == _UNITED_STATES]:
                body.give(story, whole)


def _american(bodies: Bodies, name: str, longer: Mapping[str, Sequence[str]]) -> Body | None:
    """The body of the United States that a name is short for, also if that one's goes on with "of"."""
    own = _OF_THE_UNITED_STATES + name
    found = sorted(longer.get(own, ()), key=len)
    one = found and all(other.startswith(found[0]) for other in found)
    return bodies.get(own) or (bodies[found[0]] if one else None)


def _going_on_with_of(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The names of bodies of the United States by each beginning of theirs that an "of" follows."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if name.startswith(_OF_THE_UNITED_STATES):
            for of in _OF.finditer(name):
                found[name[: of.start()]].append(name)
    return found


def _states_of_stories(bodies: Bodies) -> dict[str, str]:
    """The sovereign state that each story names most: one with an item in the reference table."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, body in bodies.items():
        if body.kind == "government":
            for story, members in body.stories.items():
                counts[story][name] += sum(one.n_mentions for one in members if one.wikidata_id)
    return {story: min(found, key=lambda name: (-found[name], name)) for story, found in counts.items()}
