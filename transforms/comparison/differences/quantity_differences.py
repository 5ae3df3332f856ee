"""Numbers and dates on which documents of a story differ, where their sentences are about the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Any, Final

import numpy as np

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.entity_overlap import EntityOverlap
from transforms.comparison.differences.predicate_frames import Frame, Parser, agree, frame
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.comparison.differences.ranges import Range, possible, verdict
from transforms.comparison.differences.scores import FITS, NO_FIT, is_probable_typo, score
from transforms.comparison.differences.titles import title
from transforms.language import lexica
from transforms.language.clustering import groups, neighbours
from transforms.language.encoder import Encoder
from transforms.language.lexica import any_of
from transforms.language.similarity import Passage, Topic, passage

_KINDS: Final = ("duration", "count", "money", "percentage", "measure")
_NEIGHBOURS: Final = 12
_REST = re.compile(rf"\b(?:{any_of(lexica.words('comparison', 'rest'))})\b(?! than)", re.IGNORECASE)
"""A number of those that are left is not the number of all."""
_SAME_NEWS: Final = 1
"""Days between two articles within which a number that grew is a difference, not the news of another day."""
_YEAR_DAYS: Final = 365.25
_CONFIDENCE: Final = 0.7
_MEASURED: Final = frozenset(("duration", "measure", "money", "percentage"))


@dataclass(frozen=True)
class Reader:
    """What quantities are compared with: the topic of their story, an encoder, a parser, days of publication.

    `stated`: what each document of the story says anywhere, as (document, kind, unit, value).
    """

    topic: Topic
    encoder: Encoder
    parse: Parser
    published: Mapping[str, date | None]
    overlap: EntityOverlap
    stated: frozenset[tuple[object, ...]] = frozenset()

    @cached_property
    def plain(self) -> Topic:
        """The topic without names: who and where do tell whether two numbers are about one thing."""
        return Topic(self.topic.commonness)

    def passage(self, mention: QuantityMention) -> Passage:
        """The words around a quantity, ready to be compared."""
        return passage(self.encoder(mention.context), self.plain)

    def near(self, one: str, other: str) -> float:
        """The cosine of two words, each alone."""
        return 1.0 if one == other else float(self.encoder(one).vector @ self.encoder(other).vector)

    def frame(self, mention: QuantityMention) -> Frame:
        """What the quantity is one of, by the parse of its sentence."""
        sentence = mention.sentence
        doc = self.parse(sentence.of(mention.text))
        start, end = mention.row["start"] - sentence.start, mention.row["end"] - sentence.start
        return frame(doc, start, end, mention.row["kind"], self.topic.names)

    def same_thing(self, one: QuantityMention, other: QuantityMention) -> bool:
        """Whether two quantities are of one thing, and neither document states the other's value as well."""
        if one.aspect == "age":
            return True  # of one person, which is all that there is to know
        if _REST.search(one.row["text"]) or _REST.search(other.row["text"]):
            return False
        if one.is_part != other.is_part:
            return False
        if not self.at_once(one, other) or not self.overlap.kept(
            one.row["document_id"], other.row["document_id"]
        ):
            return False
        told = {_said_by(one, other), _said_by(other, one)}
        if _bare(one) != _bare(other) and told & self.stated:
            return False
        return agree(self.frame(one), self.frame(other), one.row["kind"], self.near)

    def at_once(self, one: QuantityMention, other: QuantityMention) -> bool:
        """Whether two documents were published so close to each other that their numbers should be the same.

        Where a day is not known they may have been; a date in the text does not change with the day.
        """
        days = [self.published.get(mention.row["document_id"]) for mention in (one, other)]
        if one.row["kind"] == "date" or days[0] is None or days[1] is None:
            return True
        return abs((days[0] - days[1]).days) <= _SAME_NEWS


def _said_by(one: QuantityMention, other: QuantityMention) -> tuple[object, ...]:
    """The value of `other` as the document of `one` would state it."""
    return one.row["document_id"], *_bare(other)


def _bare(mention: QuantityMention) -> tuple[object, ...]:
    row = mention.row
    return row["kind"], row["unit"], row["low"], row["high"], row["date_pattern"]


