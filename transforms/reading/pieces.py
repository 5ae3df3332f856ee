"""An origin that is read in pieces: a text that repeats one of another piece is left out, too."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import polars as pl

from transforms import rejects
from transforms.ids import text_sha256
from transforms.reading.duplicates import duplicates, text_key
from transforms.rejects import Reject
from transforms.results import StageCount, StageResult, total

_OF_A_DOCUMENT: Final = ("texts", "documents", "zones")


class Pieces:
    """What is kept of the documents of an origin's pieces: no text, but what tells if two are the same."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self._locators: dict[str, str] = {}
        self._taken_down: set[str] = set()

    def add(self, piece: StageResult) -> StageResult:
        """Add the documents of a piece, within which none repeats another; gives the piece as it counts.

        Each piece is read beside the documents that were taken down: only the first tells of them.
        """
        for document, text in piece.tables.texts.select("document_id", "text").iter_rows():
            key = text_key(text)
            self._keys[document] = key and text_sha256(key)
        self._locators |= dict(piece.tables.documents.select("document_id", "locator").iter_rows())
        told = pl.col("document_id").is_in(list(self._taken_down)).fill_null(value=False)
        left = piece.tables.rejects.filter(~told)
        self._taken_down |= set(left.filter(reason=rejects.TAKEN_DOWN).get_column("document_id"))
        again = piece.tables.rejects.height - left.height
        if not again:
            return piece
        counts = total((*piece.counts, StageCount("ingest", "files", -again, 0, -again)))
        failures = tuple(one for one in piece.failures if one.document_id not in self._taken_down)
        return StageResult(piece.tables.with_frames({"rejects": left}), counts, failures)

    def repeats(self) -> dict[str, str]:
        """Each document that repeats another, with that one: of the same the smallest id."""
        return duplicates(self._keys.items())

    def without(self, piece: StageResult, repeats: Mapping[str, str]) -> StageResult:
        """The piece without what repeats a document of another one: a reject says which."""
        documents = piece.tables.documents
        told = [
            self._reject(origin, locator, document, repeats[document])
            for origin, locator, document in documents.select("origin", "locator", "document_id").iter_rows()
            if document in repeats
        ]
        left = documents.filter(~pl.col("document_id").is_in(list(repeats))).get_column("document_id")
        left_out = pl.concat([piece.tables.rejects, rejects.rows(told)])
        kept = piece.tables.of_documents(left).only(_OF_A_DOCUMENT)
        counts = total((*piece.counts, StageCount("ingest", "files", 0, -len(told), len(told))))
        return replace(piece, tables=kept.with_frames({"rejects": left_out}), counts=counts)

    def _reject(self, origin: str, locator: str, document: str, first: str) -> Reject:
        return Reject(
            "documents", "duplicate", f"same text as {self._locators[first]}", origin, locator, document
        )
