"""Reading an origin, however it came: files that a manifest lists, or snapshots beside an origin.toml."""

from dataclasses import dataclass
from pathlib import Path

import dataframely as dy

from flows.inputs import fetched, origins
from flows.inputs.names import MANIFEST
from flows.inputs.origins import READ_PLAINLY, Read
from flows.inputs.snapshots import snapshots
from schemas.raw_files import RawFiles
from transforms.reading.raw_files import fetched_files, raw_files
from transforms.reading.takedowns import Listing, Takedowns


def read_origin(folder: Path, takedowns: Takedowns, read: Read = READ_PLAINLY) -> dy.DataFrame[RawFiles]:
    """One row an article of the origin in `folder`, and one for each that could not be had.

    Raises ManifestError where anything there is not as it says.
    """
    if fetched.is_fetched(folder):
        origin = fetched.read_origin_file(folder, read)
        return fetched_files(origin, fetched.read_articles(folder, origin, read, takedowns), takedowns)
    manifest = origins.read_manifest(folder, read)
    return raw_files(manifest, origins.read_files(folder, manifest, takedowns), takedowns)


def files_of(folder: Path) -> int:
    """How many files the origin in `folder` has. Raises ManifestError as reading does."""
    if fetched.is_fetched(folder):
        fetched.read_origin_file(folder)
        return sum(len(taken.snapshot.everything) for taken in snapshots(folder))
    return len(origins.read_manifest(folder).documents)


@dataclass(frozen=True, slots=True)
class Summary:
    """An origin in short; `snapshots` and `newest` are None for one whose files a manifest lists."""

    origin: str
    format: str
    address: str
    files: int
    snapshots: int | None = None
    newest: str | None = None


def summary(folder: Path) -> Summary:
    """The origin in `folder` in short. Raises ManifestError."""
    if not fetched.is_fetched(folder):
        return Summary(folder.name, "files", str(folder / MANIFEST), files_of(folder))
    origin = fetched.read_origin_file(folder)
    taken = snapshots(folder)
    newest = taken[-1].folder.name if taken else None
    return Summary(folder.name, origin.format, origin.address, files_of(folder), len(taken), newest)


def listing(folder: Path) -> Listing:
    """The origin in `folder` with the names and hashes of its articles. Raises ManifestError."""
    if fetched.is_fetched(folder):
        return fetched.list_articles(folder)
    return origins.read_manifest(folder)
