"""Fits `cue_shifts`: what a cue's class says of how likely an indirect attribution is right. After tune.py.

A reporting verb that a list knows ("argued") is more often an attribution than an act that none does
("blocked", "passed"): the tagger, which sees both alike, is as sure of both. Fitted on the training texts
that were held out, as log odds added to the confidence, with a penalty on each. PolNeAR's annotators count
many an act ("voted for") as an attribution; so what was read of SEESAW's stories is judged with them:
readings.csv, attributions by cues that no list knows, by ids and verdicts.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from flows.store.resources import load_resources
from models.attribution import exported
from models.attribution.data import Text, held_out, load_scorer, read_texts
from models.attribution.tune import arguments, covered
from transforms.attribution.confidence import shifted
from transforms.attribution.model import ModelExtractor
from transforms.attribution.values import Attribution

DECAY = 2.0  # of each shift: few cases move it little
STEPS = 30


class Judged(NamedTuple):
    """What was stated of an indirect attribution, the class of its cue, and whether it was right."""

    confidence: float
    kind: str
    right: bool


def judged(scorer: Any, texts: Sequence[Text], extractor: ModelExtractor) -> Iterator[Judged]:
    """The indirect attributions with a cue that the texts hold, nested ones left out."""
    for item in texts:
        flat = [one for one in extractor.one(item.text) if one.nested_in is None]
        for one, right in zip(flat, right_ones(scorer, item, flat), strict=True):
            if one.type == "indirect" and one.cue_class:
                yield Judged(one.confidence, one.cue_class, right)


def read_ones() -> Iterator[Judged]:
    """The attributions that were read."""
    with Path(__file__).with_name("readings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Judged(float(row["confidence"]), row["cue_class"], row["right"] == "1")


def right_ones(scorer: Any, item: Text, found: Sequence[Attribution]) -> list[bool]:
    """Whether content and source agree with those of a gold attribution, as the scorer counts words."""
    cover = covered(item.text, scorer)
    gold = [(cover(one["content"]), cover(one["source"])) for one in item.golds[0]]
    mine = [(cover(one.content), cover(one.source)) for one in found]
    return [
        any(scorer.iou(content, c) >= 0.5 and scorer.iou(source, s) >= 0.5 for c, s in gold)
        for content, source in mine
    ]


def shift_of(rows: Sequence[Judged]) -> float:
    """The log odds to add to what is stated, by Newton's method with a penalty."""
    shift = 0.0
    for _ in range(STEPS):
        chances = np.array([shifted(one.confidence, shift) for one in rows])
        slope = sum(one.right for one in rows) - chances.sum() - DECAY * shift
        shift += float(slope / ((chances * (1 - chances)).sum() + DECAY))
    return round(shift, 3)


def main() -> None:
    """Runs from the command line."""
    args = arguments(__doc__.splitlines()[0])
    scorer, tagger = load_scorer(args.scorer), exported.load(args.model)
    plain = replace(tagger, options=replace(tagger.options, cue_shifts={}))
    texts = held_out(read_texts(scorer, args.data / "polnear" / "train"), args.held_out)[1]
    rows = [*judged(scorer, texts, ModelExtractor(plain, load_resources().lemmatiser)), *read_ones()]
    kinds = sorted({one.kind for one in rows})
    shifts = {kind: shift_of([one for one in rows if one.kind == kind]) for kind in kinds}
    exported.keep(args.model, replace(tagger.options, cue_shifts=shifts))
    for kind, shift in shifts.items():
        some = [one for one in rows if one.kind == kind]
        stated, right = (
            sum(each) / len(some) for each in zip(*((o.confidence, o.right) for o in some), strict=True)
        )
        print(f"{kind}: {len(some)} stated {stated:.2f}, right {right:.2f}, shift {shift}")


if __name__ == "__main__":
    main()
