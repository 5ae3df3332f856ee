"""Tunes what the run time reads besides weights, on the training texts that were held out.

Chooses the link thresholds and biases, fits the confidence of attributions with and without a cue, and writes
them into config.json; then prints a reliability table of this confidence on dev, which nothing was fitted on.
tune_signs.py comes after it, and says what is kept.
"""

import argparse
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from models.attribution import exported
from models.attribution.data import Text, held_out, load_scorer, read_texts
from transforms.attribution.candidates import raw_of
from transforms.attribution.confidence import Confidence
from transforms.attribution.finding import Emissions, Found, Options, find
from transforms.attribution.tagger import Tagger
from transforms.attribution.windows import Pieces, pieces_of, windows
from transforms.language.layout import paragraphs

Floats = npt.NDArray[np.float64]
Cover = Callable[[Sequence[Sequence[int]]], frozenset[int]]
Rows = list[dict[str, Any]]
BINS = 10
DECAY = 3.0  # of the confidence's weights
KNOTS = (0.15, 0.4, 0.7)  # shares of the evidence that lie below
FOLDS = 5
GROUP = 120  # predictions to a point of the curve
FEWEST = 5  # points that make a curve
LEAST = 0.2  # confidence from which predictions count while the links are tuned
CANDIDATES = 0.1  # confidence from which the words of a prediction are looked at
NESTED_LEAST = 0.6  # no gold says which nested attributions are right: set by hand, see the model card
PLATEAU = 0.2  # scores that lie nearer to the best than this are as good: 100 texts tell no more apart
CUELESS_LEAST = 0.5  # PolNeAR's contents all have a cue: kept where one more likely stands there than not


class Read(NamedTuple):
    """A text with its windows and what the tagger said of them."""

    text: Text
    windows: list[Pieces]
    emissions: list[Emissions]


def read(texts: Sequence[Text], tagger: Tagger) -> list[Read]:
    """Runs the tagger over the texts, once."""
    found = []
    for item in texts:
        cut = windows(pieces_of(item.text, paragraphs(item.text), tagger.tokenizer))
        found.append(Read(item, cut, list(tagger(cut))))
    return found


def predicted(item: Read, tagger: Tagger, options: Options) -> Rows:
    """The flat attributions of one text as the scorer reads them, with evidence and confidence."""
    rows = []
    for window, found in zip(
        item.windows, find(item.windows, item.emissions, tagger.links, options), strict=True
    ):
        for one in found:
            rows.append(_row(window, one, options))
    return [row for row in rows if row["content"] and not row["nested"]]


def _row(window: Pieces, one: Found, options: Options) -> dict[str, Any]:
    raw = raw_of(window, one, options)
    spans = {role: [list(span) for span in getattr(raw.spans, role)] for role in ("content", "cue", "source")}
    return {**spans, "nested": one.nested, "evidence": one.evidence, "confidence": raw.confidence}


def kept(rows: Rows, least: float) -> Rows:
    """The predictions that a threshold keeps, and the contents without a cue that theirs keeps."""
    return [row for row in rows if row["confidence"] >= (least if row["cue"] else CUELESS_LEAST)]


def covered(text: str, scorer: Any) -> Cover:
    """A function from spans to the numbers of the words they touch, as the scorer counts words."""
    words = [(m.start(), m.end()) for m in scorer.TOKEN.finditer(text)]
    starts, ends = [s for s, _ in words], [e for _, e in words]

    def cover(spans: Sequence[Sequence[int]]) -> frozenset[int]:
        return frozenset(i for a, b in spans for i in range(bisect_right(ends, a), bisect_left(starts, b)))

    return cover


