"""Origins with an origin.toml: what it says, and the articles of their snapshots in their newest versions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from flows.inputs import layout
from flows.inputs.names import MANIFEST, ORIGIN_FILE
from flows.inputs.origins import READ_PLAINLY, Read
from flows.inputs.snapshots import Taken, opened, snapshots
from schemas.origin_files import OriginFile, parse_origin_file
from schemas.origins import ManifestError
from schemas.snapshots import KeptFile
from transforms.ids import document_id
from transforms.reading.containers import CONTAINERS, Container, MissingColumn
from transforms.reading.decoding import MAX_BYTES
from transforms.reading.raw_articles import Newest, RawArticle, newest, unreadable
from transforms.reading.takedowns import Listed, Takedowns
from transforms.rejects import TAKEN_DOWN


def is_fetched(folder: Path) -> bool:
    """Whether the origin in a folder has an origin.toml, and no manifest of its files."""
    return layout.is_there(folder / ORIGIN_FILE)


def read_origin_file(folder: Path, read: Read = READ_PLAINLY) -> OriginFile:
    """What the origin in `folder` says of itself. Raises ManifestError, also where it has a manifest, too."""
    path = folder / ORIGIN_FILE
    layout.plain_inside(path, folder)
    if layout.is_there(folder / MANIFEST):
        raise ManifestError(f"{path}: there is a {MANIFEST} beside it; an origin has one or the other")
    origin = parse_origin_file(read(path), str(path))
    if origin.origin != folder.name:
        raise ManifestError(
            f"{path}: origin is {origin.origin!r} in a folder named {folder.name!r}; make them equal"
        )
    return origin


class NamedArticle(NamedTuple):
    """An article by its name in its origin, with the hash of its bytes."""

    locator: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FetchedOrigin:
    """An origin with its articles, as takedowns look for them."""

    origin: str
    documents: tuple[Listed, ...]


def list_articles(folder: Path) -> FetchedOrigin:
    """The articles of the origin in `folder`, with their hashes, also of files that are gone."""
    origin = read_origin_file(folder)
    if origin.format in CONTAINERS:
        articles = read_articles(folder, origin)
        return FetchedOrigin(folder.name, tuple(NamedArticle(one.locator, one.sha256) for one in articles))
    taken = [one.snapshot for one in snapshots(folder)]
    kept: dict[str, Listed] = {file.locator: file for one in taken for file in one.files}
    lost = (unreadable(one.locator, one.reason, one.detail) for each in taken for one in each.not_kept)
    return FetchedOrigin(folder.name, tuple(({one.locator: one for one in lost} | kept).values()))


def read_articles(
    folder: Path, origin: OriginFile, read: Read = READ_PLAINLY, takedowns: Takedowns | None = None
) -> Newest:
    """Every article of the origin in `folder`, in its newest version, and what stands for those not had.

    Raises ManifestError, also while they are gone through, where a snapshot is not as it was brought in, or a
    column is missing. The file of an article that was taken down may be gone.
    """
    parts = [_Articles(one, origin, takedowns or {}) for one in snapshots(folder, read)]
    try:
        return newest(parts, repeating=origin.format in CONTAINERS)
    except MissingColumn as error:
        raise ManifestError(f"{folder / ORIGIN_FILE}: {error}; correct its [columns]") from error


@dataclass(frozen=True, slots=True)
class _Articles:
    """The articles of a snapshot, read anew whenever they are gone through."""

    taken: Taken
    origin: OriginFile
    takedowns: Takedowns

    def __iter__(self) -> Iterator[RawArticle]:
        return versions(self.taken, self.origin, self.takedowns)


def versions(taken: Taken, origin: OriginFile, takedowns: Takedowns) -> Iterator[RawArticle]:
    """Every article of one snapshot. Raises MissingColumn, and ManifestError as `read_articles` does."""
    container = CONTAINERS.get(origin.format)
    for file in taken.snapshot.files:
        if container is not None:
            yield from _contained(taken, file, origin, container)
        else:
            gone = document_id(origin.origin, file.locator) in takedowns
            yield article_of_file(taken, file, may_be_gone=gone)
    for lost in taken.snapshot.not_kept:
        yield unreadable(lost.locator, lost.reason, lost.detail)


def _contained(
    taken: Taken, file: KeptFile, origin: OriginFile, container: Container
) -> Iterator[RawArticle]:
    with opened(taken, file) as stream:
        for article in container.articles(stream, file.path, origin.columns):
            if origin.wants(article.url):
                yield replace(article, retrieved_at=article.retrieved_at or file.retrieved_at)


def article_of_file(taken: Taken, file: KeptFile, *, may_be_gone: bool = False) -> RawArticle:
    """The article that a file of a snapshot is. Raises ManifestError where it is another file now."""
    path = taken.folder / file.path
    if may_be_gone and not layout.is_there(path):
        return unreadable(file.locator, TAKEN_DOWN, "was taken down")
    with opened(taken, file) as stream:
        # Of a longer one, as much as shows that it is too long.
        data = stream.read(MAX_BYTES + 1)
    return RawArticle(
        locator=file.locator,
        place=file.path,
        data=data,
        media_type=file.media_type,
        charset=file.charset,
        url=file.url,
        byline=file.stated.byline,
        section=file.stated.section,
        published_at=file.stated.published_at,
        retrieved_at=file.retrieved_at,
    )
