"""Putting a release on disk so that it is there whole or not at all: files forced to disk, then a rename."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from flows.store.durable import sync_folder

PREFIX = ".staging-"
_LEFTOVERS = (f"{PREFIX}*", ".latest.json.*", ".index.json.*")


class Tree:
    """The new folder `folder` that is being filled, and which of its files are whole.

    OSError where the disk is full or may not be written; what was written until then stays there.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder

    def put(self, name: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Write a file, forced to disk; gives its size in bytes and its SHA-256."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with path.open("xb") as file:
            for piece in pieces:
                digest.update(piece)
                size += file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        return size, digest.hexdigest()

    def sync(self) -> None:
        """Make last what folders say of their files."""
        for inner in (self._folder, *(path for path in self._folder.rglob("*") if path.is_dir())):
            sync_folder(inner)


def move_into_place(staged: Path, final: Path) -> None:
    """Rename `staged` to `final`, on one file system; FileExistsError where `final` exists.

    It lasts once the folder of `final` is synced.
    """
    # A rename would replace an empty folder without a word.
    if final.exists() or final.is_symlink():
        raise FileExistsError(f"{final} exists")
    staged.rename(final)


def clear_leftovers(dist: Path) -> list[str]:
    """Remove what killed runs left in `dist`, and say what; only for whoever holds its lock."""
    leftovers = sorted(path for pattern in _LEFTOVERS for path in dist.glob(pattern))
    for path in leftovers:
        remove(path)
    return [path.name for path in leftovers]


def remove(path: Path) -> None:
    """Remove a staged folder or file, as far as that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
