"""Groups of things that belong together, from pairs that may: average linkage over candidate pairs.

Joins go from the likeliest pair down, and two groups join only where their members fit each other on average,
so that a chain of near misses makes no group. The result does not depend on the order of the input.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from transforms.language.encoder import Floats

_SAMPLE: Final = 8
"""Members of a group that stand for it when it is compared with another group."""

EXACT: Final = 1500
"""Up to so many vectors, each is compared with each: that is faster than any index."""

_CELLS: Final = 3
"""In how many cells of a partition a vector looks for neighbours."""

Pair = tuple[int, int]
Score = Callable[[int, int], float]


def neighbours(vectors: Floats, k: int) -> set[Pair]:
    """Pairs (i, j), i < j, in which one is among the other's `k` nearest by cosine; vectors are unit rows.

    Exact for few vectors. For many, approximate: each looks only among those near the same pivots, which are
    rows spread evenly over the input, so sort the rows by a key of their own before.
    """
    n = len(vectors)
    if n <= EXACT:
        return _nearest(vectors, np.arange(n), k)
    pivots = np.unique(np.linspace(0, n - 1, num=int(n**0.5)).astype(int))
    cells = np.argsort(-(vectors @ vectors[pivots].T), axis=1, kind="stable")[:, :_CELLS]
    pairs: set[Pair] = set()
    for cell in range(len(pivots)):
        pairs |= _nearest(vectors, np.flatnonzero((cells == cell).any(axis=1)), k)
    return pairs


def _nearest(vectors: Floats, rows: npt.NDArray[np.intp], k: int) -> set[Pair]:
    """The pairs among `rows`, in blocks so that memory stays small."""
    pairs: set[Pair] = set()
    if len(rows) < 2:
        return pairs
    chosen = vectors[rows]
    for start in range(0, len(rows), EXACT):
        cosines = chosen[start : start + EXACT] @ chosen.T
        own = np.arange(len(cosines))
        cosines[own, start + own] = -np.inf
        best = np.argsort(-cosines, axis=1, kind="stable")[:, : min(k, len(rows) - 1)]
        for one, others in zip(rows[start:], best, strict=False):
            pairs.update(_ordered(int(one), int(rows[other])) for other in others)
    return pairs


def groups(
    n: int, pairs: Iterable[Pair], score: Score, threshold: float, support: Score | None = None
) -> list[list[int]]:
    """The groups of 0..n-1, each sorted, in order of their first member; single ones included.

    A pair of `pairs` with a `score` of `threshold` or more may join two groups, if `support` (the score
    itself where there is none) is as high on average over the pairs across them.
    """
    known = {pair: score(*pair) for pair in set(pairs)}
    likely = sorted((-value, pair) for pair, value in known.items() if value >= threshold)
    fit = _Linkage(support or score, {} if support else known, threshold)
    group_of = list(range(n))
    members = {i: [i] for i in range(n)}
    for _, (i, j) in likely:
        one, other = sorted((group_of[i], group_of[j]))
        if one != other and fit(members[one], members[other]):
            members[one] = sorted(members[one] + members.pop(other))
            for member in members[one]:
                group_of[member] = one
    return [members[key] for key in sorted(members)]


class _Linkage:
    """Whether two groups fit each other on average; scores that are known already are not asked for again."""

    def __init__(self, score: Score, known: dict[Pair, float], threshold: float) -> None:
        self._score, self._known, self._threshold = score, known, threshold

    def __call__(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether the mean score across the groups is high enough."""
        across = [_ordered(i, j) for i, j in product(_some(one), _some(other))]
        for pair in across:
            if pair not in self._known:
                self._known[pair] = self._score(*pair)
        return sum(self._known[pair] for pair in across) >= self._threshold * len(across)


def _ordered(i: int, j: int) -> Pair:
    return (i, j) if i < j else (j, i)


def _some(group: Sequence[int]) -> Sequence[int]:
    """At most _SAMPLE members, spread evenly."""
    return group[:: max(1, -(-len(group) // _SAMPLE))]
