"""Reading an origin, however it came: files that a manifest lists, or snapshots beside an origin.toml."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

import dataframely as dy

from flows.inputs import fetched, origins
from flows.inputs.names import MANIFEST
from flows.inputs.origins import READ_PLAINLY, Read
from flows.inputs.snapshots import snapshots
from schemas.origins import RawDocument
from schemas.raw_files import RawFiles
from transforms.ids import document_id
from transforms.reading.raw_files import fetched_files, raw_files
from transforms.reading.takedowns import Listing, Takedowns
from transforms.tables import Tables, joined

T = TypeVar("T")


FILES: Final = 2_000
"""Files of an origin that are read together: what a worker has of them is then little beside its models."""

BYTES: Final = 2**26
"""Of how many bytes together, at most, unless one has more."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An origin whose files are read as they are asked for: the `batches` can be gone through once.

    `taken_down` are the rows of the documents that were taken down, which no batch has: what repeats one of
    them is known only beside them. There is a batch even of an origin without files.
    """

    taken_down: dy.DataFrame[RawFiles]
    batches: Iterator[dy.DataFrame[RawFiles]]

    def tables(self) -> Iterator[Tables]:
        """Each batch with what was taken down, as it is read."""
        gone = Tables(raw_files=self.taken_down)
        return (joined([gone, Tables(raw_files=rows)]) for rows in self.batches)


def open_origin(folder: Path, takedowns: Takedowns, read: Read = READ_PLAINLY) -> Opened:
    """One row an article of the origin in `folder`, and one for each that could not be had, some at a time.

    Raises ManifestError, also while batches are gone through, where anything there is not as it says.
    """
    return (_open_fetched if fetched.is_fetched(folder) else _open_listed)(folder, takedowns, read)


def read_origin(folder: Path, takedowns: Takedowns, read: Read = READ_PLAINLY) -> dy.DataFrame[RawFiles]:
    """All rows of an origin. Raises ManifestError where anything there is not as it says."""
    opened = open_origin(folder, takedowns, read)
    return joined(Tables(raw_files=rows) for rows in chain([opened.taken_down], opened.batches)).raw_files


def _open_listed(folder: Path, takedowns: Takedowns, read: Read) -> Opened:
    manifest = origins.read_manifest(folder, read)

    def rows(documents: Sequence[RawDocument]) -> dy.DataFrame[RawFiles]:
        part = manifest.model_copy(update={"documents": tuple(documents)})
        return raw_files(part, origins.read_files(folder, part, takedowns), takedowns)

    gone, others = _parted(manifest.documents, manifest.origin, takedowns)
    return Opened(rows(gone), map(rows, _batches(others, lambda document: document.bytes)))


def _open_fetched(folder: Path, takedowns: Takedowns, read: Read) -> Opened:
    origin = fetched.read_origin_file(folder, read)
    articles = fetched.read_articles(folder, origin, read, takedowns)

    def is_gone(locator: str) -> bool:
        return document_id(origin.origin, locator) in takedowns

    rows = partial(fetched_files, origin, takedowns=takedowns)
    others = articles.only(lambda locator: not is_gone(locator))
    batches = _batches(others, lambda article: len(article.data or b""))
    return Opened(rows(articles.only(is_gone)), map(rows, batches))


def _parted(
    documents: Iterable[RawDocument], origin: str, takedowns: Takedowns
) -> tuple[list[RawDocument], list[RawDocument]]:
    """Those that were taken down, and the others."""
    parted: tuple[list[RawDocument], list[RawDocument]] = ([], [])
    for document in documents:
        parted[document_id(origin, document.locator) not in takedowns].append(document)
    return parted


def _batches(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """As many as may be read together, one list after the other; an empty one where there are none."""
    batch: list[T] = []
    held, is_first = 0, True
    for item in items:
        if batch and (len(batch) == FILES or held + size(item) > BYTES):
            yield batch
            batch, held, is_first = [], 0, False
        batch.append(item)
        held += size(item)
    if batch or is_first:
        yield batch


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
