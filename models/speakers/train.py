"""Learn the weights by which pronouns are resolved, and write pronouns.json beside this file.

Run by hand, with scipy beside the project's own dependencies:

    python -m models.speakers.train DATA BUILD

DATA holds gap/gap-validation.tsv and gum_attribution/{news,interview}.jsonl, BUILD the tables (texts, quotes,
quote_spans) of a build of the articles whose pronouns pronouns.csv judges. A pronoun and its candidates make
one example: a softmax over the candidates and "nobody", fitted with an L2 penalty. GAP's development split is
the benchmark and is not read here; the page's title stands above a GAP text as its headline.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.speakers_data import Example, gap_examples, gum_examples
from flows.store.resources import load_resources
from models.speakers.judged import judged
from models.speakers.rankers import fit, keep, outcomes
from transforms.speakers.pronoun_ranker import Weights
from transforms.speakers.pronoun_resolution import all_features, candidates
from transforms.speakers.resolution import DocumentResolver

READINGS = Path(__file__).with_name("pronouns.csv")

PENALTY = 5.0
"""Weight of the L2 penalty; cross-validation is flat between 2 and 8."""

FOLDS = 5
NOBODY_MARGIN = 0.4
"""How much likelier nobody must be than the best candidate; F1 on GAP is flat between 0.3 and 0.6."""


def learnt(examples: Sequence[Example]) -> Weights:
    """The weights that these examples teach."""
    weights = fit(examples, PENALTY, 0.0)
    return replace(weights, nobody=round(weights.nobody - NOBODY_MARGIN, 4))


def of_gap(data: Path, known: DocumentResolver) -> list[Example]:
    """The pronouns of GAP's validation split, without the page's title above the text and with it."""
    path = data / "gap" / "gap-validation.tsv"
    return [example for headline in (False, True) for example in gap_examples(path, known, headline=headline)]


def of_readings(build: Path, known: DocumentResolver) -> Iterator[Example]:
    """The pronouns of a build that were read, with two candidates or more."""
    for context, source, right, document in judged(READINGS, build, known):
        near = candidates(context, source.first)
        if source.form == "pronoun" and len(near) > 1:
            made = all_features(context, source.first, near, is_source=True)
            yield Example(made, [i in right for i in near], document)


def main(data: Path, build: Path) -> None:
    """Fit on GAP's validation split, on GUM and on what was read; write the weights."""
    known = load_resources().resolver
    of_others = [*of_gap(data, known), *gum_examples(data / "gum_attribution", known)]
    read = list(of_readings(build, known))
    weights = learnt([*of_others, *read])
    keep("pronouns.json", weights, len(of_others) + len(read), PENALTY)
    print(f"{len(of_others)} + {len(read)} examples, {len(weights.weights)} weights -> pronouns.json")
    held_out = dict(outcomes(read, FOLDS, lambda others: learnt([*of_others, *others])))
    print(f"of those read, other documents held out: {held_out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
