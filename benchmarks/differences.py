"""Statements and differences on real coverage: a build of SEESAW stories against lists that readers made.

    python -m benchmarks.differences DATA [--tables FOLDER] [--write]

DATA holds seesaw/train.jsonl. FOLDER: the tables of a build that is there already. The list is in
tests/golden/seesaw; nothing of the articles is written, only scores.
"""

import argparse
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from benchmarks.corpus import Page, write_origin
from benchmarks.difference_weights import scorer_rows
from benchmarks.page import stamp, table, write_block
from benchmarks.pipeline import parallax

Row = dict[str, object]
MEASURED = "python -m benchmarks differences --data DATA"
GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "seesaw"
LISTS = ("differences", "facts", "words", "thin", "thin_second")
"""Differences of every type in ten stories, of fact in five and of wording in five others, listed before any
detector saw these ten; and twice, by two readers, of ten stories in which builds find least."""
STATEMENTS = {
    "statements": "the ten stories",
    "statements_later": "six more",
    "statements_thin": "ten thin ones",
}
"""The lists of statements, and of which stories they are."""
NEAR = 40
"""Code points by which a span may miss the one of the list: readers mark a word or its clause."""
_FAMILY = {"quotation_altered": "quotation", "quotation_cut": "quotation"}


class Place(NamedTuple):
    """A span of a document."""

    document_id: str
    start: int
    end: int

    def meets(self, other: "Place", near: int = 0) -> bool:
        """Whether two spans of one document share a code point, or nearly."""
        same = self.document_id == other.document_id
        return same and self.start < other.end + near and other.start < self.end + near


