"""Attributions by the paragraph they stand in: those not yet resolved, and the nearest one with a speaker."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator


class AttributionIndex:
    """Attributions, each with its paragraph and its place there, among which a speaker is looked for."""

    def __init__(self, places: Iterable[tuple[int, int, int]]) -> None:
        """`places` are (attribution, paragraph, code point), in order of attributions."""
        self._places: dict[int, tuple[int, int]] = {}
        self._unresolved: dict[int, dict[int, None]] = defaultdict(dict)
        self._speakers: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for attribution, paragraph, position in places:
            self._places[attribution] = (paragraph, position)
            self._unresolved[paragraph][attribution] = None

    def note(self, attribution: int, entity: int | None) -> None:
        """Take note that an attribution, if it is one of these, is resolved: to an entity or to nobody."""
        if attribution in self._places:
            paragraph, position = self._places[attribution]
            del self._unresolved[paragraph][attribution]
            if entity is not None:
                insort(self._speakers[paragraph], (position, entity))

    def first_unresolved(self, paragraphs: Iterable[int], passed: Container[int]) -> int | None:
        """The first attribution in some paragraphs, not one of `passed`, that is not resolved yet."""
        first = (next((a for a in self._unresolved.get(p, ()) if a not in passed), None) for p in paragraphs)
        return min((attribution for attribution in first if attribution is not None), default=None)

    def nearest_speaker(self, paragraphs: Iterable[int], position: int) -> int | None:
        """The entity quoted nearest to a code point in some paragraphs; the first entity of equals."""
        found = [near for paragraph in paragraphs for near in self._beside(paragraph, position)]
        return min(found)[1] if found else None

    def _beside(self, paragraph: int, position: int) -> Iterator[tuple[int, int]]:
        """(Characters apart, entity) of those quoted right before and right after a code point."""
        here = self._speakers.get(paragraph, [])
        after = bisect_left(here, (position, -1))
        if after < len(here):
            yield here[after][0] - position, here[after][1]
        if after:
            before = here[after - 1][0]
            yield position - before, here[bisect_left(here, (before, -1))][1]
