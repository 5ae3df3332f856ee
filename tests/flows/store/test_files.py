"""What a step of a build hands on is written as a folder and reads back the same."""

from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

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


def test_where_nothing_was_saved_nothing_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        storage.load(tmp_path)
