"""What documents of one story differ in, as a value, before it becomes rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

FRAMES: Final = frozenset(("headline", "lead"))
"""Slots of whole headlines and sentences."""
PASSAGES: Final = frozenset(("passage", "plain passage"))
"""Evidence of whole sentences elsewhere in a report."""


@dataclass(frozen=True, slots=True)
class Value:
    """What one document says: [start, end) in its text; equal values have one normalised form.

    `shown` stands for it in the reading, where the text of its span does not show the difference.
    """

    document_id: str
    start: int
    end: int
    text: str
    normalised: str
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Values of documents that may differ; `type` and `verdict` come from the closed lists.

    `slot` says what of the story or statement differs, the same in every run; `about` says it to people;
    `evidence`: what it rests on, by which it is judged; `alike`: how much the passages overlap that it is
    seen in, and `likely`, how likely these tell the same thing, 0 to 1, or 1 where that was settled before;
    `near`: how near the values are in meaning, or 1 where that is not what it rests on; `together`: how near
    what its documents open with is, or 1 where that is not known; `fits`: how likely a scorer of its own
    finds the values to be of one thing, or 1 where none was asked.
    """

    type: str
    slot: str
    about: str
    verdict: str
    evidence: str
    values: tuple[Value, ...]
    statement_id: str | None = None
    alike: float = 1.0
    near: float = 1.0
    likely: float = 1.0
    together: float = 1.0
    fits: float = 1.0

    @property
    def documents(self) -> frozenset[str]:
        """The documents that have a value."""
        return frozenset(value.document_id for value in self.values)

    @property
    def is_whole(self) -> bool:
        """Whether its values are whole headlines or sentences: no point inside one."""
        return self.slot in FRAMES or self.evidence in PASSAGES

    @property
    def differs(self) -> bool:
        """Whether documents differ: there are two values, and not all of them in one document."""
        return len(self.documents) > 1 and len({value.normalised for value in self.values}) > 1


def ordered(values: Sequence[Value]) -> tuple[Value, ...]:
    """One value a document and form, the first one there, in an order of their own."""
    first: dict[tuple[str, str], Value] = {}
    for value in sorted(values, key=lambda value: (value.document_id, value.start)):
        first.setdefault((value.document_id, value.normalised), value)
    return tuple(first.values())


def joined(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates of one type that share a place are one: three outlets print three wordings."""
    groups: list[list[Candidate]] = []
    for candidate in sorted(found, key=lambda one: one.slot):
        near = next((group for group in groups if any(meet(candidate, one) for one in group)), None)
        if near is None:
            groups.append([candidate])
        else:
            near.append(candidate)
    for group in groups:
        values = ordered(_longest([value for one in group for value in one.values]))
        verdict = "conflict" if any(one.verdict == "conflict" for one in group) else group[0].verdict
        alike = max(one.alike for one in group)
        likely = max(one.likely for one in group)
        yield replace(group[0], values=values, verdict=verdict, alike=alike, likely=likely)


def meet(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates of one type share a place."""
    return one.type == other.type and any(
        left.document_id == right.document_id and left.start < right.end and right.start < left.end
        for left in one.values
        for right in other.values
    )


def _longest(values: Sequence[Value]) -> list[Value]:
    """Of the values that start at one place of a document, the longest."""
    found: dict[tuple[str, int], Value] = {}
    for value in sorted(values, key=lambda one: (one.document_id, one.start, -one.end)):
        found.setdefault((value.document_id, value.start), value)
    return list(found.values())


def holds(whole: Candidate, other: Candidate) -> bool:
    """Whether a difference of whole sentences has values of another in two of its documents or more."""
    return (
        len(
            {
                inner.document_id
                for outer in whole.values
                for inner in other.values
                if outer.document_id == inner.document_id
                and outer.start <= inner.start
                and inner.end <= outer.end
            }
        )
        > 1
    )


def distinct(found: Sequence[Candidate]) -> list[Candidate]:
    """Of candidates of one type that show one point of two documents, one of a statement before others."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda one: (one.statement_id is None, one.slot)):
        if not any(_one_point(candidate, other) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda one: (one.type, one.slot, one.statement_id or ""))


def _one_point(one: Candidate, other: Candidate) -> bool:
    """Whether values of two documents lie in the same places; a whole sentence is no point inside it."""
    if one.is_whole != other.is_whole:
        return False
    met = {
        left.document_id
        for left in one.values
        for right in other.values
        if left.document_id == right.document_id and left.start < right.end and right.start < left.end
    }
    return one.type == other.type and len(met) > 1
