"""Numbers and dates on which documents of a story differ, where their sentences are about the same thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from itertools import chain, combinations
from typing import Final

import numpy as np

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.date_differences import date_candidate
from transforms.comparison.differences.date_places import dated_there, place_of
from transforms.comparison.differences.quantity_matching import QuantityMatcher, stated
from transforms.comparison.differences.quantity_mentions import QuantityMention, QuantityRow
from transforms.comparison.differences.ranges import Range, possible, verdict
from transforms.comparison.differences.scores import (
    FITS,
    NO_FIT,
    RATIO,
    is_probable_typo,
    may_be_one,
    score,
)
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.differences.titles import title
from transforms.language.clustering import Pair, Score, groups, neighbours
from transforms.language.similarity import is_content, stem

_KINDS: Final = ("duration", "count", "money", "percentage", "measure")
_MEASURED: Final = frozenset(("duration", "measure", "money", "percentage"))
_SINCE_LAST: Final = "since_last"
"""Of lengths of time and dates since the last one of a kind, the aspect says all."""
_NEIGHBOURS: Final = 12
_ALL_PAIRS: Final = 200
"""Quantities of a block of which each pair is looked at, before a model reads those that may fit another."""
_WHOLE_PERCENT: Final = 0.5
_TENTH_PERCENT: Final = 0.05
"""A share is rounded to the last digit that is printed, however large it is."""
_SHARED_WORDS: Final = 2
"""Words that must stand around both of two values; around lengths of time one, for they are said in few."""
_LOOKED_AT: Final = 40
"""Of the quantities that share a word, so many are looked at."""
_MARKS: Final = ".,;:!?()[]\"'“”‘’…-–—"
_YEAR_DAYS: Final = 365.25


def quantity_candidates(story: StoryView) -> Iterator[Candidate]:
    """The candidates among the quantities of one story."""
    matcher = QuantityMatcher(story, frozenset(map(stated, story.quantities)))
    for name, block in _blocks(story.quantities):
        if len({mention.row.document_id for mention in block}) > 1:
            yield from _in_block(name, block, matcher)


def _blocks(mentions: Sequence[QuantityMention]) -> Iterator[tuple[str, list[QuantityMention]]]:
    """The quantities that may be compared with each other, with the first part of what they share."""
    blocks: dict[tuple[str, ...], list[QuantityMention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda mention: mention.key):
        kind = mention.row.kind
        if kind == "date" or (kind in _KINDS and mention.row.low is not None):
            blocks[_block(mention)].append(mention)
    for key, block in sorted(blocks.items()):
        yield key[0], block


def _block(mention: QuantityMention) -> tuple[str, ...]:
    """What must be equal for two quantities to be compared at all."""
    kind, aspect = mention.row.kind, mention.aspect
    if aspect == _SINCE_LAST and kind in ("duration", "date"):
        return (aspect,)
    return ("date",) if kind == "date" else (aspect, kind, str(mention.row.unit))


def _in_block(name: str, found: Sequence[QuantityMention], matcher: QuantityMatcher) -> Iterator[Candidate]:
    block = found if name == _SINCE_LAST else _promising(found)
    if name == _SINCE_LAST:
        pairs, fit = {(i, i + 1) for i in range(len(block) - 1)}, _fit_since_last(block, matcher)
    else:
        pairs, fit = _worth_a_look(block, matcher), _fit(block, matcher)
    if name == "date":  # for others, a model is not always asked
        matcher.prepare([block[i] for i in sorted(set(chain.from_iterable(pairs)))])
    for group in groups(len(block), pairs, fit, FITS):
        mentions = [block[i] for i in group]
        candidate = _candidate(name, mentions, matcher.story.published)
        if candidate and candidate.differs and (name == _SINCE_LAST or not _says_both(candidate.values)):
            about = title(mentions, [matcher.frame(mention) for mention in mentions])
            yield (
                _placed(candidate, about, mentions, matcher)
                if name == "date"
                else replace(candidate, about=about)
            )


def _worth_a_look(block: Sequence[QuantityMention], matcher: QuantityMatcher) -> set[Pair]:
    """The pairs of a block that may fit, as far as that shows without a model; of many, the nearest alone."""
    if len(block) > _ALL_PAIRS:
        return {(i, j) for i, j in _nearest(block, matcher) if _may_fit(block[i], block[j], matcher)}
    pairs = _of_one_thing(
        {(i, j) for i, j in combinations(range(len(block)), 2) if _may_fit(block[i], block[j], matcher)},
        block,
        matcher,
    )
    places = sorted(set(chain.from_iterable(pairs)))
    if len(places) <= _NEIGHBOURS + 1:
        return pairs
    near = _nearest([block[i] for i in places], matcher)
    return pairs & {(places[i], places[j]) for i, j in near}


def _of_one_thing(pairs: Set[Pair], block: Sequence[QuantityMention], matcher: QuantityMatcher) -> set[Pair]:
    """The pairs that are of one thing by single words, which cost a model less than what stands around."""
    matcher.prepare_words([(block[i], block[j]) for i, j in sorted(pairs)])
    return {
        (i, j)
        for i, j in pairs
        if is_probable_typo(block[i], block[j], matcher.story.topic) or matcher.same_thing(block[i], block[j])
    }


def _nearest(block: Sequence[QuantityMention], matcher: QuantityMatcher) -> set[Pair]:
    """Pairs of a block of which one is among the other's nearest by the words around them."""
    matcher.prepare(block)
    vectors = np.array([matcher.passage(mention).vector for mention in block], np.float32)
    return neighbours(vectors, _NEIGHBOURS)


