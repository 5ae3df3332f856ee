"""Where a discrepancy's value stands: in which quote, in which claim, in which sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple

import polars as pl

from schemas.claims import Claims
from transforms.language.documents import AnalysedDocuments
from transforms.language.intervals import smallest_around
from transforms.language.spans import Span
from transforms.rows import by_key, reads, records
from transforms.tables import Tables


@reads(Claims)
class _Claim(NamedTuple):
    claim_id: str
    document_id: str
    span_starts: list[int]
    span_ends: list[int]

    @property
    def owned(self) -> tuple[str, list[Span]]:
        """The claim and its stretches."""
        return self.claim_id, [Span(*ends) for ends in zip(self.span_starts, self.span_ends, strict=True)]


class ValuePlaces:
    """The quotes, claims and sentences of some tables, by place."""

    def __init__(self, tables: Tables, analysed: AnalysedDocuments) -> None:
        spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        content = tables.quote_spans.filter(pl.col("role") == "content")
        for document, start, end, quote in content.select(
            "document_id", "start", "end", "quote_id"
        ).iter_rows():
            spans[document].append((start, -end, quote))
        self._quotes = {document: sorted(found) for document, found in spans.items()}
        self._claims = by_key(records(tables.claims, _Claim), lambda claim: claim.document_id)
        self._analysed = analysed

    def quote_at(self, document: str, start: int) -> str | None:
        """The quote whose content the code point `start` is in; the innermost of quotes in quotes."""
        found = self._quotes.get(document, [])
        upto = bisect_right(found, (start, 0, ""))
        around = [quote for _, minus_end, quote in found[:upto] if start < -minus_end]
        return around[-1] if around else None

    def claim_at(self, document: str, start: int) -> str | None:
        """The smallest claim that the code point `start` is in."""
        (found,) = smallest_around([start], [claim.owned for claim in self._claims.get(document, ())])
        return found

    def sentence(self, document: str, start: int, end: int) -> str:
        """The text from the start of the sentence that the value starts in to the end of its last one."""
        analysed = self._analysed[document]
        first, last = analysed.sentence_of(start), analysed.sentence_of(end - 1)
        begin = min(first.start, start) if first else start
        return analysed.text[begin : max(last.end, end) if last else end]
