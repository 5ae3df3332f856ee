"""Fitting a ranker of candidates: a softmax over them and "nobody", with an L2 penalty; needs scipy."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.speakers_data import Example
from flows.store.cards import update_card
from transforms.speakers.pronoun_ranker import Weights


def fit(
    examples: Sequence[Example], penalty: float, least: float, by_hand: Mapping[str, float] | None = None
) -> Weights:
    """The weights that examples teach, those set by hand in place of learnt ones."""
    names = sorted({name for example in examples for candidate in example.candidates for name in candidate})
    place = {name: index for index, name in enumerate(names)}
    made = [
        (_matrix(example, place), np.array([*example.right, not any(example.right)], float))
        for example in examples
    ]
    found = minimize(_loss, np.zeros(len(names) + 1), args=(made, penalty), jac=True, method="L-BFGS-B").x
    learnt = {name: round(float(w), 4) for name, w in zip(names, found, strict=False)}
    return Weights(learnt | dict(by_hand or {}), round(float(found[-1]), 4), least)


def _matrix(example: Example, place: dict[str, int]) -> Any:
    matrix = np.zeros((len(example.candidates), len(place)))
    for row, candidate in enumerate(example.candidates):
        for name, value in candidate.items():
            matrix[row, place[name]] = value
    return matrix


def _loss(weights: Any, made: Sequence[tuple[Any, Any]], penalty: float) -> tuple[float, Any]:
    own, nobody = weights[:-1], weights[-1]
    loss, slope = 0.5 * penalty * float(own @ own), np.r_[penalty * own, 0.0]
    for matrix, right in made:
        scores = np.r_[matrix @ own, nobody]
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        wanted = right / right.sum()
        loss -= float((wanted * np.log(shares + 1e-12)).sum())
        difference = shares - wanted
        slope[:-1] += matrix.T @ difference[:-1]
        slope[-1] += difference[-1]
    return loss, slope


def outcomes(
    found: Sequence[Example], folds: int, learn: Callable[[Sequence[Example]], Weights]
) -> Counter[str]:
    """How examples come out by weights learnt on other documents: right, wrong, or given to nobody."""
    documents = sorted({example.document for example in found})
    counts: Counter[str] = Counter()
    for fold in range(folds):
        held = set(documents[fold::folds])
        weights = learn([example for example in found if example.document not in held])
        counts.update(_outcome(example, weights) for example in found if example.document in held)
    return counts


def _outcome(example: Example, weights: Weights) -> str:
    chosen = weights.choose(example.candidates)
    if chosen is None:
        return "nobody, wrongly" if any(example.right) else "nobody, rightly"
    return "right" if example.right[chosen[0]] else "wrong"


def keep(name: str, weights: Weights, examples: int, penalty: float) -> None:
    """Write weights beside this file, and the file's hash into the card."""
    target = Path(__file__).with_name(name)
    content = {
        "weights": dict(weights.weights),
        "nobody": weights.nobody,
        "least": weights.least,
        "examples": examples,
        "penalty": penalty,
    }
    target.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    update_card(target.parent)
