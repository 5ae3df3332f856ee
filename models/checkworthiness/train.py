"""Trains the check-worthiness scorer on speeches; train_claims.py then teaches it news.

    python -m models.checkworthiness.train DATA --encoder model.onnx --tokenizer tokenizer.json

DATA holds policlaim/policlaim_train_gold.jsonl. The encoder is a MiniLM sentence encoder as
ONNX, from which each word piece gets one static vector. Needs scikit-learn besides what the project needs.
"""

import json
from pathlib import Path

import click
import numpy as np
import onnxruntime
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_score, recall_score
from sklearn.model_selection import LeaveOneGroupOut
from sklearn.preprocessing import StandardScaler
from tokenizers import Tokenizer

from flows.store.cards import update_card
from flows.store.resources import load_resources
from transforms.claims.scoring import Floats, Vocabulary, features, to_bytes

HERE = Path(__file__).parent
SIZE = 128
"""Dimensions of the static vectors; 256 gained nothing."""

RARITY = 1e-3
"""A piece counts RARITY / (RARITY + its share of the training text): common words say little."""

CUT = 0.5
"""A score from here on counts as check-worthy: training weighs its two errors so that F1 is best here."""

STRENGTH = 0.1
SCALE = 10.0
POSITIVE_WEIGHT = 1.38
"""Weighs missed claims so that F1 is best at a score of 0.5: without it, the best cut is 0.42."""


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.option("--encoder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--tokenizer", type=click.Path(path_type=Path, exists=True), required=True)
def main(data: Path, encoder: Path, tokenizer: Path) -> None:
    """Cross-validate by speech, then train on everything and write weights.npz."""
    sentences, labels, speeches = read(data / "policlaim" / "policlaim_train_gold.jsonl")
    resources = load_resources()
    nlp = resources.analyser_pipeline
    words, quantised, scales = vocabulary(nlp, encoder, tokenizer, sentences)
    documents = resources.analyser((sentence, ()) for sentence in sentences)
    table = np.stack([features(document.doc[:], words) for document in documents])
    print(cross_validated(table, labels, speeches))
    weights, bias = fitted(table, labels)
    (HERE / "weights.npz").write_bytes(to_bytes(words, quantised, scales, weights, bias))
    update_card(HERE)


def read(path: Path) -> tuple[list[str], Floats, list[str]]:
    """Sentences, labels and speeches; unlabelled ones are left out."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    kept = [row for row in rows if row["sentence"] and row["golden"] is not None]
    print(f"{len(kept)} of {len(rows)} sentences are labelled")
    labels = np.array([int(row["golden"]) for row in kept], np.float32)
    return [row["sentence"] for row in kept], labels, [row["speech"] for row in kept]


def vocabulary(nlp, encoder: Path, tokenizer: Path, sentences: list[str]):  # type: ignore[no-untyped-def]
    """Pieces with quantised static vectors, weighed by rarity in the training sentences."""
    pieces = Tokenizer.from_file(str(tokenizer)).get_vocab()
    kept = {p: n for p, n in sorted(pieces.items(), key=lambda item: item[1]) if p.isascii() and p[0] != "["}
    vectors = encoded(encoder, list(kept.values()))
    tags, roles = nlp.get_pipe("tagger").labels, nlp.get_pipe("parser").labels
    names = [{name: i for i, name in enumerate(group)} for group in (kept, tags, roles)]
    counts = np.zeros(len(kept))
    cutter = Vocabulary(names[0], vectors, names[1], names[2])
    for sentence in sentences:
        np.add.at(counts, [n for word in sentence.split() for n in cutter.cut(word)], 1)
    vectors = (
        PCA(SIZE, random_state=0).fit_transform(vectors)
        * (RARITY / (RARITY + counts / counts.sum()))[:, None]
    )
    scales = (np.abs(vectors).max(0) / 127).astype(np.float32)
    quantised = np.round(vectors / scales).astype(np.int8)
    return Vocabulary(names[0], quantised.astype(np.float32) * scales, names[1], names[2]), quantised, scales


def encoded(encoder: Path, numbers: list[int], batch: int = 64) -> Floats:
    """What the encoder makes of each piece standing alone, averaged over it and its two markers."""
    session = onnxruntime.InferenceSession(encoder.read_bytes(), providers=["CPUExecutionProvider"])
    rows = []
    for start in range(0, len(numbers), batch):
        ids = np.array([[101, number, 102] for number in numbers[start : start + batch]])
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        rows.append(session.run(None, feed)[0].mean(1))
    return np.concatenate(rows)


def fitted(table: Floats, labels: Floats) -> tuple[Floats, float]:
    """Weights and bias on the features as they are: standardisation is folded in."""
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight={0: 1.0, 1: POSITIVE_WEIGHT})
    model.fit(scaler.transform(table) / SCALE, labels)
    weights = model.coef_[0] / (scaler.scale_ * SCALE)
    return weights.astype(np.float32), float(model.intercept_[0] - weights @ scaler.mean_)


def cross_validated(table: Floats, labels: Floats, speeches: list[str]) -> dict[str, float]:
    """Percentages over the sentences of each speech, scored by a model trained on all other speeches."""
    scores = np.zeros(len(labels))
    for train, test in LeaveOneGroupOut().split(table, labels, speeches):
        weights, bias = fitted(table[train], labels[train])
        scores[test] = 1 / (1 + np.exp(-(table[test] @ weights + bias)))
    found = scores >= CUT
    measures = {"f1": f1_score, "precision": precision_score, "recall": recall_score}
    result = {name: round(100 * measure(labels, found), 1) for name, measure in measures.items()}
    return result | {"all positive f1": round(100 * f1_score(labels, np.ones_like(labels)), 1)}


if __name__ == "__main__":
    main()
