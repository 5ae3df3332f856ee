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
from transforms.attribution.evidence import (
    B_CONTENT,
    B_CUE,
    B_SOURCE,
    N_TAGS,
    Alone,
    Own,
    Seen,
    evidence,
    evidence_alone,
    means,
)
from transforms.attribution.linking import Floats, LinkWeights, Range, roles_of
from transforms.attribution.marks import OUTSIDE
from transforms.attribution.tag_sequences import best_tags, runs
from transforms.attribution.windows import SPECIAL, SYMBOL, Pieces

FLAT: Final = slice(0, N_TAGS)
NESTED: Final = slice(N_TAGS, 2 * N_TAGS)
# By how surely each piece of the content is one, before anything is fitted.
_UNTUNED: Final = Confidence((3.0, 1.0, 1.0) + (0.0,) * 19)
_UNTUNED_CUELESS: Final = Confidence((1.0, 2.0, 0.5, 0.0))
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


def _owned(seen: Seen, spans: RoleRanges, least: float) -> list[list[Range]]:
    """The contents of each cue: one goes to the cue that claims it most, if the claim is strong enough."""
    mine: list[list[Range]] = [[] for _ in spans.cues]
    if spans.contents:
        claims = means(seen.content, spans.contents)
        strong = (claims.max(0) > least).tolist()
        for content, cue, is_strong in zip(spans.contents, claims.argmax(0).tolist(), strong, strict=True):
            if is_strong:
                mine[cue].append(content)
    return mine


def _sources(seen: Seen, spans: RoleRanges, least: float) -> list[Range | None]:
    """The source of each cue, or None; one source may serve several cues."""
    if not spans.sources:
        return [None] * len(spans.cues)
    claims = means(seen.source, spans.sources)
    strong = (claims.max(1) > least).tolist()
    best = claims.argmax(1).tolist()
    return [spans.sources[at] if is_strong else None for at, is_strong in zip(best, strong, strict=True)]


def _layer(spans: RoleRanges, seen: Seen, alone: Alone, options: Options, nested: bool) -> list[Found]:
    """The attributions of one layer that have a cue."""
    owned = _owned(seen, spans, options.content_link)
    sources = _sources(seen, spans, options.source_link)
    every = (Own(place, *own) for place, own in enumerate(zip(spans.cues, owned, sources, strict=True)))
    return [
        Found(own.cue, tuple(own.content), own.source, nested, evidence(own, seen, alone))
        for own in every
        if own.content
    ]


def _flat(
    window: Pieces, spans: RoleRanges, one: Emissions, links: LinkWeights, options: Options
) -> list[Found]:
    """The attributions of the flat layer, those without a cue behind the others."""
    if not spans.contents:
        return []
    found, alone = list[Found](), Alone.of(one.tags[:, FLAT])
    if spans.cues:
        seen = Seen.of(roles_of(spans.cues, None, one.key, one.query, links))
        found = _layer(spans, seen, alone, options, nested=False)
    return found + _unclaimed(spans, found, alone, window)


def _nested(
    outer: RoleRanges, inner: RoleRanges, one: Emissions, links: LinkWeights, options: Options
) -> list[Found]:
    """The attributions of the nested layer, but for cues that the flat one has, too."""
    spans = inner._replace(cues=[cue for cue in inner.cues if not _overlaps(cue, outer.cues)])
    if not spans.cues or not spans.contents:
        return []
    seen = Seen.of(roles_of(spans.cues, outer.cues, one.key, one.query, links))
    return _layer(spans, seen, Alone.of(one.tags[:, NESTED]), options, nested=True)


def _unclaimed(spans: RoleRanges, found: Sequence[Found], alone: Alone, window: Pieces) -> list[Found]:
    """The contents that no cue took, each by itself, with the source that stands right beside it."""
    taken = {content for each in found for content in each.content}
    sources = [source for source in spans.sources if source not in {each.source for each in found}]
    return [
        Found(
            None,
            (content,),
            _signature(content, sources, window),
            False,
            _cueless_evidence(content, alone, window),
        )
        for content in spans.contents
        if content not in taken
    ]


def _cueless_evidence(content: Range, alone: Alone, window: Pieces) -> tuple[float, ...]:
    """The evidence for a content without a cue: mean log probability, size, share in quotation marks."""
    quoted = (window.marks[slice(*content)] != OUTSIDE).mean()
    return tuple(map(float, (*evidence_alone(content, alone), quoted)))


def _signature(content: Range, sources: Sequence[Range], window: Pieces) -> Range | None:
    """The source that signs a content ("...” ― Maria Lopez"): nothing but symbols stands between."""
    for source in sources:
        start, end = sorted((*content, *source))[1:3]
        between = window.shapes[start:end]
        if end - start <= _SIGNED and bool(np.isin(between, (SYMBOL, SPECIAL)).all()):
            return source
    return None


def _spans(tags: Sequence[int]) -> RoleRanges:
    found = runs(tags)
    return RoleRanges(*(found.get(begin, []) for begin in (B_SOURCE, B_CUE, B_CONTENT)))


def _best(
    windows: Sequence[Pieces], emissions: Sequence[Emissions], biases: tuple[float, float]
) -> tuple[list[RoleRanges], list[RoleRanges]]:
    """The spans of several windows at once, flat and nested; `biases` favour flat cues and contents."""
    lengths = [len(window) for window in windows]
    scores = np.zeros((2, len(windows), max(lengths), N_TAGS), np.float32)
    for row, one in enumerate(emissions):
        for layer, part in enumerate((FLAT, NESTED)):
            scores[layer, row, : len(one.tags)] = one.tags[:, part]
    for begin, bias in zip((B_CUE, B_CONTENT), biases, strict=True):
        scores[0, ..., begin : begin + 2] += np.float32(bias)
    spans = [_spans(tags) for tags in best_tags(scores.reshape(-1, *scores.shape[2:]), lengths * 2)]
    return spans[: len(windows)], spans[len(windows) :]


def _overlaps(cue: Range, others: Sequence[Range]) -> bool:
    return any(cue[0] < end and start < cue[1] for start, end in others)


def find(
    windows: Sequence[Pieces], emissions: Sequence[Emissions], links: LinkWeights, options: Options
) -> list[list[Found]]:
    """The attributions of each window: flat ones, those without a cue, those nested inside contents."""
    if not windows:
        return []
    layers = _best(windows, emissions, (options.cue_bias, options.content_bias))
    return [
        _flat(window, outer, one, links, options) + _nested(outer, inner, one, links, options)
        for window, one, outer, inner in zip(windows, emissions, *layers, strict=True)
    ]
