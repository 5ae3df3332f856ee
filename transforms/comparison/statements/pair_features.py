"""What speaks for two passages saying the same thing, and which pairs of a story are worth a closer look."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from transforms.comparison.logistic import Features
from transforms.comparison.statements.passages import Aligned, Passage
from transforms.comparison.statements.shapes import DIRECT, UNSHAPED, Shape
from transforms.comparison.statements.sources import Kinship
from transforms.comparison.statements.word_runs import Shared, shared
from transforms.language.clustering import Pair

LEAST_SAID: Final = 2
"""Words that a passage must have beside names to be compared: fewer say next to nothing."""

_NEAREST: Final = 6
"""With how many of the passages that share most of its words one is compared."""
LEAST_SHARED: Final = 0.2
"""The least cosine of rare words at which passages are worth a look."""
NEVER: Final = 2.0
_COMMON: Final = 200
"""A word that more passages of a story have leads from none to another."""
_LONGEST: Final = 8
_NAME_WEIGHT: Final = 0.5


class Relation(NamedTuple):
    """How two passages stand to one another, whatever they say.

    `speakers`: how those of both do; `likely`: how likely the sentences in which they stand tell the same
    thing, 0 to 1, and 0 where these share no rare words; `shapes`: what the first and the other are;
    `translated`: the words of a quotation may be a translator's.
    """

    speakers: Kinship
    same_document: bool
    both_indirect: bool = False
    likely: float = 0.0
    shapes: tuple[Shape, Shape] = (UNSHAPED, UNSHAPED)
    translated: bool = False


def features(one: Passage, other: Passage, aligned: Aligned, relation: Relation) -> Features:
    """What speaks for and against it; symmetric."""
    both: Shared = shared(one.wording, other.wording)
    numbers = bool(one.numbers and other.numbers and not one.numbers & other.numbers)
    run = max(both.left, both.right)
    direct = all(shape.type == DIRECT for shape in relation.shapes) and not relation.translated
    return {
        "aligned_more": max(aligned.left, aligned.right),
        "aligned_less": min(aligned.left, aligned.right),
        "said_less": aligned.said,
        "cosine": aligned.cosine,
        "shared_words": max(_held(one.saying, other.saying), _held(other.saying, one.saying)),
        "shared_run": run,
        "shared_sum": math.log1p(sum(value for key, value in one.saying.items() if key in other.saying)),
        "rarity_cosine": _cosine(_bag(one), _bag(other)),
        "size": math.log1p(min(len(one.rarity), len(other.rarity))),
        "lone_names": math.log1p(_lone(_names(one), _names(other))),
        "names_less": min(_held(_names(one), _names(other)), _held(_names(other), _names(one))),
        "other_numbers": float(numbers),
        "other_polarity": float(one.negated != other.negated),
        "same_speaker": float(relation.speakers.same is True),
        "two_people": float(relation.speakers.people),
        "two_sources": float(relation.speakers.same is False and not relation.speakers.people),
        "kin": float(relation.speakers.kin),
        "apart_in_one_document": float(relation.same_document and relation.speakers.same is not True),
        "likely_sentences": relation.likely,
        "likely_and_alike": relation.likely * aligned.cosine,
        "unlike_direct": (1 - run) * direct,
        **_of_shapes(one, other, *relation.shapes),
        **_of_two(relation),
    }


def _of_shapes(one: Passage, other: Passage, left: Shape, right: Shape) -> Features:
    return {
        "head_held": ((left.head in other.rarity) + (right.head in one.rarity)) / 2,
        "marked": _marked(one, other, left.marked, right.marked),
        "no_verb": float((not left.has_verb) + (not right.has_verb)),
        "voice_without_tense": _without_tense(left, right) * (left.type is None or right.type is None),
        "other_cue": float(bool(left.cue_class and right.cue_class and left.cue_class != right.cue_class)),
    }


def _of_two(relation: Relation) -> Features:
    """What speaks against two sources saying one: often only the object of two acts is the same."""
    apart = relation.speakers.same is False
    return {
        "likely_of_two_sources": (apart and not relation.speakers.people) * relation.likely,
        "without_tense_of_two": apart * _without_tense(*relation.shapes),
    }


def _without_tense(left: Shape, right: Shape) -> float:
    return float((not left.is_finite) + (not right.is_finite))


def _marked(one: Passage, other: Passage, left: frozenset[str], right: frozenset[str]) -> float:
    """The share of the words in quotation marks, on the side with less, that the other has in such, too."""
    both = sum(one.rarity.get(word, 0.0) for word in left & right)
    least = min(_weight(one, left), _weight(other, right))
    return both / max(least, 1e-9)


def _weight(one: Passage, words: frozenset[str]) -> float:
    return sum(one.rarity.get(word, 0.0) for word in words)


def _names(one: Passage) -> Mapping[str, float]:
    return {key: value for key, value in one.rarity.items() if key not in one.saying}


def _held(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The share of the first words that the second has, by rarity."""
    return sum(value for key, value in one.items() if key in other) / max(sum(one.values()), 1e-9)


def _lone(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The weight of the words that only one side has."""
    apart = one.keys() ^ other.keys()
    return math.fsum(one.get(key, 0.0) + other.get(key, 0.0) for key in sorted(apart))


Least = Callable[[int, int], float]
"""The least cosine of their rare words at which two passages are worth a look; above 1 where never."""


def near(
    passages: Sequence[Passage], least: Least, n_searched: int | None = None, lowest: float = LEAST_SHARED
) -> Iterator[Pair]:
    """Pairs (i, j), i < j, of passages that share enough of their rarer words, at least `lowest`.

    With `n_searched`, the first so many are those among which the others look for theirs. What it costs grows
    with the passages, not with their pairs: words that many have lead nowhere.
    """
    bags = [_bag(one) for one in passages]
    places: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags[:n_searched]):
        for word in bag:
            places[word].append(number)
    for number in range(n_searched or 0, len(bags)):
        shares = _shares(number, bags, places)
        enough = [(other, value) for other, value in shares.items() if value >= lowest]
        best = sorted((-value, other) for other, value in enough if value >= least(number, other))
        yield from ((min(number, other), max(number, other)) for _, other in best[:_NEAREST])


def _shares(
    number: int, bags: Sequence[Mapping[str, float]], places: Mapping[str, list[int]]
) -> dict[int, float]:
    """The cosine of a passage's rare words with those of each that shares some of them."""
    met: dict[int, float] = defaultdict(float)
    for word, weight in bags[number].items():
        if len(places.get(word, ())) <= _COMMON:
            for other in places.get(word, ()):
                met[other] += weight * bags[other][word]
    return {other: round(value, 6) for other, value in met.items() if other != number}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(value * other[key] for key, value in one.items() if key in other)


def _bag(one: Passage) -> dict[str, float]:
    """Its words with their weights, of length 1; none where it says next to nothing."""
    if len(one.saying) < LEAST_SAID:
        return {}
    found = {key: value * (1.0 if key in one.saying else _NAME_WEIGHT) for key, value in one.rarity.items()}
    length = max(math.sqrt(sum(value * value for value in found.values())), 1e-9)
    return {key: value / length for key, value in found.items()}
