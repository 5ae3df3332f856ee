"""Whom two passages name as their speakers, and how these stand to one another.

Outlets name one source differently: a body by its officials, a court by its judge. Two persons mostly say two
things, but a body and somebody of its own, or a source that no text names, may well be one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from schemas.speakers import Speakers
from transforms.language.similarity import is_content, stem
from transforms.rows import reads, records
from transforms.tables import Tables

_WORD = re.compile(r"[^\W\d_]{3,}")
_PERSON: Final = "person"


@reads(Speakers)
class _Speaker(NamedTuple):
    speaker_id: str
    name: str
    kind: str | None
    affiliation: str | None


class Kinship(NamedTuple):
    """How the speakers of two passages stand to one another.

    `same` is None where one passage names none; `people`: two different persons; `kin`: two sources whose
    names or bodies share a word.
    """

    same: bool | None
    people: bool = False
    kin: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """Speakers by id: which are known to be no persons, and the stems of names and of the bodies they are of.

    One of whom nothing is known is taken for a person: then two must agree more.
    """

    bodies: frozenset[str] = frozenset()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def kinship(self, one: Collection[str], other: Collection[str]) -> Kinship:
        """How two passages' speakers stand to one another; several where the same words have several."""
        if not one or not other:
            return Kinship(None)
        if not set(one).isdisjoint(other):
            return Kinship(same=True)
        people = self.bodies.isdisjoint(one) and self.bodies.isdisjoint(other)
        return Kinship(False, people, not self._known(one).isdisjoint(self._known(other)))

    def _known(self, speakers: Collection[str]) -> frozenset[str]:
        return frozenset().union(*(self.words.get(speaker, frozenset()) for speaker in speakers))


def sources_of(tables: Tables) -> Sources:
    """The sources of a build's speakers; of one that the table does not hold nothing is known."""
    speakers = list(records(tables.speakers, _Speaker))
    bodies = frozenset(row.speaker_id for row in speakers if row.kind not in (None, _PERSON))
    return Sources(bodies, {row.speaker_id: frozenset(_stems(row)) for row in speakers})


def _stems(speaker: _Speaker) -> Iterator[str]:
    for word in _WORD.findall(f"{speaker.name} {speaker.affiliation or ''}".lower()):
        if is_content(word):
            yield stem(word)
