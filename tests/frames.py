"""A small set of tables that keep every rule: two made-up articles on one made-up event.

Tests break one thing in a copy of it and expect exactly that to be noticed.
"""

import datetime as dt
import hashlib
from functools import cache

import polars as pl

from schemas.package import TABLES, table

FERRY = (
    "Harbour ferry to stop in March\n"
    "LOWFORD, 3 February\n"
    "The night ferry will stop in March, the port said. “We cannot carry the loss for another year,” "
    "said director Mara Ilves, who added that eleven crew members would move to the day line.\n"
    "Share this page"
)
COUNCIL = (
    "Council wants its ferry back\n"
    "Mara Ilves insisted the port “cannot carry the loss”. According to the union, twelve crew members "
    "are affected. =SUM(1;2) <b>& 'so on'</b>\n"
    "Subscribe to our letter"
)


def _id(table_name: str, column: str, name: str) -> str:
    """A valid id of that column; its prefix is read from the contract."""
    pattern = table(table_name).schema.columns()[column].regex  # type: ignore[attr-defined]
    return f"{pattern[1 : pattern.index('_')]}_{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def document_id(name: str) -> str:
    return _id("documents", "document_id", name)


def quote_id(name: str) -> str:
    return _id("quotes", "quote_id", name)


def speaker_id(name: str) -> str:
    return _id("speakers", "speaker_id", name)


def claim_id(name: str) -> str:
    return _id("claims", "claim_id", name)


def quantity_id(name: str) -> str:
    return _id("quantities", "quantity_id", name)


def story_id(name: str) -> str:
    return _id("stories", "story_id", name)


def statement_id(name: str) -> str:
    return _id("statements", "statement_id", name)


def discrepancy_id(name: str) -> str:
    return _id("discrepancies", "discrepancy_id", name)


def valid_frames() -> dict[str, pl.DataFrame]:
    """Every table of the package, keeping every rule, sorted as released; another dictionary each time."""
    return dict(_valid())


@cache
def _valid() -> dict[str, pl.DataFrame]:
    rows = {
        "texts": _texts(),
        "documents": _documents(),
        "zones": _zones(),
        "quotes": _quotes(),
        "quote_spans": _quote_spans(),
        "speakers": _speakers(),
        "rejects": _rejects(),
    }
    return {
        known.name: pl.DataFrame(rows.get(known.name, []), schema=known.polars_schema).sort(known.sort_by)
        for known in TABLES
    }


def _texts() -> list[dict[str, object]]:
    return [
        {"document_id": document_id("ferry"), "text": FERRY},
        {"document_id": document_id("council"), "text": COUNCIL},
    ]


def _documents() -> list[dict[str, object]]:
    shared = {
        "retrieved_at": dt.datetime(2026, 2, 4, 8, 30, tzinfo=dt.UTC),
        "language": "en",
        "media_type": "text/plain",
        "encoding": "utf-8",
        "licence": "third-party",
    }
    ferry = shared | {
        "document_id": document_id("ferry"),
        "origin": "lowford-post",
        "locator": "ferry.txt",
        "outlet": "The Lowford Post",
        "url": "https://lowford.example/ferry",
        "byline": "Mara Ilves; Per Holm",
        "section": "Harbour",
        "headline": FERRY.splitlines()[0],
        "published_on": dt.date(2026, 2, 3),
        "published_at": dt.datetime(2026, 2, 3, 17, 5, tzinfo=dt.UTC),
        "is_translation": False,
        "n_words": 45,
    }
    council = shared | {
        "document_id": document_id("council"),
        "origin": "bay-radio",
        "locator": "council.txt",
        "headline": COUNCIL.splitlines()[0],
        "is_translation": True,
        "translated_from": "et",
        "n_words": 27,
    }
    return [_of_text(ferry, FERRY), _of_text(council, COUNCIL)]


def _of_text(row: dict[str, object], text: str) -> dict[str, object]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return row | {"raw_sha256": digest, "text_sha256": digest, "n_chars": len(text)}


