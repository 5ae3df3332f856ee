"""The quotations of each article in schema.org's words, as JSON-LD: for search engines and linked data.

Terms: https://schema.org/Quotation, whose `spokenByCharacter` is the speaker and `isPartOf` the article. They
are those of the table `quotes`, reported ones too, as `additionalType` says; no other words are in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

QUOTATIONS: Final = "quotations.jsonld"
"""Name of the file in a release."""

_KINDS: Final[Mapping[str | None, str]] = {
    "person": "Person",
    "unnamed": "Person",
    "organisation": "Organization",
    "government": "GovernmentOrganization",
    "document": "CreativeWork",
}
"""Kind of speaker -> its type in schema.org; the others are things."""

_BASE: Final = "urn:parallax:"


def quotations(frames: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """The JSON-LD document of every article's quotations, from `documents`, `speakers` and `quotes`.

    A key is left out where nothing is known.
    """
    graph = [
        *_articles(frames["documents"]),
        *_speakers(frames["speakers"]),
        *_quotes(frames["quotes"]),
    ]
    return {"@context": {"@vocab": "https://schema.org/", "@base": _BASE}, "@graph": graph}


def _articles(documents: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in documents.iter_rows(named=True):
        published = row["published_at"] or row["published_on"]
        yield _known(
            {
                "@id": row["document_id"],
                "@type": "NewsArticle",
                "headline": row["headline"],
                "publisher": _named("Organization", row["outlet"]),
                "datePublished": published.isoformat() if published else None,
                "inLanguage": row["language"],
                "identifier": row["locator"],
            }
        )


def _speakers(speakers: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in speakers.iter_rows(named=True):
        item = row["wikidata_id"]
        yield _known(
            {
                "@id": row["speaker_id"],
                "@type": _KINDS.get(row["kind"], "Thing"),
                "name": row["name"],
                "description": row["role"],
                "affiliation": _named("Organization", row["affiliation"])
                if row["kind"] == "person"
                else None,
                "sameAs": {"@id": f"http://www.wikidata.org/entity/{item}"} if item else None,
            }
        )


def _quotes(quotes: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in quotes.iter_rows(named=True):
        yield _known(
            {
                "@id": row["quote_id"],
                "@type": "Quotation",
                "text": row["content"],
                "spokenByCharacter": {"@id": row["speaker_id"]} if row["speaker_id"] else None,
                "isPartOf": {"@id": row["document_id"]},
                "additionalType": row["type"],
            }
        )


def _named(kind: str, name: str | None) -> dict[str, Any] | None:
    return {"@type": kind, "name": name} if name else None


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value is not None}
