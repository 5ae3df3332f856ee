"""Every write is whole or not at all."""

import os
from pathlib import Path

import pytest

from flows.store import durable
from flows.store.durable import make_folder, write_bytes


def test_each_folder_that_is_made_is_forced_to_disk_as_an_entry_of_the_one_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[int] = []
    monkeypatch.setattr(durable.os, "fsync", lambda handle: forced.append(os.fstat(handle).st_ino))
    make_folder(tmp_path / "a" / "b")
    assert forced == [folder.stat().st_ino for folder in (tmp_path, tmp_path / "a")]
    make_folder(tmp_path / "a" / "b")
    assert len(forced) == 2


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_bytes(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
