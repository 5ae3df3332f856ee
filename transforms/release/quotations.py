"""The quotations of each article in schema.org's words, as JSON-LD: for search engines and linked data.

Terms: https://schema.org/Quotation, whose `spokenByCharacter` is the speaker, or `citation` the text that
says it, and `isPartOf` the article. They are those of the table `quotes`, reported ones too, as
`additionalType` says; no other words are in it. Ids are whole IRIs: what a relative one means beside a URN,
readers do not agree on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

import polars as pl

from schemas.package import table
from transforms.release.batches import batches
from transforms.tables import LazyFrames

QUOTATIONS: Final = "quotations.jsonld"
"""Name of the file in a release."""

_KINDS: Final[Mapping[str | None, str]] = {
    "person": "Person",
    "unnamed": "Person",
    "organisation": "Organization",
    "government": "GovernmentOrganization",
    "group": "Organization",
    "document": "CreativeWork",
}
"""Kind of speaker -> its type in schema.org; one whose kind is not known is a thing."""

_NAMESPACE: Final = "urn:parallax:"


def quotations(tables: LazyFrames) -> dict[str, Any]:
    """The JSON-LD document of every article's quotations, from `documents`, `speakers` and `quotes`.

    A key is left out where nothing is known. The entries of the graph are made while one reads them.
    """
    graph = chain(
        chain.from_iterable(map(_articles, _some("documents", tables))),
        chain.from_iterable(map(_speakers, _some("speakers", tables))),
        _all_quotes(tables),
    )
    return {"@context": {"@vocab": "https://schema.org/"}, "@graph": graph}


def _some(name: str, tables: LazyFrames) -> Iterator[pl.DataFrame]:
    return batches(tables[name], table(name))


def _all_quotes(tables: LazyFrames) -> Iterator[dict[str, Any]]:
    texts = _texts(tables["speakers"])
    for quotes in _some("quotes", tables):
        yield from _quotes(quotes, texts)


def _texts(speakers: pl.LazyFrame) -> frozenset[str]:
    """The ids of speakers that are texts, which speak through no character."""
    found = speakers.filter(pl.col("kind") == "document").select("speaker_id").collect()
    return frozenset(found.to_series())


def _iri(key: str) -> str:
    """An id as an IRI."""
    return f"{_NAMESPACE}{key}"


def _articles(documents: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in documents.iter_rows(named=True):
        published = row["published_at"] or row["published_on"]
        yield _known(
            {
                "@id": _iri(row["document_id"]),
                "@type": "NewsArticle",
                "headline": row["headline"],
                "publisher": _named("Organization", row["outlet"]),
                "datePublished": published.isoformat() if published else None,
                "inLanguage": row["language"],
                "url": row["url"],
                "identifier": row["locator"],
            }
        )


def _speakers(speakers: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in speakers.iter_rows(named=True):
        item = row["wikidata_id"]
        yield _known(
            {
                "@id": _iri(row["speaker_id"]),
                "@type": _KINDS.get(row["kind"], "Thing"),
                "name": row["name"],
                "description": row["role"],
                "affiliation": _named("Organization", row["affiliation"])
                if row["kind"] == "person"
                else None,
                "sameAs": {"@id": f"http://www.wikidata.org/entity/{item}"} if item else None,
            }
        )


def _quotes(quotes: pl.DataFrame, texts: frozenset[str]) -> Iterator[dict[str, Any]]:
    for row in quotes.iter_rows(named=True):
        speaker = row["speaker_id"]
        told_by = "citation" if speaker in texts else "spokenByCharacter"
        yield _known(
            {
                "@id": _iri(row["quote_id"]),
                "@type": "Quotation",
                "text": row["content"],
                told_by: {"@id": _iri(speaker)} if speaker else None,
                "isPartOf": {"@id": _iri(row["document_id"])},
                "additionalType": row["type"],
            }
        )


def _named(kind: str, name: str | None) -> dict[str, Any] | None:
    return {"@type": kind, "name": name} if name else None


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value is not None}
