"""A page while its blocks are being labelled with the kinds of zones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from transforms.ids import normalise
from transforms.reading import boilerplate, datelines
from transforms.reading.blocks import Block

MOST_LABEL_WORDS: Final = 4
"""A line of no more words, with no full stop, is a label above or below the report."""


class Page:
    """The page's blocks, and what each was found to be so far: its kind, or None where nothing was found.

    `report_start` is the number of the first block of the report, `titles` the titles found, normalised.
    `title` is the number of the block that is the headline, where that is known before anything is looked at.
    """

    def __init__(self, blocks: list[Block], stated: str | None = None) -> None:
        self.blocks = blocks
        is_there = bool(stated and blocks) and normalise(blocks[0].text) == normalise(stated or "")
        self.title = 0 if is_there else None
        self.kinds: list[str | None] = [None] * len(blocks)
        self.titles: list[str] = []
        self.has_gaps = any(block.after_gap for block in blocks)
        self.report_start = 0

    def unlabelled(self, numbers: Iterable[int] | None = None) -> list[int]:
        """The numbers of the blocks (of `numbers`, or of all) that have no kind yet."""
        among = range(len(self.blocks)) if numbers is None else numbers
        return [number for number in among if self.kinds[number] is None]

    def report(self) -> list[int]:
        """The numbers of the blocks from the start of the report on that have no kind yet."""
        return self.unlabelled(range(self.report_start, len(self.blocks)))

    def label(self, numbers: Iterable[int], kind: str) -> None:
        """Gives a kind to every block of `numbers` that has none yet."""
        for number in self.unlabelled(numbers):
            self.kinds[number] = kind


def label_dates_and_sections(page: Page, numbers: Iterable[int]) -> None:
    """Labels date lines and names of sections among `numbers`."""
    for number in page.unlabelled(numbers):
        plain = page.blocks[number].plain
        if datelines.is_date_line(plain):
            page.kinds[number] = "dateline"
        elif plain and boilerplate.names_sections(plain):
            page.kinds[number] = "boilerplate"
