"""The stage `reading`: raw files become texts, documents and zones, or rejects that say why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from schemas.documents import Documents
from schemas.raw_files import RawFiles
from schemas.texts import Texts
from schemas.zones import Zones
from transforms import rejects
from transforms.ids import document_id, text_sha256
from transforms.reading import readers
from transforms.reading.decoding import Undecodable
from transforms.reading.duplicates import duplicates
from transforms.reading.values import THIRD_PARTY, Zone
from transforms.reading.zones import find_zones, headline
from transforms.resources import Resources
from transforms.results import StageCount, StageResult
from transforms.rows import by_key, reads, records, table_of
from transforms.stage import Stage
from transforms.tables import Tables

_ARTICLE_ZONES: Final = frozenset(("headline", "standfirst", "subhead", "body"))


@reads(RawFiles)
class _File(NamedTuple):
    origin: str
    locator: str
    data: bytes | None
    media_type: str
    sha256: str
    outlet: str | None
    licence: str | None
    language: str | None
    is_translation: bool | None
    translated_from: str | None
    retrieved_at: str | None
    published_at: str | None
    taken_down: str | None

    @property
    def document_id(self) -> str:
        return document_id(self.origin, self.locator)


@dataclass(frozen=True, slots=True)
class _Read:
    file: _File
    text: str
    encoding: str
    zones: tuple[Zone, ...]


def read_files(tables: Tables, _: Resources | None = None) -> StageResult:
    """Texts, documents, zones and rejects of `raw_files`.

    A file that is no article becomes a reject, and so does a document that was taken down; the others go on.
    A text that an origin holds twice is kept once, under the smallest document id.
    """
    files = list(records(tables.raw_files, _File))
    results = [_read(file) for file in files]
    read = [one for one in results if isinstance(one, _Read)]
    kept, repeated = _without_repetitions(read)
    left_out = [one for one in results if isinstance(one, rejects.Reject)] + repeated
    made = Tables(
        texts=table_of(Texts, ({"document_id": d.file.document_id, "text": d.text} for d in kept)),
        documents=table_of(Documents, (_document_row(d) for d in kept)),
        zones=table_of(Zones, (row for d in kept for row in _zone_rows(d))),
        rejects=rejects.rows(left_out),
    )
    return StageResult(made, (StageCount("ingest", "files", len(files), len(kept), len(left_out)),))


READING: Final = Stage("reading", ("raw_files",), ("texts", "documents", "zones"), read_files)


def _read(file: _File) -> _Read | rejects.Reject:
    if file.taken_down is not None or file.data is None:
        return _reject(file, "ingest", "takedown", file.taken_down or "")
    try:
        decoded = readers.read(file.data, file.media_type)
    except Undecodable as error:
        return _reject(file, "ingest", error.reason, str(error))
    zones = tuple(find_zones(decoded.text))
    if not _ARTICLE_ZONES & {zone.kind for zone in zones}:
        return _reject(file, "documents", "no_article", "nothing of the text is an article's")
    return _Read(file, decoded.text, decoded.encoding, zones)


def _without_repetitions(read: Iterable[_Read]) -> tuple[list[_Read], list[rejects.Reject]]:
    """Those that repeat no other text of their origin, and a reject for each that does."""
    kept: list[_Read] = []
    left_out: list[rejects.Reject] = []
    for same_origin in by_key(read, lambda one: one.file.origin).values():
        found = {one.file.document_id: one for one in same_origin}
        repeats = duplicates((key, one.text) for key, one in found.items())
        kept += [one for key, one in found.items() if key not in repeats]
        left_out += [_repeated(found[key], found[first]) for key, first in repeats.items()]
    return kept, left_out


def _repeated(one: _Read, first: _Read) -> rejects.Reject:
    return _reject(one.file, "documents", "duplicate", f"same text as {first.file.locator}")


def _reject(file: _File, stage: str, reason: str, detail: str) -> rejects.Reject:
    return rejects.Reject(stage, reason, detail, file.origin, file.locator, file.document_id)


def _document_row(read: _Read) -> dict[str, object]:
    file = read.file
    return {
        "document_id": file.document_id,
        "origin": file.origin,
        "locator": file.locator,
        "outlet": file.outlet,
        "headline": headline(read.text, read.zones),
        "published_on": _day(file.published_at),
        "published_at": _moment(file.published_at),
        "retrieved_at": _moment(file.retrieved_at),
        "language": file.language,
        "is_translation": file.is_translation,
        "translated_from": file.translated_from,
        "media_type": file.media_type,
        "encoding": read.encoding,
        "raw_sha256": file.sha256,
        "text_sha256": text_sha256(read.text),
        "n_chars": len(read.text),
        "n_words": _n_words(read.text, read.zones),
        "duplicate_of": None,
        "licence": file.licence or THIRD_PARTY,
    }


def _n_words(text: str, zones: Sequence[Zone]) -> int:
    return sum(len(text[zone.start : zone.end].split()) for zone in zones if zone.kind in _ARTICLE_ZONES)


def _zone_rows(read: _Read) -> Iterable[dict[str, object]]:
    for zone in read.zones:
        yield {
            "document_id": read.file.document_id,
            "start": zone.start,
            "end": zone.end,
            "kind": zone.kind,
        }


def _day(moment: str | None) -> date | None:
    """The day as the outlet dates it: in the time zone that it states."""
    return date.fromisoformat(moment[:10]) if moment else None


def _moment(moment: str | None) -> datetime | None:
    """The moment in UTC; None where only a day is known, since midnight would be a guess."""
    return datetime.fromisoformat(moment).astimezone(UTC) if moment and "T" in moment else None
