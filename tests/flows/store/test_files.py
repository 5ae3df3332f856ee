"""Every write is whole or not at all, and what was written reads back the same."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.store import files as storage
from tests.frames import valid_frames
from transforms.results import StageCount, StageResult


def test_an_outcome_reads_back_as_it_was(tmp_path: Path) -> None:
    outcome = StageResult(valid_frames(), (StageCount("ingest", "files", 3, 2, 1),))
    loaded = storage.load(storage.save(tmp_path / "made", outcome))
    assert loaded.counts == outcome.counts
    assert loaded.frames.keys() == outcome.frames.keys()
    for name, frame in outcome.frames.items():
        assert_frame_equal(loaded.frames[name], frame)


def test_saving_again_leaves_nothing_of_what_was_there(tmp_path: Path) -> None:
    storage.save(tmp_path / "made", StageResult({"old": pl.DataFrame({"a": [1]})}))
    storage.save(tmp_path / "made", StageResult({"new": pl.DataFrame({"a": [2]})}))
    assert storage.load(tmp_path / "made").frames.keys() == {"new"}


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    storage.write_bytes(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
