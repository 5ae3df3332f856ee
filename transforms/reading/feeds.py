"""RSS and Atom feeds: which pages they link to, and what they say of each."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from schemas.origin_files import linked
from transforms.reading.raw_articles import line, moment


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A page that a feed links to; `published_at` is a day or a moment, None where the feed says none."""

    url: str
    headline: str | None = None
    published_at: str | None = None
    byline: str | None = None
    section: str | None = None


class NoFeed(ValueError):  # noqa: N818 (the name says what is wrong)
    """What should be a feed and is none; the message says what it is."""


def feed_entries(data: bytes, address: str) -> list[FeedEntry]:
    """The entries of the feed in `data`, each page once, in order; NoFeed where it is none.

    Links are taken relative to `address`, wherever they lead; an entry without one names no page.
    """
    # Imported here: most origins have no feed.
    import feedparser  # noqa: PLC0415

    # As a stream: bytes and strings may be taken for the name of a file, or for an address, and opened.
    try:
        parsed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": address})
    except Exception as error:  # whatever the library makes of what a stranger's server sends
        raise NoFeed(f"{address}: cannot be read as a feed ({type(error).__name__}: {error})") from error
    if not parsed.get("version"):
        raise NoFeed(f"{address}: is no RSS or Atom feed; give the address of one")
    return list({entry.url: entry for entry in reversed(list(_entries(parsed.entries, address)))}.values())[
        ::-1
    ]


def _entries(found: list[Mapping[str, Any]], address: str) -> Iterator[FeedEntry]:
    for entry in found:
        link = line(entry.get("link"))
        url = linked(address, link) if link else ""
        if url:
            yield FeedEntry(
                url,
                line(entry.get("title")),
                moment(entry.get("published")) or _published(entry.get("published_parsed")),
                line(entry.get("author")),
                _section(entry.get("tags")),
            )


def _published(parsed: Any) -> str | None:
    """The library gives a moment in UTC, as a tuple."""
    if not parsed:
        return None
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
    except (ValueError, TypeError):
        return None


def _section(tags: Any) -> str | None:
    return next((told for told in (line(tag.get("term")) for tag in tags or ()) if told), None)
