"""The whole explorer, file after file, below `report/` of a release: the same bytes of the same rows.

Lists and the start page are made of counts of all rows, and of some rows at a time; every other page of the
rows of some stories or some speakers, which alone are in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from transforms.explorer import (
    addresses,
    articles,
    differences,
    search,
    speakers,
    start,
    statements,
    stories,
)
from transforms.explorer.parts import Parts
from transforms.explorer.rendering import source, stylesheet

FOLDER: Final = "report"
"""Folder of a release that holds the explorer."""

_LISTS: Final = (start.pages, stories.listed, differences.listed, speakers.listed, articles.listed)
_BY_STORY: Final = (stories.pages, statements.pages, differences.pages, articles.pages)


def site(parts: Parts) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
    """Every file of the explorer, with its path in a release, one after the other."""
    for path, data in chain(_assets(), _lists(parts), _pages(parts)):
        yield f"{FOLDER}/{path}", data


def _assets() -> Iterator[tuple[str, bytes]]:
    yield addresses.STYLE, stylesheet().encode()
    yield addresses.SEARCH, source("search.js").encode()


def _lists(parts: Parts) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
    whole = parts.whole()
    for made in _LISTS:
        yield from made(whole)
    yield from search.pages(whole, parts.shards(search.SHARD))


def _pages(parts: Parts) -> Iterator[tuple[str, bytes]]:
    for part in parts.by_story():
        for made in _BY_STORY:
            yield from made(part)
    for part in parts.by_speaker():
        yield from speakers.pages(part)
