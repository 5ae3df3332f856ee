"""Learn the weights by which pronouns are resolved, and write pronouns.json beside this file.

Run by hand, with scipy beside the project's own dependencies:

    python -m models.speakers.train DATA

DATA holds gap/gap-validation.tsv and gum_attribution/{news,interview}.jsonl. A pronoun and its candidates
make one example: a softmax over the candidates and "nobody", fitted with an L2 penalty. GAP's development
split is the benchmark and is not read here; the page's title stands above a GAP text as its headline.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.speakers_data import Example, gap_examples, gum_examples
from flows.store.resources import load_resources
from models.speakers.rankers import fit, keep
from transforms.speakers.pronoun_ranker import Weights
from transforms.speakers.pronoun_resolution import CONTINUES, SOURCE
from transforms.speakers.resolution import DocumentResolver

PENALTY = 3.0
"""Weight of the L2 penalty; four-fold cross-validation is flat between 0.5 and 8."""

NOBODY_MARGIN = 0.4
"""How much likelier nobody must be than the best candidate; F1 on GAP is flat between 0.3 and 0.6."""


BY_HAND = {CONTINUES: 1.2, SOURCE: 1.0}
"""What the chains cannot teach, since few of their pronouns are sources: who speaks goes on speaking, and a
source is somebody. Set once, not tuned."""


def learnt(examples: Sequence[Example]) -> Weights:
    """The weights that these examples teach."""
    weights = fit(examples, PENALTY, 0.0, BY_HAND)
    return replace(weights, nobody=round(weights.nobody - NOBODY_MARGIN, 4))


def of_gap(data: Path, known: DocumentResolver) -> list[Example]:
    """The pronouns of GAP's validation split, without the page's title above the text and with it."""
    path = data / "gap" / "gap-validation.tsv"
    return [example for headline in (False, True) for example in gap_examples(path, known, headline=headline)]


def main(data: Path) -> None:
    """Fit on GAP's validation split and on GUM; write the weights."""
    known = DocumentResolver(load_resources().gazetteer)
    examples = [*of_gap(data, known), *gum_examples(data / "gum_attribution", known)]
    weights = learnt(examples)
    keep("pronouns.json", weights, len(examples), PENALTY)
    print(f"{len(examples)} examples, {len(weights.weights)} weights -> pronouns.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
