"""The two scorers of differences, measured on judged rows of stories that they were not fitted on."""

from collections.abc import Sequence
from typing import Any

from benchmarks.statement_scores import auc
from models.comparison.train_differences import LABELS, LEAST, held_out, judged
from schemas.discrepancies import SHOWN_FROM
from transforms.comparison.differences.worth import FRAMES, weighed
from transforms.comparison.logistic import probability

Row = dict[str, object]
KINDS = ("headlines and leads", "sentences elsewhere", "points inside a sentence")


def scorer_rows() -> list[Row]:
    """By kind of difference, how well both scorers rank strict judgements, and what those shown first are.

    Kinds are apart, for how often each was read says nothing of how often a build finds it.
    """
    rows = judged()
    scores = {label: held_out(rows, label) for label in LABELS}
    strict = [i for i, row in enumerate(rows) if not row["lenient"] and row["type"] != "name"]
    whole = {i for i in strict if not FRAMES.isdisjoint(rows[i]["features"])}
    passages = {i for i in strict if any("passage" in name for name in rows[i]["features"])}
    parts = (sorted(whole), sorted(passages), [i for i in strict if i not in whole | passages])
    return [_measured(kind, rows, scores, part) for kind, part in zip(KINDS, parts, strict=True)]


def _measured(
    kind: str, rows: Sequence[dict[str, Any]], scores: dict[str, list[float]], part: Sequence[int]
) -> Row:
    """Judgements, areas, and of those shown first how many are right and telling."""
    kept = [i for i in part if scores["right"][i] >= LEAST]
    first = [i for i in kept if probability(weighed(*(scores[label][i] for label in LABELS))) >= SHOWN_FROM]
    areas = {
        f"AUC {label}": auc([scores[label][i] for i in part], [rows[i][label] for i in part])
        for label in LABELS
    }
    weight = sum(rows[i]["count"] for i in first)
    shares = {
        f"shown first {label}, %": 100
        * sum(rows[i]["count"] * rows[i][label] for i in first)
        / max(1, weight)
        for label in LABELS
    }
    read = sum(rows[i]["count"] for i in part)
    return {"kind": kind, "rows": round(read), **areas, "shown first": round(weight), **shares}
