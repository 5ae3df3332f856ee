"""Contradictions among sentence pairs that hang on a number, by quantities that exclude each other.

The pairs were written to fool readers of this kind, so the trivial answers stand beside ours.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.statement_scores import f1, read
from tests.resources import shipped
from transforms.comparison.differences.ranges import possible, verdict
from transforms.language.encoder import Encoder
from transforms.quantities.finding import Quantity, find_quantities

Row = dict[str, object]
_Pair = tuple[dict[str, Any], list[Quantity], list[Quantity]]


def number_rows(data: Path, encoder: Encoder) -> Iterator[Row]:
    """ANLI pairs about numbers: is a pair whose numbers differ a contradiction?"""
    pairs = _pairs(data)
    differing = [pair for pair in pairs if _new(pair[0])]
    for name, chosen in (("all", pairs), ("with a number that the premise lacks", differing)):
        gold = [row["label"] == "c" for row, _, _ in chosen]
        answers = {
            "always yes": [True] * len(chosen),
            "always no": [False] * len(chosen),
            "a number that the premise lacks": [_new(row) for row, _, _ in chosen],
            "aligned quantities exclude each other": [_excluded(*pair, encoder) for pair in chosen],
        }
        for method, said in answers.items():
            yield {"pairs": name, "n": len(chosen), "says contradiction": method} | _scores(said, gold)


def _pairs(data: Path) -> list[_Pair]:
    rows = read(data / "anli_numeric" / "anli_numeric_dev.jsonl")
    texts = [text for row in rows for text in (row["premise"], row["hypothesis"])]
    documents = shipped().analyser([(text, ()) for text in texts])
    found = [find_quantities(document.text, document.doc) for document in documents]
    return list(zip(rows, found[::2], found[1::2], strict=True))


def _scores(said: Sequence[bool], gold: Sequence[bool]) -> dict[str, float]:
    share = 100 * sum(a == b for a, b in zip(said, gold, strict=True)) / len(gold)
    return dict(zip(("precision", "recall", "F1", "accuracy"), (*f1(said, gold), share), strict=True))


def _new(row: Mapping[str, Any]) -> bool:
    return bool(_numbers(row["hypothesis"]) - _numbers(row["premise"]))


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
