"""Where a quantity stands: the words around it in its sentence, and which side of a thing it measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from schemas.quantities import Quantities
from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.lexica import any_of
from transforms.language.similarity import Topic, stem
from transforms.language.spans import Span
from transforms.language.words import Word, at
from transforms.rows import reads

LAST_HELD: Final = lexica.words("comparison", "last_held")
PAUSES: Final = lexica.words("comparison", "pauses")
PART_OF_THING: Final = lexica.words("comparison", "part_of_thing")

_REACH: Final = 9
"""Words on either side that say what a quantity is about."""

_FIRST = re.compile(r"\bfirst\b[^.;!?]{1,60}$", re.IGNORECASE)
_FIRST_IN = re.compile(r"\bfirst\b[^.;!?]{2,60}\b(?:in|since|for|after)\s+$", re.IGNORECASE)
_LAST = re.compile(rf"\blast\s+(?:{any_of(LAST_HELD)})\b[^.,;!?]{{0,20}}$", re.IGNORECASE)
_DAYS: Final = frozenset(("day", "week"))
"""Units of dates too small to say how long ago something last was."""
_PAUSE = re.compile(rf"\s*-?\s*(?:{any_of(PAUSES)})\b", re.IGNORECASE)
_AGE = re.compile(r"\s*-?\s*(?:old|of\s+age)\b", re.IGNORECASE)
_NAME_AFTER = re.compile(r"\s+(?P<name>(?:[A-Z][\w.'’-]*\s+)*[A-Z][\w-]*)")
_NAME_BEFORE = re.compile(r"\b(?P<name>(?:[A-Z][\w.'’-]*\s+)*[A-Z][\w-]+)(?:\s+(?:is|was)|,)\s*$")
_PART = re.compile(
    rf"\b(?:{any_of(PART_OF_THING)}|among\b[^.;]{{0,40}}|including(?:\s+the)?)\s+$",
    re.IGNORECASE,
)
_DISTANCE = re.compile(r"\s*(?:ago|earlier|later|before|after|from\s+now|away)\b", re.IGNORECASE)
_OLD = re.compile(r"-old\b|\baged?\b", re.IGNORECASE)
_AGED = re.compile(r"\baged?\s*$", re.IGNORECASE)


@reads(Quantities)
class QuantityRow(NamedTuple):
    """What comparing needs of a row of `quantities`."""

    document_id: str
    kind: str
    text: str
    comparator: str
    low: float | None
    high: float | None
    unit: str | None
    date_pattern: str | None
    first_day: date | None
    last_day: date | None
    start: int
    end: int


@dataclass(frozen=True)
class QuantityMention:
    """A quantity in its analysed document."""

    row: QuantityRow
    document: AnalysedDocument

    @property
    def text(self) -> str:
        """The text of its document."""
        return self.document.text

    @property
    def words(self) -> Sequence[Word]:
        """The words of its document."""
        return self.document.words

    @property
    def key(self) -> tuple[str, int]:
        """Document and start: what quantities are sorted by."""
        return self.row.document_id, self.row.start

    @cached_property
    def _around(self) -> tuple[list[Word], list[Word]]:
        start, end = self.row.start, self.row.end
        first = min(at(self.words, start), len(self.words) - 1)
        sentence = self.words[first].sentence
        left = [
            w for w in self.words[max(0, first - _REACH) : first] if w.sentence == sentence and w.end <= start
        ]
        after = at(self.words, end)
        right = [w for w in self.words[after : after + _REACH] if w.sentence == sentence and w.start >= end]
        return left, right

    @cached_property
    def sentence(self) -> Span:
        """The sentence it stands in."""
        return self.document.sentence_of(self.row.start) or Span(self.row.start, self.row.end)

    @property
    def person(self) -> str | None:
        """Whose age it is: the whole name after it, else before it; relatives share a surname."""
        after = _NAME_AFTER.match(self.text, self.row.end)
        before = after or _NAME_BEFORE.search(self.text[: self.row.start][-60:])
        return " ".join(before["name"].lower().split()) if before else None

    @property
    def context(self) -> str:
        """The words around the quantity, which itself is left out."""
        left, right = self._around
        before = self.text[left[0].start : self.row.start] if left else ""
        after = self.text[self.row.end : right[-1].end] if right else ""
        return " ".join(f"{before} … {after}".split())

    def names(self, topic: Topic, most: float) -> frozenset[str]:
        """Stems of names around it that a document of the story says in at most `most` sentences."""
        left, right = self._around
        stems = {stem(word.lower) for word in [*left, *right] if word.capitalised}
        return frozenset(s for s in stems if s in topic.names and topic.commonness.get(s, 1.0) <= most)

    @property
    def is_part(self) -> bool:
        """Whether it counts a part of the thing: "the first ten years", "including seven rifles"."""
        return _PART.search(self.text[max(0, self.row.start - 60) : self.row.start]) is not None

    @property
    def aspect(self) -> str:
        """What of a thing a length of time or a date measures: since_last, age, distance or itself."""
        left, _ = self._around
        before = self.text[left[0].start : self.row.start] if left else ""
        after = self.text[self.row.end : self.row.end + 20]
        if self.row.kind == "date":
            return "since_last" if self._dates_the_last(before) else "itself"
        if self.row.kind != "duration":
            return "itself"
        if _AGE.match(after) or _AGED.search(before) or _OLD.search(self.row.text):
            return "age"
        if _PAUSE.match(after) or _FIRST_IN.search(before):
            return "since_last"
        return "distance" if _DISTANCE.match(after) else "itself"

    def _dates_the_last(self, before: str) -> bool:
        """ "The first session since 2019", "met for the last time in 2019"."""
        since = "since" in (self.row.text.lower().split()[0], *before.lower().split()[-1:])
        if self.row.unit in _DAYS:
            return False
        return _LAST.search(before) is not None or (since and _FIRST.search(before) is not None)
