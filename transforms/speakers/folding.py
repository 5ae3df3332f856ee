"""The stage `folding`: a quote within a quote of the same speaker is part of it, and no quote of its own.

"He said he believed that the port would close" tells of one utterance. Who passes on somebody else's words
stays apart from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import polars as pl

from schemas.quote_spans import QuoteSpans
from schemas.quotes import Quotes
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import reads, records, typed
from transforms.stage import Stage
from transforms.tables import Tables


@reads(Quotes)
class _Quote(NamedTuple):
    quote_id: str
    nested_in: str | None
    speaker_id: str | None
    source: str | None


def fold(tables: Tables, _: Resources) -> StageResult:
    """`quotes` and `quote_spans` without what is folded; what stands inside it lies in the quote around."""
    into = folded(list(records(tables.quotes, _Quote)))
    quotes = tables.quotes.filter(~pl.col("quote_id").is_in(list(into)))
    spans = tables.quote_spans.filter(~pl.col("quote_id").is_in(list(into)))
    return StageResult(
        Tables(
            quotes=typed(Quotes, quotes.with_columns(pl.col("nested_in").replace(into))),
            quote_spans=typed(QuoteSpans, spans),
        )
    )


FOLDING: Final = Stage("folding", ("quotes", "quote_spans"), ("quotes", "quote_spans"), fold)


def folded(quotes: Iterable[_Quote]) -> dict[str, str]:
    """Each quote that is part of another, and the outermost that it is part of."""
    by_id = {quote.quote_id: quote for quote in quotes}
    around = {
        quote.quote_id: quote.nested_in
        for quote in by_id.values()
        if quote.nested_in is not None and _is_same_speaker(quote, by_id[quote.nested_in])
    }
    return {quote: _outermost(quote, around) for quote in around}


def _is_same_speaker(inner: _Quote, outer: _Quote) -> bool:
    """Whether both are known to be the same, or the inner one is said by the "I" of the outer."""
    if inner.speaker_id is None:
        return inner.source is not None and inner.source.lower() == "i"
    return inner.speaker_id == outer.speaker_id


def _outermost(quote: str, around: Mapping[str, str]) -> str:
    while quote in around:
        quote = around[quote]
    return quote
