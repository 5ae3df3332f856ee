"""The keys under which results are kept: hashes of everything that a stage could see of what it worked on."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl

from flows.store.fingerprint import digest_of
from schemas.package import WORKING
from transforms.results import StageResult
from transforms.tables import NAMES, Tables

_OF_A_DOCUMENT: Final = ("texts", "documents", "zones")
_FOLLOWS: Final = frozenset({"texts", *(table.name for table in WORKING)})
"""Tables that follow from `documents`, which has the hash of each text, and from the fingerprint."""


def keys_of_documents(tables: Tables, fingerprint: str) -> dict[str, str]:
    """For each document the key of what it says by itself: its text, its row, its zones."""
    rows: dict[str, list[Any]] = {key: [fingerprint] for key in tables.documents.get_column("document_id")}
    for name in _OF_A_DOCUMENT:
        for key, row in _rows(tables.frame(name)):
            rows[key].append((name, row))
    return {key: digest_of(facts) for key, facts in rows.items()}


def key_of_stories(group: Tables, fingerprint: str) -> str:
    """The key of what comparing the documents of some stories finds: every row that is known of them."""
    digest = hashlib.sha256(fingerprint.encode())
    for name in NAMES:
        frame = group.frame(name)
        known = frame.select("document_id") if name in _FOLLOWS and frame.height else frame
        digest.update(f"\n{name} {known.height}\n".encode())
        digest.update(known.write_ndjson().encode() if known.height else b"")
    return digest.hexdigest()[:32]


def documents_without_failure(result: StageResult, documents: Sequence[str]) -> list[str]:
    """Those of `documents` of which nothing was rejected: what fails is tried anew each time."""
    failed = {*result.tables.rejects.get_column("document_id"), *(one.document_id for one in result.failures)}
    return [key for key in documents if key not in failed]


def is_without_failure(result: StageResult) -> bool:
    """Whether nothing was rejected and nothing raised."""
    return not result.failures and result.tables.rejects.is_empty()


def _rows(frame: pl.DataFrame) -> Iterator[tuple[str, tuple[Any, ...]]]:
    place = frame.get_column_index("document_id")
    return ((row[place], row) for row in frame.iter_rows())
