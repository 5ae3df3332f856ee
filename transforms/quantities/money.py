"""Sums of money with a sign: "$5 million", "€3-5bn", "US$5 million to 10 million"."""

import re
from collections.abc import Mapping
from typing import Final

from transforms.language import lexica
from transforms.language.lexica import any_of
from transforms.quantities.number_words import FIGURES, SCALES, value_of
from transforms.quantities.values import AFTER, Amount, comparator_of

SCALE_LETTERS: Final[Mapping[str, float]] = lexica.values("quantities", "scale_letters")
CURRENCY_SIGNS: Final[Mapping[str, str]] = lexica.values("quantities", "currency_signs")

_SIGN: Final = any_of(CURRENCY_SIGNS)
_SCALE: Final = rf"{any_of(SCALES)}|{any_of(SCALE_LETTERS)}"
_SIGNED: Final = rf"(?<![\w$])(?P<sign>{_SIGN})\s?(?P<low>{FIGURES})"
_LOW_CENTS: Final = rf"(?:\s?(?P<lowscale>{_SCALE})\b)?"
_HIGH: Final = rf"(?:(?:{_SIGN})\s?)?(?P<high>{FIGURES})(?!\s?%)"
_CENTS: Final = rf"(?:\s?(?P<scale>{_SCALE})\b)?"

BETWEEN: Final = rf"(?<=\bbetween\ ){_SIGNED}{_LOW_CENTS}\ and\ {_HIGH}{_CENTS}{AFTER}"
SIGNED: Final = rf"{_SIGNED}(?:{_LOW_CENTS}\s?(?:-|–|\ to\ )\s?{_HIGH})?{_CENTS}{AFTER}"
"""Verbose and case-insensitive patterns of sums, for `signed`."""


def signed(match: re.Match[str]) -> Amount | None:
    """The sum that a pattern of this module found; None where two numbers are no range."""
    unit = CURRENCY_SIGNS[match["sign"].upper()]
    low, high = value_of(match["low"]), value_of(match["high"] or match["low"])
    if low is None or high is None:
        return Amount(*match.span(), "money", None, None, unit, comparator_of(match.groupdict()))
    high *= _scale(match["scale"])
    if not match["high"]:
        return Amount(*match.span(), "money", high, high, unit, comparator_of(match.groupdict()))
    # "$5 to 10 million" starts at five million; "$5 million to 10 million" says so itself.
    shared = match["scale"] if low * _scale(match["scale"]) <= high else None
    low *= _scale(match["lowscale"] or shared)
    if low > high:
        return None
    return Amount(*match.span(), "money", low, high, unit, comparator_of(match.groupdict()))


def _scale(word: str | None) -> float:
    found = (word or "").lower()
    return SCALES.get(found) or SCALE_LETTERS.get(found, 1.0)
