"""Readers: from a raw file's bytes to a document's text, one small class a format.

A new format is a class here, entered in the list below it, and its media type in MEDIA_TYPES: manifests may
then name it, and `parallax attribute` reads files with its suffixes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from transforms.reading.decoding import MAX_PAGE_CHARS, Decoded, Undecodable, check_size, decode
from transforms.reading.page_facts import page_facts
from transforms.reading.table_rows import with_headline
from transforms.reading.walls import is_wall

MAX_TAGS: Final = 10_000
"""Tags of a web page: news pages have some thousands; the extraction's cost grows with their square."""

_TAG: Final = re.compile(r"<[A-Za-z]")


class Reader(Protocol):
    """Reads the files of one format."""

    @property
    def media_type(self) -> str:
        """What manifests call the format: a value of MEDIA_TYPES."""
        ...

    @property
    def suffixes(self) -> frozenset[str]:
        """How names of such files end, in lower case, with the dot."""
        ...

    def read(self, data: bytes, charset: str | None = None) -> Decoded:
        """The text in `data`; raises Undecodable, with one of REJECT_REASONS, where there is none.

        `charset` is what its server called its encoding, where it came from one.
        """
        ...


class PlainText:
    """Text as it is: the document's text is the decoded file."""

    media_type = "text/plain"
    suffixes = frozenset((".txt",))

    def read(self, data: bytes, charset: str | None = None) -> Decoded:
        """The decoded file; raises Undecodable (empty, binary, undecodable, too_long, too_costly)."""
        decoded = decode(data, charset=charset)
        check_size(decoded.text)
        return decoded


class Html:
    """A page on the web: the document's text is the article that is extracted from it."""

    media_type = "text/html"
    suffixes = frozenset((".html", ".htm", ".xhtml"))

    def read(self, data: bytes, charset: str | None = None) -> Decoded:
        """The article, paragraphs as lines, under its headline; raises Undecodable, also no_article."""
        # Imported here: it takes a second, and most origins are plain text.
        import trafilatura  # noqa: PLC0415
        from trafilatura.utils import load_html  # noqa: PLC0415

        page = decode(data, MAX_PAGE_CHARS, charset)
        _check_tags(page.text)
        tree = load_html(page.text)
        if tree is None:
            raise Undecodable("no_article", "the file is no HTML page")
        facts = page_facts(tree)
        text = (
            trafilatura.extract(page.text, include_comments=False, include_tables=False, favor_precision=True)
            or ""
        )
        if is_wall(tree, text):
            raise Undecodable("access_wall", "the page asks for something in place of its article")
        if not text.strip():
            raise Undecodable("no_article", "no article text was found in the HTML page")
        titled = with_headline(text, facts.headline)
        check_size(titled)
        return Decoded(titled, page.encoding, facts)


def _check_tags(page: str) -> None:
    """Raise Undecodable for a page that the extraction would be at work on for minutes."""
    tags = sum(1 for _ in _TAG.finditer(page))
    if tags > MAX_TAGS:
        raise Undecodable("too_costly", f"the page has {tags} tags; the limit is {MAX_TAGS}")


_EVERY: Final[tuple[Reader, ...]] = (PlainText(), Html())

READERS: Final[Mapping[str, Reader]] = MappingProxyType({reader.media_type: reader for reader in _EVERY})
"""The reader of each media type that a manifest may name."""

_OF_SUFFIX: Final = {suffix: reader for reader in READERS.values() for suffix in reader.suffixes}


def read(data: bytes, media_type: str, charset: str | None = None) -> Decoded:
    """The text of a raw file of a media type of READERS; raises Undecodable where it gives none."""
    return READERS[media_type].read(data, charset)


def is_known(suffix: str) -> bool:
    """Whether files whose name ends in `suffix`, in any case, are of a format that has a reader."""
    return suffix.lower() in _OF_SUFFIX


def reader_of(suffix: str) -> Reader:
    """The reader of files whose name ends in `suffix`, in any case; of plain text, where none is known."""
    return _OF_SUFFIX.get(suffix.lower(), READERS["text/plain"])
