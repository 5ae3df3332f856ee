"""Made-up texts with their attributions: resolved one by one, or as tables for the stages of a build."""

from collections.abc import Sequence

from schemas.quote_spans import QuoteSpans
from schemas.quotes import Quotes
from schemas.texts import Texts
from tests.resources import Given, analysed, shipped
from transforms.attribution.quotes import rows, span_rows
from transforms.attribution.values import Attribution
from transforms.language.spans import Span
from transforms.language.stage import ANALYSIS
from transforms.rows import table_of
from transforms.speakers.values import DocumentSpeakers
from transforms.tables import Tables

Quoted = tuple[str | None, str] | tuple[str | None, str, str]
"""(Source, content) by their texts; a third text holds the source where that stands more than once."""

NAMING = Given(
    analyser=shipped().analyser,
    resolver=shipped().resolver,
    linking_weights=shipped().linking_weights,
)


def attribution(text: str, source: str | None, content: str, near: str | None = None) -> Attribution:
    """An attribution by its texts."""
    start = text.index(source, text.index(near) if near else 0) if source else 0
    place = text.index(content)
    return Attribution(
        content=(Span(place, place + len(content)),),
        type="direct" if content[0] in '"“' else "indirect",
        confidence=0.9,
        method="made-up 1",
        source=(Span(start, start + len(source)),) if source else (),
    )


def resolved(text: str, *quoted: Quoted) -> DocumentSpeakers:
    """Who is behind each attribution, by the shipped resolver."""
    found = [attribution(text, *one) for one in quoted]
    return shipped().resolver(analysed(text), found)


def names(text: str, *quoted: Quoted) -> list[str | None]:
    """The speaker's name for each attribution."""
    made = resolved(text, *quoted)
    return [None if one.entity is None else made.entities[one.entity].name for one in made.resolved]


def attributed(*documents: tuple[str, Sequence[Attribution]]) -> Tables:
    """Analysed texts with their quotes, whose speakers nobody has named yet; ids count from doc_0…0."""
    given = [(f"doc_{number:016x}", text, found) for number, (text, found) in enumerate(documents)]
    tables = Tables(
        texts=table_of(Texts, ({"document_id": key, "text": text} for key, text, _ in given)),
        quotes=table_of(Quotes, (row for key, text, own in given for row in rows(key, text, (), own))),
        quote_spans=table_of(
            QuoteSpans, (row for key, text, own in given for row in span_rows(key, text, own))
        ),
    )
    return ANALYSIS(tables, NAMING).tables