def is_right(scorer: Any, item: Read, rows: Rows) -> list[bool]:
    """Which predictions agree with a gold attribution of their own on content and source, as it scores.

    A content without a cue is right where the content agrees: it claims no source.
    """
    cover = covered(item.text.text, scorer)
    gold = [(cover(g["content"]), cover(g["source"])) for g in item.text.golds[0]]
    mine = [(cover(r["content"]), cover(r["source"])) for r in rows]
    pairs = [
        (scorer.iou(g[0], p[0]), i, j) for i, g in enumerate(gold) for j, p in enumerate(mine) if g[0] & p[0]
    ]
    right, used, taken = [False] * len(rows), set[int](), set[int]()
    for share, i, j in sorted(pairs, reverse=True):
        if share >= 0.5 and i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            right[j] = not rows[j]["cue"] or scorer.iou(gold[i][1], mine[j][1]) >= 0.5
    return right


def score(scorer: Any, items: Sequence[Read], rows: Sequence[Rows]) -> float:
    """The mean of attribution F1 and the F1 of each role's exact spans, in percent."""
    gold = {item.text.name: (item.text.text, item.text.golds[0]) for item in items}
    found = scorer.score(gold, dict(zip(gold, rows, strict=True)))
    parts = [found["attribution"], *found["exact_spans"].values()]
    return sum(float(part["f1"]) for part in parts) / len(parts)


def bent(evidence: Floats, knots: Floats) -> Floats:
    """The inputs of the model: a constant, the evidence, and the evidence below each row of knots."""
    return np.hstack([np.ones((len(evidence), 1)), evidence, *(np.minimum(evidence, row) for row in knots)])


def fitted(evidence: Floats, right: Floats, knots: Floats) -> Floats:
    """Weights of a logistic model of the bent evidence, by Newton's method with a ridge."""
    inputs = bent(evidence, knots)
    centre, spread = inputs.mean(0), inputs.std(0) + 1e-9
    centre[0], spread[0] = 0, 1
    scaled = (inputs - centre) / spread
    weights = np.zeros(inputs.shape[1])
    ridge = DECAY * np.diag([0.0] + [1.0] * (inputs.shape[1] - 1))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (right - chance) - ridge @ weights
        bend = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + ridge + 1e-9 * np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    weights = weights / spread
    weights[0] -= centre @ weights
    return weights


def rising(values: Sequence[float]) -> list[float]:
    """The nearest values that never fall: neighbours that do are pooled (isotonic regression)."""
    pools: list[list[float]] = []
    for value in values:
        pools.append([value])
        while len(pools) > 1 and np.mean(pools[-2]) > np.mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    return [float(np.mean(pool)) for pool in pools for _ in pool]


