"""What speaks for an attribution: how its cue sees each piece of a window, and what each piece is by itself.

All numbers are read off the window at once, and then for each attribution where its spans lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple, Self

import numpy as np

from transforms.attribution.linking import Floats, Range, log_softmax

N_TAGS: Final = 7
B_SOURCE: Final = 1
B_CUE: Final = 3
B_CONTENT: Final = 5
_SURE: Final = 0.999
_REMEMBERED: Final = 512  # as many pieces as a window has, and more
Number = float | np.floating[Any]


class Own(NamedTuple):
    """The spans of one attribution with a cue, and the place of its cue among those of the layer."""

    place: int
    cue: Range
    content: Sequence[Range]
    source: Range | None


@dataclass(frozen=True, slots=True)
class Alone:
    """What the tags of one layer say of each piece by itself, as log probabilities."""

    tags: Floats
    source: Floats
    cue: Floats
    content: Floats
    source_stops: Floats
    content_stops: Floats

    @classmethod
    def of(cls, logits: Floats) -> Self:
        """From the logits of a layer, a row a piece."""
        tags = log_softmax(np.ascontiguousarray(logits.T))
        either = (np.logaddexp(tags[begin], tags[begin + 1]) for begin in (B_SOURCE, B_CUE, B_CONTENT))
        stops = (_stops(np.exp(tags[begin + 1])) for begin in (B_SOURCE, B_CONTENT))
        return cls(tags, *either, *stops)


@dataclass(frozen=True, slots=True)
class Seen:
    """How each cue sees each piece, as log probabilities [cues, pieces].

    As one of its source, one of its content, and where content begins; `stops`: that content does not go on
    there. The first two stand as probabilities, too.
    """

    source: Floats
    content: Floats
    begins: Floats
    source_chance: Floats
    content_chance: Floats
    stops: Floats

    @classmethod
    def of(cls, roles: Floats) -> Self:
        """From log probabilities of O, B-source, I-source, B-content, I-content: [5, cues, pieces]."""
        source, content = np.logaddexp(roles[1], roles[2]), np.logaddexp(roles[3], roles[4])
        chance = np.exp(content)
        return cls(source, content, roles[3], np.exp(source), chance, _stops(chance))


def _stops(chance: Floats) -> Floats:
    """The log probability that what has a piece with this probability is over there."""
    return np.asarray(np.log1p(-np.minimum(chance, _SURE)))


def means(values: Floats, ranges: Sequence[Range]) -> Floats:
    """The mean of `values` [.., pieces] over each range: [.., ranges]."""
    sums = np.concatenate([np.zeros((*values.shape[:-1], 1), values.dtype), values.cumsum(-1)], -1)
    starts, ends = (np.array([r[i] for r in ranges], np.int64) for i in (0, 1))
    return np.asarray((sums[..., ends] - sums[..., starts]) / (ends - starts), np.float32)


def _mean(values: Floats) -> Number:
    """What `values.mean()` gives of some numbers: it takes three times as long."""
    return np.float32(np.add.reduce(values) / np.float32(len(values)))


@lru_cache(_REMEMBERED)
def _log(number: int) -> Number:
    return float(np.log(number))


def evidence(own: Own, seen: Seen, alone: Alone) -> tuple[float, ...]:
    """What speaks for an attribution, mostly as log probabilities: its content, then its cue and source."""
    numbers = (
        *_of_content(own.place, own.content, seen, alone),
        *_of_cue(own.cue, alone),
        *_of_source(own.place, own.source, seen, alone),
    )
    return tuple(map(float, numbers))


def evidence_alone(content: Range, alone: Alone) -> tuple[Number, Number]:
    """What speaks for a content without a cue: its mean log probability and its size."""
    start, end = content
    return _mean(alone.content[start:end]), _log(end - start)


def _of_content(place: int, content: Sequence[Range], seen: Seen, alone: Alone) -> tuple[Number, ...]:
    """The content as the cue sees it and by itself: all of it, its weakest piece, its edges; then sizes."""
    starts, ends = [start for start, _ in content], [end for _, end in content]
    by_cue, by_itself = _inside(seen.content[place], content), _inside(alone.content, content)
    chances = seen.content_chance[place]
    elsewhere = np.add.reduce(chances) - np.add.reduce(_inside(chances, content))
    return (
        _mean(by_cue),
        _mean(by_itself),
        by_cue.min(),
        by_itself.min(),
        _mean(seen.begins[place, starts]),
        _mean(alone.tags[B_CONTENT, starts]),
        _stop(seen.stops[place], ends),
        _stop(alone.content_stops, ends),
        np.log1p(max(0.0, float(elsewhere))),
        len(content) - 1,
        _log(len(by_cue)),
    )


def _inside(numbers: Floats, ranges: Sequence[Range]) -> Floats:
    """The numbers of the pieces in some ranges."""
    parts = [numbers[start:end] for start, end in ranges]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _of_cue(cue: Range, alone: Alone) -> tuple[Number, ...]:
    """The cue by itself: all of it, its weakest piece, where it starts."""
    own = alone.cue[slice(*cue)]
    return _mean(own), own.min(), alone.tags[B_CUE, cue[0]]


def _of_source(place: int, source: Range | None, seen: Seen, alone: Alone) -> tuple[Number, ...]:
    """The source as the cue sees it and by itself, its edges, its rival, its size; or that there is none."""
    chance = seen.source_chance[place]
    if not source:
        return float(np.log1p(-min(_SURE, float(chance.max())))), 0, 0, 0, 0, 0, 1
    start, end = source
    return (
        _mean(seen.source[place, start:end]),
        _mean(alone.source[start:end]),
        alone.tags[B_SOURCE, start],
        _stop(alone.source_stops, [end]),
        max(chance[:start].max(initial=0), chance[end:].max(initial=0)),
        _log(end - start),
        0,
    )


def _stop(stops: Floats, ends: Sequence[int]) -> Number:
    """The mean log probability that what ends at `ends` does not go on there."""
    within = [end for end in ends if end < len(stops)]
    return _mean(stops[within]) if within else 0
