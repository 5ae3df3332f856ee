"""Articles spoilt at random, each in one to four ways; a seed gives the same again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Final

_ROOT: Final = Path(__file__).parent.parent
_SLICE: Final = 450

_MARKS: Final = "\"'“”‘’«»„‚‹›"
_CONTROLS: Final = "\x00\x01\x07\x08\x0b\x0c\x1b\x1c\x1f\x7f\x80\x85\x9b"
_BIDI: Final = "\u200e\u200f\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u061c"
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e"
_BREAKS: Final = ("\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\n\n\n", "\n \t\n")
_FOREIGN: Final = (
    "Он сказал: «Нет». ", "彼は「はい」と言った。", "قال الوزير: «لا». ", "אמר השר: ״כן״. ",
    "Ο πρόεδρος είπε «όχι». ", "उन्होंने कहा, “नहीं”। ", "그는 “아니”라고 말했다. ",
    "İstanbul’da ıßŞ ǅ ﬁﬃ ", "e\u0301\u0327\u0300 x\u0336y ",
    "👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈🇳🇴 ", "𝔗𝔥𝔢 𝟜𝟚 ½ Ⅻ ", "\ud7ff\ue000\ufdd0\U0010ffff ",
)  # fmt: skip
_PIECES: Final = (
    '" said "', "” said “", ", he said.", " according to according to ", "said said said ",
    "Q: ", "A: ", "By", "\n- ", "\n1. ", "\n• ", "(((((", "]]]]", "...", "!?" * 20, "Share this",
    "LOWFORD (AP) — ", "Updated 25:61", "=HYPERLINK(1)", "\t@SUM(A1)", "+1", "-2", "9" * 60,
    "1e999", "0.0.0.0", "$", "€-0", "99:99", "minus", "-1,2,3.4.5 million billion",
    "30 February 0000", "31/31/9999", "2022-13-45", "1/0 of 0%", "between 9 and 3",
    "more than more than -5", "first century BC", "Mr. Mr. Dr. ", "the the ", " of of of ",
    "’s’s",
)  # fmt: skip
_TAGS: Final = (
    "<p>", "</p>", "<script>alert(1)</script>", "<!--", "-->", "<![CDATA[", "&lt;b&gt;", "&#0;",
    "&#x110000;", "<blockquote>", "<a href='javascript:x'>", "<style>p{}</style>", "<h1>",
    "<br/>", "<td>", "<p", "<article>", "</html>", "<meta charset=utf-16>",
)  # fmt: skip
_ENCODINGS: Final = (
    "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251", "shift_jis", "gb18030",
)  # fmt: skip

CHARSETS: Final = (
    "undefined", "raw_unicode_escape", "unicode_escape", "utf-7", "utf-16", "utf-32", "idna", "punycode",
    "zlib", "hex", "rot13", "mbcs", "x-user-defined", "hz", "iso-2022-jp", "iso-2022-kr", "replacement",
    "ebcdic-cp-us",
    "cp037", "big5-hkscs", "windows-1252", "utf8", "no-such-charset", "../utf-8", "u" * 300,
)  # fmt: skip
"""What a page may say it is written in: what Python knows and the web does not, and the other way round."""

_ESCAPES: Final = (b"\\ud800", b"\\x", b"+ADw-", b"~{", b"\x1b$B", b"\xff\xfe", b"\\N{BOM}", b"\x80\x81\x8d")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoilt file: its bytes, what it is said to be, and the ways in which it was spoilt."""

    data: bytes
    media_type: str
    ways: tuple[str, ...]


def articles() -> list[str]:
    """What is spoilt: the short pages that test zones, and two pieces of each article in raw/."""
    short = sorted((_ROOT / "tests" / "golden" / "zones").glob("*.txt"))
    long = sorted((_ROOT / "raw").glob("*/*.txt"))
    texts = [path.read_bytes().decode() for path in short]
    return texts + [
        path.read_bytes().decode()[start : start + _SLICE] for path in long for start in (0, _SLICE)
    ]


def mutants(count: int, seed: int) -> Iterator[Mutant]:
    """`count` spoilt articles; the same for the same seed."""
    draw = Random(seed)
    known = articles()
    for _ in range(count):
        yield mutant(draw.choice(known), draw)


def mutant(text: str, draw: Random) -> Mutant:
    """`text` spoilt in one to four ways."""
    ways = [draw.choice(WAYS) for _ in range(draw.randint(1, 4))]
    for way in ways:
        text = TEXT_WAYS[way](text, draw) if way in TEXT_WAYS else text
    media_type = "text/html" if "html page" in ways else "text/plain"
    data = text.encode("utf-8", "replace")
    for way in ways:
        data = BYTE_WAYS[way](data, draw) if way in BYTE_WAYS else data
    return Mutant(data, media_type, tuple(ways))


