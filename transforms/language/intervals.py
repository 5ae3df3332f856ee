"""Spans kept in order, so that a question about many of them costs a few looks and not one at each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from heapq import heappop, heappush

from transforms.language.spans import Span, covers, merge


class Disjoint:
    """The characters of some spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged = merge(spans)
        self.starts = [span.start for span in merged]
        self.ends = [span.end for span in merged]

    def meets(self, span: Span) -> bool:
        """Whether a span shares a character with any of them."""
        before = bisect_left(self.starts, span.end)
        return before > 0 and self.ends[before - 1] > span.start

    def parts(self, span: Span) -> list[Span]:
        """What of them lies inside a span, in order."""
        first, last = bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)
        return [
            Span(max(start, span.start), min(end, span.end))
            for start, end in zip(self.starts[first:last], self.ends[first:last], strict=True)
        ]


class Outermost:
    """Those of the spans put in that no other covers; both their starts and their ends ascend."""

    def __init__(self) -> None:
        self.spans: list[Span] = []

    def cover(self, span: Span) -> bool:
        """Whether one of the spans put in covers this one."""
        before = bisect_right(self.spans, span.start, key=lambda known: known.start)
        return before > 0 and self.spans[before - 1].end >= span.end

    def put(self, span: Span) -> None:
        """Keep a span, in place of those that it covers."""
        first = last = bisect_left(self.spans, span.start, key=lambda known: known.start)
        while last < len(self.spans) and covers(span, self.spans[last]):
            last += 1
        self.spans[first:last] = [span]


class EnclosingSpans:
    """Owned spans that may overlap, by length: what covers a place starts no further before it than that."""

    def __init__(self, owned: Iterable[tuple[Span, int]]) -> None:
        self.by_size: dict[int, list[tuple[Span, int]]] = defaultdict(list)
        for span, owner in owned:
            insort(self.by_size[span.length.bit_length()], (span, owner))

    def innermost(self, inner: Span, passed: Container[int]) -> int | None:
        """The owner, not one of `passed`, of the shortest span that covers `inner`; the first of equals."""
        for size, spans in sorted(self.by_size.items()):
            first = bisect_left(spans, inner.end - 2**size, key=lambda entry: entry[0].start)
            last = bisect_right(spans, inner.start, key=lambda entry: entry[0].start)
            near = (entry for entry in spans[first:last] if entry[1] not in passed)
            covering = [(span.length, owner) for span, owner in near if covers(span, inner)]
            if covering:
                return min(covering)[1]
        return None


class Overlapping:
    """Owned spans that may overlap, by length: what meets a span starts no further before it than that."""

    def __init__(self, owned: Iterable[tuple[Span, int]]) -> None:
        by_size: dict[int, list[tuple[Span, int]]] = defaultdict(list)
        for span, owner in sorted(owned):
            by_size[span.length.bit_length()].append((span, owner))
        self._by_size = [
            (2**size, [span.start for span, _ in spans], spans) for size, spans in by_size.items()
        ]

    def meeting(self, span: Span) -> list[int]:
        """The owners of the spans that share a character with `span`, in order of those."""
        start, end = span
        found: list[tuple[Span, int]] = []
        for longest, starts, spans in self._by_size:
            last = bisect_left(starts, end)
            first = bisect_left(starts, start - longest, 0, last)
            found += [entry for entry in spans[first:last] if entry[0].end > start]
        return [owner for _, owner in sorted(found)]


class Taken:
    """The characters of a text that are taken: spans are put in one by one, and asked about in between."""

    def __init__(self, n_chars: int) -> None:
        self._taken = bytearray(n_chars)

    def take(self, span: Span) -> None:
        """Take the characters of a span of the text."""
        self._taken[span.start : span.end] = b"\x01" * span.length

    def meets(self, span: Span) -> bool:
        """Whether a character of the span is taken."""
        return self._taken.find(1, span.start, span.end) >= 0


def smallest_around(places: Sequence[int], owned: Iterable[tuple[str, Sequence[Span]]]) -> list[str | None]:
    """For each of some ascending places, the owner of the fewest characters that one of its spans is around.

    The first by name of those that own equally many; None where no span is around the place.
    """
    starting = sorted(
        (span.start, span.end, sum(each.length for each in spans), owner)
        for owner, spans in owned
        for span in spans
    )
    open_: list[tuple[int, str, int]] = []
    found: list[str | None] = []
    at = 0
    for place in places:
        while at < len(starting) and starting[at][0] <= place:
            _, end, size, owner = starting[at]
            heappush(open_, (size, owner, end))
            at += 1
        while open_ and open_[0][2] <= place:
            heappop(open_)
        found.append(open_[0][1] if open_ else None)
    return found
