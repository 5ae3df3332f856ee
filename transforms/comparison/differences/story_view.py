"""A story as a comparer sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from transforms.comparison.differences.entity_overlap import EntityOverlap
from transforms.comparison.differences.predicate_frames import Parser
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.language.encoder import Encoder
from transforms.language.gazetteer import Reference
from transforms.language.similarity import Topic, topic_of


@dataclass(frozen=True)
class StoryView:
    """What the documents of one story say, and what it is compared with.

    `texts`: by document id, boilerplate blanked; `quantities` and `renderings`: those of all documents;
    `published`: days of publication by document id, None where unknown. Copies of a document are not in it.
    """

    texts: Mapping[str, str]
    quantities: Sequence[QuantityMention]
    renderings: Sequence[Rendering]
    published: Mapping[str, date | None]
    encoder: Encoder
    parse: Parser
    reference: Reference

    @cached_property
    def topic(self) -> Topic:
        """What its documents talk about all the time."""
        return topic_of(self.texts)

    @cached_property
    def overlap(self) -> EntityOverlap:
        """The names in each document, and how much of them two documents share."""
        return EntityOverlap(self.texts)