def _part(text: str, draw: Random, longest: int = 200) -> tuple[int, int]:
    start = draw.randint(0, len(text))
    return start, min(len(text), start + draw.randint(0, longest))


def _cut(text: str, draw: Random) -> str:
    start, end = _part(text, draw)
    return text[:start] + text[end:]


def _double(text: str, draw: Random) -> str:
    start, end = _part(text, draw)
    return text[:end] + text[start:]


def _swap(text: str, draw: Random) -> str:
    (a, b), length = sorted((draw.randint(0, len(text)), draw.randint(0, len(text)))), draw.choice((1, 2, 40))
    return text[:a] + text[b : b + length] + text[a + length : b] + text[a : a + length] + text[b + length :]


def _lose_marks(text: str, draw: Random) -> str:
    share = draw.choice((0.1, 0.5, 1.0))
    return "".join(c for c in text if c not in _MARKS or draw.random() > share)


def _flip_marks(text: str, draw: Random) -> str:
    return "".join(draw.choice(_MARKS) if c in _MARKS and draw.random() < 0.5 else c for c in text)


def _scatter(pieces: Sequence[str]) -> Callable[[str, Random], str]:
    def scatter(text: str, draw: Random) -> str:
        for _ in range(draw.choice((1, 2, 5, 12))):
            at = draw.randint(0, len(text))
            text = text[:at] + draw.choice(pieces) + text[at:]
        return text

    return scatter


def _break_lines(text: str, draw: Random) -> str:
    other = draw.choice(_BREAKS)
    return text.replace("\n", other) if draw.random() < 0.7 else text.replace(" ", other)


def _one_line(text: str, draw: Random) -> str:
    return text.replace("\n", draw.choice((" ", ""))) * draw.choice((1, 1, 3))


def _change_case(text: str, draw: Random) -> str:
    return draw.choice((text.upper, text.lower, text.title, text.swapcase))()


def _as_page(text: str, draw: Random) -> str:
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    whole = f"<html><body><article>{body}</article></body></html>"
    return draw.choice((whole, body, f"<html>{text}", "<html>"))


def _bytes_flipped(data: bytes, draw: Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(draw.choice((1, 3, 30)) if spoilt else 0):
        spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
    return bytes(spoilt)


def _bytes_cut(data: bytes, draw: Random) -> bytes:
    return data[draw.randint(0, len(data)) :][: draw.randint(0, len(data))]


def _garbage(data: bytes, draw: Random) -> bytes:
    at = draw.randint(0, len(data))
    return data[:at] + draw.randbytes(draw.choice((1, 20, 2000))) + data[at:]


def _encode_otherwise(data: bytes, draw: Random) -> bytes:
    return data.decode("utf-8", "replace").encode(draw.choice(_ENCODINGS), "replace")


def _declare(data: bytes, draw: Random) -> bytes:
    named = draw.choice(CHARSETS).encode()
    head = (
        draw.choice((b'<meta charset="%b">', b"<?xml version='1.0' encoding='%b'?>", b"<meta charset=%b>"))
        % named
    )
    at = draw.randint(0, len(data))
    return head + data[:at] + draw.choice(_ESCAPES) + data[at:]


TEXT_WAYS: Final[Mapping[str, Callable[[str, Random], str]]] = MappingProxyType(
    {
        "cut": _cut,
        "doubled": _double,
        "swapped": _swap,
        "marks lost": _lose_marks,
        "marks flipped": _flip_marks,
        "marks added": _scatter(_MARKS),
        "control characters": _scatter(_CONTROLS),
        "bidirectional controls": _scatter(_BIDI),
        "unseen characters": _scatter(_UNSEEN),
        "other scripts": _scatter(_FOREIGN),
        "pieces": _scatter(_PIECES),
        "tags": _scatter(_TAGS),
        "line breaks": _break_lines,
        "one line": _one_line,
        "case": _change_case,
        "html page": _as_page,
    }
)
BYTE_WAYS: Final[Mapping[str, Callable[[bytes, Random], bytes]]] = MappingProxyType(
    {
        "bytes flipped": _bytes_flipped,
        "bytes cut": _bytes_cut,
        "garbage": _garbage,
        "another encoding": _encode_otherwise,
        "a declared charset": _declare,
    }
)
WAYS: Final = (*TEXT_WAYS, *BYTE_WAYS)
