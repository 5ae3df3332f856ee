"""Releases at another place: a folder, a bucket, a data-set repository; whatever fsspec has an address for.

Files of a release go first, its checksums last of them, then index.json, then latest.json. Whoever starts
from one of these two finds whole releases only, whenever that is. What is there under a version stays there.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flows.exits import DATA, INPUT, MACHINE, Refused
from flows.publishing import releases
from flows.publishing.index import INDEX, Entry, entry_of
from flows.publishing.retention import Retention
from flows.publishing.verify import verify
from flows.store import plain
from transforms.release.bundle import CHECKSUMS

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_EXTRAS: Final = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "hf": "hf"}
"""The optional dependency that brings the file system of a protocol."""


@dataclass(frozen=True, slots=True)
class Onward:
    """What was done at the other place: the versions that it got, that it had, and that it gave up."""

    url: str
    added: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The whole of it in one sentence."""
        parts = (("added", self.added), ("already there", self.there), ("removed", self.removed))
        told = "; ".join(f"{what}: {', '.join(versions)}" for what, versions in parts if versions)
        return f"{self.url}: {told or 'nothing to do'}"


def publish_onward(
    folder: Path,
    url: str,
    retention: Retention = Retention(),  # noqa: B008 (a frozen value)
    advance: Callable[[str], None] = lambda _: None,
) -> Onward:
    """Put every release of `folder`, or the one that it is, at `url`; then let go what `retention` lets go.

    `advance` is told the name of each file that is there. Raises Refused where there is no release, one is
    damaged, or another one has its version at `url`; and where the place does not let us, with what it says.
    """
    found = _releases(folder)
    with _told(url):
        place = _place(url)
        listed = place.listed()
        new = [path for path in found if path.name not in listed]
        _refuse_others([path for path in found if path.name in listed], listed, url)
        wanted = set(retention.kept({*listed, *(path.name for path in found)}))
        added = [path for path in new if path.name in wanted]
        for path in added:
            _check(path)
            place.add(path, advance)
            listed[path.name] = entry_of(path.parent, path.name)
        gone = sorted(listed.keys() - wanted, key=lambda version: releases.parse(version) or (0, 0, 0))
        place.name({version: entry for version, entry in listed.items() if version not in gone})
        for version in gone:
            place.remove(version)
    there = tuple(path.name for path in found if path.name in wanted and path not in added)
    return Onward(url, tuple(path.name for path in added), there, tuple(gone))


class _Place:
    """The other place, as a file system and a path in it."""

    def __init__(self, fs: "AbstractFileSystem", root: str) -> None:
        self._fs, self._root = fs, root

    def listed(self) -> dict[str, Entry]:
        """Version -> its entry in index.json; empty where there is none, Refused where it is another's."""
        # What a file system remembers of a folder may be older than what lies there.
        self._fs.invalidate_cache()
        if not self._fs.exists(self._path(INDEX)):
            return {}
        try:
            content = json.loads(self._fs.cat_file(self._path(INDEX)))
            return {str(entry["version"]): dict(entry) for entry in content["releases"]}
        except (ValueError, KeyError, TypeError) as error:
            told = f"{self._path(INDEX)}: is no list of releases; give a folder that holds nothing else"
            raise Refused(told, INPUT) from error

    def add(self, release: Path, advance: Callable[[str], None]) -> None:
        """The files of a release, its checksums last."""
        for name, path in _files(release):
            self._write(name, path.read_bytes())
            advance(name)

    def name(self, entries: Mapping[str, Entry]) -> None:
        """Make index.json list these releases, and latest.json name the newest; nothing where they do."""
        ordered = sorted(entries.values(), key=lambda entry: releases.parse(entry["version"]) or (0, 0, 0))
        if ordered:
            self._write_at_once(INDEX, {"releases": ordered})
            self._write_at_once(releases.LATEST, ordered[-1])

    def remove(self, version: str) -> None:
        """Delete a release, its checksums first: half of one is none."""
        for name in (f"{version}/{CHECKSUMS}", version):
            if self._fs.exists(self._path(name)):
                self._fs.rm(self._path(name), recursive=True)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if self._root else name

    def _write(self, name: str, data: bytes) -> None:
        path = self._path(name)
        self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._fs.pipe_file(path, data)

    def _write_at_once(self, name: str, content: Any) -> None:
        """A reader sees the old file or the new one: buckets do so by themselves, a disk by a rename."""
        data = (json.dumps(content, indent=2) + "\n").encode()
        if self._fs.exists(self._path(name)) and self._fs.cat_file(self._path(name)) == data:
            return
        if "file" in self._fs.protocol:
            self._write(f".{name}.new", data)
            Path(self._path(f".{name}.new")).replace(self._path(name))
        else:
            self._write(name, data)


