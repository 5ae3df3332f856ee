"""Direct, mixed or indirect: which words of a content stand in quotation marks, scare quotes aside."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from transforms.attribution.marks import Quotation, quotations
from transforms.language.intervals import Disjoint, Overlapping
from transforms.language.spans import Span, merge, overlap, overlaps

_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")
_FEW: Final = 3
_WHOLE: Final = 0.9


class Marks:
    """The quotations in the paragraphs of a text, found once, to be asked about any of its spans."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self._pairs: list[Quotation] = []
        self._stray: list[int] = []
        for paragraph in paragraphs:
            pairs, stray = quotations(paragraph.of(text), paragraph.start)
            self._pairs += pairs
            self._stray += stray
        self._stray.sort()
        spans = [(Span(pair.start, pair.end), at) for at, pair in enumerate(self._pairs)]
        self._meeting = Overlapping(spans)

    def whole(self, content: Sequence[Span], apart: Sequence[Span]) -> tuple[Span, ...]:
        """The content with every quotation filled up of which it holds most, unless `apart` stands in it.

        What stands between one pair of marks is said by one holder: a gap there is the tagger's, not theirs.
        """
        full = list(content)
        for pair in {pair for span in content for pair in self.quoted(span)}:
            inside = Span(pair.start, pair.end)
            quoted = sum(overlap(inside, span) for span in content)
            if pair.closed and not pair.single and 2 * quoted > inside.length and not overlaps(inside, apart):
                full.append(inside)
        return tuple(merge(full))

    def quoted(self, span: Span) -> list[Quotation]:
        """Quotations that share a character with the span; an unclosed one only if it opens at the span."""
        meeting = (self._pairs[at] for at in self._meeting.meeting(span))
        return [pair for pair in meeting if pair.closed or span.start - 1 <= pair.start < span.end]

    def ends_in_stray(self, span: Span) -> bool:
        """Whether the span ends in a mark that nothing opened: its opening mark was lost."""
        after = bisect_right(self._stray, span.end)
        return after > 0 and self._stray[after - 1] > max(span.start, span.end - 4)


def _is_scare(text: str, span: Span, pair: Quotation) -> bool:
    """Whether a short quoted fragment names or distances rather than reports words.

    It does where the sentence runs on after it ("the “red lines” beyond which ..."), or where it is a
    proper name; at the end of a clause ("was “a disgrace”") it is taken as said.
    """
    words = _WORD.findall(text[pair.start : pair.end])
    if len(words) > _FEW:
        return False
    if len(words) > 1 and all(word[:1].isupper() for word in words):
        return True
    after = text[pair.end : span.end].lstrip()
    return bool(after) and after[0].isalnum()


def type_of(text: str, content: Sequence[Span], marks: Marks) -> str:
    """`direct` where (nearly) all words of a content are quoted, `mixed` where some are, else `indirect`."""
    total = quoted = 0
    speech = False
    for span in content:
        words = [m.span() for m in _WORD.finditer(text, span.start, span.end)]
        pairs = marks.quoted(span)
        within = Disjoint(Span(pair.start, pair.end) for pair in pairs)
        inside = sum(within.meets(Span(*word)) for word in words)
        if not pairs and words and marks.ends_in_stray(span):
            inside = len(words)
            speech = True
        total += len(words)
        quoted += inside
        speech = speech or any(not _is_scare(text, span, pair) for pair in pairs)
    if (total and quoted >= _WHOLE * total) or quoted == total - 1 > 2:
        return "direct"
    return "mixed" if speech and quoted else "indirect"