def gold(name: str) -> list[dict[str, Any]]:
    """The lines of one list, with their spans as places."""
    lines = [json.loads(line) for line in (GOLDEN / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [line | {"spans": [Place(**span) for span in line["spans"]]} for line in lines]


def write_raw(data: Path, raw: Path) -> None:
    """The articles of the listed stories as a raw/ folder, an origin for each outlet."""
    stories = {line["story"] for name in (*LISTS, *STATEMENTS) for line in gold(name)}
    by_origin: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with (data / "seesaw" / "train.jsonl").open(encoding="utf-8") as file:
        for one in map(json.loads, file):
            if one["story"] in stories:
                by_origin[re.sub(r"[^a-z0-9]+", "-", one["outlet"].lower()).strip("-")].append(one)
    for origin, articles in by_origin.items():
        pages = (Page(f"{one['url']}#{one['story']}", one["date"], one["text"]) for one in articles)
        write_origin(raw, origin, pages, articles[0]["outlet"])


def statement_rows(tables: Path) -> list[Row]:
    """How many of the listed statements, and of their pairs of documents, stand in one statement."""
    placed = [_places(tables, name, "statement_id") for name in ("statement_quotes", "statement_echoes")]
    found = {key: [*placed[0].get(key, ()), *placed[1].get(key, ())] for key in placed[0]}
    return [row for name, stories in STATEMENTS.items() for row in _statement_rows(found, name, stories)]


def _statement_rows(found: Mapping[str, Sequence[Place]], name: str, stories: str) -> list[Row]:
    listed = gold(name)
    pairs = [pair for line in listed for pair in _pairs(line["spans"])]
    joined = [pair for pair in pairs if _joins(pair, found.values())]
    whole = sum(any(_joins(pair, found.values()) for pair in _pairs(line["spans"])) for line in listed)
    return [
        {"what": f"statements of two outlets, {stories}", "n": len(listed), "found": whole}
        | {"recall": 100 * whole / len(listed)},
        {"what": f"their pairs of documents, {stories}", "n": len(pairs), "found": len(joined)}
        | {"recall": 100 * len(joined) / len(pairs)},
    ]


def _pairs(spans: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    return ((a, b) for a, b in combinations(spans, 2) if a.document_id != b.document_id)


def _joins(pair: tuple[Place, Place], statements: Iterable[Sequence[Place]]) -> bool:
    return any(all(any(one.meets(p) for p in places) for one in pair) for places in statements)


def _places(tables: Path, name: str, key: str) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    columns = (key, "document_id", "start", "end")
    for one, *place in pl.read_parquet(tables / f"{name}.parquet").select(columns).iter_rows():
        found[one].append(Place(*place))
    return found


def difference_rows(tables: Path, name: str = "differences") -> list[Row]:
    """By type: differences of one list, those found under their own type, and under any."""
    rows, listed = _found(tables), gold(name)
    made = []
    for kind in sorted({line["type"] for line in listed}):
        of_kind = [line for line in listed if line["type"] == kind]
        made.append(_counted(kind, of_kind, rows))
    made.append(_counted("of high worth", [line for line in listed if line["worth"] == "high"], rows))
    made.append(_counted("all", listed, rows))
    return made


def _found(tables: Path) -> list[dict[str, Any]]:
    values = _places(tables, "discrepancy_values", "discrepancy_id")
    rows = pl.read_parquet(tables / "discrepancies.parquet").to_dicts()
    return [
        row | {"type": _FAMILY.get(row["type"], row["type"]), "spans": values[row["discrepancy_id"]]}
        for row in rows
    ]


def _counted(name: str, listed: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> Row:
    anywhere = [line for line in listed if any(_same(line, row) for row in rows)]
    typed = [
        line for line in anywhere if any(row["type"] == line["type"] and _same(line, row) for row in rows)
    ]
    share = 100 * len(anywhere) / max(1, len(listed))
    return {"type": name, "listed": len(listed), "as that type": len(typed)} | {
        "under any type": len(anywhere),
        "recall": share,
    }


def _same(line: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether a row shows two documents' spans of a listed difference."""
    shown = {one.document_id for one in line["spans"] if any(one.meets(p, NEAR) for p in row["spans"])}
    return len(shown) > 1


def reader_rows(tables: Path) -> list[Row]:
    """What is found of the list of each of two readers: by the other, and by a build."""
    one, other = gold("thin"), gold("thin_second")
    built = _found(tables)
    both = [line for line in one if any(_same(line, seen) for seen in other)]
    lists = (
        ("a reader's", one, other),
        ("another's", other, one),
        ("the one's that the other has", both, other),
    )
    return [_shared(name, lines, others, built) for name, lines, others in lists]


def _shared(
    name: str,
    listed: Sequence[Mapping[str, Any]],
    others: Sequence[Mapping[str, Any]],
    built: Sequence[Mapping[str, Any]],
) -> Row:
    """How much of a list stands in another and in a build, under any type."""
    counts = [sum(any(_same(line, one) for one in rows) for line in listed) for rows in (others, built)]
    shares = [100 * count / max(1, len(listed)) for count in counts]
    columns = ("by the other reader", "by a build")
    return {"list": name, "listed": len(listed), **dict(zip(columns, shares, strict=True))}


def precision_rows(tables: Path) -> list[Row]:
    """Rows by worth: how many show a listed difference. A floor, for the list is one reader's."""
    listed = gold("differences")
    compared = {span.document_id for line in listed for span in line["spans"]}
    rows = [row for row in _found(tables) if row["type"] != "name" and _is_of(row, compared)]
    rows.sort(key=lambda row: (-row["worth"], row["discrepancy_id"]))
    half = (len(rows) + 1) // 2
    return [
        _listed(name, part, listed)
        for name, part in (("upper half", rows[:half]), ("lower half", rows[half:]))
    ]


def _is_of(row: Mapping[str, Any], documents: Collection[str]) -> bool:
    return any(span.document_id in documents for span in row["spans"])


def _listed(name: str, rows: Sequence[Mapping[str, Any]], listed: Sequence[Mapping[str, Any]]) -> Row:
    there = sum(any(_same(line, row) for line in listed) for row in rows)
    return {"rows by worth, names apart": name, "n": len(rows), "listed": there} | {
        "percent": 100 * there / max(1, len(rows))
    }


def measure(data: Path, tables: Path | None) -> Iterator[tuple[str, list[Row]]]:
    """Name and rows of each table, of a build that is there or is made."""
    with tempfile.TemporaryDirectory() as folder:
        if tables is None:
            write_raw(data, Path(folder) / "raw")
            parallax(["build", "--raw", Path(folder) / "raw", "--work", Path(folder) / "work"])
            tables = Path(folder) / "work" / "tables"
        yield "differences-statements", statement_rows(tables)
        yield "differences-recall", difference_rows(tables)
        yield "differences-facts", difference_rows(tables, "facts")
        yield "differences-words", difference_rows(tables, "words")
        yield "differences-readers", reader_rows(tables)
        yield "differences-precision", precision_rows(tables)
        yield "differences-scorers", scorer_rows()


def run(data: Path) -> None:
    """Measure and write the tables into docs/benchmarks.md."""
    for name, rows in measure(data, None):
        write_block(name, f"{stamp(MEASURED)}\n\n{table(rows)}")


def main() -> None:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--tables", type=Path)
    parser.add_argument("--write", action="store_true", help="write the tables into docs/benchmarks.md")
    args = parser.parse_args()
    for name, rows in measure(args.data, args.tables):
        print(f"{name}\n{table(rows)}\n", flush=True)
        if args.write:
            write_block(name, f"{stamp(MEASURED)}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
