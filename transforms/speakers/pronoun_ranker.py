"""Which person a pronoun or a noun takes up: the weighted sum of what speaks for each candidate.

The weights are learnt by the programs in models/speakers on texts whose speakers are known; what they weigh
is in pronoun_features.py, nominal_features.py and people_linking.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each feature, the score of taking up nobody, and the least probability of a choice."""

    weights: Mapping[str, float] = field(default_factory=dict)
    nobody: float = 0.0
    least: float = 0.0

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum; features without a weight count nothing."""
        return sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def choose(self, candidates: Sequence[Mapping[str, float]]) -> tuple[int, float] | None:
        """The place of the likeliest candidate and its probability; None where nobody is likelier.

        The share of those who are not among the candidates counts in the probability.
        """
        scores = [self.score(candidate) for candidate in candidates]
        if not scores or max(scores) < self.nobody:
            return None
        top = max(scores)
        shares = [math.exp(score - top) for score in scores]
        total = sum(shares) + math.exp(self.nobody - top)
        best = scores.index(max(scores))
        probability = shares[best] / total
        return (best, probability) if probability >= self.least else None


NOBODY_EVER = Weights(nobody=math.inf)
"""Weights by which nobody is ever meant, for a resolver that has learnt none."""
