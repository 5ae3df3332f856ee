"""Numbers and dates that differ in sentences that are otherwise alike, also in headlines.

A fitted scorer says which quantities of one kind and of like units are of one thing: what stands around them,
how likely their sentences are to tell the same, and whether either document states the other's value as well
(quantity_evidence.py). Comparators count: "up to" and "at least" the same sum is the
finding.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Final

from transforms.comparison.differences.candidates import Candidate, joined, ordered
from transforms.comparison.differences.date_differences import nested
from transforms.comparison.differences.predicate_frames import Frame, frame
from transforms.comparison.differences.quantity_differences import quantity_range, quantity_value
from transforms.comparison.differences.quantity_evidence import QuantityPair, quantity_evidence
from transforms.comparison.differences.quantity_matching import QuantityMatcher, at_once, stated
from transforms.comparison.differences.quantity_mentions import QuantityMention, QuantityRow
from transforms.comparison.differences.ranges import verdict
from transforms.comparison.differences.scores import RATIO
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.logistic import probability
from transforms.comparison.sentence_words import SentencePair, SentenceWords
from transforms.language.encoder import Encoder, prepare

_KINDS: Final = ("count", "money", "percentage", "duration", "measure")
_LIKELY: Final = 0.02
"""How likely two sentences must tell the same thing for their quantities to be looked at."""
_ALIKE_MUCH: Final = 0.38
"""The overlap from which two sentences tell one thing, whatever their dates go with."""
_SURE: Final = 0.7
"""Log-odds from which what was found to be of one thing may be of one thing with a third document's, too."""
_VAGUE: Final = 2.0
"""A number that may be so many times as large is no rounded one: "hundreds of"."""
_SAME_UNIT: Final = 0.5
"""The least cosine of two units that count one thing: "shops", "stores"."""


def aligned_quantity_candidates(story: StoryView) -> Iterator[Candidate]:
    """Candidates of the types numeric and date, of quantities that a scorer takes for those of one thing."""
    matcher = QuantityMatcher(story, frozenset(map(stated, story.quantities)))
    scorer, best = story.scorers.quantities, _Best()
    for pair in quantity_pairs(story):
        best.add(scorer(quantity_evidence(pair, matcher)), pair)
    found = (_candidate(pair, story, odds) for odds, pair in best.kept(scorer.least))
    yield from joined([one for one in found if one is not None])


class _Best:
    """Pairs of quantities with their log-odds, of which each quantity keeps the best with each document."""

    def __init__(self) -> None:
        self._found: list[tuple[float, QuantityPair]] = []

    def add(self, odds: float, pair: QuantityPair) -> None:
        self._found.append((odds, pair))

    def kept(self, least: float) -> Iterator[tuple[float, QuantityPair]]:
        """The pairs from `least` on, from the best on."""
        taken: set[tuple[tuple[str, int], str]] = set()
        known: set[tuple[str, int]] = set()
        ranked = sorted(self._found, key=lambda each: (-each[0], each[1].one.key, each[1].other.key))
        for odds, pair in ranked:
            sides = {(pair.one.key, pair.other.row.document_id), (pair.other.key, pair.one.row.document_id)}
            keys = {pair.one.key, pair.other.key}
            if odds >= (_SURE if keys & known else least) and not sides & taken:
                taken |= sides
                known |= keys
                yield odds, pair


def quantity_pairs(story: StoryView) -> Iterator[QuantityPair]:
    """Quantities of one kind and of like units, in two sentences that may tell one thing, that differ."""
    by_document: dict[str, list[QuantityMention]] = defaultdict(list)
    for mention in sorted(story.quantities, key=lambda one: one.key):
        by_document[mention.row.document_id].append(mention)
    found = [pair for pair in story.sentences.met_pairs if pair.likely >= _LIKELY]
    differing = [each for pair in found for each in _differing(pair, by_document, story)]
    units = ((one.row.unit, other.row.unit) for _, one, other, _ in differing if one.row.kind != "date")
    prepare(story.encoder, (unit for pair in units if len({*pair}) > 1 for unit in pair if unit is not None))
    for each in differing:
        yield from _of_two(*each, story)


_Beside = tuple[SentencePair, QuantityMention, QuantityMention, Sequence[QuantityMention]]
"""Two quantities of two sentences, and all of both."""


def _differing(
    pair: SentencePair, by_document: Mapping[str, Sequence[QuantityMention]], story: StoryView
) -> Iterator[_Beside]:
    """The comparable quantities of two sentences that do not say the same."""
    if all(side.document_id in by_document for side in (pair.one, pair.other)):
        left, right = (_inside(side, by_document) for side in (pair.one, pair.other))
        for one, other in product(left, right):
            if _comparable(one, other, story.published) and not _say_the_same(one, other):
                yield pair, one, other, [*left, *right]


def _of_two(
    pair: SentencePair,
    one: QuantityMention,
    other: QuantityMention,
    beside: Sequence[QuantityMention],
    story: StoryView,
) -> Iterator[QuantityPair]:
    """The pair of two comparable quantities that do not say the same, if they may be of one thing."""
    near = _near_units(one.row.unit, other.row.unit, story.encoder) if one.row.kind != "date" else 1.0
    if near < _SAME_UNIT or _crossed(one, other, beside):
        return
    meet = _verdict(one, other, story.published) == "compatible"
    if meet or one.row.kind == "date" or _near(one, other):
        rivals = sum(each.row.kind == one.row.kind for each in beside) - 2
        yield QuantityPair(pair, one, other, rivals, near, meet)


def _inside(
    sentence: SentenceWords, mentions: Mapping[str, Sequence[QuantityMention]]
) -> list[QuantityMention]:
    found = mentions.get(sentence.document_id, ())
    first = bisect_left(found, sentence.span.start, key=lambda one: one.row.start)
    last = bisect_left(found, sentence.span.end, key=lambda one: one.row.start)
    return list(found[first:last])


