"""What a stated quantity leaves possible, and whether several can all be right.

"Four hours" is said of three and a half as well; "almost five" is not four; "more than three" may be four.
How far a comparator reaches is a convention of this module, not of the language: see the constants.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final, NamedTuple

_ROUNDED: Final = 0.5
"""A small whole number is said of all that rounds to it; a decimal, of half its last digit's worth."""
_SMALL: Final = 20
_FAR: Final = 2.0
"""Nobody says "more than three" of seven: an open end reaches to so many times the value."""
_NEAR: Final = 0.1
_ABOUT: Final = 0.15


class Range(NamedTuple):
    """The numbers that remain possible: from `low` (included) to `high` (excluded, unless they are equal)."""

    low: float
    high: float

    def meets(self, other: Range) -> bool:
        """Whether a number lies in both."""
        if self.low == self.high or other.low == other.high:
            return max(self.low, other.low) <= min(self.high, other.high)
        return max(self.low, other.low) < min(self.high, other.high)


def possible(low: float, high: float, comparator: str, *, measured: bool) -> Range:
    """What "`comparator` `low` to `high`" leaves possible; what is `measured`, not counted, is rounded."""
    low, high = abs(low), abs(high)
    if comparator == "about":
        return Range(low * (1 - _ABOUT), high * (1 + _ABOUT))
    if comparator == "almost":
        return Range(max(low * (1 - _NEAR), low - _ROUNDED), low)
    if comparator in ("more_than", "at_least"):
        return Range(low, max(high * _FAR, high + 1))
    if comparator in ("less_than", "at_most"):
        return Range(low / _FAR, high)
    if not measured:
        return Range(low, high)
    slack = _slack(low)
    return Range(low - slack, high + slack)


def _slack(value: float) -> float:
    if value == int(value):
        return _ROUNDED if value <= _SMALL else value * 0.05
    return 0.25 if (value * 2) == int(value * 2) else 0.05


def verdict(ranges: Sequence[Range | None]) -> str:
    """'conflict' if two exclude each other, else 'unclear' if one is not known, else 'compatible'."""
    known = [one for one in ranges if one is not None]
    if any(not one.meets(other) for one, other in combinations(known, 2)):
        return "conflict"
    return "compatible" if len(known) == len(ranges) else "unclear"
