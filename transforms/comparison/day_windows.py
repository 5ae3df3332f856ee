"""Which reports to hold against each other: in a large corpus those of one week, window by window.

The cost of a window depends on how much is published in a week, so that of a corpus grows with its weeks. A
report of no known day may be of any, and is looked for among all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import numpy as np

from transforms.language.clustering import EXACT, Pair, neighbours
from transforms.language.encoder import Floats

WEEK: Final = 7
"""Days of a window, without those that it shares with the next."""


def candidates(vectors: Floats, days: Sequence[date | None], k: int, apart: int) -> set[Pair]:
    """Pairs (i, j), i < j, in which one is among the other's `k` nearest of those `apart` days away.

    `vectors` are unit rows, `days` when each was published. Few reports are each held against each, however
    far apart they are: then nothing is gained by windows.
    """
    if len(vectors) <= EXACT:
        return neighbours(vectors, k)
    pairs = set[Pair]()
    for window in windows(days, apart):
        rows = np.array(window)
        pairs.update((window[i], window[j]) for i, j in neighbours(vectors[rows], k))
    if None in days:
        pairs.update(pair for pair in neighbours(vectors, k) if None in (days[pair[0]], days[pair[1]]))
    return pairs


def windows(days: Sequence[date | None], apart: int) -> Iterator[list[int]]:
    """The places, in order, of a week's days and the `apart` next: two that are so near share a window."""
    weeks = defaultdict[int, list[int]](list)
    for place, day in enumerate(days):
        if day is not None:
            week, in_week = divmod(day.toordinal(), WEEK)
            weeks[week].append(place)
            if in_week < apart:
                weeks[week - 1].append(place)
    return (weeks[week] for week in sorted(weeks))
