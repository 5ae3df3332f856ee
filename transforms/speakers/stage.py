"""Speakers: from the attributions of documents to rows, and from rows of documents to speakers of the build.

`resolve_documents` works on a chunk and names speakers as each document does; `link` sees the whole build,
joins the variants and rewrites the ids. Who is behind a mention is decided in speaker/resolution.py, which
documents' speakers are one in speaker/linking.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import polars as pl

from schemas.document_speakers import DocumentSpeakers as DocumentSpeakersTable
from schemas.package import table
from transforms.attribution.values import Attribution
from transforms.ids import speaker_id
from transforms.language.spans import Span
from transforms.results import Frames
from transforms.speakers.entities import Entity
from transforms.speakers.intervals import Disjoint, Outermost
from transforms.speakers.linking import MAX_ROLES, Local, by_document
from transforms.speakers.linking import link as link_locals
from transforms.speakers.resolution import resolve
from transforms.speakers.resolutions import CONFIDENCE, DocumentSpeakers, ResolvedMention, Resources

Row = dict[str, Any]


def resolve_document(
    text: str, attributions: Sequence[Attribution], resources: Resources
) -> DocumentSpeakers:
    """The entities of a document and who is behind each attribution, in the order given."""
    return resolve(text, attributions, resources)


def quote_columns(cast: DocumentSpeakers) -> list[Row]:
    """`speaker_id` and `speaker_confidence` for each attribution of a document."""
    ids = _ids(cast)
    return [
        {"speaker_id": ids.get(one.entity), "speaker_confidence": one.confidence} for one in cast.resolved
    ]


def _ids(cast: DocumentSpeakers) -> dict[int | None, str]:
    """The id of each entity that is somebody's speaker."""
    return {index: speaker_id(cast.entities[index].name) for index in _speaking(cast)}


def _speaking(cast: DocumentSpeakers) -> list[int]:
    return sorted({one.entity for one in cast.resolved if one.entity is not None})


def mention_rows(document_id: str, text: str, exclude: Sequence[Span], cast: DocumentSpeakers) -> list[Row]:
    """Rows of `speaker_mentions`: each source, each quote without one, and each name of who is quoted.

    None overlaps a span of `exclude` (boilerplate), and no two begin and end alike.
    """
    found = list(cast.resolved)
    for index in _speaking(cast):
        entity = cast.entities[index]
        form = "metonym" if entity.entry is not None and entity.kind == "government" else "name"
        found += [
            ResolvedMention(index, CONFIDENCE["name"], form, "name", Span(name.start, name.end))
            for name in entity.names
            if text[name.start : name.end] == name.text
        ]
    ids = _ids(cast)
    kept = sorted(_uncovered(found, exclude), key=lambda one: one.span)
    return [_mention(document_id, text, ids.get(one.entity), one) for one in kept]


def _uncovered(found: Iterable[ResolvedMention], exclude: Sequence[Span]) -> Iterator[ResolvedMention]:
    """Those that no earlier one covers, outside `exclude`."""
    holes, taken = Disjoint(exclude), Outermost()
    for one in found:
        if not taken.cover(one.span) and not holes.meets(one.span):
            taken.put(one.span)
            yield one


def _mention(document_id: str, text: str, speaker: str | None, one: ResolvedMention) -> Row:
    return {
        "document_id": document_id,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.span.of(text),
        "form": one.form,
        "method": one.method,
        "speaker_id": speaker,
        "confidence": one.confidence,
    }


def document_speaker_rows(document_id: str, cast: DocumentSpeakers) -> list[Row]:
    """Rows of `cast`: the speakers of one document as it names them."""
    counts = Counter(one.entity for one in cast.resolved if one.entity is not None)
    merged: dict[str, Row] = {}
    for index in sorted(counts):
        row = _document_speaker_row(document_id, cast.entities[index], counts[index])
        known = merged.setdefault(row["speaker_id"], row)
        if known is not row:
            known["n_quotes"] += row["n_quotes"]
    return list(merged.values())


def _document_speaker_row(document_id: str, entity: Entity, n_quotes: int) -> Row:
    return {
        "document_id": document_id,
        "speaker_id": speaker_id(entity.name),
        "name": entity.name,
        "kind": entity.kind,
        "roles": [office.role for office in entity.offices][:MAX_ROLES],
        "affiliations": [o.affiliation for o in entity.offices if o.affiliation][:MAX_ROLES],
        "n_quotes": n_quotes,
        "wikidata_id": entity.entry.wikidata_id if entity.entry else None,
    }


def document_speakers_frame(rows: Sequence[Row]) -> pl.DataFrame:
    """The working table `cast`."""
    columns = {name: column.dtype for name, column in DocumentSpeakersTable.columns().items()}
    return pl.DataFrame(rows, schema=columns)


def link(frames: Frames, casts: Sequence[pl.DataFrame]) -> Frames:
    """`frames` of the whole build with the table `speakers`, and every speaker's id in its final form.

    `casts` are the working tables of all parts; the order of rows changes nothing.
    """
    cast = pl.concat([document_speakers_frame([]), *casts])
    speakers = by_document(link_locals(_local(row) for row in cast.iter_rows(named=True)))
    ids = [
        {"document_id": document, "speaker_id": speaker_id(name), "linked": speaker_id(speaker.name)}
        for (document, name), speaker in speakers.items()
    ]
    final = pl.DataFrame(ids, schema={"document_id": pl.String, "speaker_id": pl.String, "linked": pl.String})
    rows = {speaker_id(s.name): s for s in speakers.values()}
    made = [
        {
            "speaker_id": key,
            "name": s.name,
            "kind": s.kind,
            "role": s.role,
            "affiliation": s.affiliation,
            "wikidata_id": s.wikidata_id,
        }
        for key, s in sorted(rows.items())
    ]
    linked = {n: _with_final_ids(frames[n], final) for n in ("quotes", "speaker_mentions")}
    return frames | linked | {"speakers": pl.DataFrame(made, schema=table("speakers").polars_schema)}


def _local(row: Row) -> Local:
    return Local(
        row["document_id"],
        row["name"],
        row["kind"],
        tuple(row["roles"]),
        tuple(row["affiliations"]),
        row["n_quotes"],
        row["wikidata_id"],
    )


def _with_final_ids(frame: pl.DataFrame, final: pl.DataFrame) -> pl.DataFrame:
    joined = frame.join(final, on=["document_id", "speaker_id"], how="left", maintain_order="left")
    return joined.with_columns(speaker_id=pl.col("linked")).select(frame.columns)
