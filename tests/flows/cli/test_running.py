"""The commands of whoever keeps it running: one line or one object each, and an exit code."""

import json
from pathlib import Path

import pytest

from flows import exits
from flows.cli.commands import summary_of_build
from flows.cli.main import run
from flows.store import files as storage
from flows.store.cache import CACHE, Cache
from flows.store.upkeep import note_build
from schemas.package import TABLES
from tests.flows.raw import write_origin
from tests.flows.release import release
from tests.frames import valid_frames
from tests.worlds import frames_of, unit
from transforms.results import StageCount, StageResult
from transforms.tables import NAMES, Tables

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A work folder whose cache has two results, of which the newest build used one."""
    frames = {name: frame for name, frame in frames_of([unit(1)]).items() if name in NAMES}
    cache = Cache(tmp_path / "work" / CACHE)
    cache.add("documents", {"a": StageResult(Tables().with_frames(frames)), "b": StageResult()})
    note_build(cache, ["a"])
    return tmp_path / "work"


def test_a_build_is_summed_up_without_reading_its_tables(tmp_path: Path) -> None:
    """All rows of a large build together take more memory than anything else that it does."""
    tables = Tables().with_frames(valid_frames())
    counts = (StageCount("ingest", "files", 3, 2, 1),)
    folder = storage.save(tmp_path / "tables", StageResult(tables, counts))
    for path in folder.glob("*.parquet"):
        content = path.read_bytes()
        footer = int.from_bytes(content[-8:-4], "little") + 8
        # Of each file nothing but its beginning and the footer, which counts the rows, is left as it was.
        path.write_bytes(content[:4] + bytes(len(content) - 4 - footer) + content[-footer:])
    write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": b"The harbour is open."})
    summary = summary_of_build(folder, tmp_path / "raw")
    assert summary.counts == counts
    assert dict(summary.rows) == {table.name: tables.frame(table.name).height for table in TABLES}


def test_cache_show_tells_what_is_there(work: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["cache", "show", "--work", str(work)]) == exits.DONE
    told = capsys.readouterr().out
    assert told.startswith("documents: 2 results in 1 packs, ")
    monkeypatch.setenv("PARALLAX_WORK", str(work))
    assert run(["cache"]) == exits.DONE
    assert capsys.readouterr().out == told
    run(["cache", "show", "--work", str(work), "--json"])
    (kind,) = json.loads(capsys.readouterr().out)["kinds"]
    assert (kind["kind"], kind["results"], kind["used"]) == ("documents", 2, 1)
    run(["cache", "show", "--work", str(work / "none")])
    assert "empty" in capsys.readouterr().out


def test_cache_prune_leaves_what_the_newest_build_used(work: Path, capsys: Capture) -> None:
    assert run(["cache", "prune", "--work", str(work)]) == exits.DONE
    assert "bytes freed" in capsys.readouterr().out
    assert Cache(work / CACHE).found({"a", "b"}) == {"a"}


def test_publish_copies_releases_and_says_which(tmp_path: Path, capsys: Capture) -> None:
    release(tmp_path / "dist")
    url = f"file://{tmp_path}/there"
    assert run(["publish", str(tmp_path / "dist"), url, "--keep-last", "3", "--keep-monthly"]) == exits.DONE
    assert capsys.readouterr().out == f"{url}: added: 2026.11.1\n"
    run(["publish", str(tmp_path / "dist"), url, "--json"])
    assert json.loads(capsys.readouterr().out) == {
        "url": url, "added": [], "there": ["2026.11.1"], "removed": [],
    }  # fmt: skip
    assert run(["publish", str(tmp_path / "none"), url]) == exits.INPUT
    assert "holds no release" in capsys.readouterr().err


def test_status_answers_without_a_run(tmp_path: Path, capsys: Capture) -> None:
    folders = ["--work", str(tmp_path / "work"), "--dist", str(tmp_path / "dist")]
    assert run(["status", *folders]) == exits.DONE
    assert capsys.readouterr().out.startswith("last run: none on record\n")
    run(["status", *folders, "--json"])
    assert json.loads(capsys.readouterr().out)["last_run"] is None
