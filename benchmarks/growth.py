"""What costly texts cost: seconds for a shape at three sizes and at 1 MB, and how fast they grow.

A shape is one thing repeated until the text is long (tests/shapes.py). Each is read, analysed and assembled
alone, in a worker that is ended when it takes more of the processor's time than an article may. The largest
size is the largest that is accepted: what is longer, or has more words and marks, is rejected unread.
"""

import json
import math
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.page import stamp, table, write_block
from flows.engine.executor import Executor, Lost
from flows.engine.watched import reader
from flows.settings import SECONDS_A_DOCUMENT
from flows.store.resources import RAW, load_resources
from schemas.origins import parse_manifest
from tests.shapes import page_of, text_of
from transforms.pipeline import assemble, read, read_closely
from transforms.reading.decoding import MAX_CHARS, Undecodable, check_size
from transforms.reading.raw_files import raw_files
from transforms.tables import Tables

SHARES: Final = (16, 4, 1)
"""What the largest size is divided by."""

MEGABYTE: Final = 1_000_000
WORTH: Final = 0.5
"""Seconds below which growth says nothing: what every document costs, whatever its size, is most of it."""

TEXTS: Final = (
    "prose", "direct quotes", "indirect quotes", "quotes in lines", "unclosed quotes", "closing marks",
    "marks alone", "straight marks", "nested marks", "said that said", "said lines", "according to",
    "pronouns", "speech turns", "names", "one name", "run of names", "initials together", "titled people",
    "of the of", "numbers", "digits", "digits and hyphens", "number words apart", "one and", "one hundred and",
    "a million", "fractions", "money", "measures", "between", "dates", "months", "years", "opening brackets",
    "brackets in brackets", "ellipses", "dashes", "hyphens", "commas", "short lines", "short paragraphs",
    "sentences of a word", "blank lines", "one long sentence", "one long word", "title case", "list lines",
    "datelines", "addresses", "Chinese", "combining marks", "subordinate clauses", "claims", "near copies",
)  # fmt: skip
"""The shapes of texts that are measured: those of tests/shapes.py that differ most from each other."""

WEB: Final = ("tags after tags", "opened tags", "paragraphs", "links", "entities", "angles", "attributes")
"""The shapes of web pages that are measured."""


class Cost(NamedTuple):
    """Seconds of the processor that a text of so many characters took, or why it was rejected."""

    characters: int
    seconds: float
    rejected: str | None = None

    def __str__(self) -> str:
        return f"rejected: {self.rejected}" if self.rejected else f"{self.seconds:.1f}"


def run(data: Path) -> None:
    """Measure every shape and write the table into docs/benchmarks.md, again after each; needs no data."""
    del data
    rows: list[dict[str, object]] = []
    worker = reader(RAW)
    try:
        for name in (*TEXTS, *WEB):
            rows.append(_row(name, _measured(name, worker)))
            print(*rows[-1].values(), sep=" | ", flush=True)
            write_block("growth", f"{stamp('python -m benchmarks growth')}\n\n{table(rows)}")
    finally:
        worker.stop()


def _measured(name: str, worker: Executor) -> list[Cost]:
    """What the shape costs at each share of its largest size, and at 1 MB, which is the largest of a page."""
    if name in WEB:
        return [_cost(page_of(name, MEGABYTE // share), "text/html", worker) for share in SHARES]
    sizes = [*(_largest(name) // share for share in SHARES), MEGABYTE]
    return [_cost(text_of(name, size)[:size], "text/plain", worker) for size in sizes]


def _largest(name: str) -> int:
    """The most characters of a text of this shape that are accepted, to within one in a hundred."""
    least, most = 0, MAX_CHARS + 1
    while most - least > MAX_CHARS // 100:
        middle = (least + most + 1) // 2
        try:
            check_size(text_of(name, middle)[:middle])
        except Undecodable:
            most = middle
        else:
            least = middle
    return least


def _cost(text: str, media_type: str, worker: Executor) -> Cost:
    try:
        found = worker.run(cost_of, text.encode(), media_type, seconds=SECONDS_A_DOCUMENT)
    except Lost as lost:
        return Cost(len(text), math.inf, "too_costly" if lost.too_slow else str(lost))
    return Cost(len(text), *found)


def cost_of(data: bytes, media_type: str) -> tuple[float, str | None]:
    """Seconds of the processor for one document through the whole line, and why it was rejected if it was."""
    started, given = time.process_time(), load_resources()
    documents = read(_files(data, media_type), given)
    if documents.tables.rejects.height:
        return time.process_time() - started, documents.tables.rejects.item(0, "reason")
    finished = assemble([documents, read_closely(documents.tables, given)], given)
    failed = finished.tables.rejects.filter(reason="extraction_failed")
    return time.process_time() - started, "extraction_failed" if failed.height else None


def _files(data: bytes, media_type: str) -> Tables:
    entry = {
        "path": "shape",
        "locator": "shape",
        "sha256": sha256(data).hexdigest(),
        "bytes": len(data),
        "media_type": media_type,
        "language": "en",
        "is_translation": None,
        "translated_from": None,
        "retrieved_at": None,
        "published_at": "2024-05-07",
    }
    outlet = {"name": None, "about": None, "homepage": None}
    licence = {"name": None, "text": "Made for a measurement.", "redistributable": True}
    content = {"origin": "shapes", "outlet": outlet, "licence": licence, "documents": [entry]}
    manifest = parse_manifest(json.dumps(content), "manifest.json")
    return Tables(raw_files=raw_files(manifest, {"shape": data}))


def _row(name: str, costs: Sequence[Cost]) -> dict[str, object]:
    measured = costs[: len(SHARES)]
    shown = {
        f"1/{share}" if share > 1 else "largest": str(cost)
        for share, cost in zip(SHARES, measured, strict=True)
    }
    return {
        "shape": f"{name} (web)" if name in WEB else name,
        "largest, characters": measured[-1].characters,
        **shown,
        "growth": _growth(measured),
        "1 MB": str(costs[-1]),
    }


def _growth(costs: Sequence[Cost]) -> str:
    """The exponent of size with which the seconds grow over the last two sizes that were read."""
    read_ones = [cost for cost in costs if not cost.rejected and cost.seconds > WORTH]
    if len(read_ones) < 2:
        return "–"
    first, last = read_ones[-2:]
    return f"{math.log(last.seconds / first.seconds) / math.log(last.characters / first.characters):.2f}"
