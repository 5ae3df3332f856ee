"""Only plain files are read, none waits or goes on for ever, and what else lies there is named."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.store import plain
from tests.flows import odd_files
from tests.limits import within


def test_a_plain_file_is_read_and_hashed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert (plain.size_of(path), plain.read(path), plain.read(path, 3)) == (3, b"abc", b"abc")
    assert plain.sha256(path) == hashlib.sha256(b"abc").hexdigest()


@pytest.mark.parametrize("read", [plain.read, plain.sha256, plain.size_of, plain.first_bytes])
@pytest.mark.parametrize("odd", ["folder", "fifo", "socket", "endless", "dangling", "loop"])
def test_nothing_else_is_opened(tmp_path: Path, odd: str, read: Callable[[Path], object]) -> None:
    odd_files.ODD[odd](tmp_path / odd)
    with within(5), pytest.raises(OSError, match=odd):
        read(tmp_path / odd)


def test_no_more_is_read_than_was_asked_for(tmp_path: Path) -> None:
    odd_files.sparse(tmp_path / "a")
    with within(5):
        assert plain.first_bytes(tmp_path / "a", 10) == bytes(11)
        with pytest.raises(plain.NotPlain, match="more than the 10 bytes"):
            plain.read(tmp_path / "a", 10)


@pytest.mark.parametrize(
    ("odd", "kind"),
    [("folder", "a folder"), ("fifo", "a FIFO"), ("socket", "a socket"), ("dangling", "a link")],
)
def test_what_lies_at_a_path_has_a_name(tmp_path: Path, odd: str, kind: str) -> None:
    odd_files.ODD[odd](tmp_path / "a")
    assert plain.kind_of(tmp_path / "a") == kind
    with pytest.raises(OSError):
        plain.read(tmp_path / "a")


def test_devices_and_what_is_not_there_have_names_too(tmp_path: Path) -> None:
    assert plain.kind_of(Path("/dev/zero")) == "a device"
    assert plain.kind_of(tmp_path / "a") == plain.kind_of(tmp_path / "a" / "b") == plain.NOTHING


def test_everything_below_a_folder_is_told_and_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").touch()
    (tmp_path / "a").symlink_to(tmp_path)
    found = [(path.relative_to(tmp_path).as_posix(), kind) for path, kind in plain.entries(tmp_path)]
    assert found == [("a", plain.LINK), ("b", plain.FOLDER), ("b/c", plain.FILE)]
    assert len(list(plain.entries(tmp_path, into=lambda _: False))) == 2


DEPTH = 1200
"""Folders in one another: deeper than Python may call itself, and not too deep for a path."""


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A tree so deep that Python's own removal of trees fails on it."""
    folders = [tmp_path / "/".join("d" * depth) for depth in range(1, DEPTH + 1)]
    for folder in folders:
        folder.mkdir()
    yield tmp_path
    for folder in reversed(folders):
        folder.rmdir()


def test_a_deep_tree_is_walked(deep: Path) -> None:
    with within(20):
        assert sum(1 for _ in plain.entries(deep)) == DEPTH
