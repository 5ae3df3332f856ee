"""Learn by what two sentences tell the same thing, and write it into weights.json beside this file.

    python -m models.comparison.train_sentences DATA

DATA holds seesaw. An example is a pair of sentences of two documents that share a rarer word, in stories of
tests/golden/seesaw (`told_pairs`). Two scorers are learnt: the second sees what the first says of a pair, and
of those around it, by weights that were learnt without its story.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from flows.store.resources import load_resources
from models.comparison.fitting import Example
from models.comparison.told_pairs import fitted, read_stories, story_texts, told_story
from models.comparison.train_stories import enter
from transforms.comparison.logistic import Logistic

LEAST = -2.7
"""The least log-odds at which two sentences are looked at together; what is found between two is judged once
more."""


def weighed(made: Sequence[Example], scores: Sequence[float], least: float) -> tuple[float, float, float]:
    """How many pairs are so likely, how many of them tell the same thing, and how many do in all."""
    kept = [(one.weight, one.weight * one.right) for one, s in zip(made, scores, strict=True) if s >= least]
    pairs, told = (float(np.sum([one[i] for one in kept])) for i in (0, 1))
    return pairs, told, sum(one.weight * one.right for one in made)


def _enter(name: str, scorer: Logistic) -> None:
    enter(name, dict(scorer.weights), scorer.bias, scorer.least)


def main(data: Path) -> None:
    """Fit on the stories that are looked at, write the weights, and print what held-out stories say."""
    texts, resources = story_texts(data), load_resources()
    stories = [told_story(name, texts[name], resources) for name in read_stories()]
    scorers, scores, made = fitted(stories, LEAST)
    print(f"{len(made)} pairs, {sum(one.weight > 0 for one in made)} judged; held out by story:")
    for least in (LEAST - 0.5, LEAST, LEAST + 0.5, -1.0, 0.0):
        pairs, told, of = weighed(made, scores, least)
        print(f"log-odds {least:.1f}: {pairs:.0f} pairs, {told:.0f} tell one thing, of {of:.0f}")
    _enter("sentences_alone", scorers.alone)
    _enter("sentences", scorers.among)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
