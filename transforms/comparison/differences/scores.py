"""How well two mentions of quantities fit one thing, before the parse is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rapidfuzz.distance import OSA

from transforms.comparison.differences.quantity_mentions import QuantityMention, QuantityRow
from transforms.language.similarity import Similarity, Topic

Alike = Callable[[QuantityMention, QuantityMention], Similarity]
"""How alike the words around two quantities are."""

FITS: Final = 1.0
"""The scores are in parts of what is needed, so that one threshold serves every kind."""
NO_FIT: Final = 0.0

_DURATION_COSINE: Final = 0.40
_NUMBER_COSINE: Final = 0.50
_NUMBER_ALIGNED: Final = 0.50
_NO_UNIT_ALIGNED: Final = 0.65
"""A bare number can be a number of anything."""
_DATE_ALIGNED: Final = 0.40
_DATE_ALIGNED_ALONE: Final = 0.65
"""Without a name that stands beside both dates, the sentences must be all but the same."""
_LOCAL_NAME: Final = 2.0
"""A name in so few sentences of a document tells of one thing, not of the story."""
RATIO: Final = 3.0
"""Values of one thing rarely differ more than so many times."""
_EXACT: Final = 4
"""Digits of a number that nobody rounded, trailing noughts left out."""


def score(one: QuantityMention, other: QuantityMention, topic: Topic, alike: Alike) -> float:
    """At least FITS where the words around two quantities of one block are alike enough. Symmetric.

    A model reads these words only where nothing else decides.
    """
    if one.row.kind == "date":
        least = _DATE_ALIGNED if _named(one, other, topic) else _DATE_ALIGNED_ALONE
        return alike(one, other).aligned / least
    if one.aspect == "age":
        return FITS if may_be_one(one, other) else NO_FIT
    if is_probable_typo(one, other, topic):
        return FITS
    if not may_be_one(one, other):
        return NO_FIT
    if one.row.unit is None:
        return alike(one, other).aligned / _NO_UNIT_ALIGNED
    return _number_score(one.row.kind, alike(one, other))


def may_be_one(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether two quantities of one block that are no typo can be of one thing, by person or by value."""
    if one.row.kind == "date":
        return True
    if one.aspect == "age":
        return bool(one.person) and one.person == other.person
    return _near(one, other)


def is_probable_typo(one: QuantityMention, other: QuantityMention, topic: Topic) -> bool:
    """Whether two exact numbers beside one rare name differ in a digit, or in two that changed places.

    "$5,687.75" and "$5,587.75": no two things cost so nearly the same, so the sentences need not be alike.
    A count and the next one are no typo: who breaks a record of 2,116 has 2,117.
    """
    left, right = _digits(one.row), _digits(other.row)
    if not left or not right or abs((one.row.low or 0.0) - (other.row.low or 0.0)) <= 1:
        return False
    if min(len(left.strip("0")), len(right.strip("0"))) < _EXACT or len(left) != len(right):
        return False
    # Optimal string alignment: a substitution or a transposition of neighbours, since the lengths are equal.
    return OSA.distance(left, right) == 1 and _named(one, other, topic)


def _digits(row: QuantityRow) -> str:
    if row.low is None or row.low != row.high or row.comparator != "equal":
        return ""
    return f"{abs(row.low):.2f}".replace(".", "")


def _named(one: QuantityMention, other: QuantityMention, topic: Topic) -> bool:
    return bool(one.names(topic, _LOCAL_NAME) & other.names(topic, _LOCAL_NAME))


def _number_score(kind: str, alike: Similarity) -> float:
    if kind == "duration":
        return alike.cosine / _DURATION_COSINE
    return min(alike.cosine / _NUMBER_COSINE, alike.aligned / _NUMBER_ALIGNED)


def _near(one: QuantityMention, other: QuantityMention) -> bool:
    numbers = [abs(mention.row.low or 0.0) for mention in (one, other)]
    return bool(min(numbers) > 0 and max(numbers) <= RATIO * min(numbers))
