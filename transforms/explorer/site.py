"""The whole explorer, file after file, below `report/` of a release: the same bytes of the same material."""

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
from transforms.explorer.material import Material
from transforms.explorer.rendering import source, stylesheet

FOLDER: Final = "report"
"""Folder of a release that holds the explorer."""

_ROOMS: Final = (start, stories, statements, differences, speakers, articles, search)


def site(material: Material) -> Iterator[tuple[str, bytes]]:
    """Every file of the explorer, with its path in a release, one after the other."""
    made = chain(_assets(), chain.from_iterable(room.pages(material) for room in _ROOMS))
    return ((f"{FOLDER}/{path}", data) for path, data in made)


def _assets() -> Iterator[tuple[str, bytes]]:
    yield addresses.STYLE, stylesheet().encode()
    yield addresses.SEARCH, source("search.js").encode()
