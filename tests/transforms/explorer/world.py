"""A made-up story of three outlets, one of which is hostile: what the tests of the explorer share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

import polars as pl

from schemas.package import TABLES, VIEWS
from tests.frames import (
    discrepancy_id,
    document_id,
    quantity_id,
    quote_id,
    speaker_id,
    statement_id,
    story_id,
)
from tests.tables import lazily, views
from transforms.explorer.material import Material
from transforms.explorer.parts import Parts
from transforms.explorer.site import site
from transforms.release.accuracy import Figure
from transforms.release.batches import ordered
from transforms.release.bundle import Content
from transforms.release.editions import Rows
from transforms.tables import Frames

Row = Mapping[str, object]

POST = "Port in need\n“We cannot carry the loss for another year,” said Mara Ilves after four hours of talk."
RADIO = (
    "Ferry at risk\nMara Ilves insisted that the port cannot carry the loss. It took more than five hours."
)
SCRIPT = "</script><script>alert('ran')</script>"
HOSTILE = f'<img src=x onerror=alert(1)>\nThe union said "{SCRIPT}" and \u202eleft.'
TEXTS = {"post": POST, "radio": RADIO, "hostile": HOSTILE}
LOSS, NUMBER = "We cannot carry the loss for another year", "length of <b>the talks</b>"
STORY, STATEMENT, DIFFERENCE = story_id("ferry"), statement_id("loss"), discrepancy_id("hours")

FIGURES = (
    Figure("quotes", "made-up texts", "F1", "74.9", "2192", "2026-11-27", "models/attribution"),
    Figure("quotes", "made-up texts", "recall", "72.6", "", "2026-11-27", "models/attribution"),
)
QUALITY = {"summary": {"blocked": False, "passed": 3, "warned": 1, "failed": 0, "crashed": 0}}
CHANGES = {"quotes": Rows(1, 3, added=2), "stories": Rows(1, 1)}

_OUTLETS = {"post": "The Lowford Post", "radio": None, "hostile": SCRIPT}
_LICENCES = {"post": "third-party", "radio": "CC0-1.0", "hostile": "third-party"}
# document: type, content, cue, class, source, speaker
_QUOTES = {
    "post": ("direct", "“We cannot carry the loss for another year,”", "said", "neutral", "Mara Ilves"),
    "radio": ("indirect", "the port cannot carry the loss", "insisted", "assert", "Mara Ilves"),
    "hostile": ("direct", f'"{SCRIPT}"', "said", "neutral", "The union"),
}
_SAID = {"post": "four hours", "radio": "more than five hours"}
_HOURS = {"post": ("equal", 4.0), "radio": ("more_than", 5.0)}


@cache
def frames() -> Frames:
    """Every table and view of the made-up release, and its texts."""
    made = {table.name: _frame(table.name, table.polars_schema) for table in TABLES}
    tables = {table.name: ordered(made[table.name], table) for table in TABLES if table.released}
    shown = views(tables)
    return {
        "texts": made["texts"],
        **tables,
        **{view.name: ordered(shown[view.name], view) for view in VIEWS},
    }


def material(**changed: object) -> Material:
    """The made-up release as the explorer shows it."""
    given = {
        "frames": frames(),
        "figures": FIGURES,
        "quality": QUALITY,
        "changes": CHANGES,
        "previous": "2026.1.1",
        "previous_schema": "0.1.0",
    }
    return Material("2026.2.1", **(given | changed))  # type: ignore[arg-type]


def parts(whole: Material) -> Parts:
    """A release as the explorer reads it."""
    return Parts(lazily(whole.frames), whole)


def made(**changed: object) -> Mapping[str, bytes]:
    """Every file of the explorer of that release, or of one that differs."""
    return files(site(parts(material(**changed))))


def files(found: Iterable[tuple[str, Content]]) -> dict[str, bytes]:
    """Files by path, each whole."""
    return {path: data if isinstance(data, bytes) else b"".join(data) for path, data in found}


@cache
def pages() -> Mapping[str, bytes]:
    """Every file of its explorer."""
    return made()


def _frame(name: str, schema: pl.Schema) -> pl.DataFrame:
    rows = _ROWS.get(name, lambda: [])()
    return pl.DataFrame([dict.fromkeys(schema) | dict(row) for row in rows], schema=schema)


def _place(document: str, part: str) -> Row:
    start = TEXTS[document].index(part)
    return {"document_id": document_id(document), "start": start, "end": start + len(part)}


def _texts() -> Sequence[Row]:
    return [{"document_id": document_id(name), "text": text} for name, text in TEXTS.items()]


def _documents() -> Sequence[Row]:
    return [
        {
            "document_id": document_id(name),
            "origin": "bay-radio" if name == "radio" else "lowford-post",
            "locator": f"{name}.txt",
            "outlet": _OUTLETS[name],
            "headline": text.splitlines()[0],
            "published_on": date(2026, 2, 3) if name == "post" else None,
            "media_type": "text/plain",
            "encoding": "utf-8",
            "raw_sha256": "0" * 64,
            "text_sha256": "0" * 64,
            "n_chars": len(text),
            "n_words": len(text.split()),
            "licence": _LICENCES[name],
        }
        for name, text in TEXTS.items()
    ]


def _quotes() -> Sequence[Row]:
    return [
        {
            **_place(name, content),
            "quote_id": quote_id(name),
            "type": kind,
            "content": content,
            "cue": cue,
            "cue_class": cue_class,
            "cue_modifiers": [],
            "source": source,
            "speaker_id": speaker_id(source),
            "context_after": ".",
            "negated": False,
            "zone": "body",
            "confidence": 0.5 if name == "hostile" else 0.9,
            "reliable": name != "hostile",
            "method": "made-up 1",
        }
        for name, (kind, content, cue, cue_class, source) in _QUOTES.items()
    ]


def _spans() -> Sequence[Row]:
    return [
        {
            **_place(name, content),
            "quote_id": quote_id(name),
            "role": "content",
            "ordinal": 0,
            "text": content,
        }
        for name, (_, content, *_) in _QUOTES.items()
    ]


def _speakers() -> Sequence[Row]:
    return [
        {"speaker_id": speaker_id("Mara Ilves"), "name": "Mara Ilves", "kind": "person", "role": "director"},
        {"speaker_id": speaker_id("The union"), "name": SCRIPT, "kind": "organisation"},
    ]


def _story_documents() -> Sequence[Row]:
    return [{"story_id": STORY, "document_id": document_id(name), "similarity": 0.9} for name in TEXTS]


def _statements() -> Sequence[Row]:
    counts = {"n_quotes": 2, "n_documents": 2, "n_distinct": 2}
    told = {"statement_id": STATEMENT, "speaker_id": speaker_id("Mara Ilves"), "text": LOSS}
    return [{"story_id": STORY, "quote_id": quote_id("post"), **told, **counts}]


def _statement_quotes() -> Sequence[Row]:
    return [
        {
            **_place(name, _QUOTES[name][1]),
            "statement_id": STATEMENT,
            "quote_id": quote_id(name),
            "part": 0,
            "text": _QUOTES[name][1],
            "is_representative": name == "post",
            "similarity": 1.0,
            "change": "verbatim",
        }
        for name in _SAID
    ]


def _coverage() -> Sequence[Row]:
    reported = [
        {
            **_place(name, _QUOTES[name][1]),
            "statement_id": STATEMENT,
            "quote_id": quote_id(name),
            "how": _QUOTES[name][0],
            "cue": _QUOTES[name][2],
            "cue_class": _QUOTES[name][3],
            "source": _QUOTES[name][4],
        }
        for name in _SAID
    ]
    absent = {"statement_id": STATEMENT, "document_id": document_id("hostile"), "how": "not_reported"}
    return [*reported, absent]


def _discrepancies() -> Sequence[Row]:
    sure = {"confidence": 0.9, "worth": 0.8, "n_documents": 2, "n_values": 2, "reading": "hours"}
    told = {"type": "numeric", "about": NUMBER, "verdict": "conflict"}
    return [{"discrepancy_id": DIFFERENCE, "story_id": STORY, **told, **sure}]


def _values() -> Sequence[Row]:
    return [
        {
            **_place(name, text),
            "discrepancy_id": DIFFERENCE,
            "text": text,
            "normalised": text,
            "voice": "outlet",
            "sentence": TEXTS[name].splitlines()[1],
        }
        for name, text in _SAID.items()
    ]


def _quantities() -> Sequence[Row]:
    return [
        {
            **_place(name, text),
            "quantity_id": quantity_id(name),
            "kind": "duration",
            "text": text,
            "comparator": _HOURS[name][0],
            "low": _HOURS[name][1],
            "high": _HOURS[name][1],
            "unit": "hour",
            "is_relative": False,
        }
        for name, text in _SAID.items()
    ]


def _stories() -> Sequence[Row]:
    counts = {"n_documents": 3, "n_distinct": 3}
    return [{"story_id": STORY, "document_id": document_id("post"), "headline": "Port in need", **counts}]


_ROWS = {
    "texts": _texts,
    "documents": _documents,
    "quotes": _quotes,
    "quote_spans": _spans,
    "speakers": _speakers,
    "stories": _stories,
    "story_documents": _story_documents,
    "statements": _statements,
    "statement_quotes": _statement_quotes,
    "coverage": _coverage,
    "discrepancies": _discrepancies,
    "discrepancy_values": _values,
    "quantities": _quantities,
}
