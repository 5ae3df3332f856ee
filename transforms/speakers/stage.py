"""The stage `speakers`: who is behind each quote of each document, and where else the document names them.

Who is behind a mention is decided by the resolver; which documents' entities are one, in linking_stage.py.
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
from schemas.zones import Zones
from transforms.attribution.quotes import DocumentQuotes, by_document
from transforms.ids import document_speaker_id, normalise, ordinals
from transforms.isolation import each
from transforms.language.documents import AnalysedDocuments
from transforms.language.intervals import Disjoint, Outermost
from transforms.language.spans import Span
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import by_key, reads, records, table_of, typed
from transforms.speakers.entities import Entity
from transforms.speakers.local_speakers import DESCRIBED, MAX_ROLES
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
    """A document with its quotes and who speaks in it; `ids` are those of its entities, in their order."""

    document_id: str
    text: str
    boilerplate: tuple[Span, ...]
    quotes: DocumentQuotes
    found: DocumentSpeakers
    ids: tuple[str, ...]

    def id_of(self, entity: int | None) -> str | None:
        """The id of an entity by its index."""
        return None if entity is None else self.ids[entity]


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
        return _Resolved(key, documents[key].text, furniture, own, found, _ids(key, found.entities))

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


def _ids(document_id: str, entities: Sequence[Entity]) -> tuple[str, ...]:
    names = [normalise(entity.name) for entity in entities]
    return tuple(
        document_speaker_id(document_id, name, place)
        for name, place in zip(names, ordinals(names), strict=True)
    )


def _with_speakers(quotes: dy.DataFrame[Quotes], resolved: Iterable[_Resolved]) -> dy.DataFrame[Quotes]:
    said = [
        (quote, one.id_of(mention.entity), mention.confidence)
        for one in resolved
        for quote, mention in zip(one.quotes.ids, one.found.resolved, strict=True)
    ]
    columns = {"quote_id": pl.String, "speaker_id": pl.String, "speaker_confidence": pl.Float64}
    named = pl.DataFrame(said, schema=columns, orient="row")
    bare = quotes.drop("speaker_id", "speaker_confidence")
    return typed(Quotes, bare.join(named, on="quote_id", how="left", maintain_order="left"))


def _mentions(one: _Resolved) -> Iterator[dict[str, object]]:
    """Each source, each quote without one, each name of an entity, quoted or not, and each resolved "he".

    None overlaps boilerplate, and no two begin and end alike.
    """
    found = [*one.found.resolved, *one.found.pronouns]
    for index, entity in enumerate(one.found.entities):
        if entity.kind not in DESCRIBED:
            found += _named(index, entity, one.text)
    for mention in sorted(_uncovered(found, one.boilerplate), key=lambda mention: mention.span):
        yield _mention(one, mention)


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


def _mention(one: _Resolved, mention: ResolvedMention) -> dict[str, object]:
    return {
        "document_id": one.document_id,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.of(one.text),
        "form": mention.form,
        "method": mention.method,
        "speaker_id": one.id_of(mention.entity),
        "confidence": mention.confidence,
    }


def _document_speakers(one: _Resolved) -> Iterator[dict[str, object]]:
    """Every entity of one document as it names it, quoted or not."""
    n_quotes = Counter(mention.entity for mention in one.found.resolved)
    for index, entity in enumerate(one.found.entities):
        stated = entity.stated_offices[:MAX_ROLES]
        yield {
            "document_id": one.document_id,
            "speaker_id": one.ids[index],
            "name": entity.name,
            "kind": entity.kind,
            "gender": entity.gender,
            "roles": [office.role for office in stated],
            "affiliations": [office.affiliation or "" for office in stated],
            "n_mentions": len(entity.names),
            "n_quotes": n_quotes[index],
            "wikidata_id": entity.entry.wikidata_id if entity.entry else None,
        }
