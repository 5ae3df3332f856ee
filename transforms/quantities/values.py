"""Amounts as values, before it is known what they count, and what the words after them say of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from transforms.language import lexica
from transforms.language.lexica import any_of

AFTER_NUMBER: Final[Mapping[str, str]] = lexica.values("quantities", "after_number")
AFTER: Final = rf"(?:\ (?P<after>{any_of(AFTER_NUMBER)})\b)?"
"""A verbose pattern of those words, if there are any."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as the text gives it: [start, end) with its comparator, kind, unit and bounds.

    `unit` is None where a noun names it; `low` is None where the figures do not tell their value.
    `number_end` is where the number itself ends.
    """

    start: int
    end: int
    kind: str
    low: float | None
    high: float | None
    unit: str | None = None
    comparator: str = "equal"
    number_end: int = 0


def comparator_of(groups: Mapping[str, str | None], otherwise: str = "equal") -> str:
    """The comparator that the named groups `after` and `plus` of a match tell."""
    if after := groups.get("after"):
        return AFTER_NUMBER.get(after.lower(), "about")
    return "at_least" if groups.get("plus") else otherwise
