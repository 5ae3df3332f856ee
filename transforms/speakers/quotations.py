"""Quotations by their marks, over sentences and paragraphs: where the words stand that one mark opens.

A mark is opening or closing by its shape or, where it is straight, by what stands beside it. A paragraph that
goes on with a quotation opens it again without closing it first. A mark that nothing closes costs its own
paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from transforms.language.spans import Span

_MARK: Final = re.compile('[“”„«»"]')
_OPENING: Final = frozenset("“„«")
_CLOSING: Final = frozenset("”»")
_LONGEST: Final = 2500
"""Code points between two marks of one quotation."""


class Quotations:
    """The quotations of a text, in order and without overlaps."""

    def __init__(self, text: str) -> None:
        self.spans: list[Span] = []
        start: int | None = None
        last = 0
        for match in _MARK.finditer(text):
            place = match.start()
            opens = _opens(text, place)
            if start is not None and (place - last > _LONGEST or (opens and not _begins_line(text, place))):
                self.spans.append(Span(start, min(_line_end(text, last), place)))
                start = None
            if opens:
                start = place if start is None else start
            elif start is not None:
                self.spans.append(Span(start, place + 1))
                start = None
            last = place
        if start is not None:
            self.spans.append(Span(start, _line_end(text, last)))

    def around(self, position: int) -> Span | None:
        """The quotation that a code point stands in, with its marks; None outside of any."""
        before = bisect_right(self.spans, position, key=lambda span: span.start)
        found = self.spans[before - 1] if before else None
        return found if found is not None and position < found.end else None


def _begins_line(text: str, place: int) -> bool:
    return not text[text.rfind("\n", 0, place) + 1 : place].strip()


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else max(end, place + 1)


def _opens(text: str, place: int) -> bool:
    mark = text[place]
    if mark in _OPENING or mark in _CLOSING:
        return mark in _OPENING
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    return (before.isspace() or before in "([—–-") and not after.isspace()
