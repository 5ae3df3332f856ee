"""What a rendering changes of the words that represent its statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from transforms.ids import normalise

_WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")
_HELD: Final = 0.9
"""Share of a text's words that another must have, in order, to hold it."""
_MORE: Final = 1.5
"""How much longer a text must be that holds another together with more."""
_OPENINGS: Final = frozenset(("and", "but", "so", "yet", "while", "that"))


def change(representative: str, member: str, *, translated: bool) -> str:
    """One of CHANGES: how `member` differs from `representative`; `translated`: one is a translation."""
    left, right = _words(representative), _words(member)
    if left == right:
        return "verbatim"
    common = _common(left, right)
    if right and common >= _HELD * len(right) and len(right) < len(left):
        return "truncated"
    if left and common >= _HELD * len(left) and len(right) >= _MORE * len(left):
        return "merged"
    return "translated" if translated else "reworded"


def _words(text: str) -> list[str]:
    words = _WORD.findall(normalise(text))
    return words[1:] if words and words[0] in _OPENINGS else words


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest row of words that both have in this order."""
    best = [0] * (len(right) + 1)
    for word in left:
        before = 0
        for j, other in enumerate(right, start=1):
            before, best[j] = best[j], before + 1 if word == other else max(best[j], best[j - 1])
    return best[-1]
