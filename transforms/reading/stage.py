"""From an origin's manifest and files to texts, documents, zones and rejects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import polars as pl

from schemas.origins import Manifest, RawDocument
from schemas.package import table
from transforms import rejects
from transforms.ids import document_id, text_sha256
from transforms.reading import decoding as documents
from transforms.reading.takedowns import Takedowns
from transforms.reading.zones import Zone, find_zones
from transforms.results import StageCount, StageResult

THIRD_PARTY = "third-party"
"""What `licence` says of a text whose manifest names no licence."""

_ARTICLE_ZONES = frozenset(("headline", "standfirst", "subhead", "body"))


@dataclass(frozen=True, slots=True)
class _Read:
    entry: RawDocument
    document_id: str
    text: str
    encoding: str
    zones: tuple[Zone, ...]


def read_origin(
    manifest: Manifest, files: Mapping[str, bytes], takedowns: Takedowns = MappingProxyType({})
) -> StageResult:
    """Texts, documents, zones and rejects of one origin; `files` maps a document's path to its bytes.

    A file that is no article becomes a reject, and so does a document that was taken down, whose bytes are
    not asked for; the others go on. The bytes must already have been verified against the manifest. A text
    that the origin holds twice is kept once, under the smallest document id.
    """
    results = [_read(manifest, entry, files, takedowns) for entry in manifest.documents]
    kept, repeated = _without_repetitions(manifest, [r for r in results if isinstance(r, _Read)])
    left_out = [r for r in results if isinstance(r, rejects.Reject)] + repeated
    count = StageCount("ingest", "files", len(manifest.documents), len(kept), len(left_out))
    frames = {
        "texts": _frame("texts", ({"document_id": d.document_id, "text": d.text} for d in kept)),
        "documents": _frame("documents", (_document_row(manifest, d) for d in kept)),
        "zones": _frame("zones", (row for d in kept for row in _zone_rows(d))),
        "rejects": rejects.rows(left_out),
    }
    return StageResult(frames, (count,))


def _read(
    manifest: Manifest, entry: RawDocument, files: Mapping[str, bytes], takedowns: Takedowns
) -> _Read | rejects.Reject:
    key = document_id(manifest.origin, entry.locator)
    if key in takedowns:
        return _reject(manifest, entry, "ingest", "takedown", takedowns[key].detail)
    try:
        decoded = documents.read(files[entry.path], entry.media_type)
    except documents.Undecodable as error:
        return _reject(manifest, entry, "ingest", error.reason, str(error))
    zones = tuple(find_zones(decoded.text))
    if not _ARTICLE_ZONES & {zone.kind for zone in zones}:
        return _reject(manifest, entry, "documents", "no_article", "nothing of the text is an article's")
    return _Read(entry, key, decoded.text, decoded.encoding, zones)


def _without_repetitions(
    manifest: Manifest, read: Iterable[_Read]
) -> tuple[list[_Read], list[rejects.Reject]]:
    found = {one.document_id: one for one in read}
    repeats = documents.duplicates((key, one.text) for key, one in found.items())
    left_out = [
        _reject(
            manifest, found[key].entry, "documents", "duplicate", f"same text as {found[first].entry.locator}"
        )
        for key, first in repeats.items()
    ]
    return [one for key, one in found.items() if key not in repeats], left_out


def _reject(manifest: Manifest, entry: RawDocument, stage: str, reason: str, detail: str) -> rejects.Reject:
    key = document_id(manifest.origin, entry.locator)
    return rejects.Reject(stage, reason, detail, manifest.origin, entry.locator, key)


def _frame(name: str, rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=table(name).polars_schema)


def _document_row(manifest: Manifest, read: _Read) -> dict[str, Any]:
    entry = read.entry
    return {
        "document_id": read.document_id,
        "origin": manifest.origin,
        "locator": entry.locator,
        "outlet": manifest.outlet.name,
        "headline": documents.headline(read.text, read.zones),
        "published_on": _day(entry.published_at),
        "published_at": _moment(entry.published_at),
        "retrieved_at": _moment(entry.retrieved_at),
        "language": entry.language,
        "is_translation": entry.is_translation,
        "translated_from": entry.translated_from,
        "media_type": entry.media_type,
        "encoding": read.encoding,
        "raw_sha256": entry.sha256,
        "text_sha256": text_sha256(read.text),
        "n_chars": len(read.text),
        "n_words": sum(
            len(read.text[z.start : z.end].split()) for z in read.zones if z.kind in _ARTICLE_ZONES
        ),
        "duplicate_of": None,
        "licence": manifest.licence.name or THIRD_PARTY,
    }


def _zone_rows(read: _Read) -> Iterable[dict[str, Any]]:
    for zone in read.zones:
        yield {"document_id": read.document_id, "start": zone.start, "end": zone.end, "kind": zone.kind}


def _day(moment: str | None) -> date | None:
    """The day as the outlet dates it: in the time zone that it states."""
    return date.fromisoformat(moment[:10]) if moment else None


def _moment(moment: str | None) -> datetime | None:
    """The moment in UTC; None where only a day is known, since midnight would be a guess."""
    return datetime.fromisoformat(moment).astimezone(UTC) if moment and "T" in moment else None
