"""Articles as they lie in raw files: a file, or a row, line or record of one; with what is stated of them."""

from __future__ import annotations

import email.utils
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import NamedTuple

from schemas.columns import LANGUAGE_PATTERN

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)", re.ASCII)
_LANGUAGE = re.compile(LANGUAGE_PATTERN)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """One article; `place` is where it stands in words, `reason` (of REJECT_REASONS) why it cannot be had."""

    locator: str
    place: str
    data: bytes | None = None
    media_type: str = "text/plain"
    charset: str | None = None
    headline: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    section: str | None = None
    language: str | None = None
    published_at: str | None = None
    retrieved_at: str | None = None
    reason: str | None = None
    detail: str | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in 64 hex digits; of its locator where there are none."""
        return hashlib.sha256(self.locator.encode() if self.data is None else self.data).hexdigest()

    @property
    def version(self) -> bytes:
        """A hash of all but where and when it was found: two readings of one version have the same."""
        stated = (self.url, self.outlet, self.byline, self.section, self.language, self.published_at)
        told = (self.sha256, self.media_type, self.charset, *stated)
        return hashlib.sha256(repr(told).encode()).digest()


def unreadable(place: str, reason: str, detail: str, locator: str | None = None) -> RawArticle:
    """What stands for an article that cannot be had."""
    return RawArticle(locator=locator or place, place=place, reason=reason, detail=detail)


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest version of each article of some snapshots, and what stands for those not had.

    None of them is held: who asks for articles goes through `snapshots` again. `places` has for each article
    that was had, by its locator, which snapshot holds its newest version, and as which of its articles.
    """

    snapshots: Sequence[Iterable[RawArticle]]
    places: Mapping[str, tuple[int, int]]
    lost: tuple[RawArticle, ...]

    def __iter__(self) -> Iterator[RawArticle]:
        """All of them, in the order of the snapshots; then what could not be had."""
        return self.only(lambda _: True)

    def only(self, wanted: Callable[[str], bool]) -> Iterator[RawArticle]:
        """Those whose locator is `wanted`."""
        left: dict[int, set[int]] = {}
        for locator, (number, place) in self.places.items():
            if wanted(locator):
                left.setdefault(number, set()).add(place)
        for number, places in sorted(left.items()):
            articles = islice(enumerate(self.snapshots[number]), max(places) + 1)
            yield from (article for place, article in articles if place in places)
        yield from (article for article in self.lost if wanted(article.locator))


class _Version(NamedTuple):
    """What is remembered of an article that was had."""

    version: bytes
    place: str
    number: tuple[int, int]


def newest(snapshots: Sequence[Iterable[RawArticle]], *, repeating: bool = False) -> Newest:
    """The newest version of each article, by locator; the snapshots come in order, the oldest first.

    A version that is the same as the one before is that one, so that nothing new is seen in it. What could
    not be had takes the place of no version that could. Within one snapshot the last version counts, and each
    earlier one becomes a reject, at its place. Where snapshots are `repeating`, a later one holds again what
    the one before held, and only what the last could not give is told.

    Each snapshot must give the same articles whenever it is gone through.
    """
    kept: dict[str, _Version] = {}
    lost: dict[str, RawArticle] = {}
    for number, snapshot in enumerate(snapshots):
        lost = {} if repeating else lost
        seen: dict[str, _Version] = {}
        for place, article in enumerate(snapshot):
            if article.reason is not None:
                lost[article.locator] = article
                continue
            found = _Version(article.version, article.place, (number, place))
            if (earlier := seen.get(article.locator)) is not None:
                told = _superseded(article.locator, earlier, found)
                lost[told.locator] = told
            seen[article.locator] = found
        for locator, one in seen.items():
            if locator not in kept or kept[locator].version != one.version:
                kept[locator] = one
    places = {locator: one.number for locator, one in kept.items()}
    return Newest(snapshots, places, tuple(one for locator, one in lost.items() if locator not in kept))


def _superseded(locator: str, earlier: _Version, later: _Version) -> RawArticle:
    same = earlier.version == later.version
    reason = "duplicate" if same else "superseded"
    detail = f"{locator} stands again at {later.place}"
    # Two of one name: the earlier is named by its place, which is its own.
    return unreadable(earlier.place, reason, detail, f"{earlier.place} ({locator})")


def moment(value: object) -> str | None:
    """A day or moment as manifests write it (ISO 8601, a time only with its zone); None for anything else.

    Reads ISO 8601 and the dates of e-mail and feeds (RFC 5322). A time without a zone is only a day, and
    "05/06/2026" is none: which is the month would be a guess.
    """
    if isinstance(value, datetime):
        return _written(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip() if isinstance(value, str) else ""
    found = _iso(text) or _mail_date(text)
    return found


def _iso(text: str) -> str | None:
    if not _DAY.match(text):
        return None
    try:
        return _written(datetime.fromisoformat(text)) if len(text) > len("2026-11-27") else _day(text)
    except (ValueError, OverflowError):
        return None


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _mail_date(text: str) -> str | None:
    try:
        found = email.utils.parsedate_to_datetime(text)
        return _written(found)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(found: datetime) -> str:
    """A moment to the second in the zone that was stated; the day alone where none was."""
    if found.tzinfo is None:
        return found.date().isoformat()
    found.astimezone(UTC)  # OverflowError where there is no such year in UTC
    whole = found.replace(microsecond=0)
    # Zones with seconds, which some clocks of the past had, are not written in ISO 8601.
    offset = whole.utcoffset()
    plain = offset is not None and offset.total_seconds() % 60 == 0
    return (whole if plain else whole.astimezone(UTC)).isoformat()


def language_tag(value: object) -> str | None:
    """A BCP 47 tag as manifests write it ("en-gb" is "en-GB"); None for anything else."""
    if not isinstance(value, str):
        return None
    first, *rest = value.strip().replace("_", "-").split("-")
    written = [part.upper() if len(part) == 2 else part.title() for part in rest]
    tag = "-".join((first.lower(), *written))
    return tag if _LANGUAGE.match(tag) else None


def line(value: object) -> str | None:
    """A stated name on one line; None where nothing is stated."""
    if value is None or isinstance(value, (dict, list, bool)):
        return None
    told = " ".join(str(value).split())
    return told or None
