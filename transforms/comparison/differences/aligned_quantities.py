"""Numbers and dates that differ in sentences that are otherwise alike, also in headlines.

Where two sentences overlap, their quantities of one kind and of like units are of one thing unless either
document states the other's value as well. Comparators count: "up to" and "at least" the same sum is the
finding.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from transforms.comparison.differences.candidates import Candidate, joined, ordered
from transforms.comparison.differences.predicate_frames import Frame, frame
from transforms.comparison.differences.quantity_differences import quantity_range, quantity_value
from transforms.comparison.differences.quantity_matching import Stated, at_once, both_stated, stated
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.comparison.differences.ranges import verdict
from transforms.comparison.differences.scores import RATIO
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.sentence_words import SentencePair, SentenceWords
from transforms.language.encoder import Encoder
from transforms.language.similarity import Topic

_KINDS: Final = ("count", "money", "percentage", "duration", "measure")
_ALIKE: Final = 0.30
"""The least overlap of two sentences whose numbers and dates are of one thing, whatever they go with."""
_ALIKE_DATED: Final = 0.22
"""The same of the only date of each; that both go with one verb or noun is other evidence."""
_ALIKE_MUCH: Final = 0.38
"""The overlap from which two sentences tell one thing, whatever their dates go with."""
_LOCAL_NAME: Final = 2.0
"""A name in so few sentences of a document tells of one thing, not of the story."""
_SAME_UNIT: Final = 0.5
"""The least cosine of two units that count one thing: "shops", "stores"."""


def aligned_quantity_candidates(story: StoryView) -> Iterator[Candidate]:
    """Candidates of the types numeric and date."""
    by_document: dict[str, list[QuantityMention]] = defaultdict(list)
    for mention in sorted(story.quantities, key=lambda one: one.key):
        by_document[mention.row.document_id].append(mention)
    known = frozenset(map(stated, story.quantities))
    likely = story.sentences.likely_pairs
    yield from joined([found for pair in likely for found in _of_pair(pair, by_document, known, story)])


def _of_pair(
    pair: SentencePair,
    mentions: Mapping[str, Sequence[QuantityMention]],
    known: frozenset[Stated],
    story: StoryView,
) -> Iterator[Candidate]:
    """The quantities that each sentence has one of, of a kind and unit."""
    left, right = _inside(pair.one, mentions), _inside(pair.other, mentions)
    for one in left:
        others = [each for each in right if _comparable(one, each, story.encoder)]
        rivals = [each for each in left if others and _comparable(each, others[0], story.encoder)]
        if len(others) != 1 or len(rivals) != 1 or not _is_tied(one, others[0], pair, story.topic):
            continue
        if _of_one_day(one, others[0], known, story) or _is_less_exact(one, others[0], pair):
            found = _candidate(one, others[0], story, pair)
            if found is not None:
                yield replace(found, alike=pair.overlap, likely=pair.likely)


def _is_tied(one: QuantityMention, other: QuantityMention, pair: SentencePair, topic: Topic) -> bool:
    """Whether both are surely of one thing: the sentences are alike, or what is beside them is.

    Dates that go with one verb or noun are, and numbers that are the same but for how exact they are.
    """
    left, right = (mention.names(topic, _LOCAL_NAME) for mention in (one, other))
    if left and right and not left & right:
        return False
    if pair.overlap >= (_ALIKE_DATED if one.row.kind == "date" else _ALIKE):
        return True
    if one.row.kind != "date":
        return (one.row.low, one.row.high) == (other.row.low, other.row.high)
    return _of_one_frame(one, other)


def _of_one_frame(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether two dates go with one verb or noun."""
    first, second = (_frame(mention) for mention in (one, other))
    same = first.predicate is not None and first.predicate == second.predicate
    return same or bool(first.things & second.things)


def _frame(date: QuantityMention) -> Frame:
    return frame(date.document.tokens(date.sentence), date.row.start, date.row.end, "date")


