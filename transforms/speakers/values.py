"""The speakers of a document as values, and what every resolver of them must offer.

A resolver says for each attribution which entity of its document is behind it. Entities are given by their
index in one list; all spans are half-open code-point offsets into the document's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from transforms.attribution.values import Attribution
from transforms.language.analysis import AnalysedDocument
from transforms.language.spans import Span
from transforms.speakers.entities import Entity


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
    """The entities of one document, and one `ResolvedMention` for each attribution in the order given.

    `pronouns` are other pronouns of which something is said, where it is known whom they mean.
    """

    entities: list[Entity]
    resolved: list[ResolvedMention]
    pronouns: list[ResolvedMention] = field(default_factory=list)


class Resolver(Protocol):
    """Finds who is behind the attributions of a document; any implementation can stand in for any other."""

    @property
    def name(self) -> str:
        """Name and version."""
        ...

    def __call__(self, document: AnalysedDocument, attributions: Sequence[Attribution]) -> DocumentSpeakers:
        """One mention for each attribution, in the order given; unresolved where nothing tells."""
        ...
