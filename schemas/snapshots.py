"""The contract of raw/<origin>/<date>/snapshot.json: what was brought in at one time, and what was not.

A program writes it, once; nobody edits it. What is as it was in an earlier snapshot is not stored again.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from schemas.columns import ORIGIN_PATTERN, SHA256_PATTERN
from schemas.origins import Moment, RelativePath, Strict, Text, parse_strictly
from schemas.vocabularies import REJECT_REASONS

SNAPSHOT: Final = "snapshot.json"
SNAPSHOT_NAME: Final = re.compile(r"\d{4}-\d{2}-\d{2}(\.\d{2,})?", re.ASCII)
"""How the folder of a snapshot is called: its day in UTC, and its number if not the first of that day."""


def _known_reason(value: str) -> str:
    if value not in REJECT_REASONS:
        raise ValueError(f"must be one of {', '.join(REJECT_REASONS)}")
    return value


class Stated(Strict):
    """What a feed says of a page to which it links."""

    headline: Text | None = None
    published_at: Moment | None = None
    byline: Text | None = None
    section: Text | None = None


class KeptFile(Strict):
    """A file as it was brought in: an article, or a container of many; its address where it has one.

    `charset` is what the server called its encoding; `etag` and `last_modified` are what the server is asked
    with whether it has another version.
    """

    path: RelativePath
    locator: Text
    sha256: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]
    bytes: Annotated[int, Field(ge=0)]
    media_type: Text
    retrieved_at: Moment
    charset: Text | None = None
    url: Text | None = None
    final_url: Text | None = None
    etag: Text | None = None
    last_modified: Text | None = None
    stated: Stated = Stated()


class NotKept(Strict):
    """An article that could not be had, and why: its reason is one of REJECT_REASONS."""

    locator: Text
    reason: Annotated[str, AfterValidator(_known_reason)]
    detail: Text
    seen_at: Moment


class Snapshot(Strict):
    """Everything that was new at one time."""

    origin: Annotated[str, StringConstraints(pattern=ORIGIN_PATTERN)]
    taken_at: Moment
    files: tuple[KeptFile, ...]
    feed: KeptFile | None = None
    not_kept: tuple[NotKept, ...] = ()

    @model_validator(mode="after")
    def _files_are_distinct(self) -> Snapshot:
        paths = [file.path for file in self.everything]
        if len(set(paths)) < len(paths) or SNAPSHOT in paths:
            raise ValueError(f"two files have the same path, or one is called {SNAPSHOT}")
        return self

    @property
    def everything(self) -> tuple[KeptFile, ...]:
        """Every file of the snapshot's folder but its own list."""
        return (*self.files, self.feed) if self.feed else self.files


def parse_snapshot(data: bytes, where: str) -> Snapshot:
    """The snapshot in `data`, or a ManifestError of one line; `where` is the file's name in messages."""
    return parse_strictly(Snapshot, data, where)
