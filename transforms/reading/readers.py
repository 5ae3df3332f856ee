"""Readers: from a raw file's bytes to a document's text, one small class a format.

A new format is a class here, entered in the list below it, and its media type in MEDIA_TYPES: manifests may
then name it, and `parallax attribute` reads files with its suffixes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from transforms.reading.decoding import Decoded, Undecodable, decode


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

    def read(self, data: bytes) -> Decoded:
        """The text in `data`; raises Undecodable, with one of REJECT_REASONS, where there is none."""
        ...


class PlainText:
    """Text as it is: the document's text is the decoded file."""

    media_type = "text/plain"
    suffixes = frozenset((".txt",))

    def read(self, data: bytes) -> Decoded:
        """The decoded file; raises Undecodable (empty, binary, undecodable, too_long)."""
        return decode(data)


class Html:
    """A page on the web: the document's text is the article that is extracted from it."""

    media_type = "text/html"
    suffixes = frozenset((".html", ".htm", ".xhtml"))

    def read(self, data: bytes) -> Decoded:
        """The article, paragraphs as lines; raises Undecodable, no_article among its reasons."""
        # Imported here: it takes a second, and most origins are plain text.
        import trafilatura  # noqa: PLC0415

        page = decode(data)
        text = trafilatura.extract(
            page.text, include_comments=False, include_tables=False, favor_precision=True
        )
        if not text or not text.strip():
            raise Undecodable("no_article", "no article text was found in the HTML page")
        return Decoded(text, page.encoding)


_EVERY: Final[tuple[Reader, ...]] = (PlainText(), Html())

READERS: Final[Mapping[str, Reader]] = MappingProxyType({reader.media_type: reader for reader in _EVERY})
"""The reader of each media type that a manifest may name."""

_OF_SUFFIX: Final = {suffix: reader for reader in READERS.values() for suffix in reader.suffixes}


def read(data: bytes, media_type: str) -> Decoded:
    """The text of a raw file of a media type of READERS; raises Undecodable where it gives none."""
    return READERS[media_type].read(data)


def is_known(suffix: str) -> bool:
    """Whether files whose name ends in `suffix`, in any case, are of a format that has a reader."""
    return suffix.lower() in _OF_SUFFIX


def reader_of(suffix: str) -> Reader:
    """The reader of files whose name ends in `suffix`, in any case; of plain text, where none is known."""
    return _OF_SUFFIX.get(suffix.lower(), READERS["text/plain"])
