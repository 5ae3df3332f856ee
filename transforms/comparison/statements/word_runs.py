"""Runs of words that two passages share: what both print word for word, whoever is named as its speaker.

Marks, brackets and marks of omission are no words, so "[T]he port … must close" has the words of "the port
must close", and a word that one side leaves out or spells otherwise ends a run but not what is shared.
Passages are found by the sequences of words that they have in common (shingles), never each against each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from transforms.ids import normalise
from transforms.language.clustering import Pair
from transforms.language.similarity import is_content, stem

SHINGLE: Final = 4
"""Words in a row by which passages are found: fewer are shared by any two."""

_SEEN: Final = 8
"""With how many of the passages that have its shingle, the nearest before it, one is compared."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BRACKETS: Final = str.maketrans("", "", "[]")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a passage, folded, which of them say something and name nobody, and its shingles."""

    words: tuple[str, ...]
    saying: frozenset[str]
    shingles: Mapping[tuple[str, ...], int]


class Shared(NamedTuple):
    """What two passages share.

    `run`: words of the longest run; `n_content` of them are different ones that say something, `n_saying` of
    these name nobody;
    `left` and `right`: the share of each passage's words that stands in some run.
    """

    run: int
    n_content: int
    n_saying: int
    left: float
    right: float


def wording(text: str, names: Container[str] = ()) -> Wording:
    """The words of a text as they are compared; `names` are stems of words that name somebody."""
    words = tuple(_WORD.findall(normalise(text).translate(_BRACKETS)))
    saying = frozenset(word for word in words if is_content(word) and stem(word) not in names)
    return Wording(words, saying, {words[i : i + SHINGLE]: i for i in range(len(words) - SHINGLE + 1)})


def shared(one: Wording, other: Wording) -> Shared:
    """What two passages share in runs of SHINGLE words or more."""
    left, right = (_held(one, other), _held(other, one))
    longest = max((run for _, run in left), key=len, default=())
    content = {word for word in longest if is_content(word)}
    return Shared(
        len(longest), len(content), len(one.saying & content), _share(left, one), _share(right, other)
    )


def candidates(wordings: Sequence[Wording]) -> Iterator[Pair]:
    """Pairs (i, j), i < j, that share a shingle; of passages that all share one, each with a few before it.

    So many copies that each differ by a word cost a few comparisons each, not one with each other.
    """
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(wordings):
        met = {before for shingle in one.shingles for before in places[shingle][-_SEEN:]}
        yield from ((before, number) for before in sorted(met))
        for shingle in one.shingles:
            places[shingle].append(number)


def _held(one: Wording, other: Wording) -> list[tuple[int, tuple[str, ...]]]:
    """The runs of the first passage that stand in the second: where each starts, and its words."""
    starts = sorted(place for shingle, place in one.shingles.items() if shingle in other.shingles)
    runs = (list(run) for _, run in groupby(enumerate(starts), key=lambda each: each[1] - each[0]))
    spans = ((run[0][1], run[-1][1] + SHINGLE) for run in runs)
    return [(start, one.words[start:end]) for start, end in spans]


def _share(runs: Sequence[tuple[int, tuple[str, ...]]], whole: Wording) -> float:
    held = {start + k for start, words in runs for k in range(len(words))}
    return len(held) / max(1, len(whole.words))
