"""An origin is read some files at a time, and what was taken down beside them; nothing is read before."""

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from flows.inputs import reading, snapshots
from flows.inputs.lists import read_takedowns
from flows.inputs.reading import open_origin, read_origin
from schemas.origins import ManifestError
from schemas.snapshots import Snapshot
from tests.flows.fetching.origins import feed_origin
from tests.flows.inputs.test_fetched import kept
from tests.flows.raw import take_down, write_origin

ARTICLES = {f"{number}.txt": f"Article {number}\n".encode() for number in range(7)}


def listed(raw: Path) -> Path:
    """An origin whose files a manifest lists."""
    write_origin(raw, "bay-radio", ARTICLES)
    return raw / "bay-radio"


def fetched(raw: Path) -> Path:
    """The same articles in two snapshots, of which the later has a new version of one."""
    folder = feed_origin(raw, "https://lowford.example/feed")
    older = ARTICLES | {"5.txt": b"Article\n"}
    for day, names in (("20", list(older)[:6]), ("21", list(older)[5:])):
        found = {name: (older if day == "20" else ARTICLES)[name] for name in names}
        files = tuple(kept(data, name, name) for name, data in found.items())
        snapshot = Snapshot(origin=folder.name, taken_at=f"2026-11-{day}T06:00:00Z", files=files)
        snapshots.write(folder, snapshot, found)
    return folder


@pytest.fixture(params=[listed, fetched])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    make: Callable[[Path], Path] = request.param
    return make(tmp_path / "raw")


def rows_of(batch: pl.DataFrame) -> dict[str, bytes]:
    return dict(batch.select("locator", "data").iter_rows())


@pytest.mark.parametrize(
    ("limit", "most", "sizes"), [("FILES", 3, [3, 3, 1]), ("BYTES", 30, [3, 3, 1]), ("BYTES", 1, [1] * 7)]
)
def test_batches_have_so_many_files_or_bytes_and_together_every_article(
    folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, sizes: list[int]
) -> None:
    monkeypatch.setattr(reading, limit, most)
    batches = [rows_of(batch) for batch in open_origin(folder, {}).batches]
    assert [len(batch) for batch in batches] == sizes
    assert {name: data for batch in batches for name, data in batch.items()} == ARTICLES
    assert rows_of(read_origin(folder, {})) == ARTICLES


def test_what_was_taken_down_is_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FILES", 3)
    take_down(folder.parent, "5.txt", origin=folder.name, locator="1.txt")
    opened = open_origin(folder, read_takedowns(folder.parent))
    assert set(rows_of(opened.taken_down)) == {"1.txt", "5.txt"}
    batches = [rows_of(batch) for batch in opened.batches]
    assert [set(batch) for batch in batches] == [{"0.txt", "2.txt", "3.txt"}, {"4.txt", "6.txt"}]
    assert rows_of(read_origin(folder, read_takedowns(folder.parent))) == ARTICLES


def test_a_batch_is_read_when_it_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FILES", 3)
    batches: Iterator[pl.DataFrame] = open_origin(folder, {}).batches
    assert len(next(batches)) == 3
    (last,) = folder.rglob("6.txt")
    last.write_bytes(b"Article 8\n")
    with pytest.raises(ManifestError, match=r"6\.txt"):
        list(batches)


def test_an_origin_of_which_nothing_was_fetched_has_one_batch_without_rows(tmp_path: Path) -> None:
    folder = feed_origin(tmp_path / "raw", "https://lowford.example/feed")
    assert [batch.height for batch in open_origin(folder, {}).batches] == [0]
