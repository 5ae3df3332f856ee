"""Attributions by the paragraph they stand in: those not yet answered, and the nearest one that is."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator


class Neighbours:
    """Attributions, each with its paragraph and its place there, among which a speaker is looked for."""

    def __init__(self, places: Iterable[tuple[int, int, int]]) -> None:
        """`places` are (attribution, paragraph, code point), in order of attributions."""
        self.places: dict[int, tuple[int, int]] = {}
        self.waiting: dict[int, dict[int, None]] = defaultdict(dict)
        self.answered: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for index, block, position in places:
            self.places[index] = (block, position)
            self.waiting[block][index] = None

    def settle(self, index: int, entity: int | None) -> None:
        """Take note of the answer to an attribution, if it is one of these."""
        if index in self.places:
            block, position = self.places[index]
            del self.waiting[block][index]
            if entity is not None:
                insort(self.answered[block], (position, entity))

    def unanswered(self, blocks: Iterable[int], passed: Container[int]) -> int | None:
        """The first attribution in some paragraphs, not one of `passed`, that has no answer yet."""
        first = (next((i for i in self.waiting.get(b, ()) if i not in passed), None) for b in blocks)
        return min((index for index in first if index is not None), default=None)

    def nearest(self, blocks: Iterable[int], position: int) -> int | None:
        """The entity answered nearest to a code point in some paragraphs; the first entity of equals."""
        found = [entry for block in blocks for entry in self._beside(block, position)]
        return min(found)[1] if found else None

    def _beside(self, block: int, position: int) -> Iterator[tuple[int, int]]:
        """(Characters apart, entity) of the answers right before and right after a code point."""
        here = self.answered.get(block, [])
        after = bisect_left(here, (position, -1))
        if after < len(here):
            yield here[after][0] - position, here[after][1]
        if after:
            before = here[after - 1][0]
            yield position - before, here[bisect_left(here, (before, -1))][1]
