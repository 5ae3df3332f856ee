"""The stage `copies`: wire copy, documents that print another document's text, whole or with small changes.

Candidates share a band of their MinHash signatures (rensa), so no two documents are compared without a
reason; what is decided is decided on their word sequences themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Final

import dataframely as dy
import numpy as np
import numpy.typing as npt
import polars as pl
from rensa import RMinHash

from schemas.documents import Documents
from transforms.comparison.openings import reports
from transforms.ids import normalise
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import typed
from transforms.stage import Stage
from transforms.tables import Tables

_WORD = re.compile(r"[^\W_]+")
_SHINGLE: Final = 5
"""Words in a row that make one feature: long enough not to be shared by chance."""
_HASHES: Final = 126
_SEED: Final = 1
_ROWS: Final = 3
"""Hashes a band: two texts that share two fifths of their features meet in some band almost surely."""
REPEATS: Final = 0.6
"""The share of a document's word sequences that another must have to be what it repeats."""


def mark_copies(tables: Tables, _: Resources) -> StageResult:
    """`documents` with `duplicate_of` filled where one prints another's body text."""
    return StageResult(Tables(documents=with_originals(tables.documents, prints_of(tables))))


def prints_of(tables: Tables) -> dict[str, Print]:
    """What is kept of each document's body, by document; those that have none are not there."""
    return {document: _print_of(text) for document, text in reports(tables, ("body",)).items()}


def with_originals(documents: pl.DataFrame, prints: Mapping[str, Print]) -> dy.DataFrame[Documents]:
    """The documents, each that prints another's body text with that one as `duplicate_of`."""
    first = repeated(prints, dict(documents.select("document_id", "published_on").iter_rows()))
    original = pl.col("document_id").replace_strict(first, default=None, return_dtype=pl.String)
    return typed(Documents, documents.with_columns(duplicate_of=original))


COPIES: Final = Stage("copies", ("texts", "zones", "documents"), ("documents",), mark_copies)


def duplicates(
    bodies: Iterable[tuple[str, str]], published: Mapping[str, date | None] | None = None
) -> dict[str, str]:
    """For every document that repeats another's text: the document it repeats, which repeats none itself.

    The one that is repeated is the earliest published, among those of one day (or of none known) the longest,
    then the one with the smallest id. `bodies` are (document_id, text) in any order; a text without words
    repeats nothing.
    """
    return repeated({document: _print_of(text) for document, text in bodies}, published or {})


def repeated(prints: Mapping[str, Print], days: Mapping[str, date | None]) -> dict[str, str]:
    """As `duplicates`, of what is kept of the texts and when each document was published."""

    def order(document: str) -> tuple[date, int, str]:
        return days.get(document) or date.max, -len(prints[document].sequences), document

    first: dict[str, str] = {}
    ordered = sorted((each for each in prints if len(prints[each].sequences)), key=order)
    originals = _Originals(prints)
    for document, bands in zip(ordered, _shared_bands([prints[each] for each in ordered]), strict=True):
        if found := originals.repeated_by(document, bands):
            first[document] = min(found, key=order)
        else:
            originals.add(document, bands)
    return first


@dataclass(frozen=True, slots=True)
class Print:
    """What is kept of a text: a hash of each of its word sequences, in order, and its MinHash signature.

    Numbers, for a corpus is held: words themselves would take ten times as much. Of two sequences that
    differ, the hashes (64 bits) are the same once in some 10^19 pairs.
    """

    sequences: npt.NDArray[np.uint64]
    signature: npt.NDArray[np.uint32]


class _Originals:
    """Documents that repeat none, to be found by the bands of their signatures."""

    def __init__(self, prints: Mapping[str, Print]) -> None:
        self._prints = prints
        self._by_band: dict[int, list[str]] = {}

    def add(self, document: str, bands: Iterable[int]) -> None:
        """Adds one that repeats none of those that are there."""
        for band in bands:
            self._by_band.setdefault(band, []).append(document)

    def repeated_by(self, document: str, bands: Iterable[int]) -> list[str]:
        """Those whose text the document repeats, by id."""
        own = self._prints[document]
        met = {other for band in bands for other in self._by_band.get(band, ())}
        return [other for other in sorted(met) if _repeats(own, self._prints[other])]


def _print_of(text: str) -> Print:
    shingles = sorted(_shingles(text))
    signature = RMinHash(num_perm=_HASHES, seed=_SEED)
    signature.update(shingles)
    hashes = b"".join(blake2b(one.encode(), digest_size=8).digest() for one in shingles)
    return Print(np.unique(np.frombuffer(hashes, np.uint64)), np.array(signature.digest(), np.uint32))


def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(normalise(text))
    last = max(1, len(words) - _SHINGLE + 1)
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(last) if words)


def _shared_bands(prints: Sequence[Print]) -> list[list[int]]:
    """For each text the bands of its signature that another one has too, by number.

    Most texts share none: only bands that two have are numbered, and no more is kept of the others.
    """
    found: list[list[int]] = [[] for _ in prints]
    signatures = np.array([one.signature for one in prints]).reshape(len(prints), _HASHES)
    number = 0
    for start in range(0, _HASHES, _ROWS):
        band = signatures[:, start : start + _ROWS]
        order = np.lexsort(band.T)
        starts = np.flatnonzero(np.diff(band[order], axis=0, prepend=band[order][:1]).any(axis=1))
        for same in np.split(order, starts):
            if len(same) > 1:
                for text in same.tolist():
                    found[text].append(number)
                number += 1
    return found


def _repeats(one: Print, other: Print) -> bool:
    """Whether most of the first text stands in the other; what the other has besides does not matter."""
    shared = np.intersect1d(one.sequences, other.sequences, assume_unique=True)
    return len(shared) >= REPEATS * len(one.sequences)
