"""From bytes to characters: which encoding a file is in, and whether it is text at all.

What is decoded never changes afterwards: line endings and odd spaces stay, because every offset of every
table points into a text that is the decoded file, or was extracted from it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from schemas.vocabularies import REJECT_REASONS
from transforms.language import lexica
from transforms.reading.page_facts import NOTHING_STATED, PageFacts

MAX_CHARS: Final = 200_000
"""Characters of an article: twice the longest that we have seen, and no more than is read within a minute.

What the stages cost grows with the text, some 0.2 seconds of processor time a thousand characters where they
are all quotes: this is the size up to which that promise holds.
"""
MAX_PAGE_CHARS: Final = 2_000_000
"""Characters of a web page, of which the article is a small part."""
MAX_PARTS: Final = 60_000
"""Words and marks of an article: a text of MAX_CHARS has some 45,000, and one of brackets alone 200,000."""

# No encoding in use spends more bytes on a character: longer data need not be decoded to be too long.
_MAX_BYTES_PER_CHAR = 4
MAX_BYTES: Final = MAX_PAGE_CHARS * _MAX_BYTES_PER_CHAR
"""A file of more bytes is too long in any encoding."""

# Text may hold a stray control character; a file with more than one in a hundred is not text.
_MAX_CONTROL_SHARE = 0.01
_PART = re.compile(r"\w+|[^\w\s]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*(?:["']\s*)?([\w.:-]{1,40})""", re.I
)
# Python knows more than encodings of text by name (zlib, rot13, escapes of its own source): only these count.
_CODECS: Final = lexica.values("encodings", "web_labels")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAMPLE = 4096
# What news pages of the last thirty years are written in, commonest first where two fit equally well.
_LEGACY_ENCODINGS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2",
    "koi8_r", "koi8_u", "cp874", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and the name of the encoding that gave it; Undecodable where it holds half a character.

    A lone surrogate is half of one: nobody could write such a text, as UTF-8 or else. `facts` are what a web
    page states of its article.
    """

    text: str
    encoding: str
    facts: PageFacts = NOTHING_STATED

    def __post_init__(self) -> None:
        half = _SURROGATE.search(self.text)
        if half is not None:
            told = f"U+{ord(half[0]):04X} at {half.start()} is half a character, which no text holds"
            raise Undecodable("undecodable", told)


class Undecodable(ValueError):  # noqa: N818 (the name says what the file is)
    """A file that gives no text; `reason` is one of REJECT_REASONS, the message says what was found."""

    def __init__(self, reason: str, detail: str) -> None:
        if reason not in REJECT_REASONS:
            raise KeyError(f"no reject reason {reason!r}")
        super().__init__(detail)
        self.reason = reason


def decode(data: bytes, most: int = MAX_CHARS, charset: str | None = None) -> Decoded:
    """`data` as text: by its byte order mark, as UTF-16, as UTF-8, as it is said to be, or by a detector.

    `charset` is what its server called its encoding; what the page declares comes after it, and both count
    only where they fit. A byte order mark is no part of the text; nothing else is changed. `most` is how many
    characters it may have. Raises Undecodable with the reason empty, binary, undecodable or too_long. A long
    file takes no longer: it is refused undecoded.
    """
    if len(data) > most * _MAX_BYTES_PER_CHAR:
        raise _too_long(f"at least {len(data) // _MAX_BYTES_PER_CHAR}", most)
    known = _by_mark(data) or _as_utf16(data) or _as_utf8(data)
    decoded = known or _as_named(data, charset) or _as_declared(data) or _detected(data)
    if len(decoded.text) > most:
        raise _too_long(str(len(decoded.text)), most)
    _check_text(decoded.text)
    return decoded


def check_size(text: str) -> None:
    """Raise Undecodable, with the reason too_long or too_costly, for an article that is larger than any."""
    if len(text) > MAX_CHARS:
        raise _too_long(str(len(text)), MAX_CHARS)
    parts = sum(1 for _ in _PART.finditer(text))
    if parts > MAX_PARTS:
        raise Undecodable("too_costly", f"the text has {parts} words and marks; the limit is {MAX_PARTS}")


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    return None


def _as_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero, always on the same side."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half and odd > half * 0.4 and not even:
        return _strictly(data, "utf-16-le")
    if half and even > half * 0.4 and not odd:
        return _strictly(data, "utf-16-be")
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    if b"\x00" in data:
        raise Undecodable("binary", f"byte {data.index(0)} is NUL, which no text holds")
    return _strictly(data, "utf-8")


def _as_named(data: bytes, charset: str | None) -> Decoded | None:
    """The encoding that its server names, if it is one that the web knows."""
    codec = _CODECS.get(charset.strip("\"' ").lower()) if charset else None
    return _strictly(data, codec) if codec else None


def _as_declared(data: bytes) -> Decoded | None:
    """The encoding that an HTML or XML page names in its head, if it is one that the web knows."""
    declared = _DECLARED.search(data[:_SAMPLE])
    codec = _CODECS.get(declared[1].decode("ascii", "replace").lower()) if declared else None
    return _strictly(data, codec) if codec else None


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _detected(data: bytes) -> Decoded:
    """What a statistical detector takes the bytes for; Western European wins where it fits as well."""
    # Imported here: few files need it.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    matches = from_bytes(data, cp_isolation=list(_LEGACY_ENCODINGS))
    best = matches.best()
    if best is None:
        raise Undecodable("undecodable", "the bytes are not UTF-8, and no other known encoding fits them")
    western = next(
        (match for match in matches if "cp1252" in {match.encoding, *match.could_be_from_charset}), None
    )
    if western is not None and western.chaos <= best.chaos:
        return _strictly(data, "cp1252") or Decoded(str(best), best.encoding)
    return Decoded(str(best), best.encoding)


def _check_text(text: str) -> None:
    if not text.strip():
        raise Undecodable("empty", f"the file holds no text ({len(text)} white-space characters)")
    controls = sum(1 for _ in _CONTROL.finditer(text))
    if controls > _MAX_CONTROL_SHARE * len(text):
        raise Undecodable("binary", f"{controls} of {len(text)} characters are control characters")
    if not any(unicodedata.category(character)[0] in "LN" for character in text):
        raise Undecodable("empty", "the file holds no letter and no digit")


def _too_long(found: str, most: int) -> Undecodable:
    return Undecodable("too_long", f"the text has {found} characters; the limit is {most}")
