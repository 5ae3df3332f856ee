"""From the quotes of a chunk of documents to their claims and quantities, as tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from spacy.language import Language
from spacy.tokens import Doc

from schemas.claims import Claims
from schemas.quantities import Quantities
from transforms import rejects
from transforms.attribution.values import Attribution
from transforms.claims import finding as claims
from transforms.claims.finding import Scorer
from transforms.language.analysis import parsed
from transforms.language.spans import Span
from transforms.quantities import finding as quantities
from transforms.quantities.dates import written_dates
from transforms.reading.stage import THIRD_PARTY
from transforms.reading.zones import Zone
from transforms.results import Frames, StageCount, StageResult

STAGE = "claims"
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with all that is known of it before its claims are found; quotes run parallel to ids."""

    document_id: str
    text: str
    zones: tuple[Zone, ...]
    anchor: date | None
    quote_ids: tuple[str, ...]
    quotes: tuple[Attribution, ...]


def find(frames: Frames, nlp: Language, scorer: Scorer) -> StageResult:
    """Claims, quantities and rejects of the documents in `frames`.

    Reads texts, documents, zones, quotes and quote_spans. `nlp` is an English pipeline with the components in
    claim_parsing.PIPES. A document on which anything raises is rejected alone. `speaker_id` stays null: it
    is that of the claim's quote, filled in by `with_speakers` once speakers are known.
    """
    readings = _readings(frames)
    made: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]] = []
    left_out: list[rejects.Reject] = []
    for reading, doc in zip(readings, _parses(nlp, readings), strict=True):
        try:
            made.append(_rows(reading, doc, scorer))
        except Exception as error:  # one document that cannot be read must not cost the others
            left_out.append(_reject(reading, error))
    return StageResult(
        {
            "claims": _frame(Claims, (row for rows, _ in made for row in rows)),
            "quantities": _frame(Quantities, (row for _, rows in made for row in rows)),
            "rejects": rejects.rows(left_out),
        },
        (StageCount(STAGE, "documents", len(readings), len(made), len(left_out)),),
    )


def with_speakers(claims_frame: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """The claims with the speaker of the quote that each stands in."""
    speakers = quotes.select("quote_id", "speaker_id")
    filled = claims_frame.drop("speaker_id").join(speakers, on="quote_id", how="left", maintain_order="left")
    return filled.select(claims_frame.columns)


def withheld(claims_frame: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """The claims without the words of outlets whose articles may not be reprinted.

    Together, an outlet's own claims are most of its article. Offsets, subject and verb stay.
    """
    closed = documents.filter(pl.col("licence") == THIRD_PARTY).get_column("document_id").implode()
    kept_back = pl.col("quote_id").is_null() & pl.col("document_id").is_in(closed)
    return claims_frame.with_columns(
        pl.when(~kept_back).then(name).alias(name) for name in ("content", "object")
    )


def _frame(schema: type[Claims] | type[Quantities], rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema={name: column.dtype for name, column in schema.columns().items()})


def _reject(reading: Reading, error: Exception) -> rejects.Reject:
    detail = f"finding claims raised {type(error).__name__}: {error}"
    return rejects.Reject(STAGE, "extraction_failed", detail, document_id=reading.document_id)


def _parses(nlp: Language, readings: Sequence[Reading]) -> Iterable[Doc]:
    """All in one stream, since that is fastest; texts without words are parsed as well."""
    return parsed(nlp, [(reading.text, reading.zones) for reading in readings])


def _rows(reading: Reading, doc: Doc, scorer: Scorer) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    text, key = reading.text, reading.document_id
    found = claims.find_claims(text, doc, reading.zones, reading.quotes, scorer)
    claim_rows = claims.rows(key, text, found, reading.quote_ids, [None] * len(reading.quotes))
    inside = [Span(zone.start, zone.end) for zone in reading.zones if zone.kind != "boilerplate"]
    anchor = reading.anchor or dateline_day(text, reading.zones)
    numbers = quantities.find_quantities(text, doc, inside, anchor)
    held = [(row["claim_id"], claim.spans) for row, claim in zip(claim_rows, found, strict=True)]
    return claim_rows, quantities.rows(key, text, numbers, held)


def dateline_day(text: str, zones: Sequence[Zone]) -> date | None:
    """The day that a dateline gives, where it gives one with its year."""
    for zone in zones:
        if zone.kind == "dateline":
            for written in written_dates(text[zone.start : zone.end]):
                if written.unit == "day" and written.pattern and _WHOLE_DAY.fullmatch(written.pattern):
                    return date.fromisoformat(written.pattern)
    return None


def _readings(frames: Frames) -> list[Reading]:
    zones = _by_document(frames["zones"].sort("document_id", "start"))
    quotes = _by_document(frames["quotes"].sort("document_id", "start", "end", "quote_id"))
    spans = _by_quote(frames["quote_spans"].sort("quote_id", "role", "ordinal"))
    days = dict(frames["documents"].select("document_id", "published_on").iter_rows())
    return [
        Reading(
            key,
            text,
            tuple(Zone(row["kind"], row["start"], row["end"]) for row in zones.get(key, ())),
            days.get(key),
            tuple(row["quote_id"] for row in quotes.get(key, ())),
            tuple(_attribution(row, spans.get(row["quote_id"], {})) for row in quotes.get(key, ())),
        )
        for key, text in frames["texts"].sort("document_id").select("document_id", "text").iter_rows()
    ]


def _by_document(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in frame.iter_rows(named=True):
        found.setdefault(row["document_id"], []).append(row)
    return found


def _by_quote(frame: pl.DataFrame) -> dict[str, dict[str, tuple[Span, ...]]]:
    found: dict[str, dict[str, tuple[Span, ...]]] = {}
    for quote, role, start, end in frame.select("quote_id", "role", "start", "end").iter_rows():
        roles = found.setdefault(quote, {})
        roles[role] = (*roles.get(role, ()), Span(start, end))
    return found


def _attribution(row: dict[str, Any], spans: dict[str, tuple[Span, ...]]) -> Attribution:
    """What claims need of a quote; nesting shows in the spans themselves."""
    return Attribution(
        content=spans.get("content", (Span(row["start"], row["end"]),)),
        cue=spans.get("cue", ()),
        source=spans.get("source", ()),
        type=row["type"],
        confidence=row["confidence"],
        method=row["method"],
        cue_lemma=row["cue_lemma"],
        cue_class=row["cue_class"],
        negated=row["negated"],
    )
