"""The stage `linking`: the entities of all documents become the speakers of the build.

It runs once stories are known: a bare name, a short form and a source without a name mean what they mean
within a story. Where there are no stories, each document counts as its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

import dataframely as dy
import polars as pl

from schemas.document_speakers import DocumentSpeakers
from schemas.documents import Documents
from schemas.quotes import Quotes
from schemas.speaker_mentions import SpeakerMentions
from schemas.speakers import Speakers
from schemas.story_documents import StoryDocuments
from transforms.language import lexica
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import reads, records, table_of, typed
from transforms.speakers.linking import by_key, link
from transforms.speakers.local_speakers import BODIES, Local, Speaker
from transforms.stage import Stage
from transforms.tables import Tables

_NAMED_DOCUMENTS: Final = lexica.words("speakers", "named_documents")


@reads(DocumentSpeakers, StoryDocuments, Documents)
class _Row(NamedTuple):
    speaker_id: str
    document_id: str
    story_id: str | None
    published_on: date | None
    name: str
    kind: str | None
    names: list[str]
    gender: str | None
    roles: list[str]
    affiliations: list[str]
    n_mentions: int
    n_quotes: int
    wikidata_id: str | None


def link_speakers(tables: Tables, resources: Resources) -> StageResult:
    """`speakers` of the whole build, with their final ids in `quotes` and mentions; also who relays a quote.

    Mentions of those whom no document quotes are left out. The order of rows changes nothing.
    """
    speakers, final = speakers_of(tables, resources)
    return StageResult(replace(with_final_ids(tables, final), speakers=speakers))


def speakers_of(tables: Tables, resources: Resources) -> tuple[dy.DataFrame[Speakers], pl.DataFrame]:
    """The speakers of the build, and their ids by the id of each entity in its document.

    Of `tables`, only `document_speakers`, `story_documents` and `documents` are read.
    """
    rows = locals_of(tables.document_speakers, tables.story_documents, tables.documents)
    found = with_linked_owners(link(rows, resources.linking_weights))
    final = _final_ids({key: id_ for key, id_ in by_key(found).items() if found[id_].is_quoted})
    quoted = {key: speaker for key, speaker in found.items() if speaker.is_quoted}
    return table_of(Speakers, (_speaker(key, speaker) for key, speaker in quoted.items())), final


def with_final_ids(tables: Tables, final: pl.DataFrame) -> Tables:
    """Quotes and mentions of some documents, with the ids that the build has for their speakers."""
    return Tables(
        quotes=with_relays(_with_final_ids(tables.quotes, final)),
        speaker_mentions=_known(_with_final_ids(tables.speaker_mentions, final)),
    )


LINKING: Final = Stage(
    "linking",
    ("documents", "story_documents", "document_speakers", "quotes", "speaker_mentions"),
    ("speakers", "quotes", "speaker_mentions"),
    link_speakers,
)


def locals_of(entities: pl.DataFrame, stories: pl.DataFrame, documents: pl.DataFrame) -> Iterator[Local]:
    """The rows of `document_speakers` as values, with the story and the day of each document."""
    rows = entities.join(stories.select("document_id", "story_id"), on="document_id", how="left")
    rows = rows.join(documents.select("document_id", "published_on"), on="document_id", how="left")
    for row in records(rows, _Row):
        yield Local(
            row.speaker_id,
            row.document_id,
            row.story_id or row.document_id,
            row.name,
            row.kind,
            tuple(row.names),
            row.gender,
            tuple(row.roles),
            tuple(row.affiliations),
            row.n_mentions,
            row.n_quotes,
            row.wikidata_id,
            row.published_on,
        )


def with_linked_owners(speakers: Mapping[str, Speaker]) -> Mapping[str, Speaker]:
    """The same, whose each office is under the name by which the build knows that one."""
    known: dict[tuple[str, str], str] = {}
    for speaker in speakers.values():
        known |= dict.fromkeys(((one.document_id, one.name) for one in speaker.members), speaker.name)
    for speaker in speakers.values():
        speaker.members = [_with_owners(member, known) for member in speaker.members]
    return speakers


def _with_owners(one: Local, known: Mapping[tuple[str, str], str]) -> Local:
    owners = (known.get((one.document_id, owner), owner) for owner in one.affiliations)
    return one._replace(affiliations=tuple(owners))


def _speaker(key: str, speaker: Speaker) -> dict[str, object]:
    return {
        "speaker_id": key,
        "name": speaker.name,
        "kind": _published_kind(speaker),
        "role": None if speaker.kind in BODIES else speaker.role,
        "affiliation": None if speaker.kind in BODIES else speaker.affiliation,
        "wikidata_id": speaker.wikidata_id,
    }


def _published_kind(speaker: Speaker) -> str | None:
    """Its kind; what is called an act, an amendment or a poll is a document, though it has a name."""
    last = speaker.name.casefold().rpartition(" ")[2]
    named = speaker.kind in ("organisation", None) and last in _NAMED_DOCUMENTS
    return "document" if named and not speaker.wikidata_id else speaker.kind


def _final_ids(ids: Mapping[str, str]) -> pl.DataFrame:
    columns = {"speaker_id": pl.String, "linked": pl.String}
    return pl.DataFrame(list(ids.items()), schema=columns, orient="row")


def _with_final_ids(frame: pl.DataFrame, final: pl.DataFrame) -> pl.DataFrame:
    """`frame` with the build's id for each entity of a document; null for those who are no speakers."""
    joined = frame.join(final, on="speaker_id", how="left", maintain_order="left")
    return joined.with_columns(speaker_id=pl.col("linked")).select(frame.columns)


def _known(mentions: pl.DataFrame) -> dy.DataFrame[SpeakerMentions]:
    """The mentions of speakers, and the sources of which nothing tells whose they are."""
    kept = mentions.filter(pl.col("speaker_id").is_not_null() | (pl.col("method") == "unresolved"))
    return typed(SpeakerMentions, kept)


def with_relays(quotes: pl.DataFrame) -> dy.DataFrame[Quotes]:
    """The quotes with whoever passes each on: the speaker of the quote that it is nested in, if another."""
    outer = quotes.select(nested_in="quote_id", relay="speaker_id")
    joined = quotes.join(outer, on="nested_in", how="left", maintain_order="left")
    other = pl.col("relay").ne_missing(pl.col("speaker_id"))
    relay = pl.when(other).then("relay")
    return typed(Quotes, joined.with_columns(relay_id=relay).drop("relay"))
