"""Which rendering of another document a sentence in an outlet's own voice says again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from transforms.comparison.statements.matching import NEIGHBOURS, agreement
from transforms.language.encoder import Encoder, Floats
from transforms.language.similarity import Passage, passage, similarity, topic_of
from transforms.language.spans import Span

_ECHOES: Final = 0.60
"""The least agreement. Read on event-coreference data: 19 in 20 above it say the same, half below."""
_SHORTER: Final = 0.5
"""Content words that the quote must have for each of the sentence's: many sentences contain a mere phrase."""


class OwnSentence(NamedTuple):
    """A sentence, or its half, in which no attribution has a word, and the quote that it follows."""

    document_id: str
    span: Span
    text: str
    quote_id: str
    speaker_id: str


@dataclass(frozen=True, slots=True)
class Said:
    """A rendering of a statement; `original` is its document, of a copy the one that it repeats.

    `representative` is the text that shows the statement, and `shown_in` the document where that stands.
    """

    original: str
    statement_id: str
    text: str
    representative: str
    shown_in: str


Renderings = Mapping[str, Sequence[Said]]
"""Of one story, by speaker."""


class EchoSearch:
    """Finds the rendering in another document that a sentence agrees with most, among the nearest."""

    def __init__(self, encoder: Encoder, texts: Mapping[str, str], said: Renderings) -> None:
        self._encoder, self._topic, self._said = encoder, topic_of(texts), said
        self._passages: dict[str, Passage] = {}
        self._vectors: dict[str, Floats] = {}

    def best(self, sentence: OwnSentence) -> tuple[Said, float] | None:
        """The rendering and its similarity, if one agrees enough."""
        mine = self._passage(sentence.text)
        near = [(said, self._passage(said.text)) for said in self._near(sentence, mine)]
        scored = [
            (agreement(mine, theirs), said.statement_id, said, theirs)
            for said, theirs in near
            if len(theirs.stems) >= _SHORTER * len(mine.stems)
        ]
        score, _, said, theirs = max(scored, key=lambda each: each[:2], default=(0.0, "", None, mine))
        return (said, similarity(mine, theirs).aligned) if said and score >= _ECHOES else None

    def _near(self, sentence: OwnSentence, mine: Passage) -> list[Said]:
        """The renderings in other documents that are nearest by sentence vector."""
        said = self._said[sentence.speaker_id]
        others = [i for i, each in enumerate(said) if each.original != sentence.document_id]
        closeness = np.round(self._vectors_of(sentence.speaker_id)[others] @ mine.vector, 5)
        return [said[others[i]] for i in np.argsort(-closeness, kind="stable")[:NEIGHBOURS]]

    def _vectors_of(self, speaker: str) -> Floats:
        if speaker not in self._vectors:
            rows = [self._passage(said.text).vector for said in self._said[speaker]]
            self._vectors[speaker] = np.array(rows, np.float32)
        return self._vectors[speaker]

    def _passage(self, text: str) -> Passage:
        if text not in self._passages:
            self._passages[text] = passage(self._encoder(text), self._topic)
        return self._passages[text]