def _may_fit(one: QuantityMention, other: QuantityMention, matcher: QuantityMatcher) -> bool:
    """Whether two quantities of a block may be of one thing, as far as that shows without a model."""
    if one.row.document_id == other.row.document_id:
        return False
    return is_probable_typo(one, other, matcher.story.topic) or (
        may_be_one(one, other) and matcher.may_be_same(one, other)
    )


def _placed(
    candidate: Candidate, about: str, mentions: Sequence[QuantityMention], matcher: QuantityMatcher
) -> Candidate:
    """The candidate of dates with the place in its title, and with what other documents say of that place."""
    place = place_of(mentions)
    if place is None or place in about:
        return replace(candidate, about=about)
    others = dated_there(place, matcher.story.quantities, mentions)
    values = ordered([*candidate.values, *map(quantity_value, others)])
    return replace(candidate, about=f"{about} in {place}", values=values)


def _fit_since_last(block: Sequence[QuantityMention], matcher: QuantityMatcher) -> Score:
    def fit(i: int, j: int) -> float:
        one, other = block[i].row.document_id, block[j].row.document_id
        return FITS if matcher.story.overlap.same_event(one, other) else NO_FIT

    return fit


def _fit(block: Sequence[QuantityMention], matcher: QuantityMatcher) -> Score:
    topic = matcher.story.topic

    def fit(i: int, j: int) -> float:
        one, other = block[i], block[j]
        if one.row.document_id == other.row.document_id:
            return NO_FIT
        found = score(one, other, topic, matcher.alike)
        if found < FITS or is_probable_typo(one, other, topic):
            return found
        return found if matcher.same_thing(one, other) else NO_FIT

    return fit


def _promising(block: Sequence[QuantityMention]) -> list[QuantityMention]:
    """The quantities around which words stand that stand around another value of another document, too.

    The others can differ from none, and need not be encoded.
    """
    around = [frozenset(_stems(mention)) for mention in block]
    having: dict[str, list[int]] = defaultdict(list)
    for i, stems in enumerate(around):
        for word in stems:
            having[word].append(i)
    kept = []
    for i, mention in enumerate(block):
        shared = Counter(j for word in around[i] for j in having[word][:_LOOKED_AT])
        least = 1 if mention.row.kind == "duration" else _SHARED_WORDS
        if any(n >= least and _may_differ(mention, block[j]) for j, n in shared.items()):
            kept.append(mention)
    return kept


def _stems(mention: QuantityMention) -> Iterator[str]:
    for word in mention.context.lower().split():
        plain = word.strip(_MARKS)
        if is_content(plain):
            yield stem(plain)


def _may_differ(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether two values of two documents are not the same, and neither is many times the other."""
    left, right = one.row, other.row
    if (
        left.document_id == right.document_id
        or quantity_value(one).normalised == quantity_value(other).normalised
    ):
        return False
    if left.kind == "date" or left.low is None or right.low is None:
        return True
    fewer, more = sorted((abs(left.low), abs(right.low)))
    return more <= RATIO * fewer


def _says_both(values: Sequence[Value]) -> bool:
    """Whether one document has two of the values: then they are of two things, as that document knows."""
    return len({value.document_id for value in values}) < len(values)


def _candidate(
    name: str, mentions: Sequence[QuantityMention], published: Mapping[str, date | None]
) -> Candidate | None:
    """The candidate of a group of quantities, without its title; None where they do not differ."""
    values = ordered([quantity_value(mention) for mention in mentions])
    by_key = {mention.key: mention for mention in mentions}
    kept = [by_key[value.document_id, value.start] for value in values]
    if name == "date":
        return date_candidate(kept, values)
    found = verdict([quantity_range(mention, published) for mention in kept])
    if found == "compatible" and len({(mention.row.low, mention.row.high) for mention in kept}) == 1:
        return None  # "200 feet" and "about 200 feet"
    slot = f"{name} {values[0].document_id} {values[0].start}"
    return Candidate("numeric", slot, "", found, "quantity", values)


def quantity_range(mention: QuantityMention, published: Mapping[str, date | None]) -> Range | None:
    """What the quantity leaves possible; a year, as years before the document's day, if that is known."""
    row = mention.row
    if row.kind != "date":
        low, high = row.low or 0.0, row.high or row.low or 0.0
        if row.kind == "percentage" and row.comparator == "equal":
            slack = _WHOLE_PERCENT if low == int(low) else _TENTH_PERCENT
            return Range(low - slack, high + slack)
        return possible(low, high, row.comparator, measured=row.kind in _MEASURED)
    day = published.get(row.document_id)
    if day is None or row.first_day is None or row.last_day is None:
        return None
    return Range((day - row.last_day).days / _YEAR_DAYS, (day - row.first_day).days / _YEAR_DAYS)


def quantity_value(mention: QuantityMention) -> Value:
    """What a quantity says, in a form in which equal ones are equal."""
    row = mention.row
    normalised = _date(row) if row.kind == "date" else _number(row)
    return Value(row.document_id, row.start, row.end, row.text, normalised)


def _date(row: QuantityRow) -> str:
    """A date with its comparator, else its distance from the day of writing, else its words."""
    if row.date_pattern:
        return " ".join(word for word in (_comparator(row), row.date_pattern) if word)
    return f"{row.low:g} {row.unit}" if row.low is not None else str(row.text).casefold()


def _number(row: QuantityRow) -> str:
    low, high = row.low, row.high
    number = f"{low:g}" if high is None or low == high else f"{low:g} to {high:g}"
    return " ".join(word for word in (_comparator(row), number, row.unit or "") if word)


def _comparator(row: QuantityRow) -> str:
    return "" if row.comparator == "equal" else str(row.comparator)
