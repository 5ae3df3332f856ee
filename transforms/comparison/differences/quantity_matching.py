"""Whether two quantities are of one thing, as their sentences, their documents and their story tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from transforms.comparison.differences.predicate_frames import Frame, agree, compared_words, frame
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.comparison.differences.story_view import StoryView
from transforms.language import lexica
from transforms.language.encoder import prepare
from transforms.language.lexica import any_of
from transforms.language.similarity import Passage, Similarity, Topic, passage, similarity

REST: Final = lexica.words("comparison", "rest")

_REST = re.compile(rf"\b(?:{any_of(REST)})\b(?! than)", re.IGNORECASE)
_SAME_NEWS: Final = 1
"""Days between two articles within which a number that grew is a difference, not the news of another day."""

Stated = tuple[object, ...]
"""What a document states: its id, kind, unit and value."""


@dataclass(frozen=True)
class QuantityMatcher:
    """Matches the quantities of one story; `stated`: what each of its documents says anywhere."""

    story: StoryView
    stated: frozenset[Stated]

    @cached_property
    def _topic(self) -> Topic:
        """The topic without names: who and where do tell whether two numbers are about one thing."""
        return Topic(self.story.topic.commonness)

    @cached_property
    def _passages(self) -> dict[tuple[str, int], Passage]:
        """Passages that were asked for, by `key`."""
        return {}

    def passage(self, mention: QuantityMention) -> Passage:
        """The words around a quantity, ready to be compared."""
        if mention.key not in self._passages:
            self._passages[mention.key] = passage(self.story.encoder(mention.context), self._topic)
        return self._passages[mention.key]

    def prepare(self, mentions: Iterable[QuantityMention]) -> None:
        """Have the model read the words around some quantities, several at a time."""
        missing = [one.context for one in mentions if one.key not in self._passages]
        prepare(self.story.encoder, missing)

    def prepare_words(self, pairs: Iterable[tuple[QuantityMention, QuantityMention]]) -> None:
        """Have the model read the words by which pairs of quantities are of one thing or not."""
        frames = ((self.frame(one), self.frame(other)) for one, other in pairs if one.aspect != "age")
        compared = {pair for both in frames for pair in compared_words(*both)}
        prepare(self.story.encoder, sorted({word for pair in compared if len({*pair}) > 1 for word in pair}))

    def alike(self, one: QuantityMention, other: QuantityMention) -> Similarity:
        """How alike the words around two quantities are."""
        return similarity(self.passage(one), self.passage(other))

    def near(self, one: str, other: str) -> float:
        """The cosine of two words, each alone."""
        encoder = self.story.encoder
        return 1.0 if one == other else float(encoder(one).vector @ encoder(other).vector)

    @cached_property
    def _frames(self) -> dict[tuple[str, int], Frame]:
        """Frames that were asked for, by `key`: a quantity is held against many."""
        return {}

    def frame(self, mention: QuantityMention) -> Frame:
        """What the quantity is one of, by the parse of its sentence."""
        if mention.key not in self._frames:
            row, sentence = mention.row, mention.document.tokens(mention.sentence)
            made = frame(sentence, row.start, row.end, row.kind, self.story.topic.names)
            self._frames[mention.key] = made
        return self._frames[mention.key]

    def same_thing(self, one: QuantityMention, other: QuantityMention) -> bool:
        """Whether two quantities are of one thing, and neither document states the other's value as well."""
        if one.aspect == "age":
            return True  # of one person, which is all that there is to know
        return self._may_be_same(one, other) and agree(
            self.frame(one), self.frame(other), one.row.kind, self.near
        )

    def may_be_same(self, one: QuantityMention, other: QuantityMention) -> bool:
        """Whether they may be, even if a model that is not asked yet found all their words equal."""
        return one.aspect == "age" or (
            self._may_be_same(one, other)
            and agree(self.frame(one), self.frame(other), one.row.kind, lambda *_: 1.0)
        )

    def _may_be_same(self, one: QuantityMention, other: QuantityMention) -> bool:
        return self._comparable(one, other) and not both_stated(one, other, self.stated)

    def _comparable(self, one: QuantityMention, other: QuantityMention) -> bool:
        """Whether both are of the whole or both of a part, and both documents of one event and one day."""
        if _REST.search(one.row.text) or _REST.search(other.row.text):
            return False
        if one.is_part != other.is_part or not at_once(one, other, self.story.published):
            return False
        return self.story.overlap.same_event(one.row.document_id, other.row.document_id)


def at_once(one: QuantityMention, other: QuantityMention, published: Mapping[str, date | None]) -> bool:
    """Whether two documents were published so close to each other that their numbers should be the same.

    Where a day is not known they may have been; a date in the text does not change with the day.
    """
    left, right = (published.get(mention.row.document_id) for mention in (one, other))
    if one.row.kind == "date" or left is None or right is None:
        return True
    return abs((left - right).days) <= _SAME_NEWS


def both_stated(one: QuantityMention, other: QuantityMention, known: frozenset[Stated]) -> bool:
    """Whether a document states the other's value as well: then the two are of two things."""
    if _fact(one) == _fact(other):
        return False
    crossed = {(one.row.document_id, *_fact(other)), (other.row.document_id, *_fact(one))}
    return bool(crossed & known)


def stated(mention: QuantityMention) -> Stated:
    """What the document of a quantity states with it."""
    return mention.row.document_id, *_fact(mention)


def _fact(mention: QuantityMention) -> tuple[object, ...]:
    row = mention.row
    return row.kind, row.unit, row.low, row.high, row.date_pattern