def _zones() -> list[dict[str, object]]:
    return [
        _zone("ferry", FERRY, 0, "headline"),
        _zone("ferry", FERRY, 1, "dateline"),
        _zone("ferry", FERRY, 2, "body"),
        _zone("ferry", FERRY, 3, "boilerplate"),
        _zone("council", COUNCIL, 0, "headline"),
        _zone("council", COUNCIL, 1, "body"),
        _zone("council", COUNCIL, 2, "boilerplate"),
    ]


def _zone(document: str, text: str, line: int, kind: str) -> dict[str, object]:
    start, end = _find(text, text.splitlines()[line])
    return {"document_id": document_id(document), "start": start, "end": end, "kind": kind}


def _find(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


# name: document, type, content, cue, lemma, class, source
_QUOTES = {
    "stop": ("ferry", "indirect", "The night ferry will stop in March", "said", "say", "neutral", "the port"),
    "loss": (
        "ferry",
        "direct",
        "“We cannot carry the loss for another year,”",
        "said",
        "say",
        "neutral",
        "director Mara Ilves",
    ),
    "crew": (
        "ferry",
        "indirect",
        "eleven crew members would move to the day line",
        "added",
        "add",
        "neutral",
        "who",
    ),
    "insisted": (
        "council",
        "mixed",
        "the port “cannot carry the loss”",
        "insisted",
        "insist",
        "assert",
        "Mara Ilves",
    ),
    "union": (
        "council",
        "indirect",
        "twelve crew members are affected",
        "According to",
        "according to",
        "neutral",
        "the union",
    ),
}
_SPEAKER_OF = {"loss": "Mara Ilves", "crew": "Mara Ilves", "insisted": "Mara Ilves", "union": "the union"}
_TEXT_OF = {"ferry": FERRY, "council": COUNCIL}


def _quotes() -> list[dict[str, object]]:
    return [_quote(name, facts) for name, facts in _QUOTES.items()]


def _quote(name: str, facts: tuple[str, ...]) -> dict[str, object]:
    document, kind, content, cue, lemma, cue_class, source = facts
    start, end = _find(_TEXT_OF[document], content)
    speaker = _SPEAKER_OF.get(name)
    return {
        "quote_id": quote_id(name),
        "document_id": document_id(document),
        "type": kind,
        "content": content,
        "cue": cue,
        "cue_lemma": lemma,
        "cue_class": cue_class,
        "cue_modifiers": ["again", "and, again"] if name == "insisted" else [],
        "source": source,
        "speaker_id": speaker_id(speaker) if speaker else None,
        "speaker_confidence": 0.875 if speaker else None,
        "negated": False,
        "nested_in": None,
        "zone": "body",
        "start": start,
        "end": end,
        "confidence": 0.91,
        "reliable": True,
        "method": "made-up 1",
    }


def _quote_spans() -> list[dict[str, object]]:
    spans = []
    for name, (document, _, content, cue, _, _, source) in _QUOTES.items():
        for role, part in (("content", content), ("cue", cue), ("source", source)):
            spans.append(_span(name, document, role, part, content))
    return spans


def _span(name: str, document: str, role: str, part: str, content: str) -> dict[str, object]:
    text = _TEXT_OF[document]
    # Cue and source of these articles stand within 60 characters of the content.
    near = max(0, text.index(content) - 60) if name == "insisted" else max(0, text.index(content) - 25)
    start = text.index(content) if role == "content" else text.index(part, near)
    return {
        "quote_id": quote_id(name),
        "role": role,
        "ordinal": 0,
        "document_id": document_id(document),
        "start": start,
        "end": start + len(part),
        "text": part,
    }


def _speakers() -> list[dict[str, object]]:
    return [
        {"speaker_id": speaker_id("Mara Ilves"), "name": "Mara Ilves", "kind": "person", "role": "director"},
        {"speaker_id": speaker_id("the union"), "name": "the union", "kind": "organisation"},
    ]


def _rejects() -> list[dict[str, object]]:
    return [
        {
            "reject_id": _id("rejects", "reject_id", "empty"),
            "stage": "ingest",
            "reason": "empty",
            "origin": "bay-radio",
            "locator": "nothing.txt",
            "detail": "The file holds no text.",
        }
    ]
