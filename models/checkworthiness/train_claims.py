"""Teaches the check-worthiness scorer the claims of news, after train.py has made it for speeches.

    python -m models.checkworthiness.train_claims DATA WORK

DATA holds policlaim; WORK is the folder of a build on SEESAW's training split (`coverage.py raw`, then
`parallax build`). A teacher on vectors of the sentence encoder, too slow to ship, learns from speeches and
from the labelled claims of tests/golden/check_worthiness; the linear scorer learns from the teacher what all
propositions of the stories are worth. Writes weights.npz and signs.json, and prints how right both are of
labelled claims whose documents were held out.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.statement_scores import auc
from flows.store import files
from flows.store.cards import update_card
from flows.store.resources import PROJECT, load_resources
from models.comparison.fitting import Example, fit
from transforms.attribution.quotes import DocumentQuotes, by_document
from transforms.claims.finding import propositions
from transforms.claims.scoring import LinearScorer, features, zipped
from transforms.language.documents import AnalysedDocuments
from transforms.language.stage import ANALYSIS
from transforms.reading.values import Zone
from transforms.resources import Resources
from transforms.speakers.folding import FOLDING
from transforms.stage import run_all
from transforms.tables import Tables, joined

HERE = Path(__file__).parent
LABELS = PROJECT / "tests" / "golden" / "check_worthiness" / "labels.jsonl"
FOLDS = 10
OF_A_LABEL = 3.0
"""What a labelled claim of news counts beside a labelled sentence of a speech."""
OF_VECTORS, OF_SIGNS, OF_STUDENT = 3000.0, 10.0, 300.0
"""L2 penalties: of the teacher on vectors, of what joins it with the signs, and of what is shipped."""
SURE = 2.0
"""The log-odds that a label stands for, where student and teacher look at the same claim."""
_AGAIN = 5.0

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Linear(NamedTuple):
    """A linear model of the features as they are."""

    weights: Floats
    bias: float

    def __call__(self, given: Floats) -> Floats:
        """Its value for each row."""
        return np.asarray(given @ self.weights + self.bias)


class Claims(NamedTuple):
    """All propositions of the stories in parallel rows; a label is 1, 0 or, where nobody read it, nan."""

    documents: npt.NDArray[np.str_]
    labels: Floats
    vectors: Floats
    words: Floats
    signs: Floats
    names: list[str]

    @property
    def read(self) -> Bools:
        """Which were read."""
        return np.asarray(~np.isnan(self.labels))


class Speeches(NamedTuple):
    """Sentences of speeches as the encoder sees them, and their labels."""

    vectors: Floats
    labels: Floats


def claims(tables: Tables, resources: Resources) -> Claims:
    """Every proposition of the documents, with what student and teacher look at."""
    documents = AnalysedDocuments(tables, resources.analyser.vocab)
    quotes, zones, labels = by_document(tables), _zones(tables), _labels()
    rows: list[Any] = []
    for key in documents:
        attributions = quotes.get(key, DocumentQuotes()).attributions
        for one in propositions(documents[key].doc, zones.get(key, []), attributions):
            tokens = one.clause.words
            place = (key, tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
            text = " ".join(token.text for token in tokens)
            shown = features(one.stretch, _scorer(resources).words)
            rows.append((key, labels.get(place, np.nan), resources.encoder(text).vector, shown, one.signs))
    keys, known, vectors, seen, signs = zip(*rows, strict=True)
    names = sorted(signs[0])
    numbers = np.array([[one[name] for name in names] for one in signs])
    return Claims(
        np.array(keys), np.array(known), np.array(vectors, float), np.array(seen, float), numbers, names
    )


def _scorer(resources: Resources) -> LinearScorer:
    scorer = resources.scorer
    assert isinstance(scorer, LinearScorer)
    return scorer


def _zones(tables: Tables) -> dict[str, list[Zone]]:
    found: dict[str, list[Zone]] = {}
    columns = ("document_id", "kind", "start", "end")
    for key, *zone in tables.zones.sort("document_id", "start").select(columns).iter_rows():
        found.setdefault(key, []).append(Zone(*zone))
    return found


def _labels() -> dict[tuple[str, int, int], float]:
    rows = map(json.loads, LABELS.read_text("utf-8").splitlines())
    return {(row["document_id"], row["start"], row["end"]): float(row["checkable"]) for row in rows}


def speeches(data: Path, resources: Resources) -> Speeches:
    """The labelled sentences of PoliClaim."""
    lines = (data / "policlaim" / "policlaim_train_gold.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["sentence"] and row["golden"] is not None]
    vectors = [resources.encoder(row["sentence"]).vector for row in rows]
    return Speeches(np.array(vectors, float), np.array([float(row["golden"]) for row in rows]))


def ridge(given: Floats, wanted: Floats, counts: Floats, penalty: float) -> Linear:
    """Least squares on standardised features."""
    mean = np.average(given, 0, counts)
    scale = np.sqrt(np.average((given - mean) ** 2, 0, counts)) + 1e-6
    rows, middle = (given - mean) / scale, np.average(wanted, weights=counts)
    curve = rows.T @ (rows * counts[:, None]) + penalty * np.eye(rows.shape[1])
    found = np.linalg.solve(curve, rows.T @ (counts * (wanted - middle))) / scale
    return Linear(found, float(middle - mean @ found))


def folds(documents: npt.NDArray[np.str_], known: Bools, number: int, seed: int) -> npt.NDArray[np.int64]:
    """The fold of each row; -1 for documents of which nothing is known."""
    own = np.unique(documents[known])
    np.random.default_rng(seed).shuffle(own)
    fold = {document: place % number for place, document in enumerate(own)}
    return np.array([fold.get(document, -1) for document in documents])


def taught(news: Claims, known: Bools, speech: Speeches) -> Floats:
    """The teacher's log-odds for every proposition; for those that it learns from, as if it had not."""
    scores = _by_vectors(news, known, speech)(news.vectors)
    held_out, fold = scores.copy(), folds(news.documents, known, FOLDS // 2, 1)
    for number in range(FOLDS // 2):
        own = known & (fold == number)
        held_out[own] = _by_vectors(news, known & ~own, speech)(news.vectors[own])
    scores[known] = held_out[known]
    return _joined(np.column_stack([news.signs, scores]), news.labels, known)


def _by_vectors(news: Claims, known: Bools, speech: Speeches) -> Linear:
    counts = np.r_[np.full(known.sum(), OF_A_LABEL), np.ones(len(speech.labels))]
    given = np.vstack([news.vectors[known], speech.vectors])
    return ridge(given, np.r_[news.labels[known], speech.labels], counts, OF_VECTORS)


def _joined(given: Floats, labels: Floats, known: Bools) -> Floats:
    """Log-odds by logistic regression on standardised features."""
    rows = (given - given[known].mean(0)) / (given[known].std(0) + 1e-6)
    names = [str(place) for place in range(rows.shape[1])]
    examples = [
        Example(dict(zip(names, row, strict=True)), bool(label), "")
        for row, label in zip(rows[known], labels[known], strict=True)
    ]
    weights, bias = fit(examples, OF_SIGNS)
    return np.asarray(rows @ np.array([weights[name] for name in names]) + bias)


def learnt(news: Claims, known: Bools, speech: Speeches, among: Bools) -> Linear:
    """The student: what the teacher says of the rows `among`, where read half of it what the reader says."""
    wanted = taught(news, known, speech)
    wanted[known] = (wanted[known] + np.where(news.labels[known] > 0, SURE, -SURE)) / 2
    counts = np.where(known, _AGAIN, 1.0)
    given = np.column_stack([news.words, news.signs])
    return ridge(given[among], wanted[among], counts[among], OF_STUDENT)


def held_out(news: Claims, speech: Speeches) -> Floats:
    """The student's log-odds for each claim that was read, its document held out of all that was learnt."""
    fold, scores = folds(news.documents, news.read, FOLDS, 0), np.full(len(news.labels), np.nan)
    given = np.column_stack([news.words, news.signs])
    for number in range(FOLDS):
        own = fold == number
        scores[own] = learnt(news, news.read & ~own, speech, ~own)(given[own])
    return scores[news.read]


def calibration(scores: Floats, labels: Floats) -> tuple[float, float]:
    """The factor and summand that make probabilities of held-out log-odds."""
    examples = [Example({"score": float(s)}, bool(y), "") for s, y in zip(scores, labels, strict=True)]
    weights, bias = fit(examples, 1e-3)
    return weights["score"], bias


def shares(scores: Floats, labels: Floats) -> Iterator[str]:
    """What is checkable by probability, and what a cut keeps."""
    for low, high in ((0.8, 1.0), (0.6, 0.8), (0.5, 0.6), (0.4, 0.5), (0.2, 0.4), (0.0, 0.2)):
        own = (scores >= low) & (scores < high)
        if own.any():
            right = f"{100 * labels[own].mean():.0f} % checkable ({scores[own].mean():.2f})"
            yield f"{low}-{high}: {own.sum()} claims, {right}"
    kept = scores >= 0.5
    yield (
        f"from 0.5 on {kept.sum()} of {len(labels)}: {100 * labels[kept].mean():.0f} % checkable, "
        f"{100 * labels[kept].sum() / labels.sum():.0f} % of all that are"
    )


def learn(tables: Tables, data: Path, resources: Resources) -> tuple[Linear, Mapping[str, float]]:
    """The weights of words and bias, and the weight of each sign, as log-odds; prints how good they are."""
    news, speech = claims(tables, resources), speeches(data, resources)
    labels = news.labels[news.read]
    print(
        f"{len(news.labels)} propositions, {len(labels)} of them read, {100 * labels.mean():.1f} % checkable"
    )
    scores = held_out(news, speech)
    factor, summand = calibration(scores, labels)
    print("AUC", round(auc(list(scores), [bool(label) for label in labels]), 4))
    print(*shares(1 / (1 + np.exp(-(factor * scores + summand))), labels), sep="\n")
    everything = learnt(news, news.read, speech, np.full(len(news.labels), True))
    size = news.words.shape[1]
    words = Linear(factor * everything.weights[:size], factor * everything.bias + summand)
    signs = dict(zip(news.names, np.round(factor * everything.weights[size:], 3).tolist(), strict=True))
    return words, signs


def main(data: Path, work: Path) -> None:
    """Learn, print how good it is, and write."""
    resources = load_resources()
    found = joined(files.load(folder).tables for folder in _parts(work, "quotes"))
    documents = joined(files.load(folder).tables for folder in _parts(work, "chunks"))
    tables = documents.with_frames({name: found.frame(name) for name in ("quotes", "quote_spans")})
    words, signs = learn(run_all((ANALYSIS, FOLDING), tables, resources).tables, data, resources)
    write(words, signs)


def _parts(work: Path, kind: str) -> list[Path]:
    return sorted(folder for folder in (work / kind).iterdir() if folder.is_dir())


def write(words: Linear, signs: Mapping[str, float]) -> None:
    """The weights of words into weights.npz, whose vectors stay, and those of signs into signs.json."""
    with np.load(HERE / "weights.npz", allow_pickle=False) as stored:
        arrays = dict(stored)
    arrays |= {"weights": words.weights.astype(np.float32), "bias": np.float32(words.bias)}
    (HERE / "weights.npz").write_bytes(zipped(arrays))
    (HERE / "signs.json").write_text(json.dumps(signs, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    update_card(HERE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
