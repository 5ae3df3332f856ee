"""What resolving gives: an entity, or none, for each attribution, with how it was found and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from transforms.language.gazetteer import Reference
from transforms.language.spans import Span
from transforms.speakers.entities import Entity
from transforms.speakers.pronoun_features import Parser
from transforms.speakers.pronoun_ranker import Weights

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
    "continued": 0.6,
    "collective": 0.5,
}
"""How often an answer of each method is right, roughly; benchmarks/speakers.py prints the measured shares."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What resolving needs besides the text; without a parser, pronouns that fit several people stay open."""

    reference: Reference = field(default_factory=Reference)
    weights: Weights = field(default_factory=Weights)
    parse: Parser | None = None


class Resolution(NamedTuple):
    """An entity by index or None, the method that found it, and a confidence unless it is the method's."""

    entity: int | None
    method: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A source mention and the entity behind it: an index into the entities, or None where unresolved.

    `form` is one of MENTION_FORMS, `method` one of MENTION_METHODS. A quote without a source has the span of
    its first content.
    """

    entity: int | None
    confidence: float | None
    form: str
    method: str
    span: Span


@dataclass(frozen=True, slots=True)
class DocumentSpeakers:
    """The entities of one document, and one `ResolvedMention` for each attribution in the order given."""

    entities: list[Entity]
    resolved: list[ResolvedMention]


def resolved(answer: Resolution, form: str, span: Span) -> ResolvedMention:
    """The answer to a mention, with the confidence of its method unless it has one of its own."""
    if answer.entity is None:
        return ResolvedMention(None, None, form, "unresolved", span)
    sure = CONFIDENCE[answer.method] if answer.confidence is None else answer.confidence
    return ResolvedMention(answer.entity, round(sure, 4), form, answer.method, span)
