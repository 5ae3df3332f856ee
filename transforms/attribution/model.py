"""Attributions by the trained tagger: the extractor that the build uses."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from typing import Final, NamedTuple

from transforms.attribution.cues import read_cue
from transforms.attribution.finding import Found, Options, find
from transforms.attribution.linking import Range
from transforms.attribution.nesting import Spans, holders
from transforms.attribution.quote_types import Marks, type_of
from transforms.attribution.tagger import Reader
from transforms.attribution.values import Attribution
from transforms.attribution.windows import Pieces, masked, paragraphs, windows
from transforms.language.spans import Span, merge, subtract

_TOGETHER: Final = 16  # windows decoded at once: enough to keep numpy busy, few enough to bound memory


class Raw(NamedTuple):
    """One attribution as spans of the text, before what depends on the others is known."""

    spans: Spans
    confidence: float
    nested: bool
    margin: int  # pieces between the cue (or all of it, where there is none) and the nearer end of its window


def _spans(window: Pieces, ranges: Iterable[Range]) -> tuple[Span, ...]:
    """The text spans of ranges of pieces, cut where a paragraph ends."""
    found: list[Span] = []
    for start, end in ranges:
        held: list[int] = []
        for at in range(start, end + 1):
            if at < end and window.starts[at] >= 0:
                held.append(at)
            elif held:
                found.append(Span(int(window.starts[held[0]]), int(window.ends[held[-1]])))
                held = []
    return tuple(merge(span for span in found if span.start < span.end))


def confidence(evidence: Sequence[float], weights: Sequence[float]) -> float:
    """How likely the attribution is right: a logistic model of its evidence, fitted on held-out texts."""
    score = weights[0] + sum(w * x for w, x in zip(weights[1:], evidence, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def raw_of(window: Pieces, found: Found, options: Options) -> Raw:
    """What was found in a window, as spans of the text; no content overlaps the cue."""
    cue = _spans(window, [found.cue] if found.cue else [])
    content = tuple(subtract(_spans(window, found.content), cue))
    source = _spans(window, [found.source] if found.source else [])
    start, end = found.cue or (found.content[0][0], found.content[-1][1])
    weights = options.evidence if found.cue else options.cueless_evidence
    return Raw(
        Spans(cue, content, source),
        confidence(found.evidence, weights),
        found.nested,
        min(start, len(window) - end),
    )


def _stands(raw: Raw, options: Options) -> bool:
    least = options.nested_threshold if raw.nested else options.threshold
    if not raw.spans.cue:
        least = options.cueless_threshold
    return bool(raw.spans.content) and raw.confidence >= least


def _windows_of(text: str, exclude: Sequence[Span], tagger: Reader) -> list[Pieces]:
    return windows(paragraphs(masked(text, exclude), tagger.tokenizer))


def _chunks(items: Iterable[Pieces]) -> Iterator[list[Pieces]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, _TOGETHER)):
        yield chunk


def _places(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _distinct(raws: Iterable[Raw]) -> list[Raw]:
    """One attribution a cue: where windows overlap, the one that sees more around the cue counts.

    A content without a cue counts where no attribution with one says anything about it.
    """
    kept: list[Raw] = []
    cues: set[int] = set()
    told: set[int] = set()
    for raw in sorted(raws, key=lambda r: (r.nested, not r.spans.cue, -r.margin, r.spans)):
        mine = _places(raw.spans.cue)
        if cues.isdisjoint(mine) and (mine or told.isdisjoint(_places(raw.spans.content + raw.spans.source))):
            cues |= mine
            told |= _places((*raw.spans.content, *raw.spans.cue, *raw.spans.source))
            kept.append(raw)
    return kept


def _completed(raw: Raw, marks: Marks) -> Raw:
    """The attribution with its quotations whole."""
    content = marks.whole(raw.spans.content, raw.spans.cue + raw.spans.source)
    return raw._replace(spans=raw.spans._replace(content=content))


def _attributions(text: str, found: Sequence[Raw], marks: Marks, method: str) -> list[Attribution]:
    whole = _distinct(_completed(raw, marks) for raw in found)
    raws = sorted(whole, key=lambda r: (r.spans.content, r.spans.cue, r.spans.source))
    cues = [read_cue(text, raw.spans.cue, raw.spans.content + raw.spans.source) for raw in raws]
    # Inside speech, a cue that reports neither speech nor thought ("has supported") is more often wrong.
    sure = [not raw.nested or cue.kind != "other" for raw, cue in zip(raws, cues, strict=True)]
    raws, cues = list(compress(raws, sure)), list(compress(cues, sure))
    inside = holders([raw.spans for raw in raws])
    attributions = []
    for raw, cue, holder in zip(raws, cues, inside, strict=True):
        attributions.append(
            Attribution(
                content=raw.spans.content,
                cue=raw.spans.cue,
                source=raw.spans.source,
                type=type_of(text, raw.spans.content, marks),
                confidence=round(raw.confidence, 4),
                method=method,
                cue_lemma=cue.lemma,
                cue_class=cue.kind,
                negated=cue.negated,
                cue_modifiers=cue.modifiers,
                nested_in=holder,
            )
        )
    return attributions


@dataclass(frozen=True, slots=True)
class ModelExtractor:
    """Finds attributions with a loaded tagger; the same texts give the same attributions."""

    tagger: Reader

    @property
    def name(self) -> str:
        """The model's name, published as a quote's method."""
        return self.tagger.name

    def __call__(
        self, texts: Sequence[str], exclude: Sequence[Sequence[Span]] = ()
    ) -> list[list[Attribution]]:
        """One list of attributions a text, in order of content; none overlaps that text's excluded spans."""
        holes = exclude or [()] * len(texts)
        return [self.one(text, spans) for text, spans in zip(texts, holes, strict=True)]

    def one(self, text: str, exclude: Sequence[Span] = ()) -> list[Attribution]:
        """The attributions of one text."""
        options = self.tagger.options
        raws: list[Raw] = []
        for chunk in _chunks(_windows_of(text, exclude, self.tagger)):
            emissions = list(self.tagger(chunk))
            for window, found in zip(chunk, find(chunk, emissions, self.tagger.links, options), strict=True):
                raws += [raw_of(window, one, options) for one in found]
        standing = [raw for raw in raws if _stands(raw, options)]
        return _attributions(text, standing, Marks(masked(text, exclude)), self.name)
