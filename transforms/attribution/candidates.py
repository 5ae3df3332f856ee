"""What may be an attribution: found in a window, as spans of the text, its words read and judged."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import numpy as np

from transforms.attribution.confidence import log_odds
from transforms.attribution.cue_classes import OTHER
from transforms.attribution.cues import Cue, read_cue
from transforms.attribution.extents import mended
from transforms.attribution.finding import Found, Options
from transforms.attribution.linking import Range
from transforms.attribution.nesting import RoleSpans
from transforms.attribution.quote_types import Marks, type_of
from transforms.attribution.signs import signs_of
from transforms.attribution.windows import SYMBOL, Pieces
from transforms.language.intervals import Taken
from transforms.language.lemmas import Lemmatiser
from transforms.language.spans import Span, merge, subtract


class Raw(NamedTuple):
    """One attribution as spans of the text, before what depends on the others is known."""

    spans: RoleSpans
    confidence: float
    stated: float  # by the model of confidence, before its curve: finer than what is read off that
    nested: bool
    margin: int  # pieces between the cue (or all of it, where there is none) and the nearer end of its window


def _goes_on(window: Pieces, at: int) -> bool:
    """Whether a piece goes on with the word of the piece before it."""
    beside = 0 < at < len(window) and window.starts[at] >= 0 and window.starts[at] == window.ends[at - 1]
    return bool(beside and SYMBOL not in window.shapes[at - 1 : at + 1])


def _whole_words(window: Pieces, start: int, end: int) -> Range:
    """A range of pieces with the words that it cuts whole."""
    while _goes_on(window, start):
        start -= 1
    while _goes_on(window, end):
        end += 1
    return start, end


def _spans(window: Pieces, ranges: Iterable[Range]) -> tuple[Span, ...]:
    """The text spans of ranges of pieces, words whole, cut where a paragraph ends."""
    found: list[Span] = []
    for first, end in (_whole_words(window, *one) for one in ranges):
        cuts = (first + np.flatnonzero(window.starts[first:end] < 0)).tolist()
        for start, stop in zip([first, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
            if start < stop:
                found.append(Span(int(window.starts[start]), int(window.ends[stop - 1])))
    return tuple(found if len(found) == 1 else merge(found))


def raw_of(window: Pieces, found: Found, options: Options) -> Raw:
    """What was found in a window, as spans of the text; no content overlaps the cue."""
    cue = _spans(window, [found.cue] if found.cue else [])
    content = tuple(subtract(_spans(window, found.content), cue))
    source = _spans(window, [found.source] if found.source else [])
    start, end = found.cue or (found.content[0][0], found.content[-1][1])
    confidence = options.confidence if found.cue else options.cueless_confidence
    stated = confidence.model(found.evidence)
    margin = min(start, len(window) - end)
    return Raw(RoleSpans(cue, content, source), confidence.read(stated), stated, found.nested, margin)


def completed(text: str, raw: Raw, marks: Marks) -> Raw:
    """The attribution with its quotations whole, and within what the layout allows."""
    content = marks.whole(raw.spans.content, raw.spans.cue + raw.spans.source)
    return raw._replace(spans=mended(text, raw.spans._replace(content=content), marks))


class Judgement(NamedTuple):
    """What type an attribution is of, and how likely it is right."""

    type: str
    confidence: float


class Candidate:
    """What was found in a text; asked for anew whenever another turned out to be doubtful, but read once."""

    def __init__(self, text: str, raw: Raw, marks: Marks, lemmatise: Lemmatiser, options: Options) -> None:
        self.raw, self.spans = raw, raw.spans
        self._text, self._marks, self._lemmatise, self._options = text, marks, lemmatise, options
        self._judged: dict[bool, Judgement] = {}

    @cached_property
    def cue(self) -> Cue:
        """Its cue, read."""
        return read_cue(self._text, self.spans.cue, self.spans.content + self.spans.source, self._lemmatise)

    @property
    def counts(self) -> bool:
        """Whether it may: inside speech, a cue of neither speech nor thought ("has backed") often errs."""
        return not self.raw.nested or self.cue.kind != OTHER

    def judged(self, held: bool) -> Judgement:
        """What it is, where it lies in another's content (`held`) or not.

        What another's quotation tells is not direct by that one's marks; its words are minded beside the
        tagger's evidence.
        """
        if held not in self._judged:
            type_ = type_of(self._text, self.spans.content, self._marks, self.spans.cue if held else ())
            signs = signs_of(self._text, self.spans, self.cue, type_, held)
            added = sum(self._options.sign_weights.get(sign, 0.0) for sign in signs)
            evidence = (log_odds(self.raw.stated) + added, float(not self.spans.source))
            self._judged[held] = Judgement(type_, self._options.signed(evidence))
        return self._judged[held]


def distinct(candidates: Iterable[Candidate], n_chars: int) -> list[Candidate]:
    """One attribution a cue, of a text of so many characters.

    Where windows overlap, the one that sees more around the cue counts. A content without a cue counts where
    no attribution with one says anything about it.
    """
    kept: list[Candidate] = []
    cues, attributed = Taken(n_chars), Taken(n_chars)
    for one in sorted(candidates, key=lambda c: (c.raw.nested, not c.spans.cue, -c.raw.margin, c.spans)):
        rest = one.spans.content + one.spans.source
        is_taken = cues if one.spans.cue else attributed
        if not any(is_taken.meets(span) for span in one.spans.cue or rest):
            kept.append(one)
            for span in one.spans.cue:
                cues.take(span)
            for span in one.spans.cue + rest:
                attributed.take(span)
    return kept
