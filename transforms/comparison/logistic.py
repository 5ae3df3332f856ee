"""A fitted logistic scorer: named features of a pair, and how likely it belongs together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

_FARTHEST: Final = 30.0

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """Weights by name of feature; `least` is the log-odds from which a pair belongs together.

    Two are the same where they are one object.
    """

    weights: Mapping[str, float]
    bias: float
    least: float

    def __call__(self, features: Features) -> float:
        """The log-odds of a pair; KeyError where a feature has no weight."""
        # Rounded, so that the last bits of a sum decide nothing.
        return round(self.bias + sum(self.weights[name] * value for name, value in features.items()), 6)


class SentenceScorers(NamedTuple):
    """Do two sentences tell the same thing: by themselves (`alone`), then once more `among` other pairs."""

    alone: Logistic
    among: Logistic


@dataclass(frozen=True, slots=True)
class ComparisonWeights:
    """The scorers of the room.

    `stories`: do two documents report one event; `statements`: do two passages say the same; `sentences`: do
    two sentences tell the same thing, with what `sentences_alone` says of them first; `clauses`: do two
    clauses differ in how certain they make one event; `quantities`: are two quantities of one thing;
    `voices`: do two sentences say one thing in two voices; `substitutions`: do two words name one thing;
    `right` and `telling`: is a difference one, and worth telling.
    """

    stories: Logistic
    statements: Logistic
    sentences: Logistic
    sentences_alone: Logistic
    clauses: Logistic
    quantities: Logistic
    voices: Logistic
    substitutions: Logistic
    right: Logistic
    telling: Logistic

    @property
    def sentence_scorers(self) -> SentenceScorers:
        """Both scorers of sentences."""
        return SentenceScorers(self.sentences_alone, self.sentences)


def probability(log_odds: float) -> float:
    """Log-odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-max(-_FARTHEST, min(_FARTHEST, log_odds))))
