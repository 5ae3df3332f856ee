"""The two scorers of differences, measured on judged rows of stories that they were not fitted on."""

from collections.abc import Sequence
from typing import Any

from benchmarks.statement_scores import auc
from models.comparison.train_differences import LABELS, LEAST, held_out, judged
from transforms.comparison.differences.worth import weighed

Row = dict[str, object]


def scorer_rows() -> list[Row]:
    """Each scorer over the rows, and what the upper half by worth is of those that are kept, no spellings."""
    rows = judged()
    scores = {label: held_out(rows, label) for label in LABELS}
    worth = [weighed(*both) for both in zip(*scores.values(), strict=True)]
    kept = [i for i, row in enumerate(rows) if row["type"] != "name" and scores["right"][i] >= LEAST]
    best = sorted(kept, key=lambda i: -worth[i])[: (len(kept) + 1) // 2]
    return [_measured(label, rows, scores[label], best) for label in LABELS]


def _measured(
    label: str, rows: Sequence[dict[str, Any]], scores: Sequence[float], best: Sequence[int]
) -> Row:
    return {
        "scorer": label,
        "rows": len(rows),
        "AUC": auc(scores, [row[label] for row in rows]),
        "upper half right, %": 100 * sum(rows[i]["right"] for i in best) / len(best),
        "upper half telling, %": 100 * sum(rows[i]["telling"] for i in best) / len(best),
    }
