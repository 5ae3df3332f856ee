"""Snapshots are read exactly as they were written; whatever differs stops the build with one line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.exits import Refused
from flows.inputs import snapshots as storage
from flows.inputs.lists import read_takedowns
from flows.inputs.reading import files_of, listing, read_origin, summary
from flows.inputs.remarks import remarks
from schemas.origins import ManifestError
from schemas.snapshots import KeptFile, NotKept, Snapshot
from tests.flows.fetching.origins import STRIKE, feed_origin
from tests.flows.raw import take_down
from transforms.ids import document_id
from transforms.reading.stage import read_files
from transforms.tables import Tables

TEXT = "\n".join(STRIKE).encode()
URL = "https://lowford.example/strike"


def kept(data: bytes, path: str = "a.txt", url: str = URL, **more: Any) -> KeptFile:
    import hashlib  # noqa: PLC0415

    facts = {"media_type": "text/plain", "retrieved_at": "2026-11-20T06:00:00Z", "url": url} | more
    digest = hashlib.sha256(data).hexdigest()
    return KeptFile(path=path, locator=url, sha256=digest, bytes=len(data), **facts)


def snap(folder: Path, data: bytes = TEXT, day: str = "2026-11-20", **more: Any) -> Path:
    """A snapshot with one page."""
    snapshot = Snapshot(origin=folder.name, taken_at=f"{day}T06:00:00Z", files=(kept(data),), **more)
    return storage.write(folder, snapshot, {"a.txt": data})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = feed_origin(tmp_path / "raw", "https://lowford.example/feed")
    snap(made)
    return made


def test_an_article_has_what_its_origin_and_its_snapshot_say_of_it(folder: Path) -> None:
    (row,) = read_origin(folder, {}).to_dicts()
    assert (row["locator"], row["url"], row["data"]) == (URL, URL, TEXT)
    assert (row["outlet"], row["language"], row["licence"]) == ("Lowford Post", "en", None)
    assert row["retrieved_at"] == "2026-11-20T06:00:00Z"


def test_what_was_not_had_is_a_reject_with_its_reason(folder: Path) -> None:
    lost = NotKept(
        locator="https://lowford.example/b",
        reason="not_retrieved",
        detail="is gone for good (410)",
        seen_at="2026-11-20T06:00:00Z",
    )
    snap(folder, day="2026-11-21", not_kept=(lost,))
    result = read_files(Tables(raw_files=read_origin(folder, {})))
    (reject,) = result.tables.rejects.to_dicts()
    assert (reject["locator"], reject["reason"], reject["detail"]) == (lost.locator, lost.reason, lost.detail)
    (count,) = result.counts
    assert (count.received, count.kept, count.rejected) == (2, 1, 1)


def test_the_origins_are_listed_with_their_newest_snapshot(folder: Path) -> None:
    snap(folder, b"other", "2026-11-22")
    found = summary(folder)
    assert (found.files, found.snapshots, found.newest) == (2, 2, "2026-11-22")
    assert files_of(folder) == 2


def _spoil_toml(old: str, new: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / "origin.toml"
        path.write_text(path.read_text().replace(old, new))

    return spoil


def _spoil_snapshot(key: str, value: object) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / "2026-11-20" / "snapshot.json"
        content = json.loads(path.read_text())
        content["files"][0][key] = value
        path.write_text(json.dumps(content))

    return spoil


def _link_out(folder: Path) -> None:
    path = folder / "2026-11-20" / "a.txt"
    outside = folder.parent.parent / "outside.txt"
    path.rename(outside)
    path.symlink_to(outside)


def _change(folder: Path) -> None:
    path = folder / "2026-11-20" / "a.txt"
    path.write_bytes(TEXT.replace(b"union", b"bosss"))


def _shorten(folder: Path) -> None:
    (folder / "2026-11-20" / "a.txt").write_bytes(TEXT[:10])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            _spoil_toml('format = "feed"', 'format = "fead"'),
            r"origin\.toml: key format = 'fead' is wrong: must be one",
        ),
        (_spoil_toml('origin = "lowford-post"', 'origin = "bay-radio"'), "in a folder named 'lowford-post'"),
        (_spoil_toml("licence", "license"), "key licence is missing"),
        (_spoil_toml("origin =", "origin"), r"origin\.toml: is not valid TOML"),
        (lambda folder: (folder / "manifest.json").write_text("{}"), "there is a manifest.json beside it"),
        (lambda folder: (folder / "notes.txt").write_text("x"), "notes.txt: is no snapshot"),
        (lambda folder: (folder / "2026-11-20" / "b.txt").write_text("x"), r"b\.txt: is not listed in"),
        (lambda folder: (folder / "2026-11-20" / "snapshot.json").unlink(), r"snapshot\.json: is missing"),
        (lambda folder: (folder / "2026-11-20" / "a.txt").unlink(), r"a\.txt: is missing; restore it"),
        (_change, r"a\.txt: is not the file that was brought in"),
        (_shorten, r"a\.txt: has 10 bytes, not \d+"),
        (_link_out, r"a\.txt: leads out of"),
        (_spoil_snapshot("path", "../../outside.txt"), r"files\.0\.path.*without \.\."),
        (_spoil_snapshot("path", "snapshot.json"), "is called snapshot.json"),
        (_spoil_snapshot("sha256", "x"), r"files\.0\.sha256"),
        (_spoil_snapshot("colour", "red"), r"files\.0\.colour is unknown"),
    ],
)
def test_what_is_wrong_is_named_on_one_line(folder: Path, spoil: Callable[[Path], object], told: str) -> None:
    spoil(folder)
    with pytest.raises(ManifestError, match=told) as refused:
        read_origin(folder, {})
    assert "\n" not in str(refused.value)


def test_snapshots_of_one_day_are_in_the_order_of_their_numbers(folder: Path) -> None:
    (folder / "2026-11-20").rename(folder / "2026-11-20.99")
    snap(folder, b"b", "2026-11-21")
    (folder / "2026-11-21").rename(folder / "2026-11-20.100")
    assert [taken.folder.name for taken in storage.snapshots(folder)] == ["2026-11-20.99", "2026-11-20.100"]


def test_a_clock_that_goes_back_is_told(folder: Path) -> None:
    with pytest.raises(Refused, match="there is a snapshot of 2026-11-20; set the machine's clock"):
        snap(folder, b"b", "2026-11-19")
    assert len(storage.snapshots(folder)) == 1


def test_a_snapshot_is_there_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(folder.iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "move_into_place", full)
    with pytest.raises(OSError, match="No space"):
        snap(folder, b"more", "2026-11-21")
    assert sorted(folder.iterdir()) == before


def test_what_a_killed_run_left_is_removed_by_the_next(folder: Path) -> None:
    (folder / ".staging-2026-11-21").mkdir()
    snap(folder, b"more", "2026-11-21")
    assert not list(folder.glob(".staging-*"))


def test_a_document_that_was_taken_down_is_left_out_also_when_its_file_is_gone(folder: Path) -> None:
    take_down(folder.parent, origin="lowford-post", locator=URL)
    takedowns = read_takedowns(folder.parent)
    assert list(takedowns) == [document_id("lowford-post", URL)]
    for _ in range(2):
        (reject,) = read_files(Tables(raw_files=read_origin(folder, takedowns))).tables.rejects.to_dicts()
        assert reject["reason"] == "takedown"
        (folder / "2026-11-20" / "a.txt").unlink(missing_ok=True)
    assert [one.locator for one in listing(folder).documents] == [URL]


def test_a_takedown_that_names_no_article_of_a_snapshot_stops_the_build(folder: Path) -> None:
    take_down(folder.parent, origin="lowford-post", locator="https://lowford.example/other")
    with pytest.raises(ManifestError, match="names no document of any origin"):
        read_takedowns(folder.parent)


def test_hidden_files_of_an_origin_are_remarked(folder: Path) -> None:
    (folder / ".notes").touch()
    (remark,) = remarks(folder.parent)
    assert "lowford-post/.notes" in remark
