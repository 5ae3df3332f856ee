"""The stage `reading`: raw files become texts, documents and zones, or rejects that say why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from schemas.documents import Documents
from schemas.raw_files import RawFiles
from schemas.texts import Texts
from schemas.zones import Zones
from transforms import rejects
from transforms.ids import document_id, text_sha256
from transforms.isolation import each
from transforms.reading import readers
from transforms.reading.decoding import Decoded, Undecodable
from transforms.reading.duplicates import duplicates, text_key
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
    charset: str | None
    headline: str | None
    url: str | None
    byline: str | None
    section: str | None
    reject_reason: str | None
    reject_detail: str | None
    taken_down: str | None

    @property
    def document_id(self) -> str:
        return document_id(self.origin, self.locator)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read: its text, its `text_key`, and its rows."""

    file: _File
    text: str
    key: str
    document: dict[str, object]
    zones: tuple[dict[str, object], ...]


_Outcome = _Read | rejects.Reject


def read_files(tables: Tables, _: Resources | None = None) -> StageResult:
    """Texts, documents, zones and rejects of `raw_files`.

    A file that is no article becomes a reject, and so does one on which anything raises, and a document that
    was taken down with all that repeat its text in its origin; the others go on. A text that an origin holds
    twice is kept once, under the smallest document id.
    """
    files = {file.document_id: file for file in records(tables.raw_files, _File)}
    read = each("ingest", "reading", files, lambda key: _read(files[key]))
    gone = each("ingest", "reading", _known_taken_down(files.values()), lambda key: _text(files[key]))
    kept, left_out = _kept(read.made, gone.made)
    failed = [_placed(reject, files) for reject, _ in read.failed]
    counts = StageCount("ingest", "files", len(files), len(kept), len(left_out) + len(failed))
    made = Tables(
        texts=table_of(Texts, ({"document_id": d.file.document_id, "text": d.text} for d in kept)),
        documents=table_of(Documents, (d.document for d in kept)),
        zones=table_of(Zones, (row for d in kept for row in d.zones)),
        rejects=rejects.rows([*left_out, *failed]),
    )
    return StageResult(made, (counts,), (*read.failures, *gone.failures))


READING: Final = Stage("reading", ("raw_files",), ("texts", "documents", "zones"), read_files)


def _read(file: _File) -> _Outcome:
    if file.taken_down is not None:
        return _taken_down(file, file.taken_down)
    if file.data is None:
        return _reject(file, "ingest", file.reject_reason or "malformed", file.reject_detail or "")
    try:
        decoded = readers.read(file.data, file.media_type, file.charset)
    except Undecodable as error:
        return _reject(file, "ingest", error.reason, str(error))
    zones = tuple(find_zones(decoded.text, file.headline))
    if not _ARTICLE_ZONES & {zone.kind for zone in zones}:
        return _reject(file, "documents", "no_article", "nothing of the text is an article's")
    row = _document_row(file, decoded, zones)
    return _Read(file, decoded.text, text_key(decoded.text), row, tuple(_zone_rows(file, zones)))


def _known_taken_down(files: Iterable[_File]) -> Iterator[str]:
    """Ids of the documents that were taken down and whose files are still there."""
    return (file.document_id for file in files if file.taken_down is not None and file.data is not None)


def _text(file: _File) -> tuple[_File, str]:
    """A file with the `text_key` of its text; empty where it gives none."""
    try:
        return file, text_key(readers.read(file.data or b"", file.media_type, file.charset).text)
    except Undecodable:
        return file, ""


def _kept(
    outcomes: Iterable[_Outcome], gone: Iterable[tuple[_File, str]]
) -> tuple[list[_Read], list[rejects.Reject]]:
    """Those that repeat no other text of their origin, and a reject for each of the others."""
    down = {(file.origin, text): file.taken_down or "" for file, text in gone if text}
    told = [_held_against(one, down) for one in outcomes]
    kept, repeated = _without_repetitions(one for one in told if isinstance(one, _Read))
    return kept, [*(one for one in told if isinstance(one, rejects.Reject)), *repeated]


def _held_against(one: _Outcome, down: Mapping[tuple[str, str], str]) -> _Outcome:
    """A reject in place of a text that is that of a document taken down in the same origin."""
    detail = down.get((one.file.origin, one.key)) if isinstance(one, _Read) else None
    return one if isinstance(one, rejects.Reject) or detail is None else _taken_down(one.file, detail)


def _without_repetitions(read: Iterable[_Read]) -> tuple[list[_Read], list[rejects.Reject]]:
    """Those that repeat no other text of their origin, and a reject for each that does."""
    kept: list[_Read] = []
    left_out: list[rejects.Reject] = []
    for same_origin in by_key(read, lambda one: one.file.origin).values():
        found = {one.file.document_id: one for one in same_origin}
        repeats = duplicates((key, one.key) for key, one in found.items())
        kept += [one for key, one in found.items() if key not in repeats]
        left_out += [_repeated(found[key], found[first]) for key, first in repeats.items()]
    return kept, left_out


def _repeated(one: _Read, first: _Read) -> rejects.Reject:
    return _reject(one.file, "documents", "duplicate", f"same text as {first.file.locator}")


def _taken_down(file: _File, detail: str) -> rejects.Reject:
    return _reject(file, "ingest", rejects.TAKEN_DOWN, detail)


def _placed(reject: rejects.Reject, files: Mapping[str, _File]) -> rejects.Reject:
    """The reject of a document on which something raised, with its place."""
    file = files[str(reject.document_id)]
    return replace(reject, origin=file.origin, locator=file.locator)


def _reject(file: _File, stage: str, reason: str, detail: str) -> rejects.Reject:
    return rejects.Reject(stage, reason, detail, file.origin, file.locator, file.document_id)


def _document_row(file: _File, read: Decoded, zones: Sequence[Zone]) -> dict[str, object]:
    """What the origin states of the article goes before what the page itself does."""
    published_at = file.published_at or read.facts.published_at
    return {
        "document_id": file.document_id,
        "origin": file.origin,
        "locator": file.locator,
        "outlet": file.outlet or read.facts.outlet,
        "url": file.url or read.facts.url,
        "byline": file.byline or read.facts.byline,
        "section": file.section or read.facts.section,
        "headline": headline(read.text, zones),
        "published_on": _day(published_at),
        "published_at": _moment(published_at),
        "retrieved_at": _moment(file.retrieved_at),
        "language": file.language,
        "is_translation": file.is_translation,
        "translated_from": file.translated_from,
        "media_type": file.media_type,
        "encoding": read.encoding,
        "raw_sha256": file.sha256,
        "text_sha256": text_sha256(read.text),
        "n_chars": len(read.text),
        "n_words": _n_words(read.text, zones),
        "duplicate_of": None,
        "licence": file.licence or THIRD_PARTY,
    }


def _n_words(text: str, zones: Sequence[Zone]) -> int:
    return sum(len(text[zone.start : zone.end].split()) for zone in zones if zone.kind in _ARTICLE_ZONES)


def _zone_rows(file: _File, zones: Iterable[Zone]) -> Iterator[dict[str, object]]:
    for zone in zones:
        yield {"document_id": file.document_id, "start": zone.start, "end": zone.end, "kind": zone.kind}


def _day(moment: str | None) -> date | None:
    """The day as the outlet dates it: in the time zone that it states."""
    return date.fromisoformat(moment[:10]) if moment else None


def _moment(moment: str | None) -> datetime | None:
    """The moment in UTC; None where only a day is known, since midnight would be a guess."""
    return datetime.fromisoformat(moment).astimezone(UTC) if moment and "T" in moment else None
