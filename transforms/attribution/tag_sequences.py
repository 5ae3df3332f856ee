"""The best legal sequence of tags, and the spans in it.

Tags are O, then B- and I- of each role in turn. O and B- may follow any tag; I- follows B- or I- of its own
role alone, so that the best way to it is the better of two, and that to all others is the best of all.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Range = tuple[int, int]

_NEVER: Final = np.float32(-1e4)


def best_tags(scores: Floats, lengths: Sequence[int]) -> list[bytes]:
    """Viterbi over a batch of scores [sequences, pieces, tags]: a legal tag sequence each, a byte a tag."""
    order = [0, *range(1, scores.shape[2], 2), *range(2, scores.shape[2], 2)]
    totals = _totals(np.ascontiguousarray(scores.transpose(1, 2, 0)[:, order]))
    opening = scores.shape[2] // 2 + 1
    goes_on = (totals[:, opening:] > totals[:, 1:opening]).transpose(2, 1, 0)
    likeliest = totals[:, np.argsort(order)].argmax(1).astype(np.uint8).T
    return [
        _walked_back(bytearray(tags[:length].tobytes()), [role.tobytes() for role in roles])
        for tags, roles, length in zip(likeliest, goes_on, lengths, strict=True)
    ]


def _totals(scores: Floats) -> Floats:
    """The score of the best sequence up to each piece that ends in each tag: [pieces, tags, sequences].

    In `scores`, as in the totals, I- of each role stand behind B- of each.
    """
    opening = scores.shape[1] // 2 + 1
    totals = np.empty_like(scores)
    totals[:1] = scores[:1]
    totals[:1, opening:] += _NEVER
    for before, now, own in zip(totals, totals[1:], scores[1:], strict=False):
        np.add(before.max(0), own[:opening], out=now[:opening])
        np.add(np.maximum(before[1:opening], before[opening:]), own[opening:], out=now[opening:])
    return totals


def _walked_back(tags: bytearray, goes_on: Sequence[bytes]) -> bytes:
    """The tags of a sequence, of which `tags` are those that end it best, were it cut at each piece.

    `goes_on` says for each role whether the best sequence that has its B- or I- at a piece has I-.
    """
    for at in range(len(tags) - 1, 0, -1):
        tag = tags[at]
        if tag and tag % 2 == 0:
            tags[at - 1] = tag - 1 + goes_on[tag // 2 - 1][at - 1]
    return bytes(tags)


def runs(tags: Sequence[int]) -> dict[int, list[Range]]:
    """Half-open ranges of pieces of one role, a new one at every B-, by the tag B- of the role."""
    found: defaultdict[int, list[Range]] = defaultdict(list)
    start, last = 0, 0
    for at, tag in enumerate((*tags, 0)):
        if last and tag != last + 1:
            found[last].append((start, at))
            last = 0
        if tag and not last:
            start, last = at, tag - (tag + 1) % 2
    return found
