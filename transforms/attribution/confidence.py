"""How likely an attribution is right, from what speaks for it: a model fitted on held-out texts.

A logistic model whose inputs bend: each number counts by itself and, below each of its knots, once more, so
that weak evidence may weigh more than strong evidence does (a linear spline, as in Hastie, Tibshirani and
Friedman, The Elements of Statistical Learning, 5.2). What it states is then read off a curve of what was
right when it stated so, fitted by isotonic regression (Zadrozny and Elkan 2002) on texts left out in turn.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from operator import mul
from typing import Any, Final, Self

_FURTHEST = 30.0
_SUREST = 0.9999
Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Confidence:
    """A fitted model of confidence.

    `weights`: the constant, then one for each number of evidence, then one for each number below each row of
    `knots`. `stated`, `right`: rising points of the curve; without any, what the model states stands.
    """

    weights: Row
    knots: tuple[Row, ...] = ()
    stated: Row = ()
    right: Row = ()

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """From JSON."""
        rows = {field.name: settings.get(field.name, ()) for field in fields(cls)}
        knots = tuple(tuple(row) for row in rows.pop("knots"))
        return cls(**{name: tuple(row) for name, row in rows.items()}, knots=knots)

    def model(self, evidence: Sequence[float]) -> float:
        """What the logistic model alone states, between 0 and 1; ValueError if evidence is missing."""
        inputs = [1.0, *evidence]
        for row in self.knots:
            inputs += map(min, evidence, row)
        if len(inputs) != len(self.weights):
            raise ValueError(f"{len(evidence)} numbers of evidence for {len(self.weights)} weights")
        score = sum(map(mul, self.weights, inputs))
        return 1 / (1 + math.exp(-max(-_FURTHEST, min(_FURTHEST, score))))

    def __call__(self, evidence: Sequence[float]) -> float:
        """How likely an attribution with this evidence is right."""
        return self.read(self.model(evidence))

    def read(self, chance: float) -> float:
        """How likely is right what the logistic model alone states to be so with this chance."""
        if not self.stated:
            return chance
        after = bisect_right(self.stated, chance)
        if after in (0, len(self.stated)):
            return self.right[min(after, len(self.right) - 1)]
        low, high = self.stated[after - 1], self.stated[after]
        share = (chance - low) / (high - low)
        return self.right[after - 1] + share * (self.right[after] - self.right[after - 1])


IDENTITY: Final = Confidence((0.0, 1.0, 0.0))
"""States what the first of two numbers given to it, log odds, says."""


def log_odds(chance: float) -> float:
    """The log odds of a probability, kept away from certainty."""
    kept = max(1 - _SUREST, min(_SUREST, chance))
    return math.log(kept / (1 - kept))
