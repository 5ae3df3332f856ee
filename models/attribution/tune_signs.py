"""Fits what the signs of an attribution's words add to its confidence (signs.py). After tune.py.

A logistic model whose offset is what the tagger's evidence states, with a ridge on the weights. PolNeAR's
annotators count many an act ("voted for") as an attribution; so quotes that were read of SEESAW's stories are
judged with the training texts that were held out: readings.csv, by ids, signs and verdicts. A reader judges
whether a quote is an attribution, the scorer whether its boundaries are right too: a constant of their own
keeps the readings from raising what is stated, and the log odds are scaled by what was right of the held-out
texts, each judged by a model that did not see it (Platt 1999). Where nobody is named, the scorer asks whether
that is right and a reader does not: so that there is no source counts once more in the scale.

Then says what is kept. F1 is best where all is kept that is likelier right than half of what F1 is (Lipton,
Elkan and Naryanaswamy 2014); by the same rule a long content is kept from less on, as each of its words
counts, and of those of a doubtful one three in five are somebody's.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from flows.store.resources import load_resources
from models.attribution import exported
from models.attribution.data import Text, held_out, load_scorer, read_texts
from models.attribution.tune import FOLDS, KNOTS, Read, arguments, fitted, is_right
from transforms.attribution.confidence import IDENTITY, Confidence, log_odds
from transforms.attribution.cues import Cue
from transforms.attribution.model import ModelExtractor
from transforms.attribution.nesting import RoleSpans
from transforms.attribution.signs import signs_of
from transforms.attribution.values import Attribution

Floats = npt.NDArray[np.float64]
DECAY = 3.0  # of each weight: few cases move it little
STEPS = 40
WORTH = 2.0  # of a quote that was read, beside one of the texts held out
READ = "read"  # the readings' own constant, left out of what is kept
LEAST = 0.4  # about half of an F1 of 78
LEAST_LONG = 0.2  # from here on more than half of the words of long contents are attributed


class Judged(NamedTuple):
    """What the evidence states of an attribution, its signs, whether it was right, and in which text."""

    confidence: float
    signs: tuple[str, ...]
    right: bool
    text: int = -1


def judged(scorer: Any, texts: Sequence[Text], extractor: ModelExtractor) -> Iterator[Judged]:
    """The attributions that the texts hold, nested ones left out."""
    for number, item in enumerate(texts):
        flat = [one for one in extractor.one(item.text) if one.nested_in is None]
        rows = [{"content": one.content, "source": one.source, "cue": one.cue} for one in flat]
        for one, right in zip(flat, is_right(scorer, Read(item, [], []), rows), strict=True):
            yield Judged(one.confidence, signs(item.text, one), right, number)


def signs(text: str, one: Attribution) -> tuple[str, ...]:
    """The signs of an attribution that was found."""
    cue = Cue(one.cue_lemma, one.cue_class, one.negated, one.cue_modifiers)
    return signs_of(
        text, RoleSpans(one.cue, one.content, one.source), cue, one.type, one.nested_in is not None
    )


def read_ones() -> Iterator[Judged]:
    """The quotes that were read."""
    with Path(__file__).with_name("readings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Judged(float(row["confidence"]), (*row["signs"].split(";"), READ), row["right"] == "1")


def weights_of(rows: Sequence[Judged], names: Sequence[str]) -> dict[str, float]:
    """The log odds that each sign adds to what is stated, by Newton's method with a ridge."""
    shown = np.array([[name in one.signs for name in names] for one in rows], float)
    stated, right = np.array([(log_odds(one.confidence), one.right) for one in rows]).T
    worth = np.where([READ in one.signs for one in rows], WORTH, 1.0)
    weights, ridge = np.zeros(len(names)), DECAY * np.eye(len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-stated - shown @ weights))
        slope = shown.T @ (worth * (right - chance)) - ridge @ weights
        bend = (shown * (worth * chance * (1 - chance))[:, None]).T @ shown + ridge
        weights += np.linalg.solve(bend, slope)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if weight}


def signed(one: Judged, weights: dict[str, float]) -> tuple[float, float]:
    """The log odds that an attribution is right, its signs minded, and whether it names nobody."""
    added = sum(weights.get(name, 0.0) for name in one.signs if name != READ)
    return log_odds(one.confidence) + added, float("unsourced" in one.signs)


def scale_of(held: Sequence[Judged], read: Sequence[Judged], names: Sequence[str]) -> Confidence:
    """How the log odds translate: fitted to what models state of the held-out texts that they did not see."""
    stated = np.zeros((len(held), 2))
    for fold in range(FOLDS):
        weights = weights_of([*(one for one in held if one.text % FOLDS != fold), *read], names)
        for place, one in enumerate(held):
            if one.text % FOLDS == fold:
                stated[place] = signed(one, weights)
    knots = np.quantile(stated, KNOTS, axis=0)
    scale = fitted(stated, np.array([one.right for one in held], float), knots)
    return Confidence(_rounded(scale), tuple(_rounded(row) for row in knots))


def _rounded(numbers: Floats) -> tuple[float, ...]:
    return tuple(round(float(number), 4) for number in numbers)


def main() -> None:
    """Runs from the command line."""
    args = arguments(__doc__.splitlines()[0])
    scorer, tagger = load_scorer(args.scorer), exported.load(args.model)
    bare = replace(tagger.options, sign_weights={}, signed=IDENTITY, least=0.0, least_long=0.0)
    plain = replace(tagger, options=bare)
    texts = held_out(read_texts(scorer, args.data / "polnear" / "train"), args.held_out)[1]
    held = list(judged(scorer, texts, ModelExtractor(plain, load_resources().lemmatiser)))
    read = list(read_ones())
    names = sorted({name for one in (*held, *read) for name in one.signs})
    weights = weights_of([*held, *read], names)
    kept = {name: weight for name, weight in weights.items() if name != READ}
    words = replace(tagger.options, sign_weights=kept, signed=scale_of(held, read, names))
    exported.keep(args.model, replace(words, least=LEAST, least_long=LEAST_LONG))
    for name, weight in sorted(weights.items(), key=lambda item: item[1]):
        print(f"{weight:6.2f} {name}: {sum(name in one.signs for one in held)} held out")


if __name__ == "__main__":
    main()
