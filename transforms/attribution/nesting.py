"""Which attribution lies inside another's content."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.language.intervals import Overlapping
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
    contents = Overlapping((span, i) for i, one in enumerate(found) for span in one.content)
    sizes = [sum(span.length for span in one.content) for one in found]
    answer: list[int | None] = []
    for i, one in enumerate(found):
        start = (one.cue or one.content)[0].start
        over = contents.meeting(Span(start, start + 1))[::-1]
        possible = (j for j in over if sizes[j] > sizes[i] and _holds(found[j], one))
        answer.append(min(possible, key=lambda j: sizes[j], default=None))
    return answer


def _holds(outer: RoleSpans, inner: RoleSpans) -> bool:
    return all(
        any(covers(whole, span) for whole in outer.content)
        for span in (*inner.cue, *inner.content, *inner.source)
    )
