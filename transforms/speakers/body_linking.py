"""Bodies, states and groups in several documents: by name, by initials, within a story by a short form."""

from __future__ import annotations

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

Bodies = dict[str, Speaker]
"""By plain name."""


def link_bodies(locals_: Iterable[Local]) -> list[Speaker]:
    """Everybody who is no person: the same name is one; then abbreviations, then short forms."""
    bodies: Bodies = defaultdict(Speaker)
    for one in locals_:
        bodies[plain(one.name)].members.append(one)
    _join_abbreviations(bodies)
    _join_short_forms(bodies)
    _join_american(bodies)
    return [body for body in bodies.values() if body.members]


def _join_abbreviations(bodies: Bodies) -> None:
    """Give "DNC" to the body whose initials it is: a document that uses both, else the only one, tells."""
    full: dict[str, list[str]] = defaultdict(list)
    for name, body in bodies.items():
        for letters in _initials(body.name):
            full[letters].append(name)
    for name in sorted(bodies):
        letters = bodies[name].name.replace(".", "")
        if letters.isupper() and letters.isalpha() and len(letters) in _INITIALS and full.get(letters):
            _share_out(bodies, name, full[letters])


def _initials(name: str) -> frozenset[str]:
    """The initials of the capitalised words of a name, also without an opening "U.S."; none of one word."""
    words = [word for word in name.replace("-", " ").split() if word[0].isupper()]
    if len(words) < 2:
        return frozenset()
    every = "".join(word[0] for word in words)
    return frozenset({every} if words[0] not in ("US", "U.S.") else {every, every[1:], "US" + every[1:]})


def _share_out(bodies: Bodies, name: str, candidates: Sequence[str]) -> None:
    """Move the members of an abbreviation to the body that each story means by it."""
    letters = bodies[name].name.replace(".", "")
    anywhere = candidates[0] if len(candidates) == 1 and len(letters) >= _SURE_EVERYWHERE else None
    for story, members in _by_story(bodies[name].members).items():
        there = [other for other in candidates if story in bodies[other].stories]
        chosen = there[0] if len(there) == 1 else anywhere
        if chosen is not None:
            _move(bodies, name, chosen, members)


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
            members = [one for one in bodies[name].members if one.story == story]
            _move(bodies, name, longer[0], members)


def _short_forms(bodies: Mapping[str, Speaker], names: Iterable[str]) -> dict[str, list[str]]:
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
    states = _states_of_stories(bodies)
    mostly = commonest(states.values())
    for name in sorted(bodies):
        if (whole := _OF_THE_UNITED_STATES + name) in bodies and bodies[name].kind != "government":
            members = [one for one in bodies[name].members if states.get(one.story, mostly) == _UNITED_STATES]
            _move(bodies, name, whole, members)


def _states_of_stories(bodies: Bodies) -> dict[str, str]:
    """The state that each story names most."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, body in bodies.items():
        if body.kind == "government":
            for one in body.members:
                counts[one.story][name] += one.n_mentions
    return {story: min(found, key=lambda name: (-found[name], name)) for story, found in counts.items()}


def _by_story(members: Iterable[Local]) -> dict[str, list[Local]]:
    found: dict[str, list[Local]] = defaultdict(list)
    for member in members:
        found[member.story].append(member)
    return found


def _move(bodies: Bodies, name: str, other: str, members: Sequence[Local]) -> None:
    """Give members of one body to another, under that one's name."""
    moved, called = {one.key for one in members}, bodies[other].name
    bodies[other].members.extend(one._replace(name=called) for one in members)
    bodies[name].members = [one for one in bodies[name].members if one.key not in moved]
