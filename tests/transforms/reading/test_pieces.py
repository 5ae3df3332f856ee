"""An origin in pieces gives the documents that it gives whole, and accounts for as many files."""

import pytest

from tests.transforms.line import manifest
from transforms.reading.pieces import Pieces
from transforms.reading.raw_files import raw_files
from transforms.reading.stage import read_files
from transforms.results import total
from transforms.tables import Tables, joined

TEXT = "Ferry to Skarvik stops\n\nNobody will be left on the island, said mayor Anna Lind of place {}.\n"
FILES = {f"{name}.txt": TEXT.format(place).encode() for name, place in enumerate([0, 1, 0, 2, 1, 0, 3])} | {
    "empty.txt": b""
}
WHOLE = read_files(Tables(raw_files=raw_files(manifest("many", FILES), FILES)))


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_in_pieces_of_any_size_the_documents_are_the_same(size: int) -> None:
    files = raw_files(manifest("many", FILES), FILES)
    read = [read_files(Tables().with_frames({"raw_files": rows})) for rows in files.iter_slices(size)]
    pieces = Pieces()
    for piece in read:
        pieces.add(piece.tables)
    left = [pieces.without(piece, pieces.repeats()) for piece in read]
    tables, counts = joined(one.tables for one in left), total(count for one in left for count in one.counts)
    for name in ("texts", "documents", "zones"):
        assert tables.frame(name).sort("document_id").equals(WHOLE.tables.frame(name).sort("document_id"))
    assert counts == WHOLE.counts and all(count.balanced for count in counts)
    left_out = ["document_id", "stage", "reason"]
    for rejects in (tables.rejects, WHOLE.tables.rejects):
        assert set(rejects["reason"]) == {"duplicate", "empty"}
    told = tables.rejects.select(left_out).sort(left_out)
    assert told.equals(WHOLE.tables.rejects.select(left_out).sort(left_out))