def _of_one_day(
    one: QuantityMention, other: QuantityMention, known: frozenset[Stated], story: StoryView
) -> bool:
    """Whether two numbers should be the same: neither is news of another day, nor stated beside the other."""
    return at_once(one, other, story.published) and not both_stated(one, other, known)


def _is_less_exact(one: QuantityMention, other: QuantityMention, pair: SentencePair) -> bool:
    """Whether two dates are of one thing though a document has both: every report has many a Tuesday.

    One may be the other, less exactly told, of one verb or noun; or their sentences are all but the same.
    """
    if one.row.kind != "date":
        return False
    return pair.overlap >= _ALIKE_MUCH or (_of_one_frame(one, other) and not _apart(one, other))


def _inside(
    sentence: SentenceWords, mentions: Mapping[str, Sequence[QuantityMention]]
) -> list[QuantityMention]:
    found = mentions.get(sentence.document_id, ())
    first = bisect_left(found, sentence.span.start, key=lambda one: one.row.start)
    last = bisect_left(found, sentence.span.end, key=lambda one: one.row.start)
    return list(found[first:last])


def _comparable(one: QuantityMention, other: QuantityMention, encoder: Encoder) -> bool:
    """Whether two quantities of like sentences can be of one thing."""
    left, right = one.row, other.row
    if left.kind != right.kind or one.aspect != other.aspect or one.is_part != other.is_part:
        return False
    if left.kind == "date":
        return bool(left.first_day and right.first_day and left.last_day and right.last_day)
    if left.kind not in _KINDS or left.low is None or right.low is None:
        return False
    return _like_units(left.unit, right.unit, encoder) and _near(left.low, right.low)


def _like_units(one: str | None, other: str | None, encoder: Encoder) -> bool:
    if one == other or one is None or other is None:
        return one == other
    return float(encoder(one).vector @ encoder(other).vector) >= _SAME_UNIT


def _near(one: float, other: float) -> bool:
    fewer, more = sorted((abs(one), abs(other)))
    return bool(fewer > 0 and more <= RATIO * fewer)


def _candidate(
    one: QuantityMention, other: QuantityMention, story: StoryView, pair: SentencePair
) -> Candidate | None:
    """The candidate of two quantities of one thing; None where they say the same."""
    values = ordered([quantity_value(one), quantity_value(other)])
    kind = "date" if one.row.kind == "date" else "numeric"
    if kind == "date":
        if _same_days(one, other):
            return None
        found = _date_verdict(one, other)
    else:
        found = verdict([quantity_range(each, story.published) for each in (one, other)])
        if found == "compatible" and _is_rounded(one, other):
            return None
    slot = f"aligned {kind} {values[0].document_id} {values[0].start}"
    evidence = "aligned quantity"
    if kind == "date":
        beside = "date in like sentences" if pair.overlap >= _ALIKE_MUCH else "date beside"
        evidence = "aligned date" if _of_one_frame(one, other) else beside
    return Candidate(kind, slot, one.context, found, evidence, values)


def _date_verdict(one: QuantityMention, other: QuantityMention) -> str:
    """Dates that share no day contradict each other where both go with one verb or noun."""
    if not _apart(one, other):
        return "compatible"
    return "conflict" if _of_one_frame(one, other) else "unclear"


def _is_rounded(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether two numbers are one, as far as both are exact: "13.3" and "13", "about 30" and "29"."""
    comparators = {one.row.comparator, other.row.comparator}
    return len(comparators) == 1 or (comparators <= {"equal", "about"} and one.row.low != other.row.low)


def _same_days(one: QuantityMention, other: QuantityMention) -> bool:
    """Whether two dates are of the same days, however they are put."""
    left, right = one.row, other.row
    if not (left.first_day and right.first_day):
        return left.date_pattern == right.date_pattern
    return (left.first_day, left.last_day) == (right.first_day, right.last_day)


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
