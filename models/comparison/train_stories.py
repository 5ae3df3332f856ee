"""Learn by what two documents are of one event, and write it into weights.json beside this file.

    python -m models.comparison.train_stories DATA

DATA holds ecbplus. An example is a pair of articles of the training topics in which one is among the other's
nearest by their openings; articles have no dates, and what days tell is no matter of this scorer.
"""

import json
import sys
from pathlib import Path

from benchmarks.story_data import EventReports, event_reports
from flows.store.cards import update_card
from flows.store.resources import load_resources
from models.comparison.fitting import Example, fit
from transforms.language.clustering import neighbours

WEIGHTS = Path(__file__).with_name("weights.json")
NEAREST = 15
PENALTY = 3.0
"""Weight of the L2 penalty, where all examples together count a thousand: real stories are less alike than
those of ECB+, whose topics hold two like events each, and weights that fit it closely split them."""
COUNT = 1000.0
LEAST = 0.25
"""The least mean log-odds at which documents join: a round value from the range in which F1 is flat on the
training topics of ECB+ and the events of SEESAW train."""


def examples(data: EventReports) -> list[Example]:
    """The pairs of articles that are compared."""
    pairs = sorted(neighbours(data.vectors, NEAREST))
    return [
        Example(data.reports.features(i, j), data.events[i] == data.events[j], "", COUNT / len(pairs))
        for i, j in pairs
    ]


def enter(name: str, weights: dict[str, float], bias: float, least: float) -> None:
    """Write a scorer into weights.json, and the file's hash into the card."""
    content = json.loads(WEIGHTS.read_text("utf-8")) if WEIGHTS.exists() else {}
    content[name] = {"weights": weights, "bias": bias, "least": least}
    WEIGHTS.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    update_card(WEIGHTS.parent)


def main(data: Path) -> None:
    """Fit on ECB+ and write the weights."""
    made = examples(event_reports(data, "train", load_resources().encoder))
    enter("stories", *fit(made, PENALTY), LEAST)
    print(f"{len(made)} pairs -> {WEIGHTS.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
