"""Spans of a document's text, and the few operations on them that every other transform needs.

A span is a pair of 0-based, half-open Unicode code point offsets into the document's `text`, which
never changes after decoding. `text[span.start:span.end]` is the span's text, everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple


class Span(NamedTuple):
    """A stretch of a document's text: code points `start` (included) to `end` (excluded)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The span's text."""
        return text[self.start : self.end]

    @property
    def length(self) -> int:
        """The number of code points in the span."""
        return self.end - self.start


class SpanError(ValueError):
    """A span, or a list of spans, that cannot belong to its text."""


def check(spans: Sequence[Span], n_chars: int) -> None:
    """Raise SpanError unless `spans` are non-empty stretches of a text of `n_chars`, sorted and disjoint.

    Spans that touch (one ends where the next starts) are allowed.
    """
    previous_end = 0
    for index, span in enumerate(spans):
        if not 0 <= span.start < span.end <= n_chars:
            raise SpanError(f"span {index} is [{span.start}, {span.end}) in a text of {n_chars} code points")
        if span.start < previous_end:
            raise SpanError(
                f"span {index} starts at {span.start}, before the previous one ends at {previous_end}"
            )
        previous_end = span.end


def clip(span: Span, bounds: Span) -> Span | None:
    """The part of `span` inside `bounds`, or None where they share no character."""
    start, end = max(span.start, bounds.start), min(span.end, bounds.end)
    return Span(start, end) if start < end else None


def trim(span: Span, text: str) -> Span | None:
    """`span` without white space at either end, or None where nothing else is left."""
    inside = text[span.start : span.end]
    body = inside.strip()
    if not body:
        return None
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, start + len(body))


def merge(spans: Iterable[Span]) -> list[Span]:
    """The same characters as the fewest spans: sorted, disjoint, touching ones joined, empty ones gone."""
    merged: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(Span(*span))
    return merged


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """The characters of `spans` that lie in none of `holes`, as the fewest sorted spans."""
    gaps = merge(holes)
    left: list[Span] = []
    first = 0
    for span in merge(spans):
        while first < len(gaps) and gaps[first].end <= span.start:
            first += 1
        left.extend(_without(span, gaps, first))
    return left


def _without(span: Span, gaps: Sequence[Span], first: int) -> Iterable[Span]:
    """The pieces of `span` between the sorted `gaps`; those before `first` end too early to matter."""
    start, index = span.start, first
    while index < len(gaps) and gaps[index].start < span.end:
        if start < gaps[index].start:
            yield Span(start, gaps[index].start)
        start = gaps[index].end
        index += 1
    if start < span.end:
        yield Span(start, span.end)


def overlap(left: Span, right: Span) -> int:
    """The number of code points that two spans share."""
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether `span` shares a character with any of `others`."""
    return any(span.start < other.end and other.start < span.end for other in others)


def covers(outer: Span, inner: Span) -> bool:
    """Whether every character of `inner` lies in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def total(spans: Iterable[Span]) -> int:
    """The number of different code points in `spans`."""
    return sum(span.length for span in merge(spans))


DOUBLE_MARKS: Final = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\uff02\u301d\u301e\u301f'
"""Every character that is written for a double quotation mark, the straight one first."""
SINGLE_MARKS: Final = "'\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u2035\uff07\u02bc`\u00b4"
"""Every character that is written for a single quotation mark or an apostrophe, the straight one first."""
_SPACES: Final = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_HYPHENS: Final = "\u2010\u2011"
# A language model saw mostly the plain characters. One code point for one code point: offsets stay true.
_STRAIGHT: Final = str.maketrans(
    dict.fromkeys(DOUBLE_MARKS, '"')
    | dict.fromkeys(SINGLE_MARKS, "'")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_HYPHENS, "-")
)


def straighten(text: str) -> str:
    """`text` with straight quotes, plain spaces and plain hyphens; same length, same offsets."""
    if text.isascii() and "`" not in text:
        return text
    return text.translate(_STRAIGHT)
