"""An origin in pieces gives the documents that it gives whole, and accounts for as many files."""

import polars as pl
import pytest

from schemas.takedowns import Takedown
from tests.transforms.line import manifest
from tests.transforms.reading.test_stage import fails_on
from transforms.reading import readers
from transforms.reading.pieces import Pieces
from transforms.reading.raw_files import raw_files
from transforms.reading.stage import read_files
from transforms.reading.takedowns import Takedowns, taken_down
from transforms.results import StageResult, total
from transforms.tables import Tables, joined

TEXT = "Ferry to Skarvik stops\n\nNobody will be left on the island, said mayor Anna Lind of place {}.\n"
FILES = {f"{name}.txt": TEXT.format(place).encode() for name, place in enumerate([0, 1, 0, 2, 1, 0, 3])} | {
    "again.txt": TEXT.format(0).encode("utf-16"),
    "empty.txt": b"",
    "gone.txt": TEXT.format(3).encode() + b"\n",
}
LEFT_OUT = ["document_id", "stage", "reason"]


def down(*names: str) -> Takedowns:
    entries = [
        Takedown(origin="many", locator=name, reason="court", requested_on="2026-11-20") for name in names
    ]
    return taken_down(entries, [manifest("many", FILES)], "takedowns.json")


def in_pieces(files: pl.DataFrame, size: int) -> StageResult:
    """What was taken down beside every piece of the rest, as an origin is read."""
    gone = pl.col("taken_down").is_not_null()
    pieces, read = Pieces(), list[StageResult]()
    for rows in files.filter(~gone).iter_slices(size):
        given = {"raw_files": pl.concat([files.filter(gone), rows])}
        read.append(pieces.add(read_files(Tables().with_frames(given))))
    left = [pieces.without(piece, pieces.repeats()) for piece in read]
    counts = total(count for one in left for count in one.counts)
    return StageResult(
        joined(one.tables for one in left), counts, tuple(each for one in left for each in one.failures)
    )


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize(
    ("gone", "reasons"),
    [
        ((), {"duplicate", "empty"}),
        (("gone.txt",), {"duplicate", "empty", "takedown"}),
        (("0.txt", "3.txt"), {"duplicate", "empty", "takedown"}),
    ],
)
def test_in_pieces_of_any_size_the_documents_are_the_same(
    size: int, gone: tuple[str, ...], reasons: set[str]
) -> None:
    files = raw_files(manifest("many", FILES), FILES, down(*gone))
    whole, apart = read_files(Tables(raw_files=files)), in_pieces(files, size)
    for name in ("texts", "documents", "zones"):
        made, expected = (one.tables.frame(name).sort("document_id") for one in (apart, whole))
        assert made.equals(expected), name
    assert apart.counts == whole.counts and all(count.balanced for count in apart.counts)
    for rejects in (apart.tables.rejects, whole.tables.rejects):
        assert set(rejects["reason"]) == reasons
    told = apart.tables.rejects.select(LEFT_OUT).sort(LEFT_OUT)
    assert told.equals(whole.tables.rejects.select(LEFT_OUT).sort(LEFT_OUT))


def test_what_raises_on_a_document_that_was_taken_down_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read", fails_on("place 2", readers.read))
    files = raw_files(manifest("many", FILES), FILES, down("3.txt"))
    for size in (1, 100):
        assert len(in_pieces(files, size).failures) == 1
