"""The analysed documents of a build: stored in the table `analyses`, read back as they are asked for."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from schemas.analyses import Analyses
from transforms.language.analysis import AnalysedDocument
from transforms.rows import reads, records
from transforms.tables import Tables

_STORED: Final = ("TAG", "POS", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE")
_REMEMBERED: Final = 256
"""Documents kept in memory once read back: each takes some hundred kilobytes."""
_SHARED: Final = 128
"""The same from stage to stage: more than the documents of a chunk, which go through all of them."""


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


def stored(analysed: AnalysedDocument) -> bytes:
    """The analysis as bytes, without the text and without vectors; `restored` reads it."""
    doc_bin = DocBin(attrs=_STORED, store_user_data=False)
    doc_bin.add(analysed.doc)
    return doc_bin.to_bytes()


def stored_vectors(analysed: AnalysedDocument) -> bytes:
    """The pipeline's vector of each token, as bytes of 32-bit floats, row by row."""
    return np.asarray(analysed.doc.tensor, "<f4").tobytes()


@lru_cache(_SHARED)
def restored(text: str, data: bytes, vectors: bytes | None, vocab: Vocab) -> AnalysedDocument:
    """The analysis that `stored` made of `text`, with its vectors where they are given.

    Nobody changes it, so that stages share it, and its words and sentences with it.
    """
    doc = next(iter(DocBin().from_bytes(data).get_docs(vocab)))
    if vectors is not None and len(doc):
        doc.tensor = np.frombuffer(vectors, "<f4").reshape(len(doc), -1)
    return AnalysedDocument(text, doc)
