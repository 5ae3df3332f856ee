"""Files reach the disk whole, and what a dead run left is cleared."""

import hashlib
import os
from pathlib import Path

import pytest

from flows.store.staging import Tree, clear_leftovers, move_into_place


def test_a_tree_is_written_as_given_and_tells_of_each_file(tmp_path: Path) -> None:
    tree = Tree(tmp_path / "new")
    assert tree.put("inner/b.txt", [b"b", b"", b"c"]) == (2, hashlib.sha256(b"bc").hexdigest())
    assert (tmp_path / "new" / "inner" / "b.txt").read_bytes() == b"bc"


def test_every_file_and_folder_is_forced_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: forced.append(os.fstat(handle).st_ino))
    tree = Tree(tmp_path / "new")
    tree.put("inner/b.txt", [b"b"])
    tree.sync()
    move_into_place(tmp_path / "new", tmp_path / "final")
    final = tmp_path / "final"
    # The folder that it comes into is for whoever moves it to sync: by then the release is published.
    expected = [final / "inner" / "b.txt", final, final / "inner"]
    assert forced == [path.stat().st_ino for path in expected]


def test_a_tree_is_not_written_over_another(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    with pytest.raises(FileExistsError):
        Tree(tmp_path / "new")


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, lambda path: path.symlink_to("nowhere")])
def test_nothing_is_moved_onto_what_is_there(tmp_path: Path, make) -> None:
    Tree(tmp_path / "new")
    make(tmp_path / "final")
    with pytest.raises(FileExistsError):
        move_into_place(tmp_path / "new", tmp_path / "final")


def test_leftovers_are_cleared_and_named_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / ".staging-2026.11.3" / "inner").mkdir(parents=True)
    (tmp_path / ".latest.json.abc").touch()
    (tmp_path / "2026.11.1").mkdir()
    assert clear_leftovers(tmp_path) == [".latest.json.abc", ".staging-2026.11.3"]
    assert [path.name for path in tmp_path.iterdir()] == ["2026.11.1"]
