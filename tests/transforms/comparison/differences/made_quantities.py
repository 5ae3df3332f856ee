"""Made-up quantities, each in a document of its own."""

from datetime import date

from tests.resources import analysed
from transforms.comparison.differences.quantity_mentions import QuantityMention, QuantityRow


def quantity(  # noqa: PLR0917
    text: str,
    words: str,
    kind: str,
    unit: str | None,
    value: float | None = None,
    document: str = "d",
    day: date | None = None,
) -> QuantityMention:
    """The quantity that is written as `words` in `text`, exact where it has a value."""
    start = text.index(words)
    row = QuantityRow(
        document, kind, words, "equal", value, value, unit, None, day, day, start, start + len(words)
    )
    return QuantityMention(row, analysed(text))
