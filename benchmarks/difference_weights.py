"""The two scorers of differences: fitted on rows that a reader judged, and measured by five folds of stories.

    python -m benchmarks.difference_weights

prints the weights of transforms/comparison/differences/worth.py. Rows hold features and labels alone.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.statement_scores import auc

Row = dict[str, object]
Floats = npt.NDArray[np.float64]
_ROWS = Path(__file__).parent.parent / "tests" / "golden" / "seesaw" / "rows.jsonl"
_FOLDS = 5
_RIDGE = 1.0
_ROUNDS = 100


def judged() -> list[dict[str, Any]]:
    """The rows with their features, and whether each is right and telling."""
    return [json.loads(line) for line in _ROWS.read_text("utf-8").splitlines()]


def fitted(rows: Sequence[dict[str, Any]], label: str) -> dict[str, float]:
    """Ridge logistic regression by Newton's method; the weight of "always" is free."""
    names = sorted({name for row in rows for name in row["features"]})
    x = np.array([[row["features"].get(name, 0.0) for name in names] for row in rows])
    y = np.array([float(row[label]) for row in rows])
    ridge = np.array([0.01 if name == "always" else _RIDGE for name in names])
    weights = np.zeros(len(names))
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + ridge * weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), slope)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def scored(row: dict[str, Any], weights: dict[str, float]) -> float:
    """The scorer's log odds."""
    return sum(weights.get(name, 0.0) * value for name, value in row["features"].items())


def scorer_rows() -> list[Row]:
    """Each scorer over rows of stories that it was not fitted on, and what its upper half of worth is."""
    rows = judged()
    stories = sorted({row["story"] for row in rows})
    made: list[Row] = []
    for label in ("right", "telling"):
        scores = [0.0] * len(rows)
        for fold in range(_FOLDS):
            inside = [stories.index(row["story"]) % _FOLDS == fold for row in rows]
            weights = fitted([row for row, out in zip(rows, inside, strict=True) if not out], label)
            for i, row in enumerate(rows):
                scores[i] = scored(row, weights) if inside[i] else scores[i]
        made.append(_measured(label, rows, scores))
    return made


def _measured(label: str, rows: Sequence[dict[str, Any]], scores: Sequence[float]) -> Row:
    kept = [i for i, row in enumerate(rows) if row["type"] != "name"]
    best = sorted(kept, key=lambda i: -scores[i])[: (len(kept) + 1) // 2]
    return {
        "scorer": label,
        "rows": len(rows),
        "AUC": auc(scores, [row[label] for row in rows]),
        "upper half right, %": 100 * sum(rows[i]["right"] for i in best) / len(best),
        "upper half telling, %": 100 * sum(rows[i]["telling"] for i in best) / len(best),
    }


def main() -> None:
    """Prints both scorers' weights."""
    for label in ("right", "telling"):
        print(label, json.dumps(fitted(judged(), label), indent=4))


if __name__ == "__main__":
    main()
