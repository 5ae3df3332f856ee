"""A story as a comparer sees it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from transforms.comparison.differences.entity_overlap import EntityOverlap
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.story_quotes import Quotation, StoryEcho, StoryQuote, quotations
from transforms.comparison.logistic import ComparisonWeights
from transforms.comparison.sentence_words import Sentences, topic_and_sentences
from transforms.language.analysis import AnalysedDocument
from transforms.language.encoder import Encoder, Floats
from transforms.language.gazetteer import Reference
from transforms.language.similarity import Topic
from transforms.language.spans import Span
from transforms.language.words import Word


@dataclass(frozen=True)
class StoryView:
    """What the documents of one story say, and what it is compared with.

    `documents`, and `words` without those of boilerplate, by document id; `quantities` and `renderings`:
    those of all documents; `published`: days of publication by document id, None where unknown; `quotes`:
    those of each document; `echoes`: those of all; `headlines`, and `openings`, the vectors of what reports
    open with, by document; `scorers`: those of the room. Copies of a document are not in it.
    """

    documents: Mapping[str, AnalysedDocument]
    words: Mapping[str, Sequence[Word]]
    quantities: Sequence[QuantityMention]
    renderings: Sequence[Rendering]
    published: Mapping[str, date | None]
    encoder: Encoder
    gazetteer: Reference
    scorers: ComparisonWeights
    quotes: Mapping[str, Sequence[StoryQuote]] = field(default_factory=dict)
    echoes: Sequence[StoryEcho] = ()
    headlines: Mapping[str, Span] = field(default_factory=dict)
    openings: Mapping[str, Floats] = field(default_factory=dict)

    @cached_property
    def topic(self) -> Topic:
        """What its documents talk about all the time."""
        return self._matter[0]

    def together(self, documents: Collection[str]) -> float:
        """How near in meaning each of some documents opens to the nearest other one; of the farthest, 0 to 1.

        Reports of one event open alike, and a third may tell of another; 1 where an opening is not known.
        """
        vectors = [self.openings.get(document) for document in sorted(documents)]
        known = [vector for vector in vectors if vector is not None and vector.any()]
        if len(known) < max(2, len(vectors)):
            return 1.0
        found = np.stack(known).astype(float)
        near = found @ found.T - 2 * np.eye(len(known))
        return round(max(0.0, min(1.0, float(near.max(axis=1).min()))), 4)

    @cached_property
    def overlap(self) -> EntityOverlap:
        """The names in each document, and how much of them two documents share."""
        return EntityOverlap(self.words)

    @cached_property
    def quotations(self) -> Sequence[Quotation]:
        """What its documents print in quotation marks."""
        return [
            quotation
            for document, analysed in sorted(self.documents.items())
            for quotation in quotations(
                document, analysed, self.words[document], self.quotes.get(document, ())
            )
        ]

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of its documents, as sets of stems."""
        return self._matter[1]

    @cached_property
    def _matter(self) -> tuple[Topic, Sentences]:
        return topic_and_sentences(self.words, self.scorers.sentence_scorers)

    @cached_property
    def quoted(self) -> frozenset[tuple[str, int]]:
        """Documents and starts of the words that stand in quotation marks."""
        return frozenset((one.document_id, word.start) for one in self.quotations for word in one.words)
