"""Things at a path that are no plain file, each a way to hang, to fill the memory, or to read elsewhere."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

SPARSE = 64 * 2**30
"""64 GB that take no room on the disk."""


def fifo(path: Path) -> None:
    """Whoever opens it waits for a writer."""
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        # The address of a socket is short; its folder may be as deep as it likes.
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


def endless(path: Path) -> None:
    """A link to a device that never ends."""
    path.symlink_to("/dev/zero")


def dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, SPARSE)


ODD: dict[str, Callable[[Path], None]] = {
    "folder": Path.mkdir,
    "fifo": fifo,
    "socket": bound_socket,
    "endless": endless,
    "dangling": dangling,
    "loop": loop,
    "sparse": sparse,
}
