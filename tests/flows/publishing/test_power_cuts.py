"""A cut of power at any step on the disk leaves whole releases only: in small; benchmarks/ has all."""

import os
from pathlib import Path
from random import Random

import pytest

from benchmarks.power_cuts import Disk, Tree, cut_everywhere, recorded
from flows.store import durable, staging


@pytest.mark.slow
def test_whatever_a_cut_leaves_is_whole_and_can_be_published_into(tmp_path: Path) -> None:
    cuts = cut_everywhere(tmp_path, before=1, rest=24)
    assert cuts.broken == []
    assert cuts.steps > 50 and cuts.disks > 20


@pytest.mark.slow
@pytest.mark.parametrize("forgotten", ["folders", "files"])
def test_a_step_that_is_forgotten_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    """Where publishing forces no folder to disk, or no file, some cut leaves half a release."""
    if forgotten == "folders":
        monkeypatch.setattr(staging, "sync_folder", lambda _: None)
    else:
        monkeypatch.setattr(staging, "os", Unsynced())
    assert cut_everywhere(tmp_path, before=0, rest=10**6).broken


class Unsynced:
    """The module os, but for fsync, which does nothing."""

    def __getattr__(self, name: str) -> object:
        return (lambda _: None) if name == "fsync" else getattr(os, name)


def after(disk: Disk) -> list[Tree]:
    return list(disk.after_a_cut(Random(1)))


def test_what_was_synced_lasts_and_nothing_else_must(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "old").write_bytes(b"1")
    disk, seen = Disk(root), list[list[Tree]]()
    disk.look(lasts=True)
    with recorded(disk, lambda: seen.append(after(disk))):
        durable.write_bytes(root / "old", b"2")
        durable.write_bytes(root / "new", b"3")
    assert all(tree["old"] in (b"1", b"2") for trees in seen for tree in trees)
    assert all(tree["old"] == b"2" for tree in seen[-1])
    assert all(tree == {"old": b"2", "new": b"3"} for tree in seen[-1])
    assert any("new" not in tree and tree["old"] == b"2" for trees in seen for tree in trees)


def test_a_name_may_last_without_what_it_names(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    disk = Disk(root)
    disk.look(lasts=True)
    with recorded(disk, lambda: None):
        (root / "file").write_bytes(b"never synced")
        os.mkdir(root / "folder")  # noqa: PTH102 (a step that is seen)
    trees = after(disk)
    assert {"folder": None, "file": b"never synced"} in trees
    assert {"folder": None, "file": b""} in trees
    assert {} in trees
