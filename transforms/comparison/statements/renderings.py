"""What a rendering changes of the words that represent its statement."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.distance import LCSseq

from transforms.ids import normalise
from transforms.language import lexica

OPENINGS: Final = lexica.words("comparison", "openings")

_WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")
_CONTAINED: Final = 0.9
"""Share of a text's words that another must have, in order, to contain it."""
_MORE: Final = 1.5
"""How much longer a text must be that contains another together with more."""


def change(representative: str, member: str, *, translated: bool) -> str:
    """One of RENDERINGS: how `member` differs from `representative`; `translated`: one is a translation."""
    left, right = _words(representative), _words(member)
    if left == right:
        return "verbatim"
    common = LCSseq.similarity(left, right)  # words that both have in this order
    if right and common >= _CONTAINED * len(right) and len(right) < len(left):
        return "truncated"
    if left and common >= _CONTAINED * len(left) and len(right) >= _MORE * len(left):
        return "merged"
    return "translated" if translated else "reworded"


def _words(text: str) -> list[str]:
    words = _WORD.findall(normalise(text))
    return words[1:] if words and words[0] in OPENINGS else words
