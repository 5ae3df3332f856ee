"""Learn by what two passages say the same, and write it into weights.json beside this file.

    python -m models.comparison.train_statements TABLES

TABLES: the tables of a build of SEESAW's train split, as `coverage.py raw` writes it.
"""

import sys
from pathlib import Path

from benchmarks.statement_scores import auc, average_precision
from flows.store.resources import load_resources
from models.comparison.fitting import fit, held_out
from models.comparison.said_pairs import examples
from models.comparison.train_stories import enter
from transforms.comparison.logistic import probability

PENALTY = 0.5
"""Weight of the L2 penalty; held-out average precision is flat between 0.5 and 1."""
LEAST = 2.2
"""The least log-odds at which parts join, or a sentence in an outlet's own voice says what a quote does: of
held-out pairs that are so likely 93 in a hundred are one, also of those that builds joined in other stories
and a reader then judged."""
BY_HAND = {"apart_in_one_document": -1.0, "two_people": -2.5}
"""What the labels are too few to teach: in one article who says it again is mostly the same speaker, and two
persons who say nearly the same have each said it."""


def main(tables: Path) -> None:
    """Fit on the labelled and listed pairs, write the weights, and print what held-out stories say."""
    made = list(examples(tables, load_resources()))
    right = [one.right for one in made]
    scores = held_out(made, PENALTY)
    print(f"{len(made)} pairs, {sum(right)} the same; held out by story:")
    print(f"AUC {auc(scores, right):.1f}, average precision {average_precision(scores, right):.1f}")
    for least in (LEAST - 0.5, LEAST, LEAST + 0.5, LEAST + 1.0):
        kept = [(score, same) for score, same in zip(scores, right, strict=True) if score >= least]
        found, expected = sum(same for _, same in kept), sum(probability(score) for score, _ in kept)
        print(f"log-odds {least}: {len(kept)} pairs, {found} right, {expected:.0f} expected")
    weights, bias = fit(made, PENALTY)
    enter("statements", weights | BY_HAND, bias, LEAST)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
