"""Sources without a name in several documents of one story: one where the texts describe them alike.

What "a senior official" or "the report" means ends with the story: none is ever joined to another story's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from transforms.language import lexica
from transforms.speakers.local_speakers import Local, Speaker, plain

_PREPOSITIONS: Final = lexica.words("speakers", "prepositions")


def link_described(locals_: Iterable[Local]) -> list[Speaker]:
    """Sources of one story and description as one; a document that only its noun names as that one."""
    stories: dict[str, list[Local]] = defaultdict(list)
    for one in locals_:
        stories[one.story].append(one)
    return [speaker for members in stories.values() for speaker in _within_story(members)]


def _within_story(locals_: Sequence[Local]) -> list[Speaker]:
    alike: dict[str, Speaker] = defaultdict(Speaker)
    for one in locals_:
        alike[plain(one.name)].members.append(one)
    for name in sorted(alike, key=lambda name: (len(name.split()), name)):
        longer = [other for other in alike if _specifies(alike, other, name)]
        if len(longer) == 1:
            alike[longer[0]].members.extend(alike.pop(name).members)
    return list(alike.values())


def _specifies(alike: dict[str, Speaker], longer: str, name: str) -> bool:
    """Whether a longer description may mean the document that this one calls by its noun alone."""
    both = alike[longer].kind == alike[name].kind == "document"
    return both and " " not in name and longer != name and _head(longer) == name


def _head(description: str) -> str:
    """The last word before a preposition: "report" of "the final report by the committee"."""
    words = description.split()
    ends = (place for place, word in enumerate(words) if place and word in _PREPOSITIONS)
    return words[next(ends, len(words)) - 1]
