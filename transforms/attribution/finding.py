"""From the tagger's numbers over one window to the attributions in it, as ranges of pieces.

The tags give the spans of each role; each cue then says which of them are its own. A content that no cue
claims stands by itself: free indirect speech, a quotation signed with a name, the rest of a quotation whose
cue lies outside the window. A second layer of tags finds a holder in another's reported speech.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, NamedTuple, Self

import numpy as np

from transforms.attribution.confidence import IDENTITY, Confidence
from transforms.attribution.linking import LinkWeights, Range, log_softmax, roles_of
from transforms.attribution.marks import OUTSIDE
from transforms.attribution.tag_sequences import Floats, Ints, best_tags, runs
from transforms.attribution.windows import SPECIAL, SYMBOL, Pieces

N_TAGS: Final = 7
B_SOURCE: Final = 1
B_CUE: Final = 3
B_CONTENT: Final = 5
FLAT: Final = slice(0, N_TAGS)
NESTED: Final = slice(N_TAGS, 2 * N_TAGS)
_SURE: Final = 0.999
# By how surely each piece of the content is one, before anything is fitted.
_UNTUNED: Final = Confidence((3.0, 1.0, 1.0) + (0.0,) * 19)
_UNTUNED_CUELESS: Final = Confidence((1.0, 2.0, 0.5, 0.0))
Number = float | np.floating[Any]
_SIGNED: Final = 4  # pieces at most between a content and the name that signs it


class Emissions(NamedTuple):
    """What the tagger says of one window, a row a piece: tag logits (flat, then nested), key, query."""

    tags: Floats
    key: Floats
    query: Floats


@dataclass(frozen=True, slots=True)
class Options:
    """What was tuned on held-out training texts (see the model card).

    `content_link`, `source_link`: the least mean log probability at which a cue takes a span. `cue_bias`,
    `content_bias`: added to the flat tags of cues and contents. `threshold`, `nested_threshold`,
    `cueless_threshold`: the least confidence by this evidence alone. `confidence`, `cueless_confidence`: how
    likely what was found is right. `sign_weights`: log odds that each sign of its words adds; `signed`: what
    the sum says, and that there is no source. `least`, `least_long`: the least confidence, its words minded,
    of what has a cue; of a long content less is asked, as most of its words are somebody's all the same.
    """

    content_link: float = -1.5
    source_link: float = -1.5
    cue_bias: float = 0.0
    content_bias: float = 0.0
    threshold: float = 0.0
    nested_threshold: float = 0.0
    cueless_threshold: float = 0.0
    least: float = 0.0
    least_long: float = 0.0
    confidence: Confidence = _UNTUNED
    cueless_confidence: Confidence = _UNTUNED_CUELESS
    sign_weights: Mapping[str, float] = field(default_factory=dict)
    signed: Confidence = IDENTITY

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """Options from JSON; what is not named keeps its default, and unknown names are ignored."""
        known = {each.name for each in fields(cls)}
        values: dict[str, Any] = {
            name: Confidence.of(value) if name.endswith(("confidence", "signed")) else value
            for name, value in settings.items()
            if name in known
        }
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in a window: ranges of pieces, and what speaks for it (log probabilities)."""

    cue: Range | None
    content: tuple[Range, ...]
    source: Range | None
    nested: bool
    evidence: tuple[float, ...]


class RoleRanges(NamedTuple):
    """The spans of one layer of tags in one window."""

    sources: list[Range]
    cues: list[Range]
    contents: list[Range]


def _means(values: Floats, ranges: Sequence[Range]) -> Floats:
    """The mean of `values` [.., pieces] over each range: [.., ranges]."""
    sums = np.concatenate([np.zeros((*values.shape[:-1], 1), values.dtype), values.cumsum(-1)], -1)
    starts, ends = (np.array([r[i] for r in ranges], np.int64) for i in (0, 1))
    return np.asarray((sums[..., ends] - sums[..., starts]) / (ends - starts), np.float32)


