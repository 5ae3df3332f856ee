"""What costly texts cost: seconds for a shape at three sizes and at 1 MB, and how fast they grow.

A shape is one thing repeated until the text is long (tests/shapes.py). Each is read, analysed and assembled
alone, in a worker that is ended when it takes more of the processor's time than an article may. The largest
size is the largest that is accepted: what is longer, or has more words and marks, is rejected unread.
"""

import json
import math
import time
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import product
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
from transforms.results import StageResult
from transforms.tables import Tables, joined

SHARES: Final = {"1/16": 16, "1/4": 4, "largest": 1}
"""What the largest size is divided by, by the name of the column."""

COLUMNS: Final = (*SHARES, "1 MB")

MEGABYTE: Final = 1_000_000
WORTH: Final = 0.5
"""Seconds below which growth says nothing: what every document costs, whatever its size, is most of it."""

TEXTS: Final = (
    "prose", "direct quotes", "indirect quotes", "quotes in lines", "unclosed quotes", "closing marks",
    "marks alone", "straight marks", "nested marks", "said that said", "said lines", "according to",
    "pronouns", "speech turns", "names", "one name", "run of names", "initials together", "titled people",
    "of the of", "numbers", "digits", "digits and hyphens", "number words apart", "one and",
    "one hundred and", "a million", "fractions", "money", "measures", "between", "dates", "months", "years",
    "opening brackets", "brackets in brackets", "ellipses", "dashes", "hyphens", "commas", "short lines",
    "short paragraphs",
    "sentences of a word", "blank lines", "one long sentence", "one long word", "title case", "list lines",
    "datelines", "addresses", "Chinese", "combining marks", "subordinate clauses", "claims", "near copies",
)  # fmt: skip
"""The shapes of texts that are measured: those of tests/shapes.py that differ most from each other."""

WEB: Final = ("tags after tags", "opened tags", "paragraphs", "links", "entities", "angles", "attributes")
"""The shapes of web pages that are measured."""


class Cost(NamedTuple):
    """Seconds of the processor that a text of so many characters took, or why it was rejected.

    `seconds` are those of reading and of what the text says, which have a limit; `after` those of assembling.
    """

    characters: int
    seconds: float
    after: float = 0.0
    rejected: str | None = None

    def __str__(self) -> str:
        return f"rejected: {self.rejected}" if self.rejected else f"{self.seconds:.1f} + {self.after:.1f}"


Costs = dict[str, dict[str, Cost]]
"""By shape, the cost at each size that was measured."""


def run(data: Path) -> None:
    """Measure every shape and write the table into docs/benchmarks.md, again after each; needs no data.

    The large sizes, which take most of the time, come last.
    """
    del data
    costs: Costs = {name: {} for name in (*TEXTS, *WEB)}
    worker = reader(RAW)
    try:
        for columns in (COLUMNS[:1], COLUMNS[1:2], COLUMNS[3:], COLUMNS[2:3]):
            for name, column in product(costs, columns):
                costs[name][column] = _cost(*_made(name, column), worker)
                print(name, column, costs[name][column], sep=" | ", flush=True)
                _write(costs)
    finally:
        worker.stop()


def _write(costs: Costs) -> None:
    rows = table([_row(name, found) for name, found in costs.items()])
    write_block("growth", f"{stamp('python -m benchmarks growth')}\n\n{rows}")


def _made(name: str, column: str) -> tuple[str, str]:
    """A shape at the size of a column, and its media type; the largest size of a web page is 1 MB."""
    if name in WEB:
        return page_of(name, MEGABYTE // SHARES.get(column, 1)), "text/html"
    size = _largest(name) // SHARES[column] if column in SHARES else MEGABYTE
    return text_of(name, size)[:size], "text/plain"


@cache
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
        seconds, reason, parts = worker.run(_read, text.encode(), media_type, seconds=SECONDS_A_DOCUMENT)
    except Lost as lost:
        return Cost(len(text), math.inf, rejected="too_costly" if lost.too_slow else str(lost))
    return Cost(len(text), seconds, worker.run(_assemble, parts) if parts else 0.0, reason)


def _read(data: bytes, media_type: str) -> tuple[float, str | None, list[StageResult]]:
    """Seconds of the processor for what one document says, why it was rejected, and what was made of it."""
    started, given = time.process_time(), load_resources()
    documents = read(_files(data, media_type), given)
    parts = [documents, read_closely(documents.tables, given)] if documents.tables.documents.height else []
    rejects = joined(part.tables for part in (documents, *parts[1:])).rejects
    return time.process_time() - started, next(iter(rejects.get_column("reason")), None), parts


def _assemble(parts: Sequence[StageResult]) -> float:
    """Seconds of the processor for making every table of what was read."""
    started = time.process_time()
    assemble(parts, load_resources())
    return time.process_time() - started


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


def _row(name: str, found: Mapping[str, Cost]) -> dict[str, object]:
    measured = [found[column] for column in SHARES if column in found]
    return {
        "shape": f"{name} (web)" if name in WEB else name,
        "largest, characters": MEGABYTE if name in WEB else _largest(name),
        **{column: str(found.get(column, "–")) for column in SHARES},
        "growth": _growth(measured),
        "1 MB": str(found.get(COLUMNS[-1], "–")),
    }


def _growth(costs: Sequence[Cost]) -> str:
    """The exponent of size with which the seconds grow over the last two sizes that were read."""
    told = [(cost.characters, cost.seconds + cost.after) for cost in costs if not cost.rejected]
    worth = [(characters, seconds) for characters, seconds in told if seconds > WORTH]
    if len(worth) < 2:
        return "–"
    (few, fast), (many, slow) = worth[-2:]
    return f"{math.log(slow / fast) / math.log(many / few):.2f}"
