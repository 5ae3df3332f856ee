"""Which attribution lies inside another's content."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.language.spans import Span, covers


class RoleSpans(NamedTuple):
    """The three lists of spans of one attribution."""

    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source: tuple[Span, ...]


def holders(found: Sequence[RoleSpans]) -> list[int | None]:
    """For each attribution, the index of the one whose content holds it whole, or None.

    It is held where cue, source and every content span lie inside content spans of the holder; of
    several holders, the one with the shortest content counts, so that chains name the nearest.
    """
    contents = _Contents(found)
    sizes = [sum(span.length for span in one.content) for one in found]
    answer: list[int | None] = []
    for i, one in enumerate(found):
        over = contents.over((one.cue or one.content)[0].start)
        possible = (j for j in over if sizes[j] > sizes[i] and _holds(found[j], one))
        answer.append(min(possible, key=lambda j: sizes[j], default=None))
    return answer


class _Contents:
    """The content spans of all attributions, in order."""

    def __init__(self, found: Sequence[RoleSpans]) -> None:
        self._spans = sorted((span.start, span.end, i) for i, one in enumerate(found) for span in one.content)
        self._starts = [start for start, _, _ in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def over(self, position: int) -> Iterator[int]:
        """The attributions with a content span over a code point, those first that begin last."""
        for at in range(bisect_right(self._starts, position) - 1, -1, -1):
            start, end, number = self._spans[at]
            if start < position - self._longest:
                return
            if end > position:
                yield number


def _holds(outer: RoleSpans, inner: RoleSpans) -> bool:
    return all(
        any(covers(whole, span) for whole in outer.content)
        for span in (*inner.cue, *inner.content, *inner.source)
    )
