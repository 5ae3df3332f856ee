"""The analysed documents of a build, read back from the working table `analyses` as they are asked for."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from spacy.vocab import Vocab

from schemas.analyses import Analyses
from transforms.language.analysis import AnalysedDocument, restored
from transforms.rows import reads, records
from transforms.tables import Tables

_REMEMBERED: Final = 256
"""Documents kept in memory once read back: each takes some hundred kilobytes."""


@reads(Analyses)
class _Stored(NamedTuple):
    document_id: str
    tokens: bytes
    vectors: bytes | None


class AnalysedDocuments:
    """Every document of some tables (texts and analyses) that could be analysed, by id."""

    def __init__(self, tables: Tables, vocab: Vocab) -> None:
        self._texts: dict[str, str] = dict(tables.texts.select("document_id", "text").iter_rows())
        found = records(tables.analyses.sort("document_id"), _Stored)
        self._stored = {row.document_id: row for row in found if row.document_id in self._texts}
        self._vocab = vocab
        self._remembered = lru_cache(_REMEMBERED)(self._restored)

    def __getitem__(self, document_id: str) -> AnalysedDocument:
        """The document; KeyError where it was not analysed."""
        return self._remembered(document_id)

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._stored

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)

    def _restored(self, document_id: str) -> AnalysedDocument:
        row = self._stored[document_id]
        return restored(self._texts[document_id], row.tokens, row.vectors, self._vocab)
