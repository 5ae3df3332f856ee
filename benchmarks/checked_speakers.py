"""Attributions whose speakers people have checked: GUM's gold chains, and readings of a build by its ids.

The readings (models/speakers/readings.csv) hold ids and verdicts alone: a quote, the speaker that a build
gave it, and whether a reader of the article agreed. They need a build of the same texts beside them.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from benchmarks.speakers import right
from benchmarks.speakers_data import analysed, gum_attributions, gum_documents
from flows.store.resources import PROJECT
from schemas.package import table
from transforms.attribution.quotes import by_document
from transforms.speakers.confidence import features
from transforms.speakers.entities import Entity
from transforms.speakers.local_speakers import DESCRIBED
from transforms.speakers.resolution import DocumentResolver
from transforms.speakers.values import ResolvedMention
from transforms.tables import Tables

READINGS = PROJECT / "models" / "speakers" / "readings.csv"
_TABLES = ("texts", "quotes", "quote_spans")


class Checked(NamedTuple):
    """A resolved mention: its document, what the resolver says of it, features, and whether it is right."""

    document: str
    method: str
    prior: float
    features: dict[str, float]
    right: bool


def checked(data: Path, build: Path, known: DocumentResolver) -> list[Checked]:
    """Every checked mention of GUM and of a build's tables, by a resolver without fitted probabilities."""
    return [*of_gum(data / "gum_attribution", known), *of_readings(build, known)]


def of_gum(folder: Path, known: DocumentResolver) -> Iterator[Checked]:
    """GUM's attributions; one whose speaker has no name is right only where it is described in place."""
    for document in gum_documents(folder):
        pairs = gum_attributions(document)
        attributions = [attribution for attribution, _ in pairs]
        context = known.context(analysed(document["text"]), attributions)
        mentions = known.in_context(context, attributions)
        chains = {chain["chain"]: chain for chain in document["coref"]}
        for (attribution, record), mention in zip(pairs, mentions, strict=True):
            gold = record.get("speaker")
            if gold and mention.entity is not None:
                entity = context.entities[mention.entity]
                good = _is_right(entity, gold, chains[gold["chain"]], document["text"])
                yield _checked(document["doc"], mention, features(context, attribution, mention), good)


def _is_right(entity: Entity, gold: dict[str, Any], chain: dict[str, Any], text: str) -> bool:
    if entity.kind in DESCRIBED:
        named = gold["canonical"] is not None or gold["form"] == "name"
        return not named and any(start <= entity.starts[0] < end for start, end in chain["mentions"])
    return right(entity.name, gold, chain, text)


def _checked(document: str, mention: ResolvedMention, found: dict[str, float], good: bool) -> Checked:
    return Checked(document, mention.method, mention.confidence or 0.0, found, good)


def of_readings(build: Path, known: DocumentResolver) -> Iterator[Checked]:
    """The quotes of a build that were read; one with another speaker now is judged only if it was right."""
    with READINGS.open(encoding="utf-8") as file:
        verdicts = {
            row["quote_id"]: (row["speaker_id"], row["right"] == "true") for row in csv.DictReader(file)
        }
    frames = {name: pl.read_parquet(build / f"{name}.parquet") for name in _TABLES}
    read = frames["quotes"].filter(pl.col("quote_id").is_in(list(verdicts)))
    documents = read["document_id"].unique().implode()
    own = {
        name: frame.filter(pl.col("document_id").is_in(documents)).select(table(name).polars_schema.names())
        for name, frame in frames.items()
    }
    tables = Tables().with_frames(own)
    speakers = dict(read.select("quote_id", "speaker_id").iter_rows())
    texts = dict(own["texts"].iter_rows())
    for key, quotes in by_document(tables).items():
        context = known.context(analysed(texts[key]), quotes.attributions)
        mentions = known.in_context(context, quotes.attributions)
        for quote, attribution, mention in zip(quotes.ids, quotes.attributions, mentions, strict=True):
            if quote in verdicts and mention.entity is not None:
                judged, good = verdicts[quote]
                if speakers[quote] == judged or good:
                    found = features(context, attribution, mention)
                    yield _checked(key, mention, found, good and speakers[quote] == judged)
