"""Rows sorted anew are all there, in the order in which they came, whether they went to disk or not."""

from pathlib import Path

import polars as pl
import pytest

from flows.store import files as storage
from flows.store.files import ROWS, batches, write_frames
from flows.store.spill import PLACE, Spill
from tests.worlds import frames_of, unit

FRAMES = frames_of([unit(number) for number in range(4)])


def placed(name: str) -> pl.DataFrame:
    frame = FRAMES[name]
    return frame.with_columns((pl.int_range(pl.len(), dtype=pl.UInt32) % 3).alias(PLACE))


@pytest.mark.parametrize("held", [0, 10**9])
@pytest.mark.parametrize("name", ["documents", "quotes", "claims", "quantities"])
def test_each_place_has_its_rows_with_their_types(name: str, held: int, tmp_path: Path) -> None:
    rows, spill = placed(name), Spill(tmp_path / "spill", held)
    half = rows.height // 2
    spill.add(name, rows[:half])
    spill.add(name, rows[half:])
    for place in range(3):
        expected = rows.filter(pl.col(PLACE) == place).drop(PLACE)
        found = spill.rows(place, name)
        assert expected.is_empty() if found is None else found.equals(expected)
        assert spill.tables(place).frame(name).equals(expected)
    assert any((tmp_path / "spill").glob("0*")) == (held == 0)


def test_a_place_that_is_forgotten_is_empty_and_takes_no_disk(tmp_path: Path) -> None:
    spill = Spill(tmp_path / "spill", 0)
    spill.add("quotes", placed("quotes"))
    spill.forget(0)
    assert spill.rows(0, "quotes") is None and spill.rows(1, "quotes") is not None
    assert not list((tmp_path / "spill").glob("0000*"))


@pytest.mark.parametrize("sizes", [[1], [ROWS], [ROWS + 1, 3], [1, 2 * ROWS + 1, ROWS]])
def test_frames_that_follow_one_another_are_one_file_that_is_read_in_pieces(
    sizes: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "numbers.parquet"
    frames = [pl.DataFrame({"number": range(size), "text": ["é"] * size}) for size in sizes]
    write_frames(path, frames)
    read = list(batches(path))
    assert all(frame.height <= ROWS for frame in read)
    assert pl.concat(read).equals(pl.concat(frames)) and storage.read_frame(path).equals(pl.concat(frames))
