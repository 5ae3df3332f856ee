"""Learn how likely a speaker is right, by how it was found, and write confidence.json beside this file.

Run by hand, with scipy beside the project's own dependencies:

    python -m models.speakers.train_confidence DATA BUILD

DATA holds gum_attribution/{news,interview}.jsonl, BUILD the tables (texts, quotes, quote_spans) of a build of
the articles whose quotes readings.csv judges. A logistic regression with an L2 penalty.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.checked_speakers import Checked, checked
from flows.store.cards import update_card
from flows.store.resources import load_resources
from transforms.speakers.pronoun_ranker import Weights

PENALTY = 2.0
"""Weight of the L2 penalty; the loss on held-out documents is flat between 1 and 5."""


def fit(examples: Sequence[Checked], penalty: float = PENALTY) -> Weights:
    """The weights of a logistic regression; `nobody` is its intercept with the sign turned."""
    names = sorted({name for example in examples for name in example.features})
    matrix = np.array([[one.features.get(name, 0.0) for name in names] + [1.0] for one in examples])
    right = np.array([one.right for one in examples], float)
    result = minimize(
        _loss, np.zeros(len(names) + 1), args=(matrix, right, penalty), jac=True, method="L-BFGS-B"
    )
    learnt = {name: round(float(w), 4) for name, w in zip(names, result.x, strict=False)}
    return Weights(learnt, round(-float(result.x[-1]), 4))


def _loss(weights: Any, matrix: Any, right: Any, penalty: float) -> tuple[float, Any]:
    scores = matrix @ weights
    share = 1 / (1 + np.exp(-scores))
    own = np.r_[weights[:-1], 0.0]
    loss = float(np.logaddexp(0, scores).sum() - right @ scores + 0.5 * penalty * own @ own)
    return loss, matrix.T @ (share - right) + penalty * own


def main(data: Path, build: Path) -> None:
    """Fit on all that is checked; write the weights."""
    resources = load_resources()
    found = checked(data, build, replace(resources.resolver, confidence=None))
    weights = fit(found)
    content = {
        "weights": dict(weights.weights),
        "threshold": weights.nobody,
        "examples": len(found),
        "penalty": PENALTY,
    }
    target = Path(__file__).with_name("confidence.json")
    target.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    update_card(target.parent)
    print(f"{len(found)} examples, {sum(one.right for one in found)} right -> {target.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
