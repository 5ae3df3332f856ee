"""Which attribution lies inside another's content."""

from bisect import bisect_right
from collections.abc import Sequence
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
    every = sorted((span.start, span.end, i) for i, one in enumerate(found) for span in one.content)
    starts = [start for start, _, _ in every]
    longest = max((end - start for start, end, _ in every), default=0)
    sizes = [sum(span.length for span in one.content) for one in found]
    answer: list[int | None] = []
    for i, one in enumerate(found):
        anchor = (one.cue or one.content)[0]
        best: int | None = None
        for at in range(bisect_right(starts, anchor.start) - 1, -1, -1):
            start, end, j = every[at]
            if start < anchor.start - longest:
                break
            if (
                end > anchor.start
                and sizes[j] > sizes[i]
                and _holds(found[j], one)
                and (best is None or sizes[j] < sizes[best])
            ):
                best = j
        answer.append(best)
    return answer


def _holds(outer: RoleSpans, inner: RoleSpans) -> bool:
    return all(
        any(covers(whole, span) for whole in outer.content)
        for span in (*inner.cue, *inner.content, *inner.source)
    )
