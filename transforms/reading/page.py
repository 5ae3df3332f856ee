"""A page while its zones are being found."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.reading import datelines, patterns
from transforms.reading.blocks import Unit

TAIL_LABEL_WORDS = 4  # a line of no more words, with no full stop, is a label above or below the report


class Page:
    """The page's units, and what each was found to be so far (None where nothing was found)."""

    def __init__(self, lines: list[Unit]) -> None:
        self.units = lines
        self.kinds: list[str | None] = [None] * len(lines)
        self.titles: list[str] = []
        self.has_gaps = any(unit.gap for unit in lines)
        self.opening = 0

    def open(self, indexes: Sequence[int] | range | None = None) -> list[int]:
        """The units (of `indexes`, or of all) that are nothing yet."""
        return [i for i in (range(len(self.units)) if indexes is None else indexes) if self.kinds[i] is None]

    def mark(self, indexes: Sequence[int] | range, kind: str) -> None:
        """Say of every unit in `indexes` that is nothing yet what it is."""
        for index in self.open(indexes):
            self.kinds[index] = kind


def mark_labels(page: Page, indexes: Sequence[int]) -> None:
    """Date lines and names of sections among `indexes`."""
    for index in page.open(indexes):
        plain = page.units[index].plain
        if datelines.is_date_line(plain):
            page.kinds[index] = "dateline"
        elif plain and patterns.is_label(plain):
            page.kinds[index] = "boilerplate"