def _evidence(
    cue: Range, content: Sequence[Range], source: Range | None, view: Floats, flat: Floats
) -> tuple[float, ...]:
    """What speaks for an attribution, mostly as log probabilities: its content, then its cue and source.

    `view` is how the cue sees each piece, `flat` the tags of each piece by themselves.
    """
    return tuple(
        float(number)
        for number in (
            *_content_evidence(content, view, flat),
            *_cue_evidence(cue, flat),
            *_source_evidence(source, np.logaddexp(view[:, 1], view[:, 2]), flat),
        )
    )


def _content_evidence(content: Sequence[Range], view: Floats, flat: Floats) -> tuple[Number, ...]:
    """The content as the cue sees it and by itself: all of it, its weakest piece, its edges; then sizes."""
    inside = np.concatenate([np.arange(*r) for r in content])
    starts, ends = ([r[at] for r in content] for at in (0, 1))
    from_cue, alone = np.logaddexp(view[:, 3], view[:, 4]), _either(flat, B_CONTENT)
    elsewhere = np.exp(from_cue).sum() - np.exp(from_cue[inside]).sum()
    return (
        *(numbers[inside].mean() for numbers in (from_cue, alone)),
        *(numbers[inside].min() for numbers in (from_cue, alone)),
        view[starts, 3].mean(),
        flat[starts, B_CONTENT].mean(),
        _stops(from_cue, ends),
        _stops(flat[:, B_CONTENT + 1], ends),
        np.log1p(max(0.0, float(elsewhere))),
        len(content) - 1,
        np.log(len(inside)),
    )


def _cue_evidence(cue: Range, flat: Floats) -> tuple[Number, ...]:
    """The cue by itself: all of it, its weakest piece, where it starts."""
    alone = _either(flat, B_CUE)[slice(*cue)]
    return alone.mean(), alone.min(), flat[cue[0], B_CUE]


def _source_evidence(source: Range | None, chance: Floats, flat: Floats) -> tuple[Number, ...]:
    """The source as the cue sees it and by itself, its edges, its rival, its size; or that there is none."""
    if not source:
        return float(np.log1p(-min(_SURE, float(np.exp(chance.max()))))), 0, 0, 0, 0, 0, 1
    inside = slice(*source)
    others = np.exp(chance)
    others[inside] = 0
    return (
        chance[inside].mean(),
        _either(flat, B_SOURCE)[inside].mean(),
        flat[source[0], B_SOURCE],
        _stops(flat[:, B_SOURCE + 1], [source[1]]),
        others.max(),
        np.log(source[1] - source[0]),
        0,
    )


def _either(tags: Floats, begin: int) -> Floats:
    """The log probability that a piece has the tag `begin` (B-) or the one after it (I-)."""
    return np.asarray(np.logaddexp(tags[:, begin], tags[:, begin + 1]))


def _stops(chance: Floats, ends: Sequence[int]) -> float:
    """The mean log probability that what ends at `ends` does not go on there."""
    after = np.exp(chance[[end for end in ends if end < len(chance)]])
    return float(np.log1p(-np.minimum(after, _SURE)).mean()) if len(after) else 0.0


def _owned(views: Floats, spans: RoleRanges, least: float) -> list[list[Range]]:
    """The contents of each cue: one goes to the cue that claims it most, if the claim is strong enough."""
    mine: list[list[Range]] = [[] for _ in spans.cues]
    if spans.contents:
        claims = _means(np.logaddexp(views[..., 3], views[..., 4]), spans.contents)
        for content, cue, claim in zip(spans.contents, claims.argmax(0), claims.max(0), strict=True):
            if claim > least:
                mine[int(cue)].append(content)
    return mine


def _sources(views: Floats, spans: RoleRanges, least: float) -> list[Range | None]:
    """The source of each cue, or None; one source may serve several cues."""
    if not spans.sources:
        return [None] * len(spans.cues)
    claims = _means(np.logaddexp(views[..., 1], views[..., 2]), spans.sources)
    return [spans.sources[int(row.argmax())] if row.max() > least else None for row in claims]


