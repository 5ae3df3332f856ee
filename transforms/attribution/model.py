"""Attributions by the trained tagger: the extractor that the build uses."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, tee
from typing import Final, NamedTuple, TypeVar

from transforms.attribution.confidence import log_odds
from transforms.attribution.cue_classes import OTHER
from transforms.attribution.cues import Cue, read_cue
from transforms.attribution.extents import mended
from transforms.attribution.finding import Found, Options, find
from transforms.attribution.linking import Range
from transforms.attribution.nesting import RoleSpans, holders
from transforms.attribution.quote_types import Marks, type_of
from transforms.attribution.signs import signs_of
from transforms.attribution.tagger import Tagger
from transforms.attribution.values import Attribution
from transforms.attribution.windows import SYMBOL, Pieces, pieces_of, windows
from transforms.language.layout import paragraphs
from transforms.language.lemmas import Lemmatiser
from transforms.language.spans import Span, merge, subtract

_TOGETHER: Final = 16  # windows decoded at once: enough to keep numpy busy, few enough to bound memory

_LONG: Final = 8  # words from which a content is long
_WORD: Final = re.compile(r"\w+")

_T = TypeVar("_T")


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
    for start, end in (_whole_words(window, *one) for one in ranges):
        first = start
        for at in range(start, end + 1):
            if at == end or window.starts[at] < 0:
                if first < at:
                    found.append(Span(int(window.starts[first]), int(window.ends[at - 1])))
                first = at + 1
    return tuple(merge(span for span in found if span.start < span.end))


def raw_of(window: Pieces, found: Found, options: Options) -> Raw:
    """What was found in a window, as spans of the text; no content overlaps the cue."""
    cue = _spans(window, [found.cue] if found.cue else [])
    content = tuple(subtract(_spans(window, found.content), cue))
    source = _spans(window, [found.source] if found.source else [])
    start, end = found.cue or (found.content[0][0], found.content[-1][1])
    confidence = options.confidence if found.cue else options.cueless_confidence
    return Raw(
        RoleSpans(cue, content, source),
        confidence(found.evidence),
        confidence.model(found.evidence),
        found.nested,
        min(start, len(window) - end),
    )


def _is_candidate(raw: Raw, options: Options) -> bool:
    least = options.nested_threshold if raw.nested else options.threshold
    if not raw.spans.cue:
        least = options.cueless_threshold
    return bool(raw.spans.content) and raw.confidence >= least


class _Asked(NamedTuple):
    """A text, and the paragraphs of it that are read."""

    text: str
    paragraphs: list[Span]


def _chunks(items: Iterable[_T]) -> Iterator[list[_T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, _TOGETHER)):
        yield chunk


def _offsets(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _distinct(raws: Iterable[Raw]) -> list[Raw]:
    """One attribution a cue: where windows overlap, the one that sees more around the cue counts.

    A content without a cue counts where no attribution with one says anything about it.
    """
    kept: list[Raw] = []
    cues: set[int] = set()
    attributed: set[int] = set()
    for raw in sorted(raws, key=lambda r: (r.nested, not r.spans.cue, -r.margin, r.spans)):
        mine = _offsets(raw.spans.cue)
        rest = _offsets(raw.spans.content + raw.spans.source)
        if cues.isdisjoint(mine) and (mine or attributed.isdisjoint(rest)):
            cues |= mine
            attributed |= mine | rest
            kept.append(raw)
    return kept


def _completed(text: str, raw: Raw, marks: Marks) -> Raw:
    """The attribution with its quotations whole, and within what the layout allows."""
    content = marks.whole(raw.spans.content, raw.spans.cue + raw.spans.source)
    return raw._replace(spans=mended(text, raw.spans._replace(content=content), marks))


class _Attributed(NamedTuple):
    """What was found, with its cue read."""

    raw: Raw
    cue: Cue


def _with_cues(text: str, whole: Iterable[Raw], lemmatise: Lemmatiser) -> list[_Attributed]:
    """What counts of what was found, in order of content.

    Inside speech, a cue that reports neither speech nor thought ("has supported") is more often wrong.
    """
    raws = sorted(_distinct(whole), key=lambda r: (r.spans.content, r.spans.cue, r.spans.source))
    read = [
        _Attributed(raw, read_cue(text, raw.spans.cue, raw.spans.content + raw.spans.source, lemmatise))
        for raw in raws
    ]
    return [one for one in read if not one.raw.nested or one.cue.kind != OTHER]


def _type(text: str, read: _Attributed, marks: Marks, holder: int | None) -> str:
    """Direct, mixed or indirect; what another's quotation tells is not direct by that one's marks."""
    told_by = () if holder is None else read.raw.spans.cue
    return type_of(text, read.raw.spans.content, marks, told_by)


def _confidence(text: str, read: _Attributed, type_: str, nested: bool, options: Options) -> float:
    """What the tagger's evidence says of an attribution, its words minded."""
    signs = signs_of(text, read.raw.spans, read.cue, type_, nested)
    added = sum(options.sign_weights.get(sign, 0.0) for sign in signs)
    return options.signed((log_odds(read.raw.stated) + added, float(not read.raw.spans.source)))


