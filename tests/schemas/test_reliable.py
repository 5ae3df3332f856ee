"""What `reliable` promises was measured: docs/benchmarks.md has cuts, and what is right from each on."""

import re
from pathlib import Path

from schemas.quotes import RELIABLE_FROM

PAGE = Path(__file__).parent.parent.parent / "docs" / "benchmarks.md"
NINE_IN_TEN = 89.0
"""Percent: what is called nine in ten is right in 89 of 100 at least."""
_ROW = re.compile(r"\| (0\.\d\d) \| \d+ \| ([\d.]+) \| ([\d.]+) \|")


def measured() -> dict[float, tuple[float, float]]:
    """Cut -> percent right of the quotes from it on, and their percentage of all."""
    table = PAGE.read_text(encoding="utf-8").split("<!-- attribution-cuts -->")[1].split("<!--")[0]
    return {float(cut): (float(right), float(share)) for cut, right, share in _ROW.findall(table)}


def test_nine_in_ten_reliable_quotes_are_right() -> None:
    assert measured()[RELIABLE_FROM][0] >= NINE_IN_TEN


def test_from_the_next_lower_cut_they_would_not_be() -> None:
    lower = max(cut for cut in measured() if cut < RELIABLE_FROM)
    assert RELIABLE_FROM - lower < 0.06
    assert measured()[lower][0] < NINE_IN_TEN


def test_most_quotes_are_reliable() -> None:
    assert measured()[RELIABLE_FROM][1] > 60