def _layer(
    spans: RoleRanges, outer: Sequence[Range] | None, one: Emissions, links: LinkWeights, options: Options
) -> list[Found]:
    """The attributions of one layer; `outer` are the cues of the flat layer, where this is the nested one."""
    if not spans.cues:
        return []
    known = [
        (spans.cues, i) if outer is None else ([*outer, cue], len(outer)) for i, cue in enumerate(spans.cues)
    ]
    views = np.stack([roles_of(number, cues, one.key, one.query, links) for cues, number in known])
    flat = log_softmax(one.tags[:, FLAT if outer is None else NESTED])
    owned = _owned(views, spans, options.content_link)
    sources = _sources(views, spans, options.source_link)
    return [
        Found(cue, tuple(content), source, outer is not None, _evidence(cue, content, source, view, flat))
        for cue, content, source, view in zip(spans.cues, owned, sources, views, strict=True)
        if content
    ]


def _unclaimed(spans: RoleRanges, found: Sequence[Found], one: Emissions, window: Pieces) -> list[Found]:
    """The contents that no cue took, each by itself, with the source that stands right beside it."""
    taken = {content for each in found for content in each.content}
    sources = [source for source in spans.sources if source not in {each.source for each in found}]
    alone = _either(log_softmax(one.tags[:, FLAT]), B_CONTENT)
    return [
        Found(None, (content,), _signature(content, sources, window), False, _alone(content, alone, window))
        for content in spans.contents
        if content not in taken
    ]


def _alone(content: Range, alone: Floats, window: Pieces) -> tuple[float, ...]:
    """The evidence for a content without a cue: mean log probability, size, share in quotation marks."""
    inside = slice(*content)
    quoted = float((window.marks[inside] != OUTSIDE).mean())
    return float(alone[inside].mean()), float(np.log(content[1] - content[0])), quoted


def _signature(content: Range, sources: Sequence[Range], window: Pieces) -> Range | None:
    """The source that signs a content ("...” ― Maria Lopez"): nothing but symbols stands between."""
    for source in sources:
        start, end = sorted((*content, *source))[1:3]
        between = window.shapes[start:end]
        if end - start <= _SIGNED and bool(np.isin(between, (SYMBOL, SPECIAL)).all()):
            return source
    return None


def _spans(tags: Ints) -> RoleRanges:
    return RoleRanges(*(runs(tags, begin) for begin in (B_SOURCE, B_CUE, B_CONTENT)))


def _best(
    windows: Sequence[Pieces], emissions: Sequence[Emissions], part: slice, biases: tuple[float, float]
) -> list[RoleRanges]:
    """The spans of several windows at once, for one layer; `biases` favour cues and contents."""
    lengths = [len(window) for window in windows]
    scores = np.zeros((len(windows), max(lengths), N_TAGS), np.float32)
    for row, one in zip(scores, emissions, strict=True):
        row[: len(one.tags)] = one.tags[:, part]
    for begin, bias in zip((B_CUE, B_CONTENT), biases, strict=True):
        scores[..., begin : begin + 2] += np.float32(bias)
    return [_spans(tags) for tags in best_tags(scores, lengths)]


def _overlaps(cue: Range, others: Sequence[Range]) -> bool:
    return any(cue[0] < end and start < cue[1] for start, end in others)


def find(
    windows: Sequence[Pieces], emissions: Sequence[Emissions], links: LinkWeights, options: Options
) -> list[list[Found]]:
    """The attributions of each window: flat ones, those without a cue, those nested inside contents."""
    if not windows:
        return []
    flat = _best(windows, emissions, FLAT, (options.cue_bias, options.content_bias))
    inner = [
        deep._replace(cues=[cue for cue in deep.cues if not _overlaps(cue, outer.cues)])
        for deep, outer in zip(_best(windows, emissions, NESTED, (0.0, 0.0)), flat, strict=True)
    ]
    answers = []
    for window, outer, deep, one in zip(windows, flat, inner, emissions, strict=True):
        cued = _layer(outer, None, one, links, options)
        nested = _layer(deep, outer.cues, one, links, options)
        answers.append(cued + _unclaimed(outer, cued, one, window) + nested)
    return answers
