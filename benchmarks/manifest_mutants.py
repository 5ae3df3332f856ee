"""Manifests spoilt at random: values of every sort at every place, odd moments, and odd JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from random import Random
from types import MappingProxyType
from typing import Any, Final

MOMENTS: Final = (
    "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+23:59", "0001-01-01", "9999-12-31", "0000-01-01",
    "2024-02-30", "2023-02-29", "2024-05-07T24:00:00Z", "2024-05-07T12:00:60Z", "2024-05-07T12:00+24:00",
    "2024-05-07T12:00-23:59", "2024-W19-2", "20240507", "2024-5-7", "-2024-05-07", "2024-05-07T12:00:00",
    "2024-05-07t12:00:00z", "２０２４-05-07", "2024-05-07\n", " 2024-05-07", "1700000000", "", "now",
)  # fmt: skip
"""What may stand for a day or a moment: the first and last ones, impossible ones, and other spellings."""

_VALUES: Final[Sequence[Any]] = (
    None, True, False, 0, -1, 2**63, 10**30, 1.5, float("nan"), float("inf"), "", " ", "a\nb", "\x00",
    "\ud800", "x" * 5000, [], [[]], {}, {"a": {}}, "../x", "/etc/passwd", "a\\b", ".", "é" * 200,
    "text/html", "text/plain", "application/pdf", "en", "en-GB", "xx-yyyy-zzzzz", "toString", "=1+1",
)  # fmt: skip
_JSON: Final = (
    b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"[" * 2000, b'{"a":' * 2000, b"1" * 5000, b"1e999", b"NaN",
    b'"\\ud800"', b'"\\u0000"', b"//", b",", b"}", b'{"origin": 1, "origin": 2}', b"\xc3", b"null",
)  # fmt: skip

Spoil = Callable[[Any, Random], None]


def manifest_mutants(count: int, seed: int) -> Iterator[bytes]:
    """`count` spoilt manifests; the same for the same seed."""
    draw = Random(seed)
    return (manifest_mutant(draw) for _ in range(count))


def manifest_mutant(draw: Random) -> bytes:
    """A manifest of one to three files, spoilt in up to three ways."""
    content = _valid(draw.randint(1, 3))
    for _ in range(draw.randint(0, 3)):
        WAYS[draw.choice(list(WAYS))](content, draw)
    data = json.dumps(content, ensure_ascii=draw.random() < 0.5).encode("utf-8", "surrogatepass")
    return _spoilt(data, draw) if draw.random() < 0.2 else data


def _valid(files: int) -> dict[str, Any]:
    entries = [
        {
            "path": f"{number}.txt",
            "locator": f"{number}.txt",
            "sha256": sha256(b"").hexdigest(),
            "bytes": 0,
            "media_type": "text/plain",
            "language": "en",
            "is_translation": None,
            "translated_from": None,
            "retrieved_at": None,
            "published_at": "2024-05-07",
        }
        for number in range(files)
    ]
    outlet = {"name": "Lowford Post", "about": None, "homepage": None}
    licence = {"name": None, "text": "Written for a measurement.", "redistributable": True}
    return {"origin": "lowford-post", "outlet": outlet, "licence": licence, "documents": entries}


def _places(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Every object of the manifest that is still one."""
    inner = [content.get("outlet"), content.get("licence")]
    documents = content.get("documents")
    inner += documents if isinstance(documents, list) else []
    return [content, *(one for one in inner if isinstance(one, dict))]


def _of_any_sort(content: dict[str, Any], draw: Random) -> None:
    place = draw.choice(_places(content))
    if place:
        place[draw.choice(list(place))] = draw.choice(_VALUES)


def _odd_moment(content: dict[str, Any], draw: Random) -> None:
    draw.choice(_places(content))[draw.choice(("published_at", "retrieved_at"))] = draw.choice(MOMENTS)
    for place in _places(content)[3:]:
        place["published_at"] = draw.choice(MOMENTS)


def _key_gone(content: dict[str, Any], draw: Random) -> None:
    place = draw.choice(_places(content))
    if place:
        del place[draw.choice(list(place))]


def _key_more(content: dict[str, Any], draw: Random) -> None:
    draw.choice(_places(content))[draw.choice(("", "colour", "Path", "\x1b[2J", "k" * 3000))] = "red"


def _twice(content: dict[str, Any], draw: Random) -> None:
    documents = content.get("documents")
    if isinstance(documents, list) and documents:
        documents.append(draw.choice(documents))


def _many(content: dict[str, Any], draw: Random) -> None:
    documents = content.get("documents")
    if isinstance(documents, list) and documents and isinstance(documents[0], dict):
        names = (f"{draw.random()}" for _ in range(300))
        documents += [documents[0] | {"path": name, "locator": name} for name in names]


WAYS: Final[Mapping[str, Spoil]] = MappingProxyType(
    {
        "a value of any sort": _of_any_sort,
        "an odd moment": _odd_moment,
        "a key gone": _key_gone,
        "a key more": _key_more,
        "a document twice": _twice,
        "many documents": _many,
    }
)


def _spoilt(data: bytes, draw: Random) -> bytes:
    at = draw.randint(0, len(data))
    return draw.choice((data[:at], data[:at] + draw.choice(_JSON) + data[at:], draw.choice(_JSON)))
