"""Scores of two-way decisions: precision, recall and F1 at a threshold, and what a ranking is worth."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def f1(found: Sequence[bool], gold: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1, in percent."""
    both = sum(a and b for a, b in zip(found, gold, strict=True))
    precision, recall = both / max(1, sum(found)), both / max(1, sum(gold))
    return 100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall)


def auc(scores: Sequence[float], gold: Sequence[bool]) -> float:
    """The probability that a positive scores higher than a negative, in percent."""
    order = np.argsort(np.argsort(scores, kind="stable"), kind="stable") + 1
    positive = np.array(gold)
    n, m = int(positive.sum()), int((~positive).sum())
    return float(100 * (order[positive].sum() - n * (n + 1) / 2) / (n * m))


def best_threshold(scores: Sequence[float], gold: Sequence[bool]) -> float:
    """The threshold with the highest F1."""
    candidates = np.quantile(scores, np.linspace(0.0, 0.95, 96))
    return float(max(candidates, key=lambda t: f1([score >= t for score in scores], gold)[2]))


def average_precision(scores: Sequence[float], gold: Sequence[bool]) -> float:
    """The mean precision at each positive, down a ranking by score, in percent."""
    order = np.argsort(-np.array(scores), kind="stable")
    hits = np.array(gold)[order]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(100 * precision[hits].mean())
