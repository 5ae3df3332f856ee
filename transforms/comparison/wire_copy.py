"""Wire copy: documents that print another document's text, whole or with small changes.

Candidates share a band of their MinHash signatures (rensa), so no two documents are compared without a
reason; what is decided is decided on their word sequences themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from rensa import RMinHash

from transforms.ids import normalise

_WORD = re.compile(r"[^\W_]+")
_SHINGLE: Final = 5
"""Words in a row that make one feature: long enough not to be shared by chance."""
_HASHES: Final = 126
_SEED: Final = 1
_ROWS: Final = 3
"""Hashes a band: two texts that share two fifths of their features meet in some band almost surely."""
REPEATS: Final = 0.6
"""The share of a document's word sequences that another must have to be what it repeats."""


def duplicates(
    bodies: Iterable[tuple[str, str]], published: Mapping[str, date | None] | None = None
) -> dict[str, str]:
    """For every document that repeats another's text: the document it repeats, which repeats none itself.

    The one that is repeated is the earliest published, among those of one day (or of none known) the longest,
    then the one with the smallest id. `bodies` are (document_id, text) in any order; a text without words
    repeats nothing.
    """
    features = {document: _shingles(text) for document, text in bodies}
    days = published or {}

    def order(document: str) -> tuple[date, int, str]:
        return days.get(document) or date.max, -len(features[document]), document

    first: dict[str, str] = {}
    originals: dict[tuple[int, tuple[int, ...]], list[str]] = {}
    for document in sorted(features, key=order):
        if not features[document]:
            continue
        bands = list(_bands(features[document]))
        met = sorted({other for band in bands for other in originals.get(band, ())})
        found = [other for other in met if _repeats(features[document], features[other])]
        if found:
            first[document] = min(found, key=order)
        else:
            for band in bands:
                originals.setdefault(band, []).append(document)
    return first


def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(normalise(text))
    last = max(1, len(words) - _SHINGLE + 1)
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(last) if words)


def _bands(features: frozenset[str]) -> Iterator[tuple[int, tuple[int, ...]]]:
    signature = RMinHash(num_perm=_HASHES, seed=_SEED)
    signature.update(sorted(features))
    values = signature.digest()
    for start in range(0, _HASHES, _ROWS):
        yield start, tuple(values[start : start + _ROWS])


def _repeats(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether most of the first text stands in the other; what the other has besides does not matter."""
    return len(one & other) >= REPEATS * len(one)
