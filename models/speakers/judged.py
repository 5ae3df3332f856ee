"""Sources of a build that somebody read beside the article, each with the person who is meant."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from benchmarks.speakers_data import analysed
from schemas.package import table
from transforms.attribution.quotes import DocumentQuotes, by_document
from transforms.speakers.context import ResolutionContext
from transforms.speakers.resolution import DocumentResolver
from transforms.speakers.sources import Source, read_source
from transforms.tables import Tables

_TABLES = ("texts", "quotes", "quote_spans")


def judged(
    readings: Path, build: Path, known: DocumentResolver
) -> Iterator[tuple[ResolutionContext, Source, set[int], str]]:
    """Each source that a file of readings judges: its document as resolved, who is right, the document's id.

    A row gives document_id, where the source starts, and where a name of the right person stands; no place
    where nobody named is meant. Sources that the build does not have are left out.
    """
    read: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with readings.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            read[row["document_id"]].append((int(row["start"]), row["name_start"]))
    texts, quotes = _documents(build, list(read))
    for key, rows in read.items():
        context = known.context(analysed(texts[key]), quotes[key].attributions)
        known.in_context(context, quotes[key].attributions)
        sources = (read_source(context.tagged, one.source) for one in quotes[key].attributions)
        places = {source.start: source for source in sources if source is not None}
        for start, name in rows:
            right = {context.owner[id(n)] for n in context.named if name and n.start == int(name)}
            if start in places:
                yield context, places[start], right, key


def _documents(build: Path, documents: Sequence[str]) -> tuple[dict[str, str], dict[str, DocumentQuotes]]:
    own = {
        name: pl.read_parquet(build / f"{name}.parquet", columns=table(name).polars_schema.names()).filter(
            pl.col("document_id").is_in(documents)
        )
        for name in _TABLES
    }
    return dict(own["texts"].iter_rows()), by_document(Tables().with_frames(own))
