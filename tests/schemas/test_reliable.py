"""What `reliable` promises is what was measured: docs/benchmarks.md has confidence beside what was right."""

import re
from pathlib import Path

from schemas.quotes import RELIABLE_FROM

PAGE = Path(__file__).parent.parent.parent / "docs" / "benchmarks.md"
_ROW = re.compile(r"\| (0\.\d)-\d\.\d \| (\d+) \| [\d.]+ \| ([\d.]+) \|")


def measured() -> list[tuple[float, int, float]]:
    """Least confidence of a band, attributions in it, and the share of them that is right."""
    table = PAGE.read_text(encoding="utf-8").split("<!-- attribution-reliability -->")[1].split("<!--")[0]
    return [(float(least), int(count), float(right)) for least, count, right in _ROW.findall(table)]


def right_from(least: float) -> float:
    bands = [(count, right) for start, count, right in measured() if start >= least]
    return sum(count * right for count, right in bands) / sum(count for count, _ in bands)


def test_nine_in_ten_reliable_quotes_are_right() -> None:
    assert round(right_from(RELIABLE_FROM), 2) >= 0.9


def test_with_a_band_more_they_would_not_be() -> None:
    assert round(right_from(round(RELIABLE_FROM - 0.1, 1)), 2) < 0.9


def test_most_quotes_are_reliable() -> None:
    counts = [(start, count) for start, count, _ in measured()]
    reliable = sum(count for start, count in counts if start >= RELIABLE_FROM)
    assert reliable / sum(count for _, count in counts) > 0.6
