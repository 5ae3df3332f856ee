"""What fetching gives: the files of a new snapshot, what could not be had, and what is told of both."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flows.fetching.answers import NotHad
from flows.fetching.clock import written
from schemas.snapshots import KeptFile, NotKept, Snapshot
from transforms.reading.revisions import Edit


@dataclass(frozen=True, slots=True)
class Revised:
    """An article that its outlet changed, and what it changed in it."""

    locator: str
    edits: tuple[Edit, ...]


@dataclass(slots=True)
class News:
    """What one fetch found. `content` has the bytes of each file, or where to copy it from, by path.

    `replaced` are files whose content is another one now, where it is not looked for what changed in which
    article, as in a table. `put_off` are addresses that may answer another time, `gone` those of articles
    that are here and are there no more, `passed_over` what is of another format or too much: they are told,
    and no part of the snapshot.
    """

    files: list[KeptFile] = field(default_factory=list)
    feed: KeptFile | None = None
    content: dict[str, bytes | Path] = field(default_factory=dict)
    not_kept: list[NotKept] = field(default_factory=list)
    put_off: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    revised: list[Revised] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def new(self) -> int:
        """Files that were not here before in any version."""
        return len(self.files) - len(self.revised) - len(self.replaced)

    def keep(self, file: KeptFile, content: bytes | Path, *, replaces: bool = False) -> None:
        """Enter a new file, or a new version of one, which then `replaces` what was here."""
        self.files.append(file)
        if replaces:
            self.replaced.append(file.locator)
        self.content[file.path] = content

    def lose(self, locator: str, error: NotHad, now: datetime) -> None:
        """Enter what could not be had."""
        if error.lasting:
            self.not_kept.append(
                NotKept(
                    locator=locator,
                    reason=error.reason,
                    detail=" ".join(error.detail.split()),
                    seen_at=written(now),
                )
            )
        else:
            self.put_off.append(f"{locator}: {error.detail}")

    def snapshot(self, origin: str, now: datetime) -> Snapshot | None:
        """The snapshot to write; None where nothing is new: a feed is only kept with what it brought."""
        if not self.files and not self.not_kept:
            return None
        return Snapshot(
            origin=origin,
            taken_at=written(now),
            files=tuple(self.files),
            feed=self.feed,
            not_kept=tuple(self.not_kept),
        )
