"""Numbers and ranges where they stand in a text, each read once however many patterns ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from transforms.quantities.number_words import number_end

_JOIN: Final = re.compile(r"(?:\s?[-–—]\s?| (?:to|or|and) )", re.IGNORECASE)
_NOTHING: Final[Mapping[str, str | None]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Written:
    """A number or a range in `text`: [start, end) with what belongs to it, and the numbers as written.

    `join` is what stands between `low` and `high`, in lower case; `number_end` is where the last one ends.
    `groups` are the named parts of what stands around them.
    """

    text: str
    start: int
    end: int
    low: str
    high: str | None = None
    join: str | None = None
    number_end: int = 0
    groups: Mapping[str, str | None] = field(default_factory=lambda: _NOTHING)


class NumbersOf:
    """The numbers of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends: dict[int, int | None] = {}

    def end(self, start: int) -> int | None:
        """Where the number ends that starts at `start`; None where none does."""
        if start not in self._ends:
            self._ends[start] = number_end(self.text, start)
        return self._ends[start]

    def ranges(self, start: int) -> Iterator[Written]:
        """The range that starts at `start`, where one does, and then its first number alone."""
        end = self.end(start)
        if end is None:
            return
        low = self.text[start:end]
        join = _JOIN.match(self.text, end)
        high = self.end(join.end()) if join else None
        if join and high is not None:
            last = self.text[join.end() : high]
            yield Written(self.text, start, high, low, last, join[0].strip().lower(), high)
        yield Written(self.text, start, end, low, number_end=end)