def quantity_candidates(mentions: Sequence[QuantityMention], reader: Reader) -> Iterator[Candidate]:
    """The candidates among the quantities of one story."""
    reader = replace(reader, stated=frozenset((p.row["document_id"], *_bare(p)) for p in mentions))
    blocks: dict[tuple[str, ...], list[QuantityMention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda mention: mention.key):
        if mention.row["kind"] == "date" or (
            mention.row["kind"] in _KINDS and mention.row["low"] is not None
        ):
            blocks[_block(mention)].append(mention)
    for key, block in sorted(blocks.items()):
        if len({mention.row["document_id"] for mention in block}) > 1:
            yield from _candidates_of(key[0], block, reader)


def _block(mention: QuantityMention) -> tuple[str, ...]:
    """What must be equal for two quantities to be compared at all."""
    kind, aspect = mention.row["kind"], mention.aspect
    if aspect == "since_last" and kind in ("duration", "date"):
        return (aspect,)
    if kind == "date":
        return ("date",)
    return (aspect, kind, str(mention.row["unit"]))


def _candidates_of(block_name: str, block: Sequence[QuantityMention], reader: Reader) -> Iterator[Candidate]:
    passages = [reader.passage(mention) for mention in block]

    def fit(i: int, j: int) -> float:
        one, other = block[i].row["document_id"], block[j].row["document_id"]
        if block_name == "since_last":
            return FITS if reader.overlap.kept(one, other) else NO_FIT
        if one == other:
            return NO_FIT
        found = score(block[i], passages[i], block[j], passages[j], reader.topic)
        if found < FITS or is_probable_typo(block[i], block[j], reader.topic):
            return found
        return found if reader.same_thing(block[i], block[j]) else NO_FIT

    for group in groups(len(block), _candidates(block_name, passages), fit, FITS):
        mentions = [block[i] for i in group]
        candidate = _candidate(block_name, mentions, reader.published)
        if candidate and candidate.holds and (block_name == "since_last" or not _says_both(candidate.values)):
            yield replace(candidate, about=title(mentions, [reader.frame(mention) for mention in mentions]))


def _says_both(values: Sequence[Value]) -> bool:
    """Whether one document has two of the values: then they are of two things, as that document knows."""
    return len({value.document_id for value in values}) < len(values)


def _candidates(block_name: str, passages: Sequence[Passage]) -> set[tuple[int, int]]:
    """Pairs worth a look: neighbours by their sentences, or simply the next where the aspect says it all."""
    if block_name == "since_last":
        return {(i, i + 1) for i in range(len(passages) - 1)}
    return neighbours(np.array([one.vector for one in passages], np.float32), _NEIGHBOURS)


def _candidate(
    block_name: str, mentions: Sequence[QuantityMention], published: Mapping[str, date | None]
) -> Candidate | None:
    """The candidate of a group of quantities, without its title; None where they do not differ."""
    values = ordered([_value(mention) for mention in mentions])
    by_value = {(mention.key): mention for mention in mentions}
    kept = [by_value[value.document_id, value.start] for value in values]
    if block_name == "date":
        return _date_candidate(kept, values)
    said = verdict([_range(mention, published) for mention in kept])
    if said == "compatible" and len({(mention.row["low"], mention.row["high"]) for mention in kept}) == 1:
        return None  # "200 feet" and "about 200 feet"
    slot = f"{block_name} {values[0].document_id} {values[0].start}"
    return Candidate("numeric", slot, "", said, _CONFIDENCE, values)


def _date_candidate(mentions: Sequence[QuantityMention], values: tuple[Value, ...]) -> Candidate | None:
    """Words like "yesterday" differ with the day of writing, and a month holds its days: no candidate."""
    told = [mention for mention in mentions if mention.row["date_pattern"]]
    differ = [
        (one, other)
        for one, other in combinations(told, 2)
        if one.row["document_id"] != other.row["document_id"] and not _nested(one.row, other.row)
    ]
    if not differ:
        return None
    known = all(mention.row["first_day"] and mention.row["last_day"] for pair in differ for mention in pair)
    slot = f"date {values[0].document_id} {values[0].start}"
    return Candidate(
        "date",
        slot,
        "",
        "conflict" if known else "unclear",
        0.8 if known else 0.6,
        values,
    )


def _nested(one: Any, other: Any) -> bool:
    """Whether one date is, or holds, the other, as far as anybody can tell.

    Without a day of publication a Monday may be any single day, but not two, and a day may be of any year.
    """
    days = [one["first_day"], one["last_day"], other["first_day"], other["last_day"]]
    if all(days):
        one_holds = days[0] <= days[2] and days[3] <= days[1]
        return bool(one_holds or (days[2] <= days[0] and days[1] <= days[3]))
    left, right = one["date_pattern"] or "", other["date_pattern"] or ""
    if one["unit"] != other["unit"] or ("W" in left) != ("W" in right):
        return one["unit"] != other["unit"] or "/" not in left + right
    return left == right or _holds(left, right) or _holds(right, left)


def _holds(outer: str, inner: str) -> bool:
    """Whether a pattern is the start of another ("XXXX-12" of "XXXX-12-09"), or leaves open what it says."""
    if "W" in outer or "W" in inner:
        return outer == inner
    same = len(outer) <= len(inner) and "/" not in outer
    return same and all(a in ("X", b) or b == "X" for a, b in zip(outer, inner, strict=False))


def _range(mention: QuantityMention, published: Mapping[str, date | None]) -> Range | None:
    """What the quantity leaves possible; a year, as years before the document's day, if that is known."""
    row = mention.row
    if row["kind"] != "date":
        measured = row["kind"] in _MEASURED
        return possible(
            row["low"] or 0.0, row["high"] or row["low"] or 0.0, row["comparator"], measured=measured
        )
    day = published.get(row["document_id"])
    if day is None or row["first_day"] is None or row["last_day"] is None:
        return None
    return Range((day - row["last_day"]).days / _YEAR_DAYS, (day - row["first_day"]).days / _YEAR_DAYS)


def _value(mention: QuantityMention) -> Value:
    row = mention.row
    return Value(row["document_id"], row["start"], row["end"], row["text"], _normalised(row))


def _normalised(row: Any) -> str:
    if row["kind"] == "date":
        if row["date_pattern"]:
            return str(
                row["date_pattern"]
                if row["comparator"] == "equal"
                else f"{row['comparator']} {row['date_pattern']}"
            )
        return f"{row['low']:g} {row['unit']}" if row["low"] is not None else str(row["text"]).casefold()
    low, high = row["low"], row["high"]
    number = f"{low:g}" if high is None or low == high else f"{low:g} to {high:g}"
    words = [row["comparator"] if row["comparator"] != "equal" else "", number, row["unit"] or ""]
    return " ".join(word for word in words if word)
