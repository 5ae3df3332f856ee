"""From texts and zones to quotes: runs an extractor over documents and makes rows of what it finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from schemas.package import table
from transforms import rejects
from transforms.attribution import quote_spans, quotes
from transforms.attribution.values import Attribution, Extractor
from transforms.language.spans import Span
from transforms.reading.zones import Zone
from transforms.results import Frames, StageCount, StageResult
from transforms.speakers import stage as speakers
from transforms.speakers.resolutions import DocumentSpeakers, Resources


@dataclass(frozen=True, slots=True)
class Article:
    """A document as the extractor needs it."""

    document_id: str
    text: str
    zones: tuple[Zone, ...]

    @property
    def boilerplate(self) -> tuple[Span, ...]:
        """The spans from which nothing may be quoted."""
        return tuple(Span(zone.start, zone.end) for zone in self.zones if zone.kind == "boilerplate")


class Read(NamedTuple):
    """A document with its attributions and who speaks in it."""

    article: Article
    attributions: list[Attribution]
    speakers_found: DocumentSpeakers


def extract(frames: Frames, extractor: Extractor, resources: Resources | None = None) -> StageResult:
    """Quotes, quote_spans, speaker_mentions, document_speakers and rejects of the documents in `frames`.

    A document on which the extractor or the naming of speakers raises is rejected alone; the others go on.
    Speakers are named as each document names them; `speakers.link` joins those of all documents.
    """
    articles = _articles(frames)
    found, left_out = _attributions(articles, extractor)
    known = resources or Resources()
    read: list[Read] = []
    for article in (article for article in articles if article.document_id in found):
        mine = found[article.document_id]
        try:
            read.append(Read(article, mine, speakers.resolve_document(article.text, mine, known)))
        except Exception as error:  # one document must not cost the others
            left_out.append(_failed(article, "the naming of speakers", error))
    count = StageCount("quotes", "documents", len(articles), len(read), len(left_out))
    return StageResult(_frames(read) | {"rejects": rejects.rows(left_out)}, (count,))


def _articles(frames: Frames) -> list[Article]:
    zones: dict[str, list[Zone]] = {}
    for row in frames["zones"].sort("document_id", "start").iter_rows(named=True):
        zones.setdefault(row["document_id"], []).append(Zone(row["kind"], row["start"], row["end"]))
    texts = frames["texts"].sort("document_id").iter_rows()
    return [Article(key, text, tuple(zones.get(key, ()))) for key, text in texts]


def _attributions(
    articles: Sequence[Article], extractor: Extractor
) -> tuple[dict[str, list[Attribution]], list[rejects.Reject]]:
    """All at once, since that is fastest; one by one only where something raised, to find out which."""
    try:
        lists = extractor([a.text for a in articles], [a.boilerplate for a in articles])
        return {a.document_id: found for a, found in zip(articles, lists, strict=True)}, []
    except Exception:
        return _one_by_one(articles, extractor)


def _one_by_one(
    articles: Sequence[Article], extractor: Extractor
) -> tuple[dict[str, list[Attribution]], list[rejects.Reject]]:
    found, left_out = {}, []
    for article in articles:
        try:
            found[article.document_id] = extractor([article.text], [article.boilerplate])[0]
        except Exception as error:  # one document that cannot be read must not cost the others
            left_out.append(_failed(article, extractor.name, error))
    return found, left_out


def _failed(article: Article, what: str, error: Exception) -> rejects.Reject:
    detail = f"{what} raised {type(error).__name__}: {error}"
    return rejects.Reject("quotes", "extraction_failed", detail, document_id=article.document_id)


def _frames(read: Sequence[Read]) -> Frames:
    quote_rows: list[dict[str, Any]] = []
    span_rows: list[dict[str, Any]] = []
    mention_rows: list[dict[str, Any]] = []
    document_speaker_rows: list[dict[str, Any]] = []
    for article, attributions, speakers_found in read:
        made = quotes.rows(article.document_id, article.text, article.zones, attributions)
        quote_rows += [
            row | said for row, said in zip(made, speakers.quote_columns(speakers_found), strict=True)
        ]
        keys = [row["quote_id"] for row in made]
        span_rows += quote_spans.rows(article.document_id, article.text, keys, attributions)
        mention_rows += speakers.mention_rows(
            article.document_id, article.text, article.boilerplate, speakers_found
        )
        document_speaker_rows += speakers.document_speaker_rows(article.document_id, speakers_found)
    return {
        "quotes": pl.DataFrame(quote_rows, schema=table("quotes").polars_schema),
        "quote_spans": pl.DataFrame(span_rows, schema=table("quote_spans").polars_schema),
        "speaker_mentions": pl.DataFrame(mention_rows, schema=table("speaker_mentions").polars_schema),
        "document_speakers": speakers.document_speakers_frame(document_speaker_rows),
    }