def _comparable(one: QuantityMention, other: QuantityMention, published: Mapping[str, date | None]) -> bool:
    """Whether two quantities can be of one thing, as far as they tell alone."""
    left, right = one.row, other.row
    if left.kind != right.kind or one.aspect != other.aspect or one.is_part != other.is_part:
        return False
    if left.kind == "date":
        return True
    return left.kind in _KINDS and None not in (left.low, right.low) and at_once(one, other, published)


def _near_units(one: str | None, other: str | None, encoder: Encoder) -> float:
    if one == other or one is None or other is None:
        return float(one == other)
    return float(encoder(one).vector @ encoder(other).vector)


def _near(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether neither of two numbers is many times the other, at the ends where a vague one comes nearest."""
    fewer, more = sorted((one.row, other.row), key=lambda row: abs(row.low or 0.0))
    most = max(abs(fewer.low or 0.0), abs(fewer.high or 0.0))
    return bool(fewer.low and abs(more.low or 0.0) <= RATIO * most)


def _crossed(one: QuantityMention, other: QuantityMention, beside: Sequence[QuantityMention]) -> bool:
    return one.row.low != other.row.low and (_told_beside(one, beside) or _told_beside(other, beside))


def _told_beside(one: QuantityMention, beside: Sequence[QuantityMention]) -> bool:
    """Whether the other sentence has the same number: those two are of one thing, whatever else is there."""
    others = (each for each in beside if each.row.document_id != one.row.document_id)
    return any(_has_value_of(one.row, each.row) for each in others)


def _has_value_of(one: QuantityRow, other: QuantityRow) -> bool:
    if one.kind != other.kind or one.kind == "date":
        return False
    return (one.low, one.high, one.unit) == (other.low, other.high, other.unit)


def _say_the_same(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether two quantities do not differ, whatever is counted is called."""
    left, right = one.row, other.row
    if left.kind == "date":
        open_days = left.first_day is None or right.first_day is None
        may_be = open_days and bool(left.date_pattern and right.date_pattern) and nested(left, right)
        return may_be or _same_days(one, other) or _may_be_one_day(one, other)
    return (left.low, left.high, left.comparator) == (right.low, right.high, right.comparator)


def _may_be_one_day(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether "today" may be the day that the other names: it may have been written a day before."""
    left, right = one.row, other.row
    if not any(row.unit == "day" and row.low is not None for row in (left, right)):
        return False
    if left.first_day is None or right.first_day is None:
        return left.unit == right.unit
    return left.unit == right.unit and abs((left.first_day - right.first_day).days) <= 1


def _verdict(one: QuantityMention, other: QuantityMention, published: Mapping[str, date | None]) -> str:
    """Whether both may be right."""
    if one.row.kind == "date":
        return "unclear" if _apart(one, other) else "compatible"
    return verdict([quantity_range(each, published) for each in (one, other)])


def _candidate(pair: QuantityPair, story: StoryView, odds: float) -> Candidate | None:
    """The candidate of two quantities of one thing; None where one is the other, rounded.

    Dates that share no day contradict each other where both go with one verb or noun.
    """
    one, other = pair.one, pair.other
    values = ordered([quantity_value(one), quantity_value(other)])
    kind = "date" if one.row.kind == "date" else "numeric"
    found, evidence = _verdict(one, other, story.published), "aligned quantity"
    if kind == "date":
        beside = "date in like sentences" if pair.sentences.overlap >= _ALIKE_MUCH else "date beside"
        evidence = "aligned date" if _of_one_frame(one, other) else beside
        found = "conflict" if found == "unclear" and evidence == "aligned date" else found
    elif found == "compatible" and _is_rounded(one, other):
        return None
    slot = f"aligned {kind} {values[0].document_id} {values[0].start}"
    about, alike = one.context, pair.sentences.overlap
    return Candidate(kind, slot, about, found, evidence, values, alike=alike, likely=probability(odds))


def _of_one_frame(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether two dates go with one verb or noun."""
    first, second = (_frame(mention) for mention in (one, other))
    same = first.predicate is not None and first.predicate == second.predicate
    return same or bool(first.things & second.things)


def _frame(one: QuantityMention) -> Frame:
    return frame(one.document.tokens(one.sentence), one.row.start, one.row.end, "date")


def _is_rounded(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether two numbers are one, as far as both are exact: "13.3" and "13", "about 30" and "29"."""
    if any((each.row.high or 0.0) >= _VAGUE * (each.row.low or 0.0) for each in (one, other)):
        return False
    comparators = {one.row.comparator, other.row.comparator}
    same = len(comparators) == 1 or one.row.low != other.row.low
    return same and comparators <= {"equal", "about"}


def _same_days(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether two dates are of the same days, or put in the same words."""
    left, right = one.row, other.row
    known = left.first_day is not None and right.first_day is not None
    if known and (left.first_day, left.last_day) == (right.first_day, right.last_day):
        return True
    if left.date_pattern is not None:
        return left.date_pattern == right.date_pattern
    return not known and (left.low, left.unit, left.text.lower()) == (
        right.low,
        right.unit,
        right.text.lower(),
    )


def _apart(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether two dates share no day."""
    left, right = one.row, other.row
    if "about" in (left.comparator, right.comparator):
        return False  # "mid-December" has no borders
    if "day" in {row.unit for row in (left, right) if row.low is not None}:
        return False  # "today" is of the day of writing, which may be the one before the day of publication
    if not (left.first_day and left.last_day and right.first_day and right.last_day):
        return False
    return left.last_day < right.first_day or right.last_day < left.first_day
