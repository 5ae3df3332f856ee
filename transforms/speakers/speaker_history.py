"""Who has spoken so far in a document, and where: it grows as attributions are resolved."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence


class SpeakerHistory:
    """Entities to which attributions are resolved, by the code points where their sources start."""

    def __init__(self) -> None:
        self._spoken: list[tuple[int, int]] = []
        self._by_entity: dict[int, list[int]] = {}

    def note(self, position: int, entity: int) -> None:
        """Remember that an attribution whose source starts at `position` is resolved to `entity`."""
        insort(self._spoken, (position, entity))
        insort(self._by_entity.setdefault(entity, []), position)

    def last_speaker(self, position: int) -> int | None:
        """The entity to which the nearest attribution before a code point is resolved."""
        before = bisect_left(self._spoken, (position, -1))
        return self._spoken[before - 1][1] if before else None

    def last_place(self, entity: int, position: int) -> int | None:
        """Where an entity spoke last before a code point; None where it has not spoken by then."""
        places = self._by_entity.get(entity, ())
        before = bisect_left(places, position)
        return places[before - 1] if before else None

    def between(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """(Code point, entity) of each that spoke from `start` to before `end`."""
        return within(self._spoken, start, end)


def within(places: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Those of sorted (code point, entity) that stand from `start` to before `end`."""
    return places[bisect_left(places, (start, -1)) : bisect_left(places, (end, -1))]
