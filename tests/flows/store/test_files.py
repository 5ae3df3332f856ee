"""What a step of a build hands on is written as a folder and reads back the same."""

from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from flows.exits import INPUT, Refused
from flows.store import files as storage
from schemas.analyses import Analyses
from schemas.package import TABLES
from tests.frames import valid_frames
from transforms.results import Failure, StageCount, StageResult
from transforms.rows import table_of
from transforms.tables import NAMES, Tables

COUNTS = (StageCount("ingest", "files", 3, 2, 1),)
FAILURES = (Failure("doc_1", "quotes", "Traceback ...\n"),)


def test_an_outcome_reads_back_as_it_was(tmp_path: Path) -> None:
    outcome = StageResult(Tables().with_frames(valid_frames()), COUNTS, FAILURES)
    loaded = storage.load(storage.save(tmp_path / "made", outcome))
    assert (loaded.counts, loaded.failures) == (COUNTS, FAILURES)
    for name in NAMES:
        assert_frame_equal(loaded.tables.frame(name), outcome.tables.frame(name))
    assert storage.load_counts(tmp_path / "made") == COUNTS
    assert storage.load_failures(tmp_path / "made") == FAILURES


def test_a_working_table_reads_back_and_one_without_rows_is_not_written(tmp_path: Path) -> None:
    row = {"document_id": "doc_0123456789abcdef", "tokens": b"\x00\xff", "vectors": None}
    outcome = StageResult(Tables(analyses=table_of(Analyses, [row])))
    loaded = storage.load(storage.save(tmp_path / "made", outcome))
    assert loaded.tables.analyses.to_dicts() == [row]
    written = {path.stem for path in (tmp_path / "made").glob("*.parquet")}
    assert written == {table.name for table in TABLES} | {"analyses"}


def test_saving_again_leaves_nothing_of_what_was_there(tmp_path: Path) -> None:
    storage.save(tmp_path / "made", StageResult(Tables().with_frames(valid_frames()), COUNTS, FAILURES))
    storage.save(tmp_path / "made", StageResult())
    loaded = storage.load(tmp_path / "made")
    assert all(loaded.tables.frame(name).is_empty() for name in NAMES)
    assert (loaded.counts, loaded.failures) == ((), ())


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_what_the_build_made_is_emptied_and_made_where_it_is_not_there(tmp_path: Path) -> None:
    folder = storage.clear(tmp_path / "work" / "made")
    assert tree(folder) == {storage.MARK}
    (folder / "0001").mkdir()
    (folder / "0001" / "texts.parquet").write_bytes(b"rows")
    (folder / "link").symlink_to(tmp_path)
    assert tree(storage.clear(folder)) == {storage.MARK}
    assert tmp_path.is_dir()


def test_an_empty_folder_that_someone_made_is_taken(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    assert tree(storage.clear(tmp_path / "made")) == {storage.MARK}


def test_a_folder_that_the_build_did_not_make_is_refused_and_kept(tmp_path: Path) -> None:
    mine = tmp_path / "tables"
    mine.mkdir()
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (mine / name).write_text("mine")
    with pytest.raises(
        Refused, match=r"tables: has 4 entries \(a\.txt, b\.txt, c\.txt\) and was not"
    ) as refused:
        storage.clear(mine)
    assert refused.value.code == INPUT
    with pytest.raises(Refused):
        storage.save(mine, StageResult())
    assert tree(mine) == {"a.txt", "b.txt", "c.txt", "d.txt"}


@pytest.mark.parametrize("kind", ["link", "file"])
def test_what_is_no_folder_is_refused_and_kept(tmp_path: Path, kind: str) -> None:
    target = storage.clear(tmp_path / "elsewhere")
    (target / "kept.txt").write_text("kept")
    place = tmp_path / "tables"
    place.symlink_to(target) if kind == "link" else place.write_text("mine")
    with pytest.raises(Refused, match="tables: is no folder that Parallax made") as refused:
        storage.clear(place)
    assert refused.value.code == INPUT
    assert place.exists() and (target / "kept.txt").exists()


def test_a_clearing_that_is_killed_leaves_what_the_next_may_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = storage.clear(tmp_path / "made")
    for name in ("a", "b", "c"):
        (folder / name).mkdir()
    monkeypatch.setattr(storage.shutil, "rmtree", lambda _: pytest.fail("killed"))
    with pytest.raises(pytest.fail.Exception):
        storage.clear(folder)
    monkeypatch.undo()
    assert tree(storage.clear(folder)) == {storage.MARK}


def test_where_nothing_was_saved_nothing_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        storage.load(tmp_path)
