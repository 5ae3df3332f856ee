"""Where quotation marks open and close, robust to stray, flipped, lost and unclosed ones."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.language.intervals import Disjoint
from transforms.language.spans import DOUBLE_MARKS, SINGLE_MARKS, Span

# States of one character, the tagger's input feature; their numbers are baked into the weights.
OUTSIDE: Final = 0
INSIDE: Final = 1
OPENING: Final = 2
CLOSING: Final = 3
UNCLOSED: Final = 4
INSIDE_SINGLE: Final = 5
STRAY: Final = 6
N_STATES: Final = 7

_LEANS_OPEN: Final = "“„‟«〝"
_LEANS_CLOSED: Final = "”»〞〟"
_BEFORE_OPENING: Final = "([{<-–—―/"
_AFTER_CLOSING: Final = ",.;:!?)]}…"
_REACH: Final = 8  # paragraphs, of a sentence each in some layouts, over which a quotation may run on
_MARK = re.compile(f"[{re.escape(DOUBLE_MARKS)}]")
# A single mark opens only where no word ends before it, and closes only where none goes on after it.
_SINGLE = re.compile(
    rf"(?<!\w)[{SINGLE_MARKS}](?=\w)([^{SINGLE_MARKS}\n]|(?<=\w)['’](?=\w)){{2,400}}?"
    rf"(?<=[\w.,!?…;])[{SINGLE_MARKS}](?!\w)"
)


class Quotation(NamedTuple):
    """A pair of quotation marks: `start` is the opening mark, `end` is one past the closing one.

    Half-open code points of the text given; `closed` is False where the closing mark is missing and
    the quotation runs to the end of its paragraph.
    """

    start: int
    end: int
    closed: bool
    single: bool


def _leaning(text: str, at: int) -> int:
    """+1 if the mark at `at` opens, -1 if it closes, 0 if that hangs on what is open already."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if before.isspace() and after.isspace():
        return 0
    opens = (before.isspace() or before in _BEFORE_OPENING) and not (
        after.isspace() or after in _AFTER_CLOSING
    )
    closes = not before.isspace() and (after.isspace() or not after.isalnum())
    if opens != closes:
        return 1 if opens else -1
    if text[at] in _LEANS_OPEN:
        return 1
    return -1 if text[at] in _LEANS_CLOSED else 0


def _double(text: str, base: int) -> tuple[list[Quotation], list[int]]:
    """Pairs and stray marks of one paragraph: an opening mark takes the next closing one."""
    pairs: list[Quotation] = []
    stray: list[int] = []
    opened: int | None = None
    for match in _MARK.finditer(text):
        at = match.start()
        lean = _leaning(text, at) or (1 if opened is None else -1)
        if lean > 0:
            if opened is not None:
                stray.append(opened + base)
            opened = at
        elif opened is None:
            stray.append(at + base)
        else:
            pairs.append(Quotation(opened + base, at + base + 1, True, False))
            opened = None
    if opened is not None:
        pairs.append(Quotation(opened + base, len(text) + base, False, False))
    return pairs, stray


def quotations(paragraph: str, base: int = 0) -> tuple[list[Quotation], list[int]]:
    """Quotations of one paragraph and its stray marks, in order, offsets shifted by `base`.

    A mark's direction comes from what stands beside it, then from its shape, then from what is open:
    so one bad mark costs at most the quotation it belongs to. Pairs of single marks count only
    outside double ones.
    """
    pairs, stray = _double(paragraph, base)
    doubles = Disjoint(Span(pair.start, pair.end) for pair in pairs if pair.closed)
    for match in _SINGLE.finditer(paragraph):
        start, end = match.start() + base, match.end() + base
        if not doubles.meets(Span(start, end)):
            pairs.append(Quotation(start, end, True, True))
    return sorted(pairs), stray


def running_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[list[Quotation], list[int]]:
    """Quotations of a text and its stray marks, in order; one may run on over paragraphs.

    It does where its mark is left open, no double mark stands in the paragraphs between, and the next one
    is a stray that closes. (Where each paragraph opens anew, as printers do, each is a quotation itself.)
    """
    found = [quotations(paragraph.of(text), paragraph.start) for paragraph in paragraphs]
    for at, (pairs, _) in enumerate(found):
        opened = next((one for one in reversed(pairs) if not one.closed), None)
        stray = opened and _next_mark(islice(found, at + 1, at + 1 + _REACH))
        if opened and stray and not text[stray[0] - 1].isspace():
            pairs[pairs.index(opened)] = Quotation(opened.start, stray.pop(0) + 1, True, False)
    return [pair for pairs, _ in found for pair in pairs], [mark for _, stray in found for mark in stray]


def _next_mark(found: Iterable[tuple[list[Quotation], list[int]]]) -> list[int]:
    """The stray marks of the first paragraph with a double mark, if a stray comes first there."""
    for pairs, stray in found:
        first = min((pair.start for pair in pairs if not pair.single), default=None)
        if stray and (first is None or stray[0] < first):
            return stray
        if first is not None:
            break
    return []


def mark_states(paragraph: str) -> npt.NDArray[np.uint8]:
    """One state per character of a paragraph (the constants above), the tagger's input feature."""
    states = np.zeros(len(paragraph), np.uint8)
    pairs, stray = quotations(paragraph)
    for pair in sorted(pairs, key=lambda p: (p.closed, not p.single)):
        inside = INSIDE_SINGLE if pair.single else INSIDE if pair.closed else UNCLOSED
        states[pair.start : pair.end] = inside
        states[pair.start] = OPENING
        if pair.closed:
            states[pair.end - 1] = CLOSING
    states[stray] = STRAY
    return states
