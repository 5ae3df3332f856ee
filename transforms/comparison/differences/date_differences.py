"""Whether two dates differ, as far as text and day of publication tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from transforms.comparison.differences.candidates import Candidate, Value
from transforms.comparison.differences.quantity_mentions import QuantityMention, QuantityRow

_Pair = tuple[QuantityMention, QuantityMention]


def date_candidate(mentions: Sequence[QuantityMention], values: tuple[Value, ...]) -> Candidate | None:
    """The candidate of dates of one thing, None where no two differ.

    Words like "yesterday" differ with the day of writing, and a month contains its days: neither differs.
    """
    pairs = list(_differing(mentions))
    if not pairs:
        return None
    known = all(mention.row.first_day and mention.row.last_day for pair in pairs for mention in pair)
    verdict = "conflict" if known else "unclear"
    slot = f"date {values[0].document_id} {values[0].start}"
    return Candidate("date", slot, "", verdict, "date", values)


def _differing(mentions: Sequence[QuantityMention]) -> Iterator[_Pair]:
    written = [mention for mention in mentions if mention.row.date_pattern]
    for one, other in combinations(written, 2):
        if one.row.document_id != other.row.document_id and not nested(one.row, other.row):
            yield one, other


def nested(one: QuantityRow, other: QuantityRow) -> bool:
    """Whether one date is, or contains, the other, as far as anybody can tell.

    Without a day of publication a Monday may be any single day, but not two, and a day may be of any year.
    """
    if one.first_day and one.last_day and other.first_day and other.last_day:
        inside = one.first_day <= other.first_day and other.last_day <= one.last_day
        around = other.first_day <= one.first_day and one.last_day <= other.last_day
        return inside or around
    left, right = one.date_pattern or "", other.date_pattern or ""
    if one.unit != other.unit or ("W" in left) != ("W" in right):
        return one.unit != other.unit or "/" not in left + right
    return left == right or _contains(left, right) or _contains(right, left)


def _contains(outer: str, inner: str) -> bool:
    """Whether a pattern is the start of another ("XXXX-12" of "XXXX-12-09"), or leaves open what it says."""
    if "W" in outer or "W" in inner:
        return outer == inner
    same = len(outer) <= len(inner) and "/" not in outer
    return same and all(a in ("X", b) or b == "X" for a, b in zip(outer, inner, strict=False))
