"""Bringing in what is new on the web: a feed with the pages that it links to, or a file of many articles."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from flows.engine.progress import counted
from flows.exits import INPUT, MACHINE, Refused
from flows.fetching.answers import Answer, NotHad
from flows.fetching.clock import Clock, written
from flows.fetching.known import Known
from flows.fetching.local import LARGEST_TABLE, MEDIA_TYPES
from flows.fetching.manners import Manners
from flows.fetching.news import News, Revised
from flows.inputs.names import ORIGIN_FILE
from schemas.origin_files import OriginFile
from schemas.snapshots import KeptFile, Stated
from transforms.reading.containers import CONTAINERS
from transforms.reading.decoding import MAX_BYTES
from transforms.reading.feeds import FeedEntry, NoFeed, feed_entries
from transforms.reading.raw_articles import RawArticle
from transforms.reading.revisions import edits, same_article, text_of

PAGES: Final[Mapping[str, str]] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
}
"""Media types of what may be an article, with how the files are named in which they are kept."""

FEED: Final = "feed.xml"
"""How the feed itself is called in a snapshot."""

_LARGEST_FEED: Final = 16 * 2**20


def fetch_feed(origin: OriginFile, known: Known, manners: Manners, clock: Clock) -> News:
    """The pages that a feed links to, and those of the last days, as far as they are new or were changed.

    Raises Refused where the feed itself cannot be had.
    """
    news = News()
    entries = {entry.url: entry for entry in _entries(origin, known, manners, clock, news)}
    again = [url for url in _recent(origin, known, clock) if url not in entries]
    visits = [*entries.values(), *(FeedEntry(url) for url in again)]
    news.passed_over += [entry.url for entry in visits[origin.fetch.most_pages :]]
    visits = visits[: origin.fetch.most_pages]
    for entry in counted(f"fetching {origin.origin}", "pages", [(entry, 1) for entry in visits]):
        _visit(entry, known, manners, clock, news)
    return news


def fetch_container(origin: OriginFile, known: Known, manners: Manners, clock: Clock) -> News:
    """The file at the origin's address, where it is new or changed. Raises Refused where it cannot be had."""
    news = News()
    name = _file_name(origin)
    before = known.files.get(name)
    try:
        answer = _asked(origin.address, before, manners, LARGEST_TABLE)
    except NotHad as error:
        raise _refused(origin, error) from error
    if answer.unchanged or (before and before.sha256 == _digest(answer)):
        news.unchanged += 1
    else:
        kept = _kept(answer, name, name, clock).model_copy(update={"media_type": MEDIA_TYPES[origin.format]})
        news.keep(kept, answer.body, replaces=before is not None)
    return news


def _entries(
    origin: OriginFile, known: Known, manners: Manners, clock: Clock, news: News
) -> Iterable[FeedEntry]:
    """What the feed links to: as it was kept, where it is unchanged, for some pages may have been put off."""
    try:
        answer = _asked(origin.address, known.feed, manners, _LARGEST_FEED)
        body = known.feed_bytes() if answer.unchanged else answer.body
        found = feed_entries(body, answer.url)
    except NotHad as error:
        raise _refused(origin, error) from error
    except NoFeed as error:
        raise Refused(f"{error}; correct `from` in {origin.origin}/{ORIGIN_FILE}", INPUT) from error
    if not answer.unchanged and (known.feed is None or known.feed.sha256 != _digest(answer)):
        news.feed = _kept(answer, FEED, origin.address, clock)
        news.content[FEED] = answer.body
    return found


def _recent(origin: OriginFile, known: Known, clock: Clock) -> list[str]:
    """The pages that were first seen in the last days, and may be changed yet."""
    since = written(clock.now() - timedelta(days=origin.fetch.revisit_days))
    return [url for url, seen in known.first_seen.items() if seen >= since]


def _visit(entry: FeedEntry, known: Known, manners: Manners, clock: Clock, news: News) -> None:
    before = known.files.get(entry.url)
    try:
        answer = _asked(entry.url, before, manners, MAX_BYTES)
        if answer.unchanged:
            news.unchanged += 1
            return
        suffix = _suffix(answer)
    except NotHad as error:
        # What is here stays here, and what is told already is not told again.
        if before is not None and error.lasting:
            news.gone.append(f"{entry.url}: {error.detail}")
        elif not error.lasting or known.lost.get(entry.url) != error.reason:
            news.lose(entry.url, error, clock.now())
        return
    kept = _kept(answer, f"{_digest(answer)[:16]}{suffix}", entry.url, clock)
    stated = _stated(entry)
    if before is not None and stated == Stated():
        stated = before.stated
    kept = kept.model_copy(update={"url": entry.url, "stated": stated})
    _compare(kept, answer.body, known, news)


def _compare(kept: KeptFile, body: bytes, known: Known, news: News) -> None:
    """Enter a page, unless the article on it is the one that is known."""
    if kept.path in news.content:
        # Two addresses of one page: it is kept under both.
        kept = kept.model_copy(update={"path": f"{len(news.content):04}-{kept.path}"})
    if kept.locator not in known.files:
        news.keep(kept, body)
        return
    old = known.article(kept.locator)
    new = RawArticle(
        locator=kept.locator, place=kept.path, data=body, media_type=kept.media_type, charset=kept.charset
    )
    if same_article(old, new):
        news.unchanged += 1
        return
    before, after = text_of(old), text_of(new)
    if after:
        news.keep(kept, body)
        news.revised.append(Revised(kept.locator, tuple(edits(before, after))))
    elif before:
        # A wall, for now or for ever, takes the place of no article.
        news.gone.append(f"{kept.locator}: gives a page without an article")
    else:
        news.unchanged += 1


def _asked(address: str, before: KeptFile | None, manners: Manners, limit: int) -> Answer:
    if before is None:
        return manners.get(address, limit)
    return manners.get(address, limit, before.etag, before.last_modified)


def _suffix(answer: Answer) -> str:
    if answer.media_type not in PAGES:
        raise NotHad(f"is {answer.media_type}, no page with text")
    return PAGES[answer.media_type]


def _kept(answer: Answer, path: str, locator: str, clock: Clock) -> KeptFile:
    return KeptFile(
        path=path,
        locator=locator,
        sha256=_digest(answer),
        bytes=len(answer.body),
        media_type="text/plain" if answer.media_type == "text/plain" else "text/html",
        retrieved_at=written(clock.now()),
        charset=answer.charset or None,
        url=answer.url,
        final_url=answer.url,
        etag=answer.etag or None,
        last_modified=answer.last_modified or None,
    )


def _stated(entry: FeedEntry) -> Stated:
    return Stated(
        headline=entry.headline,
        published_at=entry.published_at,
        byline=entry.byline,
        section=entry.section,
    )


def _digest(answer: Answer) -> str:
    return hashlib.sha256(answer.body).hexdigest()


def _file_name(origin: OriginFile) -> str:
    """How the file at the origin's address is called here."""
    name = PurePosixPath(urlsplit(origin.address).path).name
    suffixes = CONTAINERS[origin.format].suffixes
    plain = (
        name if name.isascii() and name.replace("-", "").replace("_", "").replace(".", "").isalnum() else ""
    )
    return plain if plain.lower().endswith(suffixes) else f"articles{suffixes[0]}"


def _refused(origin: OriginFile, error: NotHad) -> Refused:
    if not error.lasting:
        return Refused(f"{origin.address}: {error.detail}; try again later", MACHINE)
    remedy = f"if it has another address, correct `from` in {origin.origin}/{ORIGIN_FILE}"
    return Refused(f"{origin.address}: {error.detail}; {remedy}", INPUT)
