"""Reading what others put on disk: plain files alone, never more of one than was asked for, no waiting.

Whoever opens a FIFO waits for a writer, perhaps for ever; a device may have no end; and a file of 64 GB that
takes no room on the disk takes all of the memory. So what a path leads to is looked at before it is opened.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")

FILE: Final = "a file"
FOLDER: Final = "a folder"
LINK: Final = "a link"
NOTHING: Final = "nothing"
_KINDS: Final = (
    (stat.S_ISREG, FILE),
    (stat.S_ISDIR, FOLDER),
    (stat.S_ISLNK, LINK),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
)

LARGEST_LIST: Final = 2**28
"""Bytes of the longest list, descriptor or manifest that is read: hundreds of thousands of entries."""


class NotPlain(OSError):  # noqa: N818 (it says what the path leads to)
    """A path that leads to no plain file, or to a larger one than may be read; `strerror` says which."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(errno.EINVAL, what, str(path))


def kind_of(path: Path) -> str:
    """What is at `path` itself, whatever a link there leads to: one of the constants above, or in words.

    OSError where the system cannot say, as of a name that is longer than it allows.
    """
    try:
        return _kind(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING


def real(path: Path) -> Path:
    """Where `path` leads once every link on the way is followed; a link that leads nowhere is no error."""
    return Path(os.path.realpath(path))


def size_of(path: Path) -> int:
    """The size in bytes of the plain file to which `path` leads; OSError, which may be NotPlain."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise NotPlain(path, f"is {_kind(found.st_mode)}, not a plain file")
    return found.st_size


def read(path: Path, limit: int | None = None) -> bytes:
    """The bytes of the plain file to which `path` leads; OSError, NotPlain where it has more than `limit`."""
    data = first_bytes(path, limit)
    if limit is not None and len(data) > limit:
        raise NotPlain(path, f"has more than the {limit:,} bytes that are read")
    return data


def first_bytes(path: Path, limit: int | None = None) -> bytes:
    """The same, of a longer file only one byte more than `limit`."""
    return _with(path, lambda file: file.read() if limit is None else file.read(limit + 1))


def sha256(path: Path) -> str:
    """The SHA-256 in 64 hex digits of the plain file to which `path` leads, read piece by piece; OSError."""
    return _with(path, lambda file: hashlib.file_digest(file, "sha256").hexdigest())


def entries(folder: Path, into: Callable[[Path], bool] = lambda _: True) -> Iterator[tuple[Path, str]]:
    """Everything below `folder` with what it is, by name; follows no link, looks only `into` some folders.

    OSError where a folder cannot be read: what is in it would be passed over without a word.
    """
    waiting = [folder]
    while waiting:
        inner = []
        for path in sorted(waiting.pop().iterdir()):
            kind = kind_of(path)
            yield path, kind
            if kind == FOLDER and into(path):
                inner.append(path)
        waiting += reversed(inner)


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """The plain file to which `path` leads, to be read piece by piece; OSError, which may be NotPlain."""
    size_of(path)
    # Should it have become a FIFO since, opening does not wait.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            raise NotPlain(path, f"is {_kind(mode)}, not a plain file")
        yield file


def _with(path: Path, work: Callable[[BufferedReader], T]) -> T:
    with opened(path) as file:
        return work(file)


def _kind(mode: int) -> str:
    return next((name for test, name in _KINDS if test(mode)), "a device")
