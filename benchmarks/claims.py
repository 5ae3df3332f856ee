"""Claims and quantities: event factuality, the hand-made gold of quantities, and what it all costs."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.attribution import load_extractor
from benchmarks.corpus import wikinews
from benchmarks.page import stamp, table, write_block
from schemas.texts import Texts
from schemas.zones import Zones
from tests.resources import Given, analysed, pipeline, shipped
from transforms.attribution.stage import ATTRIBUTION
from transforms.claims.events import status
from transforms.claims.stage import CLAIMS
from transforms.ids import document_id
from transforms.language.analysis import completed
from transforms.language.documents import AnalysedDocuments
from transforms.language.stage import ANALYSIS
from transforms.quantities.finding import find_quantities
from transforms.quantities.stage import QUANTITIES
from transforms.reading.zones import find_zones
from transforms.rows import table_of
from transforms.speakers.stage import SPEAKERS
from transforms.tables import Tables

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "golden" / "quantities" / "articles.jsonl"
ROUNDS = 3
ARTICLES = 40
Seconds = dict[str, float]


def run(data: Path) -> None:
    """Measure and write the tables into docs/benchmarks.md; `data` is the folder of benchmark data."""
    rows = [*_quantities(), _factuality(data / "factuality_uw" / "dev.jsonl")]
    write_block("claims", f"{stamp('python -m benchmarks claims --data DATA')}\n\n{table(rows)}")
    write_block(
        "claims-cost",
        f"{stamp('python -m benchmarks claims --data DATA')}\n\n{table(_cost(data / 'wikinews_en'))}",
    )


def _quantities() -> Iterator[dict[str, object]]:
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    found = {path: _found(path) for path in {row["path"] for row in gold}}
    for voice in ("outlet", "speaker"):
        wanted = [row for row in gold if row["voice"] == voice]
        right = sum(_key(row) in found[row["path"]] for row in wanted)
        yield _row(
            f"quantities of five articles, voice: {voice}", len(wanted), 100 * right / len(wanted), 0.0
        )


def _key(row: dict[str, object]) -> tuple[object, ...]:
    names = ("start", "kind", "low", "high", "unit", "comparator", "date")
    return tuple(row[name] for name in names)


def _found(path: str) -> set[tuple[object, ...]]:
    text = (ROOT / "raw" / path).read_text("utf-8")
    zones = find_zones(text)
    doc = analysed(text, tuple(edge for zone in zones for edge in (zone.start, zone.end))).doc
    return {
        (one.start, one.kind, one.low, one.high, one.unit, one.comparator, one.pattern)
        for one in find_quantities(text, doc)
    }


def _factuality(path: Path) -> dict[str, object]:
    """Sign of the annotated commitment against our polarity; the baseline asserts every event."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    nlp, counts = pipeline(), Counter[tuple[int, int]]()
    for row in rows:
        doc = completed(nlp, nlp(Doc(nlp.vocab, words=row["text"].split(" ")), disable=["lemmatizer", "ner"]))
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


def _cost(folder: Path) -> list[dict[str, object]]:
    """Processor time a word, on one thread, the fastest of some rounds that take turns."""
    texts = [page.text for page in wikinews(folder)][:ARTICLES]
    words = sum(len(text.split()) for text in texts)
    seconds = _fastest(texts)
    before = sum(seconds[name] for name in ("analysis", "attribution", "speakers"))
    return [
        {
            "step": name,
            "µs a word": 1e6 * took / words,
            "% of analysis, attribution and speakers": 100 * took / before,
        }
        for name, took in seconds.items()
    ]


def _fastest(texts: list[str]) -> Seconds:
    tables, best = _tables(texts), Seconds()
    for _ in range(ROUNDS):
        for name, took in _round(tables).items():
            best[name] = min(took, best.get(name, took))
    added = ("claims", "check-worthiness", "quantities")
    return best | {"**claims and quantities, all**": sum(best[name] for name in added)}


def _round(tables: Tables) -> Seconds:
    """The seconds of each stage; check-worthiness by itself, claims without it."""
    resources = Given(
        analyser=shipped().analyser,
        extractor=load_extractor(cores=1),
        resolver=shipped().resolver,
        scorer=lambda sentences: [0.0] * len(sentences),
    )
    took: Seconds = {}
    for stage in (ANALYSIS, ATTRIBUTION, SPEAKERS, CLAIMS, QUANTITIES):
        start = time.process_time()
        tables = stage(tables, resources).tables
        took[stage.name] = time.process_time() - start
    documents = AnalysedDocuments(tables, shipped().analyser.vocab)
    sentences = [list(documents[key].doc.sents) for key in documents]
    start = time.process_time()
    for some in sentences:
        shipped().scorer(some)
    return took | {"check-worthiness": time.process_time() - start}


def _tables(texts: list[str]) -> Tables:
    named = [({"document_id": document_id("corpus", str(n))}, text) for n, text in enumerate(texts)]
    zones = [
        key | {"start": zone.start, "end": zone.end, "kind": zone.kind}
        for key, text in named
        for zone in find_zones(text)
    ]
    return Tables(
        texts=table_of(Texts, (key | {"text": text} for key, text in named)), zones=table_of(Zones, zones)
    )
