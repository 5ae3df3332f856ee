"""A document's page: its quotes in place where it may be reprinted, else in order with their context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transforms.explorer import addresses, charts
from transforms.explorer.material import Material
from transforms.explorer.records import Article, Quote, Span
from transforms.explorer.rendering import in_pieces, page
from transforms.reading.values import THIRD_PARTY


class Stretch(NamedTuple):
    """A stretch of a text, the innermost quote that covers it, if one does, and the quotes that end there."""

    text: str
    quote: Quote | None
    ends: tuple[int, ...]


def listed(material: Material) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The list of articles."""
    ordered = sorted(material.articles.values(), key=lambda row: (row.name.casefold(), row.document_id))
    types = material.types("document_id")
    most = max((sum(counts.values()) for counts in types.values()), default=1)
    bars = {
        article.document_id: charts.bar(article.name, types.get(article.document_id, {}), charts.WAYS, most)
        for article in ordered
    }
    yield in_pieces(
        "articles",
        addresses.ARTICLES,
        material.version,
        articles=ordered,
        bars=bars,
        stories=material.stories,
        story_of=material.story_of_document,
    )


def pages(material: Material) -> Iterator[tuple[str, bytes]]:
    """A page for each article."""
    for article in material.articles.values():
        yield _page(article, material)


def _page(article: Article, material: Material) -> tuple[str, bytes]:
    quotes = material.quotes_of_document.get(article.document_id, [])
    text = material.texts.get(article.document_id) if may_be_reprinted(article) else None
    story = material.stories.get(material.story_of_document.get(article.document_id, ""))
    return page(
        "article",
        addresses.of(article.document_id),
        material.version,
        article=article,
        quotes=quotes,
        types=charts.by_type(article.name, quotes),
        story=story,
        statements=material.statements,
        stretches=stretches(text, quotes, material.spans.get(article.document_id, ())) if text else None,
    )


def may_be_reprinted(article: Article) -> bool:
    """Whether the terms of an article let its text be shown."""
    return article.licence != THIRD_PARTY


def stretches(text: str, quotes: Sequence[Quote], spans: Sequence[Span]) -> list[Stretch]:
    """A text cut where quotes begin and end; together the stretches are the text."""
    known = {quote.quote_id: (place, quote) for place, quote in enumerate(quotes, 1)}
    spans = [span for span in spans if span.quote_id in known]
    last = {span.quote_id: span.end for span in sorted(spans, key=lambda span: span.end)}
    cuts = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    found = []
    for start, end in pairwise(cuts):
        over = [span for span in spans if span.start <= start and end <= span.end]
        inner = min(over, key=lambda span: (span.end - span.start, span.quote_id), default=None)
        ends = tuple(sorted(known[quote][0] for quote, edge in last.items() if edge == end))
        found.append(Stretch(text[start:end], known[inner.quote_id][1] if inner else None, ends))
    return found
