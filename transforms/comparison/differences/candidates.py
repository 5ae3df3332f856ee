"""What documents of one story differ in, as a value, before it becomes rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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

    `slot` says what of the story or statement differs, the same in every run; `about` says it to people.
    """

    type: str
    slot: str
    about: str
    verdict: str
    confidence: float
    values: tuple[Value, ...]
    statement_id: str | None = None

    @property
    def documents(self) -> frozenset[str]:
        """The documents that have a value."""
        return frozenset(value.document_id for value in self.values)

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
