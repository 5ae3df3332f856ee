"""The stages `speakers`, document by document, and `linking`, over the whole build.

Who is behind a mention is decided by the resolver; which documents' speakers are one, in linking.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import dataframely as dy
import polars as pl

from schemas.document_speakers import DocumentSpeakers as DocumentSpeakersTable
from schemas.quotes import Quotes
from schemas.speaker_mentions import SpeakerMentions
from schemas.speakers import Speakers
from schemas.zones import Zones
from transforms.attribution.quotes import DocumentQuotes, by_document
from transforms.ids import speaker_id
from transforms.isolation import each
from transforms.language.documents import AnalysedDocuments
from transforms.language.intervals import Disjoint, Outermost
from transforms.language.spans import Span
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import by_key, reads, records, table_of, typed
from transforms.speakers.entities import Entity
from transforms.speakers.linking import MAX_ROLES, Local, Speaker, link
from transforms.speakers.linking import by_document as speakers_by_document
from transforms.speakers.resolutions import CONFIDENCE
from transforms.speakers.values import DocumentSpeakers, ResolvedMention
from transforms.stage import Stage
from transforms.tables import Tables

_STAGE: Final = "speakers"


@reads(Zones)
class _Zone(NamedTuple):
    document_id: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A document with its quotes and who speaks in it; boilerplate holds no mention."""

    document_id: str
    text: str
    boilerplate: tuple[Span, ...]
    quotes: DocumentQuotes
    found: DocumentSpeakers


def name_speakers(tables: Tables, resources: Resources) -> StageResult:
    """`quotes` with their speakers, `speaker_mentions` and `document_speakers`, as each document names them.

    A document in which naming raises keeps its quotes, without speakers, and is named among the rejects.
    """
    documents = AnalysedDocuments(tables, resources.analyser.vocab)
    zones = by_key(records(tables.zones, _Zone), lambda zone: zone.document_id)
    quotes = by_document(tables)

    def work(key: str) -> _Resolved:
        own = quotes.get(key, DocumentQuotes())
        found = resources.resolver(documents[key], own.attributions)
        furniture = tuple(Span(z.start, z.end) for z in zones.get(key, ()) if z.kind == "boilerplate")
        return _Resolved(key, documents[key].text, furniture, own, found)

    found = each(_STAGE, "the naming of speakers", documents, work)
    made = Tables(
        quotes=_with_speakers(tables.quotes, found.made),
        speaker_mentions=table_of(SpeakerMentions, (row for one in found.made for row in _mentions(one))),
        document_speakers=table_of(
            DocumentSpeakersTable, (row for one in found.made for row in _document_speakers(one))
        ),
        rejects=found.rejects,
    )
    return StageResult(made, found.counts, found.failures)


SPEAKERS: Final = Stage(
    _STAGE,
    ("texts", "zones", "analyses", "quotes", "quote_spans"),
    ("quotes", "speaker_mentions", "document_speakers"),
    name_speakers,
)


def _with_speakers(quotes: dy.DataFrame[Quotes], resolved: Iterable[_Resolved]) -> dy.DataFrame[Quotes]:
    said = [
        (quote, ids.get(mention.entity), mention.confidence)
        for one in resolved
        for ids in (_ids(one.found),)
        for quote, mention in zip(one.quotes.ids, one.found.resolved, strict=True)
    ]
    columns = {"quote_id": pl.String, "speaker_id": pl.String, "speaker_confidence": pl.Float64}
    named = pl.DataFrame(said, schema=columns, orient="row")
    bare = quotes.drop("speaker_id", "speaker_confidence")
    return typed(Quotes, bare.join(named, on="quote_id", how="left", maintain_order="left"))


def _ids(found: DocumentSpeakers) -> dict[int | None, str]:
    """The id of each entity that is somebody's speaker."""
    return {index: speaker_id(found.entities[index].name) for index in _speaking(found)}


def _speaking(found: DocumentSpeakers) -> list[int]:
    return sorted({one.entity for one in found.resolved if one.entity is not None})


def _mentions(one: _Resolved) -> Iterator[dict[str, object]]:
    """Each source, each quote without one, and each name of who is quoted.

    None overlaps boilerplate, and no two begin and end alike.
    """
    found = list(one.found.resolved)
    for index in _speaking(one.found):
        found += _named(index, one.found.entities[index], one.text)
    ids = _ids(one.found)
    for mention in sorted(_uncovered(found, one.boilerplate), key=lambda mention: mention.span):
        yield _mention(one, ids.get(mention.entity), mention)


