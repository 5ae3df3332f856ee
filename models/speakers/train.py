"""Learn the weights by which pronouns are resolved, and write pronouns.json beside this file.

Run by hand, with scipy beside the project's own dependencies:

    python -m models.speakers.train DATA

DATA holds gap/gap-validation.tsv and gum_attribution/{news,interview}.jsonl. A pronoun and its candidates
make one example: a softmax over the candidates and "nobody", fitted with an L2 penalty. GAP's development
split is the benchmark and is not read here; the page's title stands above a GAP text as its headline.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.speakers_data import Example, gap_examples, gum_examples
from flows.store.cards import update_card
from flows.store.resources import load_resources
from transforms.speakers.pronoun_resolution import CONTINUES, SOURCE
from transforms.speakers.resolution import DocumentResolver

PENALTY = 3.0
"""Weight of the L2 penalty; four-fold cross-validation is flat between 0.5 and 8."""

NOBODY_MARGIN = 0.4
"""How much likelier nobody must be than the best candidate; F1 on GAP is flat between 0.3 and 0.6."""


BY_HAND = {CONTINUES: 1.2, SOURCE: 1.0}
"""What the chains cannot teach, since few of their pronouns are sources: who speaks goes on speaking, and a
source is somebody. Set once, not tuned."""


def fit(examples: Sequence[Example], penalty: float = PENALTY) -> tuple[list[str], Any]:
    """Names of the features and their weights, the last one being nobody's score."""
    names = sorted({name for example in examples for candidate in example.candidates for name in candidate})
    place = {name: index for index, name in enumerate(names)}
    made = [
        (_matrix(example, place), np.array([*example.right, not any(example.right)], float))
        for example in examples
    ]
    result = minimize(_loss, np.zeros(len(names) + 1), args=(made, penalty), jac=True, method="L-BFGS-B")
    return names, result.x


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


def main(data: Path) -> None:
    """Fit on GAP validation with headlines and without, and on GUM; write the weights."""
    known = DocumentResolver(load_resources().gazetteer)
    examples = [
        *gap_examples(data / "gap" / "gap-validation.tsv", known, headline=False),
        *gap_examples(data / "gap" / "gap-validation.tsv", known, headline=True),
        *gum_examples(data / "gum_attribution", known),
    ]
    names, weights = fit(examples)
    content = {
        "weights": {name: round(float(w), 4) for name, w in zip(names, weights, strict=False)} | BY_HAND,
        "nobody": round(float(weights[-1]) - NOBODY_MARGIN, 4),
        "least": 0.0,
        "examples": len(examples),
        "penalty": PENALTY,
    }
    target = Path(__file__).with_name("pronouns.json")
    target.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    update_card(target.parent)
    print(f"{len(examples)} examples, {len(names)} weights -> {target.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
