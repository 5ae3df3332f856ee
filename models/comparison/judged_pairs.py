"""Learn a scorer from judged pairs that hold features and labels alone, and write it into weights.json."""

import json
from pathlib import Path
from typing import Final

from benchmarks.statement_scores import auc
from flows.store.resources import PROJECT
from models.comparison.fitting import Example, fit, held_out
from models.comparison.train_stories import enter

PENALTY: Final = 1.0
"""Weight of the L2 penalty; held-out AUC is flat between 0.5 and 3."""
_FOLDER: Final = PROJECT / "tests" / "golden" / "seesaw"


def examples(path: Path) -> list[Example]:
    """The judged pairs of a file, one a line."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Example(line["features"], line["right"], line["story"]) for line in lines]


def learn(name: str, least: float) -> None:
    """Fit the scorer `name` on its file, write the weights, and print what held-out stories say."""
    made = examples(_FOLDER / f"{name}.jsonl")
    right, scores = [one.right for one in made], held_out(made, PENALTY)
    kept = [one for one, score in zip(right, scores, strict=True) if score >= least]
    print(f"{len(made)} pairs, {sum(right)} right; held out by story: AUC {auc(scores, right):.1f}")
    print(f"from log-odds {least} on: {len(kept)} pairs, {sum(kept)} right")
    enter(name, *fit(made, PENALTY), least)
