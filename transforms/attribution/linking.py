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
_EDGES: Final = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192])
_INSIDE: Final = 16

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


def distance_buckets(length: int, start: int, end: int) -> Ints:
    """For each of `length` pieces, a bucket of its signed distance from the cue [start, end)."""
    at = np.arange(length)
    before = np.where(at < start, start - at, 0)
    after = np.where(at >= end, at - end + 1, 0)
    return np.asarray(
        _INSIDE + np.searchsorted(_EDGES, after, side="right") - np.searchsorted(_EDGES, before, side="right")
    )


def between_buckets(length: int, cue: int, cues: Sequence[Range]) -> Ints:
    """For each piece, how many other cues lie between it and cue number `cue`: 0-3 after it, 4-7 before."""
    starts = np.zeros(length + 1, np.int64)
    ends = np.zeros(length + 1, np.int64)
    for i, (start, end) in enumerate(cues):
        if i != cue:
            starts[min(start + 1, length)] += 1
            ends[min(end, length)] += 1
    begun, over = np.cumsum(starts), np.cumsum(ends)
    start, end = cues[cue]
    at = np.arange(length)
    after = np.minimum(np.maximum(over[at] - begun[min(end, length)], 0), 3)
    before = 4 + np.minimum(np.maximum(over[start] - begun[at], 0), 3)
    return np.asarray(np.where(at < start, before, after))


def log_softmax(logits: Floats) -> Floats:
    """Logarithms of probabilities over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), np.float32)


def roles_of(cue: int, cues: Sequence[Range], key: Floats, query: Floats, weights: LinkWeights) -> Floats:
    """Log probabilities [pieces, 5] of O, B-source, I-source, B-content, I-content as seen from one cue."""
    length, added = len(key), weights.out.shape[1]
    start, end = cues[cue]
    pooled = query[start:end].mean(0)
    hidden = key[:, :added] + pooled[:added] + weights.distance[distance_buckets(length, start, end)]
    hidden += weights.between[between_buckets(length, cue, cues)]
    multiplied = pooled[added:].reshape(len(weights.out), -1)
    logits = np.maximum(hidden, 0) @ weights.out.T + weights.bias
    logits += key[:, added:] @ multiplied.T / np.float32(multiplied.shape[1] ** 0.5)
    return log_softmax(logits)