class _Repository(_Place):
    """A repository of the Hugging Face hub, where commits count: it takes 128 in an hour."""

    def add(self, release: Path, advance: Callable[[str], None]) -> None:
        """The files of a release, in one commit."""
        from huggingface_hub import CommitOperationAdd, HfApi  # noqa: PLC0415 (there with its file system)

        fs: Any = self._fs
        there = fs.resolve_path(self._path(release.name))
        files = _files(release)
        HfApi(endpoint=fs.endpoint, token=fs.token).create_commit(
            there.repo_id,
            [
                CommitOperationAdd(there.path_in_repo + name.removeprefix(release.name), path)
                for name, path in files
            ],
            commit_message=f"Release {release.name}",
            repo_type=there.repo_type,
            revision=there.revision,
        )
        fs.invalidate_cache()
        for name, _ in files:
            advance(name)


def _files(release: Path) -> list[tuple[str, Path]]:
    """The name of each file of a release, from the folder of releases, and where it lies; checksums last."""
    paths = [path for path, kind in plain.entries(release) if kind == plain.FILE]
    ordered = sorted(paths, key=lambda path: (path.name == CHECKSUMS, path))
    return [(path.relative_to(release.parent).as_posix(), path) for path in ordered]


def _place(url: str) -> _Place:
    fs, root = _file_system(url)
    is_repository = "hf" in fs.protocol and not root.startswith("buckets/")
    return (_Repository if is_repository else _Place)(fs, root)


def _file_system(url: str) -> "tuple[AbstractFileSystem, str]":
    """The file system of an address, and the path in it."""
    from fsspec.core import url_to_fs  # noqa: PLC0415 (not every command needs it)

    try:
        fs, root = url_to_fs(url)
    except ImportError as error:
        protocol = url.partition("://")[0]
        extra = _EXTRAS.get(protocol)
        remedy = (
            f"install parallax-news[{extra}]" if extra else "install the package that fsspec names for it"
        )
        raise Refused(f"{url}: what reads {protocol}:// is not installed; {remedy}", MACHINE) from error
    except ValueError as error:
        raise Refused(f"{url}: is no address that fsspec knows ({error})", INPUT) from error
    return fs, str(root).rstrip("/")


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn what another place says into one line; many file systems have errors of their own."""
    try:
        yield
    except (Refused, KeyboardInterrupt):
        raise
    except Exception as error:
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        remedy = "nothing there names a release that is not whole; correct it, and run again"
        raise Refused(f"{url}: {said}; {remedy}", MACHINE) from error


def _releases(folder: Path) -> list[Path]:
    """The releases in a folder, oldest first; the folder itself where it is one."""
    folder = Path(os.path.normpath(folder.absolute()))
    if (folder / CHECKSUMS).is_file():
        return [folder]
    found = [folder / version for version in releases.published(folder)]
    if not found:
        raise Refused(f"{folder}: holds no release; give a release's folder, or that of all releases", INPUT)
    return found


def _check(release: Path) -> None:
    if problems := verify(release):
        raise Refused(f"{release}: is damaged and was not published: {problems[0]}", DATA)


def _refuse_others(there: Sequence[Path], listed: Mapping[str, Entry], url: str) -> None:
    """Refused where the place has another release under the version of one of ours."""
    others = [path.name for path in there if _differs(path, listed[path.name])]
    if others:
        told = f"{url}: has another release {', '.join(others)}; a release is never replaced"
        raise Refused(f"{told}: give another address, or publish as a later version", INPUT)


def _differs(release: Path, entry: Entry) -> bool:
    return bool(entry_of(release.parent, release.name)["sha256sums"] != entry.get("sha256sums"))
