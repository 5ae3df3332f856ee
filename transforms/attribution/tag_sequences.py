"""The best legal sequence of tags, and the spans in it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_NEVER: Final = np.float32(-1e4)


def transitions(n_tags: int) -> Floats:
    """Cost [from, to] of every step between tags: 0, or prohibitive for an I- that continues nothing.

    Tags are O, then B- and I- of each role in turn.
    """
    steps = np.zeros((n_tags, n_tags), np.float32)
    for inside in range(2, n_tags, 2):
        steps[:, inside] = _NEVER
        steps[[inside - 1, inside], inside] = 0
    return steps


def best_tags(scores: Floats, lengths: Sequence[int]) -> list[Ints]:
    """Viterbi over a batch of scores [sequences, pieces, tags]: a legal tag sequence each, of its length."""
    batch, length, n_tags = scores.shape
    steps = transitions(n_tags)
    total = scores[:, 0] + steps[0]
    back = np.zeros((batch, length, n_tags), np.int8)
    kept = np.empty_like(scores)
    kept[:, 0] = total
    for at in range(1, length):
        paths = total[:, :, None] + steps
        back[:, at] = paths.argmax(1)
        total = paths.max(1) + scores[:, at]
        kept[:, at] = total
    return [_walk_back(back[i], kept[i], n) for i, n in enumerate(lengths)]


def _walk_back(back: npt.NDArray[np.int8], kept: Floats, length: int) -> Ints:
    tags = np.zeros(length, np.int64)
    if length:
        tags[-1] = kept[length - 1].argmax()
        for at in range(length - 1, 0, -1):
            tags[at - 1] = back[at, tags[at]]
    return tags


def runs(tags: Ints, begin: int) -> list[tuple[int, int]]:
    """Half-open ranges of pieces tagged `begin` (B-) or `begin + 1` (I-), a new one at every B-."""
    found: list[tuple[int, int]] = []
    for at in np.flatnonzero((tags == begin) | (tags == begin + 1)).tolist():
        if found and found[-1][1] == at and tags[at] != begin:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found
