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
    """The judged pairs of a file, one a line: features that it lacks are 0, and its `count` is mostly 1."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    names = sorted({name for line in lines for name in line["features"]})
    return [
        Example(
            {name: line["features"].get(name, 0.0) for name in names},
            line["right"],
            line["story"],
            line.get("count", 1.0),
        )
        for line in lines
    ]


def learn(name: str, least: float) -> None:
    """Fit the scorer `name` on its file, write the weights, and print what held-out stories say."""
    made = examples(_FOLDER / f"{name}.jsonl")
    scored = [
        (one.right, score)
        for one, score in zip(made, held_out(made, PENALTY), strict=True)
        if one.weight == 1
    ]
    right, scores = [one for one, _ in scored], [score for _, score in scored]
    kept = [one for one, score in scored if score >= least]
    print(f"{len(scored)} read pairs, {sum(right)} right; held out by story: AUC {auc(scores, right):.1f}")
    print(f"from log-odds {least} on: {len(kept)} pairs, {sum(kept)} right")
    enter(name, *fit(made, PENALTY), least)