def curve(chances: Floats, right: Floats) -> tuple[list[float], list[float]]:
    """What was stated against what was right, in groups of as many, never falling; nothing of few."""
    if len(chances) < FEWEST * GROUP:
        return [], []
    groups = np.array_split(np.argsort(chances, kind="stable"), len(chances) // GROUP)
    stated = [round(float(chances[group].mean()), 4) for group in groups]
    return stated, [round(value, 4) for value in rising([float(right[group].mean()) for group in groups])]


def confidence_of(evidence: Floats, right: Floats, texts: Sequence[int]) -> Confidence:
    """The model fitted to everything, and its curve to what it states of texts that it was not fitted on."""
    knots = np.quantile(evidence, KNOTS, axis=0)
    folds = np.array(texts) % FOLDS
    chances = np.zeros(len(right))
    for fold in range(FOLDS):
        out = folds == fold
        weights = fitted(evidence[~out], right[~out], knots)
        chances[out] = 1 / (1 + np.exp(-bent(evidence[out], knots) @ weights))
    stated, truly = curve(chances, right)
    rows = [[round(float(number), 4) for number in row] for row in (fitted(evidence, right, knots), *knots)]
    return Confidence.of({"weights": rows[0], "knots": rows[1:], "stated": stated, "right": truly})


def reliability(chances: Floats, right: Floats) -> str:
    """A Markdown table: stated confidence against how often it was right."""
    lines = ["| stated confidence | attributions | mean stated | right |", "| --- | --- | --- | --- |"]
    for low in np.arange(BINS) / BINS:
        inside = (chances >= low) & (chances < low + 1 / BINS + (1e-9 if low > 0.89 else 0))
        if inside.any():
            lines.append(
                f"| {low:.1f}-{low + 0.1:.1f} | {inside.sum()} | {chances[inside].mean():.2f} "
                f"| {right[inside].mean():.2f} |"
            )
    return "\n".join(lines)


def middle(scores: dict[float, float]) -> float:
    """The value in the middle of those that score as well as the best; of two there, the first."""
    best = max(scores.values())
    good = [value for value, found in scores.items() if found >= best - PLATEAU]
    return good[(len(good) - 1) // 2]


def best_links(scorer: Any, items: Sequence[Read], tagger: Tagger, options: Options) -> Options:
    """The link thresholds and biases that score well, one after the other."""
    grid = {
        "source_link": (-2.5, -2.0, -1.5),
        "content_link": (-2.0, -1.5, -1.0),
        "cue_bias": (0.0, 0.3, 0.6),
        "content_bias": (0.3, 0.0, -0.3),
    }
    for name, values in grid.items():
        scores = {}
        for value in values:
            tried = replace(options, **{name: value})  # type: ignore[arg-type] # the grid's are floats
            rows = [kept(predicted(item, tagger, tried), LEAST) for item in items]
            scores[value] = score(scorer, items, rows)
            print(f"{name} {value}: {scores[value]:.2f}", flush=True)
        options = replace(options, **{name: middle(scores)})  # type: ignore[arg-type]
    return options


def with_confidence(scorer: Any, items: Sequence[Read], tagger: Tagger, options: Options) -> Options:
    """The options with both confidences fitted to what they find."""
    rows = [predicted(item, tagger, options) for item in items]
    models = []
    for cued in (True, False):
        some = [[row for row in each if bool(row["cue"]) == cued] for each in rows]
        texts = [number for number, each in enumerate(some) for _ in each]
        models.append(confidence_of(*labelled(scorer, items, some), texts))
    return replace(options, confidence=models[0], cueless_confidence=models[1])


def labels(scorer: Any, items: Sequence[Read], rows: Sequence[Rows]) -> Floats:
    """1 for every prediction that is right, 0 for the others."""
    return np.array(
        [ok for item, each in zip(items, rows, strict=True) for ok in is_right(scorer, item, each)], float
    )


def labelled(scorer: Any, items: Sequence[Read], rows: Sequence[Rows]) -> tuple[Floats, Floats]:
    """Evidence of every prediction, and whether it is right."""
    return np.array([row["evidence"] for each in rows for row in each]), labels(scorer, items, rows)


def arguments(description: str) -> argparse.Namespace:
    """The command line of a program that tunes an exported model on the texts held out."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("data", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder of an exported model")
    parser.add_argument("--held-out", type=int, default=100)
    return parser.parse_args()


def main() -> None:
    """Runs from the command line."""
    args = arguments(__doc__.splitlines()[0])
    scorer, tagger = load_scorer(args.scorer), exported.load(args.model)
    items = read(held_out(read_texts(scorer, args.data / "polnear" / "train"), args.held_out)[1], tagger)
    start = replace(
        tagger.options, threshold=0.0, nested_threshold=NESTED_LEAST, cueless_threshold=CUELESS_LEAST
    )
    options = best_links(scorer, items, tagger, with_confidence(scorer, items, tagger, start))
    options = with_confidence(scorer, items, tagger, options)
    exported.keep(args.model, replace(options, threshold=CANDIDATES))
    dev = read(read_texts(scorer, args.data / "polnear" / "dev"), tagger)
    found = [kept(predicted(item, tagger, options), CANDIDATES) for item in dev]
    print(f"score on dev, nested ones left out: {score(scorer, dev, found):.1f}")
    chances = np.array([row["confidence"] for each in found for row in each])
    print(reliability(chances, labels(scorer, dev, found)))


if __name__ == "__main__":
    main()
