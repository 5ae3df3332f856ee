"""The stage `linking`: the entities of all documents become the speakers of the build.

It runs once stories are known: a bare name, a short form and a source without a name mean what they mean
within a story. Where there are no stories, each document counts as its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple, TypeVar, cast

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
from transforms.speakers.pronoun_ranker import Weights
from transforms.stage import Stage
from transforms.tables import Tables

T = TypeVar("T")

_NAMED_DOCUMENTS: Final = lexica.words("speakers", "named_documents")


@reads(DocumentSpeakers, StoryDocuments, Documents)
class _Row(NamedTuple):
    speaker_id: str
    document_id: str
    story_id: str | None
    published_on: date | None
    name: str
    kind: str | None
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
    entities, weights = [tables.document_speakers], resources.linking_weights
    speakers, final = speakers_of(entities, tables.story_documents, tables.documents, weights)
    return StageResult(replace(with_final_ids(tables, final), speakers=speakers))


def speakers_of(
    entities: Iterable[pl.DataFrame], stories: pl.DataFrame, documents: pl.DataFrame, weights: Weights
) -> tuple[dy.DataFrame[Speakers], pl.DataFrame]:
    """The speakers of the build, and their ids by the id of each entity in its document.

    `entities` are the rows of `document_speakers`, some at a time.
    """
    found = with_linked_owners(link(locals_of(entities, stories, documents), weights))
    quoted = {key: speaker for key, speaker in found.items() if speaker.is_quoted}
    final = _final_ids(by_key(quoted))
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


def locals_of(
    entities: Iterable[pl.DataFrame], stories: pl.DataFrame, documents: pl.DataFrame
) -> Iterator[Local]:
    """The rows of `document_speakers` as values, with the story and the day of each document."""
    story_of = stories.select("document_id", "story_id")
    day_of = documents.select("document_id", "published_on")
    same = _Same()
    for frame in entities:
        rows = frame.join(story_of, on="document_id", how="left").join(day_of, on="document_id", how="left")
        yield from (_local(row, same) for row in records(rows, _Row))


class _Same:
    """Values of which each is held once: most stand in many rows."""

    def __init__(self) -> None:
        self._values: dict[object, object] = {}

    def __call__(self, value: T) -> T:
        return cast("T", self._values.setdefault(value, value))

    def all(self, values: Iterable[str]) -> tuple[str, ...]:
        return self(tuple(map(self, values)))


def _local(row: _Row, same: _Same) -> Local:
    return Local(
        row.speaker_id,
        same(row.document_id),
        same(row.story_id or row.document_id),
        same(row.name),
        same(row.kind),
        same(row.gender),
        same.all(row.roles),
        same.all(row.affiliations),
        row.n_mentions,
        row.n_quotes,
        same(row.wikidata_id),
        same(row.published_on),
    )


def with_linked_owners(speakers: Mapping[str, Speaker]) -> Mapping[str, Speaker]:
    """The same, whose each office is under the name by which the build knows that one."""
    owned = {
        (member.document_id, owner)
        for speaker in speakers.values()
        for member in speaker.members
        for owner in member.affiliations
    }
    known: dict[tuple[str, str], str] = {}
    for speaker in speakers.values():
        named = {(one.document_id, one.name) for one in speaker.members} & owned
        known |= dict.fromkeys(named, speaker.name) if named else {}
    for speaker in speakers.values():
        speaker.members = [_with_owners(member, known) for member in speaker.members]
    return speakers


def _with_owners(one: Local, known: Mapping[tuple[str, str], str]) -> Local:
    owners = tuple(known.get((one.document_id, owner), owner) for owner in one.affiliations)
    return one if owners == one.affiliations else one._replace(affiliations=owners)


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
