"""What speaks for two sentences of two documents telling the same thing, as a fitted scorer looks at it.

Words that both have tell most where few sentences have them. No language model is asked: what one knows of
words in context would find a third more pairs of the same precision, whichever its size, but it would have to
read every sentence, and that costs more than all of comparison.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.comparison.logistic import Logistic
from transforms.language.similarity import numbers_of
from transforms.language.words import Word

_LEAD: Final = 3
"""Sentences at the start of a report that tell what it is about."""
_SCALE: Final = 5.0
"""About the weight of the rarest words."""

Key = tuple[str, int]
"""A document and the number of a sentence in it."""
Column = npt.NDArray[np.float64]
Columns = Mapping[str, Column]
"""By name of a feature, its value for each of some pairs."""


class Side(NamedTuple):
    """A sentence as it is compared: where it stands, from 0 to 1 in its document, and what it says.

    `weight`: that of its stems together; `numbers`: as figures, whatever their spelling.
    """

    number: int
    place: float
    stems: frozenset[str]
    weight: float
    numbers: frozenset[str]


def side(key: Key, n: int, words: Sequence[Word], stems: frozenset[str], weight: Mapping[str, float]) -> Side:
    """A sentence of a document of `n`; `weight`: by stem, how few of the story's sentences have it."""
    numbers = frozenset(numbers_of([word.lower for word in words]))
    return Side(key[1], (key[1] + 1) / n, stems, math.fsum(weight[word] for word in stems), numbers)


def evidence(
    pairs: Iterable[tuple[Side, Side]], weight: Mapping[str, float], names: Collection[str]
) -> dict[str, Column]:
    """What two sentences say for themselves, as columns of features; who is first tells nothing.

    `names`: stems of the story's names.
    """
    rows = [_row(one, other, weight, names) for one, other in pairs]
    table = np.array(rows, np.float64).reshape(len(rows), len(_NAMES))
    return {name: table[:, i] for i, name in enumerate(_NAMES)}


_NAMES: Final = (
    "overlap",
    "held more",
    "held less",
    "saying",
    "names",
    "rarest",
    "next rarest",
    "same number",
    "other numbers",
    "size",
    "longer",
    "apart",
    "lead",
    "one leads",
)


def _row(one: Side, other: Side, weight: Mapping[str, float], names: Collection[str]) -> tuple[float, ...]:
    shared = one.stems & other.stems
    total = math.fsum(weight[word] for word in shared)
    saying = sorted((weight[word] for word in shared if word not in names), reverse=True)
    said = math.fsum(saying)
    small, large = sorted((one.weight, other.weight))
    numbers = bool(one.numbers & other.numbers)
    few, many = sorted((len(one.stems), len(other.stems)))
    return (
        total / math.sqrt(small * large) if small else 0.0,
        total / small if small else 0.0,
        total / large if large else 0.0,
        math.log1p(said),
        math.log1p(max(0.0, total - said)),
        (saying[0] if saying else 0.0) / _SCALE,
        (saying[1] if len(saying) > 1 else 0.0) / _SCALE,
        numbers,
        bool(one.numbers and other.numbers and not numbers),
        math.log1p(few),
        math.log1p(many),
        abs(one.place - other.place),
        max(one.number, other.number) < _LEAD,
        min(one.number, other.number) < _LEAD,
    )


def log_odds(scorer: Logistic, columns: Columns) -> Column:
    """The log-odds of each pair, as the scorer gives them of its features one by one."""
    found = np.full(len(next(iter(columns.values()))), scorer.bias)
    for name, column in columns.items():
        found += scorer.weights[name] * column
    # Rounded, so that the last bits of a sum decide nothing.
    return np.round(found, 6)
