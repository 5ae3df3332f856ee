"""What resolving one mention gives: an entity, or none, with how it was found and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from transforms.language.spans import Span
from transforms.speakers.values import ResolvedMention

CONFIDENCE: Final[Mapping[str, float]] = {
    "name": 0.95,
    "metonym": 0.9,
    "apposition": 0.9,
    "relative": 0.85,
    "turn": 0.8,
    "enclosing": 0.8,
    "pronoun": 0.85,
    "office": 0.8,
    "group": 0.7,
    "body": 0.6,
    "described": 0.8,
    "continued": 0.6,
    "collective": 0.5,
}
"""How often each method is right, roughly; benchmarks/speakers.py prints the measured shares."""


class Resolution(NamedTuple):
    """An entity by index or None, the method that found it, and a confidence unless it is the method's."""

    entity: int | None
    method: str
    confidence: float | None = None

    def of_mention(self, form: str, span: Span) -> ResolvedMention:
        """The mention of a form and span, resolved to this; unresolved where this is nobody."""
        if self.entity is None:
            return ResolvedMention(None, None, form, "unresolved", span)
        confidence = CONFIDENCE[self.method] if self.confidence is None else self.confidence
        return ResolvedMention(self.entity, round(confidence, 4), form, self.method, span)
