"""From raw/ to a published version: only what passed, only what changed, and never half of it."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from flows.engine import release as module
from flows.engine.release import Blocked, release
from flows.engine.run_summary import PUBLISHED, UNCHANGED
from flows.engine.tasks import unrecorded
from flows.exits import DATA, MACHINE, Refused
from flows.publishing.verify import verify
from flows.quality.examine import Report
from flows.settings import Settings
from flows.store.resources import measured_accuracy
from tests.flows.raw import ARTICLE, take_down, write_origin
from transforms.release.accuracy import ACCURACY

pytestmark = pytest.mark.usefixtures("quick")


def tree(folder: Path) -> set[str]:
    """What is visible in a folder: the lock and what else is hidden is not."""
    return {p.name for p in folder.iterdir() if not p.name.startswith(".")} if folder.exists() else set()


@pytest.mark.usefixtures("prefect_server")
def test_what_passed_is_published_once_and_again_only_when_it_changed(settings: Settings) -> None:
    """And what lies in raw/ and is not read is told at the end."""
    (settings.raw / "notes.txt").touch()
    (settings.raw / "lowford-post" / ".harbour.txt.swp").touch()
    first = release(settings)
    assert first.outcome == PUBLISHED
    assert first.folder
    unread = "notes.txt, lowford-post/.harbour.txt.swp"
    assert f"2 file(s) are not read, for no manifest lists them: {unread}" in first.notes[0]
    assert verify(first.folder) == []
    assert first.rows["quotes"] == 2
    assert {p.name for p in (first.folder / "quality").iterdir()} >= {"report.json", "report.md"}
    assert (first.folder / ACCURACY).read_bytes() == measured_accuracy()

    with unrecorded():
        again = release(replace(settings, fresh=True))
    assert (again.outcome, again.version) == (UNCHANGED, first.version)

    write_origin(settings.raw, "bay-radio", {"more.txt": ARTICLE.replace(b"Veldmouth", b"Bay")})
    assert release(settings).outcome == PUBLISHED
    assert len(tree(settings.dist)) == 4  # two versions, index.json and latest.json


@pytest.mark.usefixtures("unseen")
def test_what_is_taken_down_leaves_the_next_release_and_is_told_without_its_words(settings: Settings) -> None:
    """And no copy of it in other bytes is published in its place."""
    other = ARTICLE.replace(b"Veldmouth", b"Bay").replace(b"fishermen", b"rowers")
    copies = {"a.txt": ARTICLE, "b.txt": ARTICLE.replace(b"\n", b"\r\n")}
    write_origin(settings.raw, "bay-radio", {"rowers.txt": other, **copies})
    first = release(settings)
    assert first.folder
    taken = pl.read_parquet(first.folder / "documents.parquet").filter(origin="bay-radio")
    (copy,) = {*taken["locator"]} - {"rowers.txt"}
    take_down(settings.raw, copy, origin="bay-radio", locator="rowers.txt")
    second = release(settings)
    assert second.folder
    gone = set(taken["document_id"])
    for table in ("documents", "quotes", "zones", "quote_spans"):
        left = pl.read_parquet(second.folder / f"{table}.parquet")
        assert left.height and not gone & {*left["document_id"]}
    assert pl.read_parquet(second.folder / "documents.parquet")["origin"].to_list() == ["lowford-post"]
    assert pl.read_parquet(second.folder / "rejects.parquet")["reason"].to_list() == ["takedown"] * 3
    assert [(t.received, t.kept, t.rejected) for t in second.counts if t.stage == "ingest"] == [(4, 1, 3)]
    changes = pl.read_parquet(second.folder / "changes.parquet")
    quotes = pl.read_parquet(first.folder / "quotes.parquet").filter(pl.col("document_id").is_in(gone))
    assert set(changes.filter(change="removed", table="quotes")["key"]) == {*quotes["quote_id"]}
    notes = (second.folder / "CHANGELOG.md").read_text()
    for document in gone:
        assert f"- `{document}`: Taken down on 2026-11-20&#58; its publisher asked for it." in notes
    assert not any(b"rowers " in path.read_bytes() for path in second.folder.iterdir() if path.is_file())


@pytest.mark.usefixtures("unseen")
def test_data_that_fail_a_critical_check_are_not_published(settings: Settings) -> None:
    # Nothing is quoted, and a release without quotes is none.
    silent = replace(settings, raw=settings.raw.parent / "silent")
    write_origin(silent.raw, "bay-radio", {"silent.txt": ARTICLE.replace(b'"', b"")})
    with pytest.raises(Blocked, match="critical checks failed") as blocked:
        release(silent)
    assert blocked.value.code == DATA
    report = blocked.value.summary.report
    assert report is not None
    assert any(result.check.table == "quotes" for result in report.problems)
    assert tree(silent.dist) == set()
    assert "quotes" in (silent.work / "quality" / "report.md").read_text()


@pytest.mark.usefixtures("unseen")
def test_a_build_in_which_every_file_was_rejected_is_blocked_not_crashed(settings: Settings) -> None:
    empty = replace(settings, raw=settings.raw.parent / "nothing")
    write_origin(empty.raw, "bay-radio", {"empty.txt": b"", "binary.txt": bytes(range(256))})
    with pytest.raises(Blocked) as blocked:
        release(empty)
    assert blocked.value.summary.rows["rejects"] == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that a test can fill or lock."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can mount a disk small enough to fill")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


class _Passing(Report):
    """A report that lets everything through."""

    @property
    def blocked(self) -> bool:
        return False


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data quality is not what is tested here."""
    monkeypatch.setattr(module, "examine", lambda _frames, _counts, expected: _Passing(()))


@pytest.mark.usefixtures("passed", "unseen")
def test_a_full_disk_is_one_line_and_nothing_half_published(settings: Settings, small_disk: Path) -> None:
    with pytest.raises(Refused, match="the disk is full; make room") as refused:
        release(replace(settings, dist=small_disk))
    assert refused.value.code == MACHINE
    assert "\n" not in str(refused.value)
    assert tree(small_disk) == set()


@pytest.mark.usefixtures("passed", "unseen")
def test_a_disk_that_cannot_be_written_is_one_line(settings: Settings, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(Refused, match="read-only file system; choose another with --dist") as refused:
        release(replace(settings, dist=small_disk))
    assert refused.value.code == MACHINE
