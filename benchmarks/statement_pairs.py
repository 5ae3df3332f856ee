"""Same event or not, by sentence pair and by article, against what shared words alone tell."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.statement_scores import auc, average_precision, best_threshold, f1, read
from benchmarks.story_data import event_reports
from models.comparison.fitting import Example, fit
from transforms.comparison.logistic import Logistic
from transforms.language.clustering import groups, neighbours
from transforms.language.encoder import Encoder
from transforms.language.similarity import Passage, Topic, passage, similarity, stem

Row = dict[str, object]
_WORD = re.compile(r"\w+")


def lexical(one: str, other: str) -> float:
    """Share of the words that both sentences have: the baseline."""
    left, right = ({stem(word) for word in _WORD.findall(text.lower())} for text in (one, other))
    return len(left & right) / max(1, len(left | right))


def pair_scorer(encoder: Encoder) -> Callable[[str, str], float]:
    """Similarity of two sentences without a story around them: the mean of its two measures."""
    known: dict[str, Passage] = {}

    def of(text: str) -> Passage:
        if text not in known:
            known[text] = passage(encoder(text), Topic())
        return known[text]

    def score(one: str, other: str) -> float:
        alike = similarity(of(one), of(other))
        return (alike.cosine + alike.aligned) / 2

    return score


def pair_rows(data: Path, encoder: Encoder, stories: Logistic) -> list[Row]:
    """ECB+: sentence pairs on one event against pairs on another event of its kind.

    The last row also sees the reports that the sentences stand in, as a build does: it compares sentences
    only in reports that the scorer of `stories` puts together. What both scores count is learnt on train.
    """
    train, dev = (read(data / "ecbplus" / f"pairs_{split}.jsonl") for split in ("train", "dev"))
    gold = [[row["label"] == "pos" for row in rows] for rows in (train, dev)]
    alike = pair_scorer(encoder)
    share = 100 * sum(gold[1]) / len(dev)
    made = [_row("all called the same", f1([True] * len(dev), gold[1]), 50.0, share)]
    both = [[alike(row["text_a"], row["text_b"]) for row in rows] for rows in (train, dev)]
    for name, scores in (
        ("shared words", [[lexical(row["text_a"], row["text_b"]) for row in rows] for rows in (train, dev)]),
        ("word alignment and sentence vectors", both),
        ("the same, and the reports that they stand in", _in_reports(data, encoder, stories, both, gold[0])),
    ):
        threshold = best_threshold(scores[0], gold[0])
        found = f1([s >= threshold for s in scores[1]], gold[1])
        made.append(_row(name, found, auc(scores[1], gold[1]), average_precision(scores[1], gold[1])))
    return made


def _in_reports(
    data: Path, encoder: Encoder, stories: Logistic, alike: Sequence[Sequence[float]], gold: Sequence[bool]
) -> list[list[float]]:
    """For the pairs of train and dev, the log-odds by their likeness and that of their reports."""
    given = []
    for split, found in zip(("train", "dev"), alike, strict=True):
        reports = event_reports(data, split, encoder)
        place = {name: i for i, name in enumerate(reports.names)}
        for row, score in zip(read(data / "ecbplus" / f"pairs_{split}.jsonl"), found, strict=True):
            together = stories(reports.reports.features(place[row["doc_a"]], place[row["doc_b"]]))
            given.append({"alike": score, "reports": together})
    n = len(gold)
    learnt = [Example(one, same, "") for one, same in zip(given[:n], gold, strict=True)]
    scorer = Logistic(*fit(learnt, penalty=1.0), 0.0)
    scores = [scorer(one) for one in given]
    return [scores[:n], scores[n:]]


def _row(name: str, scores: tuple[float, float, float], area: float, average: float) -> Row:
    names = ("precision", "recall", "F1", "AUC", "average precision")
    return {"scorer": name} | dict(zip(names, (*scores, area, average), strict=True))


def story_rows(data: Path, encoder: Encoder, weights: Logistic) -> list[Row]:
    """ECB+ dev: do documents meet those of their event? Pairs of documents, without dates."""
    given = event_reports(data, "dev", encoder)
    n = len(given.events)

    def score(i: int, j: int) -> float:
        return weights(given.reports.features(i, j))

    found = groups(n, neighbours(given.vectors, 15), score, weights.least)
    story = {i: number for number, group in enumerate(found) for i in group}
    pairs = [(i, j) for i in range(n) for j in range(i)]
    scores = f1(
        [story[i] == story[j] for i, j in pairs], [given.events[i] == given.events[j] for i, j in pairs]
    )
    return [{"documents": n, "precision": scores[0], "recall": scores[1], "F1": scores[2]}]
