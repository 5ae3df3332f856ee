"""A valid set of tables made of small units, each of which a test can break in its own way at once.

A unit is one document with its text, zones, two quotes (the second inside the first), their spans, a
speaker, a reject and a count. Units do not touch each other, so what is broken in one shows in its rows only.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from schemas.checks.base import Row, Unit
from schemas.checks.registry import EXAMINED
from tests.frames import (
    claim_id,
    discrepancy_id,
    document_id,
    quantity_id,
    quote_id,
    speaker_id,
    statement_id,
    story_id,
)
from transforms.ids import reject_id, text_sha256

_SAID, _ECHO = "The ferry will stop, Ann {0} said, in March.", "It will not sail again."
_AS_NEW: Row = {"columns": [], "before": [], "after": [], "supersedes": None}
_HEADLINE, _BODY, _FOOTER = "Ferry {0} to stop", f"{_SAID} {_ECHO} Few knew.", "Share {0}"


def unit(number: int) -> Unit:
    """One document and everything about it, as rows by table."""
    text = "\n".join((_HEADLINE, _BODY, _FOOTER)).format(number)
    document, speaker = document_id(f"unit {number}"), speaker_id(f"Ann {number}")
    outer, inner = quote_id(f"outer {number}"), quote_id(f"inner {number}")
    cue, source = "said", f"Ann {number}"

    def span(quote: str, role: str, ordinal: int, part: str) -> Row:
        start = text.index(part, text.index("\n"))
        place = {"start": start, "end": start + len(part), "text": part}
        return {"quote_id": quote, "role": role, "ordinal": ordinal, "document_id": document, **place}

    spans = [
        span(outer, "content", 0, "The ferry will stop"),
        span(outer, "content", 1, "in March"),
        span(inner, "content", 0, "in March"),
        span(outer, "cue", 0, cue),
        span(outer, "source", 0, source),
    ]
    spoken: Row = {
        "document_id": document,
        "type": "indirect",
        "cue": cue,
        "cue_lemma": "say",
        "cue_class": "neutral",
        "cue_modifiers": [],
        "source": source,
        "speaker_id": speaker,
        "speaker_confidence": 0.5,
        "relay_id": None,
        "negated": False,
        "zone": "body",
        "confidence": 0.9,
        "reliable": True,
        "method": "made-up 1",
    }
    around = {"relay_id": speaker, "context_before": " said, ", "context_after": f". {_ECHO}"}
    quotes = [
        spoken | {"quote_id": outer, "content": "The ferry will stop … in March", **_extent(spans[:2])},
        spoken
        | {"quote_id": inner, "content": "in March", "nested_in": outer, **_extent(spans[2:3])}
        | around,
    ]
    return {
        "texts": [{"document_id": document, "text": text}],
        "documents": [_document(number, document, text)],
        "zones": _zones(document, text),
        "quotes": quotes,
        "quote_spans": spans,
        "speakers": [{"speaker_id": speaker, "name": f"Ann {number}", "kind": "person"}],
        "speaker_mentions": [_mention(spans[-1], speaker)],
        "claims": [_claim(number, document, outer, speaker, text)],
        "quantities": [_quantity(number, document, text)],
        **_compared(number, document, quotes[1], text),
        "rejects": [_reject(number)],
        "changes": [{"table": "documents", "key": document, "change": "added", **_AS_NEW}],
        "expected_rows": [{"table": f"no such table {number}", "rows": 0}],
        "stage_counts": [
            {"stage": "ingest", "unit": f"files {number}", "received": 8, "kept": 7, "rejected": 1}
        ],
    }


def _compared(number: int, document: str, quote: Row, text: str) -> Unit:
    """A story of this document, a statement of its second quote, and what differs on it."""
    story, statement, point = story_id(f"{number}"), statement_id(f"{number}"), discrepancy_id(f"{number}")
    place = {key: quote[key] for key in ("quote_id", "start", "end")} | {"document_id": document}
    counts: Row = {"n_documents": 1, "n_distinct": 1}
    days: Row = {"first_published_on": date(2022, 3, 1), "last_published_on": date(2022, 3, 2)}
    told: Row = {"type": "wording", "about": "when", "verdict": "unclear", "confidence": 0.5, "worth": 0.5}
    said: Row = {"quote_id": quote["quote_id"], "speaker_id": speaker_id(f"Ann {number}"), "text": "in March"}
    drawn: Row = {"part": 0, "is_representative": True, "similarity": 1.0, "change": "verbatim"}
    value: Row = {"text": "in March", "normalised": "march", "voice": "speaker"}
    around: Row = {"claim_id": claim_id(f"stop {number}"), "sentence": _SAID.format(number)}
    return {
        "stories": [{"story_id": story, "document_id": document} | counts | days],
        "story_documents": [{"document_id": document, "story_id": story, "similarity": 0.5}],
        "statements": [{"statement_id": statement, "story_id": story, "n_quotes": 1} | said | counts],
        "statement_quotes": [{"statement_id": statement, "text": "in March"} | place | drawn],
        "statement_echoes": [{"statement_id": statement} | place | _echo(text)],
        "coverage": [{"statement_id": statement, "how": "indirect"} | place | _introduced(quote)],
        "discrepancies": [
            {"discrepancy_id": point, "story_id": story, "statement_id": statement, "n_documents": 2}
            | told
            | {"n_values": 2, "reading": "when: in March", "about_speaker_id": said["speaker_id"]}
        ],
        "discrepancy_values": [{"discrepancy_id": point} | place | value | around],
    }


def _introduced(quote: Row) -> Row:
    return {
        key: quote[key] for key in ("cue", "cue_lemma", "cue_class", "source", "relay_id") if key in quote
    }


def _echo(text: str) -> Row:
    start = text.index(_ECHO)
    place = {"start": start, "end": start + len(_ECHO), "text": _ECHO}
    return place | {"similarity": 0.5, "change": "reworded"}


def _claim(number: int, document: str, quote: str, speaker: str, text: str) -> Row:
    start, words = text.index("\n") + 1, "The ferry will stop"
    parts = {"subject": "The ferry", "predicate": "will stop", "object": None}
    made: Row = {}
    for name, part in parts.items():
        place = None if part is None else text.index(part, start)
        end = None if part is None or place is None else place + len(part)
        made |= {name: part, f"{name}_start": place, f"{name}_end": end}
    return made | {
        "claim_id": claim_id(f"stop {number}"),
        "document_id": document,
        "quote_id": quote,
        "holder": "speaker",
        "speaker_id": speaker,
        "subject_speaker_id": speaker,
        "content": words,
        "polarity": "positive",
        "modality": "asserted",
        "time": "future",
        "predicate_lemma": "stop",
        "entities": [f"Ann {number}"],
        "loaded_terms": ["stop"],
        "check_worthiness": 0.75,
        "sentence_start": start,
        "sentence_end": text.rindex("\n"),
        "span_starts": [start],
        "span_ends": [start + len(words)],
        "start": start,
        "end": start + len(words),
    }


def _quantity(number: int, document: str, text: str) -> Row:
    start = text.index("March")
    return {
        "quantity_id": quantity_id(f"March {number}"),
        "document_id": document,
        "claim_id": claim_id(f"stop {number}"),
        "kind": "date",
        "text": "March",
        "comparator": "equal",
        "low": -1.0,
        "high": -1.0,
        "unit": "month",
        "date_pattern": "XXXX-03",
        "first_day": date(2022, 3, 1),
        "last_day": date(2022, 3, 31),
        "is_relative": True,
        "start": start,
        "end": start + len("March"),
    }


def frames_of(units: Sequence[Unit]) -> dict[str, pl.DataFrame]:
    """The tables of all units, in the order of the units; KeyError where `unit` has no rows of a table."""
    lacking = [table.name for table in EXAMINED if any(table.name not in one for one in units)]
    if lacking:
        raise KeyError(f"no rows of {', '.join(lacking)}; add one that is valid to unit() in {__name__}")
    return {
        table.name: pl.DataFrame(
            [row for one in units for row in one[table.name]], table.polars_schema, strict=False
        )
        for table in EXAMINED
    }


def unit_of_row(units: Sequence[Unit], table: str) -> Mapping[int, int]:
    """Row of a table -> number of the unit it comes from."""
    owners = [number for number, one in enumerate(units) for _ in one[table]]
    return dict(enumerate(owners))


def _mention(source: Row, speaker: str) -> Row:
    place = {key: source[key] for key in ("document_id", "start", "end", "text")}
    return place | {"form": "name", "method": "name", "speaker_id": speaker, "confidence": 0.9}


def _extent(spans: Sequence[Row]) -> Row:
    return {"start": spans[0]["start"], "end": spans[-1]["end"]}


def _document(number: int, document: str, text: str) -> Row:
    return {
        "document_id": document,
        "origin": "lowford-post",
        "locator": f"{number}.txt",
        "language": "en",
        "translated_from": "et",
        "media_type": "text/plain",
        "encoding": "utf-8",
        "raw_sha256": text_sha256(text),
        "text_sha256": text_sha256(text),
        "n_chars": len(text),
        "n_words": 12,
        "licence": "third-party",
    }


def _zones(document: str, text: str) -> list[Row]:
    rows: list[Row] = []
    start = 0
    for kind, line in zip(("headline", "body", "boilerplate"), text.split("\n"), strict=True):
        rows.append({"document_id": document, "start": start, "end": start + len(line), "kind": kind})
        start += len(line) + 1
    return rows


def _reject(number: int) -> Row:
    facts = {"stage": "ingest", "reason": "empty", "locator": f"empty {number}.txt"}
    return {"reject_id": reject_id(*facts.values()), **facts, "detail": "The file holds no text."}
