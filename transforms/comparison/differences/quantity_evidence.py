"""What speaks for two quantities of two sentences being of one thing, as a fitted scorer looks at it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from transforms.comparison.differences.predicate_frames import Frame
from transforms.comparison.differences.quantity_matching import QuantityMatcher, both_stated
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.comparison.logistic import Features
from transforms.comparison.sentence_words import SentencePair
from transforms.language.similarity import is_content, stem

_LEAST: Final = 0.01
_LOCAL_NAME: Final = 2.0
"""A name in so few sentences of a document tells of one thing, not of the story."""
_DAYS: Final = 30.0
"""Days between two dates that look much like the days of two events."""


class QuantityPair(NamedTuple):
    """Two quantities of one kind in two sentences; `rivals`: others of that kind there.

    `near`: how near their units are in meaning; `meet`: whether both may be right.
    """

    sentences: SentencePair
    one: QuantityMention
    other: QuantityMention
    rivals: int
    near: float
    meet: bool


def quantity_evidence(pair: QuantityPair, matcher: QuantityMatcher) -> Features:
    """The features of two quantities; who is first tells nothing."""
    one, other = pair.one, pair.other
    kind, frames = one.row.kind, [matcher.frame(each) for each in (one, other)]
    names = [each.names(matcher.story.topic, _LOCAL_NAME) for each in (one, other)]
    dated = float(kind == "date")
    around = _around(pair, matcher)
    return {
        "likely": _log_odds(pair.sentences.likely),
        "overlap": pair.sentences.overlap,
        "around": around,
        "predicate": float(_of_one_predicate(frames)),
        "thing": float(bool(frames[0].things & frames[1].things)),
        "other things": float(all(f.things for f in frames) and not frames[0].things & frames[1].things),
        "stated by both": float(both_stated(one, other, matcher.stated)),
        "rivals": math.log1p(pair.rivals),
        "far units": 1.0 - pair.near,
        "local name": float(bool(names[0] & names[1])),
        "other local names": float(all(names) and not names[0] & names[1]),
        "same figures": float(kind != "date" and one.row.low == other.row.low),
        "meet": float(pair.meet),
        "date": dated,
        "date, meet": dated * pair.meet,
        "date, around": dated * around,
        "days apart": dated * _days_apart(one, other),
        "percentage": float(kind == "percentage"),
        "duration": float(kind == "duration"),
    }


def _of_one_predicate(frames: Sequence[Frame]) -> bool:
    return frames[0].predicate is not None and frames[0].predicate == frames[1].predicate


def _around(pair: QuantityPair, matcher: QuantityMatcher) -> float:
    """The overlap of the words around both, the rare ones counting more."""
    sides = ((pair.one, pair.sentences.one.stems), (pair.other, pair.sentences.other.stems))
    left, right = (_stems(mention.context, known) for mention, known in sides)
    return matcher.story.sentences.alike(left, right)


def _stems(context: str, known: Collection[str]) -> frozenset[str]:
    """Stems of the words around a quantity, as far as its sentence has them."""
    words = (word.strip(".,;:!?()[]\"'“”‘’…-–—").lower() for word in context.split())
    return frozenset(stem(word) for word in words if is_content(word)) & frozenset(known)


def _days_apart(one: QuantityMention, other: QuantityMention) -> float:
    """How far two dates are from one another, 0 to 1; 0 where that is not known."""
    left, right = one.row, other.row
    if not (left.first_day and left.last_day and right.first_day and right.last_day):
        return 0.0
    gap = max((right.first_day - left.last_day).days, (left.first_day - right.last_day).days, 0)
    return min(gap / _DAYS, 1.0)


def _log_odds(likely: float) -> float:
    kept = min(max(likely, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