def _attribution(
    read: _Attributed, type_: str, confidence: float, holder: int | None, name: str
) -> Attribution:
    return Attribution(
        content=read.raw.spans.content,
        cue=read.raw.spans.cue,
        source=read.raw.spans.source,
        type=type_,
        confidence=round(confidence, 4),
        method=name,
        cue_lemma=read.cue.lemma,
        cue_class=read.cue.kind,
        negated=read.cue.negated,
        cue_modifiers=read.cue.modifiers,
        nested_in=holder,
    )


@dataclass(frozen=True, slots=True)
class ModelExtractor:
    """Finds attributions with a loaded tagger; the same texts give the same attributions.

    `lemmatise` names the cues that the tagger finds.
    """

    tagger: Tagger
    lemmatise: Lemmatiser

    @property
    def name(self) -> str:
        """The model's name, published as a quote's method."""
        return self.tagger.name

    def __call__(
        self, texts: Sequence[str], exclude: Sequence[Sequence[Span]] = ()
    ) -> list[list[Attribution]]:
        """One list of attributions a text, in order of content; none overlaps that text's excluded spans."""
        excluded = exclude or [()] * len(texts)
        asked = [_Asked(text, paragraphs(text, spans)) for text, spans in zip(texts, excluded, strict=True)]
        answers: list[list[Attribution]] = [[] for _ in asked]
        for number, raws in groupby(self._found(asked), key=lambda found: found[0]):
            answers[number] = self._attributions(asked[number], [raw for _, raw in raws])
        return answers

    def one(self, text: str, exclude: Sequence[Span] = ()) -> list[Attribution]:
        """The attributions of one text."""
        return self([text], [exclude])[0]

    def _attributions(self, asked: _Asked, raws: Sequence[Raw]) -> list[Attribution]:
        """What counts of what was found in a text: all but what is doubtful once its words are minded.

        What a doubtful one stood in the way of counts then, and nothing is nested in it.
        """
        marks = Marks(*asked)
        left = [_completed(asked.text, raw, marks) for raw in raws]
        while True:
            judged = list(self._judged(asked.text, left, marks))
            doubtful = {raw for raw, one in judged if self._is_doubtful(asked.text, raw, one.confidence)}
            if not doubtful:
                return [one for _, one in judged]
            left = [raw for raw in left if raw not in doubtful]

    def _is_doubtful(self, text: str, raw: Raw, confidence: float) -> bool:
        """Whether too little speaks for what was found in the flat layer with a cue, its words minded."""
        options = self.tagger.options
        if raw.nested or not raw.spans.cue or confidence >= options.least:
            return False
        words = sum(len(_WORD.findall(span.of(text))) for span in raw.spans.content)
        return words < _LONG or confidence < options.least_long

    def _judged(self, text: str, whole: Iterable[Raw], marks: Marks) -> Iterator[tuple[Raw, Attribution]]:
        """What counts of some candidates, each with how likely it is right."""
        read = _with_cues(text, whole, self.lemmatise)
        inside = holders([one.raw.spans for one in read])
        for one, holder in zip(read, inside, strict=True):
            type_ = _type(text, one, marks, holder)
            confidence = _confidence(text, one, type_, holder is not None, self.tagger.options)
            yield one.raw, _attribution(one, type_, confidence, holder, self.name)

    def _windows(self, asked: Iterable[_Asked]) -> Iterator[tuple[int, Pieces]]:
        """The windows of each text with its number."""
        for number, one in enumerate(asked):
            for window in windows(pieces_of(*one, self.tagger.tokenizer)):
                yield number, window

    def _found(self, asked: Iterable[_Asked]) -> Iterator[tuple[int, Raw]]:
        """The candidates of each text, with the text's number, window by window.

        The tagger reads on, from text to text, while what it has read is decoded: so it is never waited for.
        """
        options = self.tagger.options
        cut, ahead = tee(self._windows(asked))
        emissions = self.tagger(window for _, window in ahead)
        for chunk in _chunks(zip(cut, emissions, strict=True)):
            read, said = [window for (_, window), _ in chunk], [one for _, one in chunk]
            for ((number, window), _), found in zip(
                chunk, find(read, said, self.tagger.links, options), strict=True
            ):
                raws = (raw_of(window, one, options) for one in found)
                yield from ((number, raw) for raw in raws if _is_candidate(raw, options))
