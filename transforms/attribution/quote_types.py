"""Direct, mixed or indirect: which words of a content stand in quotation marks, names aside.

Whether an outlet quotes a word or distances itself from it, the marks say that it is not the outlet's own.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from transforms.attribution.marks import Quotation, running_quotations
from transforms.language.intervals import Disjoint, Overlapping
from transforms.language.spans import Span, merge, overlap, overlaps

_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")
_FEW: Final = 3
_WHOLE: Final = 0.9


class Marks:
    """The quotations in the paragraphs of a text, found once, to be asked about any of its spans."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self._all, self._starts = paragraphs, [paragraph.start for paragraph in paragraphs]
        self._paragraphs = Disjoint(paragraphs)
        self._pairs, self._stray = running_quotations(text, paragraphs)
        self._stray.sort()
        spans = [(Span(pair.start, pair.end), at) for at, pair in enumerate(self._pairs)]
        self._meeting = Overlapping(spans)
        self._quoted: dict[Span, tuple[Quotation, ...]] = {}

    def whole(self, content: Sequence[Span], apart: Sequence[Span]) -> tuple[Span, ...]:
        """The content with every quotation filled up of which it holds most, unless `apart` stands in it.

        What stands between one pair of marks is said by one holder: a gap there is the tagger's, not theirs.
        """
        full = list(content)
        for pair in {pair for span in content for pair in self.quoted(span)}:
            inside = Span(pair.start, pair.end)
            quoted = sum(overlap(inside, span) for span in content)
            if pair.closed and not pair.single and 2 * quoted > inside.length and not overlaps(inside, apart):
                full += self._paragraphs.parts(inside)
        return tuple(merge(full))

    def paragraph(self, at: int) -> Span:
        """The paragraph that holds an offset; nothing at it, where none does."""
        place = bisect_right(self._starts, at) - 1
        found = self._all[place] if place >= 0 else Span(at, at)
        return found if found.end > at else Span(at, at)

    def quoted(self, span: Span) -> tuple[Quotation, ...]:
        """Quotations that share a character with the span; an unclosed one only if it opens at the span."""
        if span not in self._quoted:
            meeting = (self._pairs[at] for at in self._meeting.meeting(span))
            self._quoted[span] = tuple(
                pair for pair in meeting if pair.closed or span.start - 1 <= pair.start < span.end
            )
        return self._quoted[span]

    def ends_in_stray(self, span: Span) -> bool:
        """Whether the span ends in a mark that nothing opened: its opening mark was lost."""
        after = bisect_right(self._stray, span.end)
        return after > 0 and self._stray[after - 1] > max(span.start, span.end - 4)


def type_of(text: str, content: Sequence[Span], marks: Marks, told_by: Sequence[Span] = ()) -> str:
    """`direct` where (nearly) all words of a content are quoted, `mixed` where some are, else `indirect`.

    What an outlet's words lead up to is not direct: "that “we will go”", "Holm “will go”", "“...” He has “no
    right”". Marks around a name quote nobody; those that hold `told_by`, the cue of a quote within a quote,
    quote another: “She said we will go”.
    """
    words = [_Words(text, span, marks, told_by) for span in content]
    total, quoted = (sum(each) for each in zip(*((w.total, w.quoted) for w in words), strict=True))
    is_quoted = quoted >= _WHOLE * total or quoted == total - 1 > 2
    leads_up = words[0].leads_up or any(each.begins_outside for each in words[1:])
    if quoted and is_quoted and not leads_up:
        return "direct"
    return "mixed" if any(w.speaks for w in words) else "indirect"


class _Words:
    """The words of a span: how many, how many of them are quoted, and whether any is quoted as said."""

    def __init__(self, text: str, span: Span, marks: Marks, told_by: Sequence[Span]) -> None:
        words = [Span(*m.span()) for m in _WORD.finditer(text, span.start, span.end)]
        pairs = [pair for pair in marks.quoted(span) if not _holds(pair, told_by)]
        within = Disjoint(Span(pair.start, pair.end) for pair in pairs)
        inside = [within.meets(word) for word in words]
        self.speaks = any(not _is_name(text, span, pair) for pair in pairs) and any(inside)
        lost = not pairs and bool(words) and not told_by and marks.ends_in_stray(span)  # its opening mark
        if lost or (told_by and not pairs and _opens_single(text, span)):
            self.speaks = True
            inside = [not lost or text[words[0].start].isupper()] * len(words)
        self.total, self.quoted = len(words), sum(inside)
        self.leads_up = bool(words) and not inside[0]
        self.begins_outside = 0 < self.quoted < self.total and not any(inside[:2])


def _opens_single(text: str, span: Span) -> bool:
    """Whether the span begins with a single mark, or right after one: “She said, ‘go’”."""
    return any(text[at : at + 1] in ("‘", "'") for at in (span.start, max(0, span.start - 1)))


def _holds(pair: Quotation, spans: Sequence[Span]) -> bool:
    """Whether any of the spans stands between the marks."""
    return overlaps(Span(pair.start, pair.end), spans)


def _is_name(text: str, span: Span, pair: Quotation) -> bool:
    """Whether all words between the marks are capitalised, several of them, and most around them are not."""
    words = _WORD.findall(text[pair.start : pair.end])
    around = _WORD.findall(text[span.start : pair.start]) + _WORD.findall(text[pair.end : span.end])
    named = 1 < len(words) <= _FEW and all(word[:1].isupper() for word in words)
    return named and sum(word[:1].isupper() for word in around) < len(around) / 2
