"""Folders that travel by a place which several machines reach: any address of fsspec, as s3:// or file://."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.exits import INPUT, Refused
from flows.store.files import clear


def send(folder: Path, url: str) -> None:
    """Put every file of `folder` at the place `url`, under the names of it and of the folder above."""
    files, root = _place(url, folder)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = f"{root}/{path.relative_to(folder).as_posix()}"
            files.makedirs(name.rpartition("/")[0], exist_ok=True)
            files.pipe_file(name, path.read_bytes())


def fetch(url: str, folder: Path) -> Path:
    """Make `folder` what was sent to the place `url` under its names; FileNotFoundError where nothing was."""
    files, root = _place(url, folder)
    files.invalidate_cache()
    found = files.find(root)
    if not found:
        raise FileNotFoundError(f"{url}: nothing is there of {folder.parent.name}/{folder.name}")
    clear(folder)
    for name in found:
        path = folder / str(name).removeprefix(root).lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files.cat_file(name))
    return folder


def forget(folders: Sequence[Path], url: str) -> None:
    """Delete what was sent to the place `url` under the names of `folders`."""
    for folder in folders:
        files, root = _place(url, folder)
        files.rm(root, recursive=True)


def _place(url: str, folder: Path) -> tuple[Any, str]:
    """The file system of `url`, and the path there of a folder."""
    from fsspec.core import url_to_fs  # noqa: PLC0415 (not every command needs it)

    try:
        files, root = url_to_fs(url)
    except (ValueError, ImportError) as error:
        raise Refused(f"--shared {url}: is no address that fsspec reaches here ({error})", INPUT) from error
    return files, f"{str(root).rstrip('/')}/{folder.parent.name}/{folder.name}"
