"""Whether two dates differ, as far as text and day of publication tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from transforms.comparison.differences.candidates import Candidate, Value
from transforms.comparison.differences.quantity_mentions import QuantityMention

_KNOWN_CONFIDENCE: Final = 0.8
_OPEN_CONFIDENCE: Final = 0.6

_Pair = tuple[QuantityMention, QuantityMention]


def date_candidate(mentions: Sequence[QuantityMention], values: tuple[Value, ...]) -> Candidate | None:
    """The candidate of dates of one thing, None where no two differ.

    Words like "yesterday" differ with the day of writing, and a month contains its days: neither differs.
    """
    pairs = list(_differing(mentions))
    if not pairs:
        return None
    known = all(mention.row["first_day"] and mention.row["last_day"] for pair in pairs for mention in pair)
    verdict, confidence = ("conflict", _KNOWN_CONFIDENCE) if known else ("unclear", _OPEN_CONFIDENCE)
    slot = f"date {values[0].document_id} {values[0].start}"
    return Candidate("date", slot, "", verdict, confidence, values)


def _differing(mentions: Sequence[QuantityMention]) -> Iterator[_Pair]:
    written = [mention for mention in mentions if mention.row["date_pattern"]]
    for one, other in combinations(written, 2):
        if one.row["document_id"] != other.row["document_id"] and not _nested(one.row, other.row):
            yield one, other


def _nested(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether one date is, or contains, the other, as far as anybody can tell.

    Without a day of publication a Monday may be any single day, but not two, and a day may be of any year.
    """
    days = [one["first_day"], one["last_day"], other["first_day"], other["last_day"]]
    if all(days):
        return bool(
            (days[0] <= days[2] and days[3] <= days[1]) or (days[2] <= days[0] and days[1] <= days[3])
        )
    left, right = one["date_pattern"] or "", other["date_pattern"] or ""
    if one["unit"] != other["unit"] or ("W" in left) != ("W" in right):
        return one["unit"] != other["unit"] or "/" not in left + right
    return left == right or _contains(left, right) or _contains(right, left)


def _contains(outer: str, inner: str) -> bool:
    """Whether a pattern is the start of another ("XXXX-12" of "XXXX-12-09"), or leaves open what it says."""
    if "W" in outer or "W" in inner:
        return outer == inner
    same = len(outer) <= len(inner) and "/" not in outer
    return same and all(a in ("X", b) or b == "X" for a, b in zip(outer, inner, strict=False))
