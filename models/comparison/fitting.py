"""Fitting a logistic scorer: named features, yes or no, a weight for each example."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from transforms.comparison.logistic import Logistic

FOLDS = 5
_STEPS = 50


class Example(NamedTuple):
    """The features of a pair, whether it belongs together, its story or topic, and what it counts."""

    features: Mapping[str, float]
    right: bool
    fold: str
    weight: float = 1.0


def fit(examples: Sequence[Example], penalty: float) -> tuple[dict[str, float], float]:
    """Weights by feature and the bias: maximum likelihood with an L2 penalty, by Newton's method."""
    names = sorted(examples[0].features)
    given: Any = np.array([[*(one.features[name] for name in names), 1.0] for one in examples])
    right, counts = (
        np.array([float(v) for v in vs]) for vs in zip(*((e.right, e.weight) for e in examples), strict=True)
    )
    ridge = penalty * np.diag([1.0] * len(names) + [1e-6])
    found: Any = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(given @ found, -30, 30)))
        slope = given.T @ (counts * (likely - right)) + ridge @ found
        curve = (given * (counts * likely * (1 - likely))[:, None]).T @ given + ridge
        found = found - np.linalg.solve(curve, slope)
    return {name: round(float(w), 4) for name, w in zip(names, found, strict=False)}, round(
        float(found[-1]), 4
    )


def held_out(made: Sequence[Example], penalty: float) -> list[float]:
    """The log-odds of each example by weights that were learnt without its fold's stories, in five folds."""
    names = sorted({one.fold for one in made})
    fold = {name: number % FOLDS for number, name in enumerate(names)}
    scores: dict[int, float] = {}
    for left_out in range(FOLDS):
        weights, bias = fit([one for one in made if fold[one.fold] != left_out], penalty)
        scorer = Logistic(weights, bias, 0.0)
        scores |= {i: scorer(one.features) for i, one in enumerate(made) if fold[one.fold] == left_out}
    return [scores[i] for i in range(len(made))]
