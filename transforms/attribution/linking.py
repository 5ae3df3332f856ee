"""Which source and content belong to a cue: the tagger's link head, in numpy.

Each cue looks at every piece of its window and says whether it is part of its source or its content.
The head is shallow, because the encoder has already put each piece in context: a sum and a product of
two projections, with how far the piece is from the cue and how many other cues lie between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

N_DISTANCES: Final = 33
N_BETWEEN: Final = 8
_FURTHEST: Final = 192
_EDGES: Final = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, _FURTHEST])
_INSIDE: Final = 16
_STEPS: Final = np.arange(-_FURTHEST, _FURTHEST + 1)
_BUCKETS: Final = (
    _INSIDE
    + np.searchsorted(_EDGES, np.maximum(_STEPS, 0), side="right")
    - np.searchsorted(_EDGES, np.maximum(-_STEPS, 0), side="right")
)
_MOST: Final = N_BETWEEN // 2 - 1

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """Tables of the link head: distance [33, d], between [8, d], out [5, d], bias [5]."""

    distance: Floats
    between: Floats
    out: Floats
    bias: Floats


def distance_buckets(length: int, cues: Sequence[Range]) -> Ints:
    """A bucket of each of `length` pieces' signed distance from each cue [start, end): [cues, length]."""
    at, (starts, ends) = np.arange(length), _edges(cues)
    signed = np.minimum(at - starts, 0) + np.maximum(at - ends + 1, 0)
    return np.asarray(_BUCKETS[np.maximum(np.minimum(signed, _FURTHEST), -_FURTHEST) + _FURTHEST])


def between_buckets(length: int, cues: Sequence[Range], outer: Sequence[Range] | None = None) -> Ints:
    """How many other cues lie between each cue and each of `length` pieces: 0-3 after the cue, 4-7 before it.

    The others are all of `cues`, or those of `outer` where that is given: [cues, length].
    """
    at, (starts, ends) = np.arange(length), _edges(cues)
    begun, over = _passed(length, cues if outer is None else outer)
    itself = int(outer is None)
    after = over[at] - itself * (at >= ends) - begun[np.minimum(ends, length)] + itself
    before = over[starts] - begun[at]
    between = np.maximum(np.minimum(np.where(at < starts, before, after), _MOST), 0)
    between += (_MOST + 1) * (at < starts)
    return np.asarray(between)


def _edges(cues: Sequence[Range]) -> Ints:
    """The starts and the ends of cues, each as a column."""
    return np.array(cues, np.int64).reshape(-1, 2, 1).swapaxes(0, 1)


def _passed(length: int, cues: Sequence[Range]) -> tuple[Ints, Ints]:
    """How many cues begin before each place, and how many end there or before: [length + 1] each."""
    starts, ends = np.array(cues, np.int64).reshape(-1, 2).T
    begun, over = (
        np.bincount(np.minimum(edges, length), minlength=length + 1).cumsum() for edges in (starts + 1, ends)
    )
    return begun, over


def log_softmax(logits: Floats) -> Floats:
    """Logarithms of probabilities over the first axis: by far the shortest one, and so the quickest there."""
    shifted = logits - logits.max(0)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(0)), np.float32)


def roles_of(
    cues: Sequence[Range], outer: Sequence[Range] | None, key: Floats, query: Floats, weights: LinkWeights
) -> Floats:
    """Log probabilities of O, B-source, I-source, B-content and I-content as each cue sees each piece.

    An array [5, cues, pieces]. Between lie the other cues, or those of `outer`, where that is given.
    """
    length, added = len(key), weights.out.shape[1]
    pooled = np.stack([query[start:end].sum(0) / np.float32(end - start) for start, end in cues])
    hidden = key[:, :added] + pooled[:, None, :added]
    hidden += weights.distance[distance_buckets(length, cues)]
    hidden += weights.between[between_buckets(length, cues, outer)]
    multiplied = pooled[:, added:].reshape(len(cues), len(weights.out), -1)
    logits = np.maximum(hidden, 0, out=hidden) @ weights.out.T + weights.bias
    logits += key[:, added:] @ multiplied.swapaxes(1, 2) / np.float32(multiplied.shape[2] ** 0.5)
    return log_softmax(np.ascontiguousarray(logits.transpose(2, 0, 1)))
