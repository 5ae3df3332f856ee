"""Which documents are taken down: those that the list names, and what their origins hold of them twice."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from schemas.origins import ManifestError
from schemas.takedowns import Takedown
from transforms.ids import document_id

Takedowns = Mapping[str, Takedown]
"""Document id -> the entry that takes it down."""


class Listed(Protocol):
    """An article of an origin: its name there, and the hash of its bytes."""

    @property
    def locator(self) -> str: ...  # noqa: D102
    @property
    def sha256(self) -> str: ...  # noqa: D102


class Listing(Protocol):
    """An origin with its articles, as a manifest is one."""

    @property
    def origin(self) -> str: ...  # noqa: D102
    @property
    def documents(self) -> Sequence[Listed]: ...  # noqa: D102


def taken_down(entries: Sequence[Takedown], origins: Iterable[Listing], where: str) -> Takedowns:
    """Every document that `entries` take down, with the files of the same bytes in its origin.

    Without the latter the copy, so far left out as a duplicate, would be published in its place. Raises
    ManifestError, naming the file `where`, for an entry that names no document or one named before: an entry
    that takes nothing down would let its document be published.
    """
    digests = {
        document_id(origin.origin, entry.locator): (origin.origin, entry.sha256)
        for origin in origins
        for entry in origin.documents
    }
    named: dict[str, Takedown] = {}
    for number, entry in enumerate(entries, start=1):
        key = key_of(entry)
        if key not in digests:
            raise ManifestError(_unknown(where, number, entry))
        if key in named:
            raise ManifestError(f"{where}: entry {number} ({entry.name}) is there twice; remove one")
        named[key] = entry
    copies = {digests[key]: entry for key, entry in reversed(named.items())}
    return {key: named.get(key, copies[digest]) for key, digest in digests.items() if digest in copies}


def key_of(entry: Takedown) -> str:
    """Id of the document that an entry names."""
    return entry.document_id or document_id(str(entry.origin), str(entry.locator))


def _unknown(where: str, number: int, entry: Takedown) -> str:
    return (
        f"{where}: entry {number} ({entry.name}) names no document of any origin and takes nothing down; "
        "correct it, or remove it if the document's entry is gone too"
    )