def _named(index: int, entity: Entity, text: str) -> Iterator[ResolvedMention]:
    form = "metonym" if entity.entry is not None and entity.kind == "government" else "name"
    for name in entity.names:
        if text[name.start : name.end] == name.text:
            span = Span(name.start, name.end)
            yield ResolvedMention(index, CONFIDENCE["name"], form, "name", span)


def _uncovered(found: Iterable[ResolvedMention], exclude: Sequence[Span]) -> Iterator[ResolvedMention]:
    """Those that no earlier one covers, outside `exclude`."""
    holes, taken = Disjoint(exclude), Outermost()
    for one in found:
        if not taken.cover(one.span) and not holes.meets(one.span):
            taken.put(one.span)
            yield one


def _mention(one: _Resolved, speaker: str | None, mention: ResolvedMention) -> dict[str, object]:
    return {
        "document_id": one.document_id,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.of(one.text),
        "form": mention.form,
        "method": mention.method,
        "speaker_id": speaker,
        "confidence": mention.confidence,
    }


def _document_speakers(one: _Resolved) -> Iterator[dict[str, object]]:
    """The speakers of one document as it names them; those of one name are one."""
    counts = Counter(mention.entity for mention in one.found.resolved if mention.entity is not None)
    n_quotes: Counter[str] = Counter()
    first: dict[str, Entity] = {}
    for index in sorted(counts):
        entity = one.found.entities[index]
        key = speaker_id(entity.name)
        first.setdefault(key, entity)
        n_quotes[key] += counts[index]
    for key, entity in first.items():
        yield _document_speaker(one.document_id, key, entity, n_quotes[key])


def _document_speaker(document_id: str, key: str, entity: Entity, n_quotes: int) -> dict[str, object]:
    return {
        "document_id": document_id,
        "speaker_id": key,
        "name": entity.name,
        "kind": entity.kind,
        "roles": [office.role for office in entity.offices][:MAX_ROLES],
        "affiliations": [o.affiliation for o in entity.offices if o.affiliation][:MAX_ROLES],
        "n_quotes": n_quotes,
        "wikidata_id": entity.entry.wikidata_id if entity.entry else None,
    }


@reads(DocumentSpeakersTable)
class _Local(NamedTuple):
    document_id: str
    name: str
    kind: str | None
    roles: list[str]
    affiliations: list[str]
    n_quotes: int
    wikidata_id: str | None

    @property
    def value(self) -> Local:
        return Local(
            self.document_id,
            self.name,
            self.kind,
            tuple(self.roles),
            tuple(self.affiliations),
            self.n_quotes,
            self.wikidata_id,
        )


def link_speakers(tables: Tables, _: Resources) -> StageResult:
    """`speakers` of the whole build, and every speaker's id in its final form in `quotes` and mentions.

    The order of rows changes nothing.
    """
    locals_ = [row.value for row in records(tables.document_speakers, _Local)]
    speakers = speakers_by_document(link(locals_))
    final = pl.DataFrame(
        [(document, speaker_id(name), speaker_id(s.name)) for (document, name), s in speakers.items()],
        schema={"document_id": pl.String, "speaker_id": pl.String, "linked": pl.String},
        orient="row",
    )
    found = {speaker_id(speaker.name): speaker for speaker in speakers.values()}
    made = Tables(
        speakers=table_of(Speakers, (_speaker(key, speaker) for key, speaker in sorted(found.items()))),
        quotes=typed(Quotes, _with_final_ids(tables.quotes, final)),
        speaker_mentions=typed(SpeakerMentions, _with_final_ids(tables.speaker_mentions, final)),
    )
    return StageResult(made)


LINKING: Final = Stage(
    "linking",
    ("document_speakers", "quotes", "speaker_mentions"),
    ("speakers", "quotes", "speaker_mentions"),
    link_speakers,
)


def _speaker(key: str, speaker: Speaker) -> dict[str, object]:
    return {
        "speaker_id": key,
        "name": speaker.name,
        "kind": speaker.kind,
        "role": speaker.role,
        "affiliation": speaker.affiliation,
        "wikidata_id": speaker.wikidata_id,
    }


def _with_final_ids(frame: pl.DataFrame, final: pl.DataFrame) -> pl.DataFrame:
    joined = frame.join(final, on=["document_id", "speaker_id"], how="left", maintain_order="left")
    return joined.with_columns(speaker_id=pl.col("linked")).select(frame.columns)
