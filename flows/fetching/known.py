"""What is known of an origin before it is fetched: what its snapshots hold."""

from collections.abc import Sequence

from flows.inputs.fetched import article_of_file
from flows.inputs.snapshots import Taken, opened
from schemas.snapshots import KeptFile
from transforms.reading.raw_articles import RawArticle


class Known:
    """What the snapshots of an origin hold: each file in its newest version, and when it was first seen."""

    def __init__(self, taken: Sequence[Taken]) -> None:
        self.files: dict[str, KeptFile] = {}
        self.first_seen: dict[str, str] = {}
        self.lost: dict[str, str] = {}
        self.feed: KeptFile | None = None
        self._feed_taken: Taken | None = None
        self._taken: dict[str, Taken] = {}
        for one in taken:
            self._enter(one)

    def _enter(self, taken: Taken) -> None:
        if taken.snapshot.feed is not None:
            self.feed, self._feed_taken = taken.snapshot.feed, taken
        for file in taken.snapshot.files:
            self.first_seen.setdefault(file.locator, file.retrieved_at)
            self.files[file.locator] = file
            self._taken[file.locator] = taken
        self.lost.update({lost.locator: lost.reason for lost in taken.snapshot.not_kept})

    def feed_bytes(self) -> bytes:
        """The feed as it was kept last."""
        if self.feed is None or self._feed_taken is None:
            return b""
        with opened(self._feed_taken, self.feed) as stream:
            return stream.read()

    def article(self, locator: str) -> RawArticle:
        """The newest version of an article, as it was kept."""
        return article_of_file(self._taken[locator], self.files[locator])
