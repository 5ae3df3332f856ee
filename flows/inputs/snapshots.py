"""Snapshots: raw/<origin>/<date>/, each with what was new at one time; written once, and never changed."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from flows.exits import MACHINE, Refused
from flows.inputs import layout
from flows.inputs.names import ORIGIN_FILE, READ_ME, hidden
from flows.inputs.origins import READ_PLAINLY, Read
from flows.store import plain
from flows.store.durable import make_folder, sync_folder
from flows.store.staging import PREFIX, move_into_place, remove
from schemas.origins import ManifestError
from schemas.snapshots import SNAPSHOT, SNAPSHOT_NAME, KeptFile, Snapshot, parse_snapshot

_PIECE: Final = 2**20
_RESTORE: Final = "restore it, or move the whole snapshot away"


@dataclass(frozen=True, slots=True)
class Taken:
    """A snapshot, and the folder that holds its files."""

    folder: Path
    snapshot: Snapshot


def snapshots(origin: Path, read: Read = READ_PLAINLY) -> list[Taken]:
    """The snapshots of the origin in a folder, the oldest first.

    Raises ManifestError where one is not as its own list says, or something lies between them.
    """
    found = [path for path in sorted(origin.iterdir()) if not hidden(path.name)]
    others = [path for path in found if path.name not in {ORIGIN_FILE, READ_ME}]
    for path in others:
        if not SNAPSHOT_NAME.fullmatch(path.name) or plain.kind_of(path) != plain.FOLDER:
            raise ManifestError(f"{path}: is no snapshot; move it out of {origin}, or fetch it from there")
    return [_read(path, read) for path in sorted(others, key=_place)]


@contextmanager
def opened(taken: Taken, file: KeptFile) -> Iterator[IO[bytes]]:
    """A file of a snapshot, to be read piece by piece; ManifestError where it is another now."""
    path = taken.folder / file.path
    if not layout.is_there(path):
        raise ManifestError(f"{path}: is missing; {_RESTORE}")
    with plain.opened(path) as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
            raise ManifestError(f"{path}: is not the file that was brought in; {_RESTORE}")
        stream.seek(0)
        yield stream


def write(origin: Path, snapshot: Snapshot, content: Mapping[str, bytes | Path]) -> Path:
    """Put a snapshot beside the earlier ones of an origin, whole or not at all; gives its folder.

    `content` has the bytes of each of its files, or a file to copy them from, by path. For whoever holds the
    origin's lock. Raises ManifestError where a file to copy is no more what the snapshot says, and Refused
    where there is a later one.
    """
    for leftover in origin.glob(f"{PREFIX}*"):
        remove(leftover)
    final = origin / _free_name(origin, snapshot.taken_at[:10])
    _check_order(origin, final)
    staged = origin / f"{PREFIX}{final.name}"
    try:
        for file in snapshot.everything:
            _write(staged / file.path, content[file.path], file)
        _write(staged / SNAPSHOT, snapshot.model_dump_json(indent=1).encode() + b"\n", None)
        move_into_place(staged, final)
    except BaseException:
        remove(staged)
        raise
    sync_folder(origin)
    return final


def _place(path: Path) -> tuple[str, int]:
    """Day and number of a snapshot, by which they are in order."""
    day, _, number = path.name.partition(".")
    return day, int(number or 1)


def _read(folder: Path, read: Read) -> Taken:
    path = folder / SNAPSHOT
    if not layout.is_there(path):
        raise ManifestError(f"{path}: is missing; {_RESTORE}")
    layout.plain_inside(path, folder)
    snapshot = parse_snapshot(read(path), str(path))
    if snapshot.origin != folder.parent.name:
        raise ManifestError(f"{path}: is of the origin {snapshot.origin!r}; move it back there")
    _check_files(folder, snapshot)
    return Taken(folder, snapshot)


def _check_files(folder: Path, snapshot: Snapshot) -> None:
    listed = {file.path: file for file in snapshot.everything}
    for path, kind in plain.entries(folder):
        name = path.relative_to(folder).as_posix()
        if name not in listed and name != SNAPSHOT and kind != plain.FOLDER:
            raise ManifestError(f"{path}: is not listed in {folder / SNAPSHOT}; move it away")
    for name, file in listed.items():
        path = folder / name
        if not layout.is_there(path):
            continue  # Told where it is read: what was taken down may be gone.
        layout.plain_file_inside(path, folder)
        if plain.size_of(path) != file.bytes:
            raise ManifestError(f"{path}: has {plain.size_of(path)} bytes, not {file.bytes}; {_RESTORE}")


def _check_order(origin: Path, final: Path) -> None:
    """Whatever came in last would count as older than what is there."""
    later = [
        path.name
        for path in origin.iterdir()
        if SNAPSHOT_NAME.fullmatch(path.name) and _place(path) > _place(final)
    ]
    if later:
        told = f"today is {final.name}, and there is a snapshot of {max(later)}; set the machine's clock"
        raise Refused(f"{origin}: {told}", MACHINE)


def _free_name(origin: Path, day: str) -> str:
    names = (day, *(f"{day}.{number:02}" for number in range(2, 10_000)))
    return next(name for name in names if not layout.is_there(origin / name))


def _write(path: Path, content: bytes | Path, file: KeptFile | None) -> None:
    make_folder(path.parent)
    with path.open("xb") as target:
        if isinstance(content, bytes):
            target.write(content)
        else:
            with plain.opened(content) as source:
                shutil.copyfileobj(source, target, _PIECE)
        target.flush()
        os.fsync(target.fileno())
    if file is not None and isinstance(content, Path) and plain.sha256(path) != file.sha256:
        raise ManifestError(f"{content}: changed while it was brought in; leave it alone, and run again")
