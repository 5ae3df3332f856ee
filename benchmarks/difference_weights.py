"""The two scorers of differences, measured on judged rows of stories that they were not fitted on."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.statement_scores import auc
from models.comparison.train_differences import LABELS, LEAST, held_out, judged
from schemas.discrepancies import SHOWN_FROM
from transforms.comparison.differences.worth import weighed
from transforms.comparison.logistic import probability

Row = dict[str, object]


def scorer_rows() -> list[Row]:
    """Each scorer over the rows, and what those shown first and the upper half by worth are."""
    rows = judged()
    scores = {label: held_out(rows, label) for label in LABELS}
    worth = [weighed(*both) for both in zip(*scores.values(), strict=True)]
    kept = [i for i, row in enumerate(rows) if row["type"] != "name" and scores["right"][i] >= LEAST]
    kept.sort(key=lambda i: -worth[i])
    first = [i for i in kept if probability(worth[i]) >= SHOWN_FROM]
    parts = {"upper half ": _half(kept), "shown first ": first, "shown first, upper half ": _half(first)}
    return [_measured(label, rows, scores[label], parts) for label in LABELS]


def _half(ranked: Sequence[int]) -> Sequence[int]:
    return ranked[: (len(ranked) + 1) // 2]


def _measured(
    label: str, rows: Sequence[dict[str, Any]], scores: Sequence[float], parts: Mapping[str, Sequence[int]]
) -> Row:
    """A scorer's area; how many are right and telling of each part."""
    shares = {
        f"{name}{what}, %": 100 * sum(rows[i][what] for i in part) / len(part)
        for name, part in parts.items()
        for what in LABELS
    }
    return {"scorer": label, "rows": len(rows), "AUC": auc(scores, [row[label] for row in rows])} | shares
