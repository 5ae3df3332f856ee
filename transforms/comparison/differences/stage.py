"""Discrepancies: what documents of one story differ in, with what each of them says."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

import polars as pl
from spacy.tokens import Doc

from schemas.discrepancies import Discrepancies
from schemas.discrepancy_values import DiscrepancyValues
from transforms.comparison.differences.candidates import Candidate, ordered
from transforms.comparison.differences.comparers import COMPARERS
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.comparison.differences.quote_renderings import Rendering, rendering_words
from transforms.comparison.differences.story_view import StoryView
from transforms.ids import discrepancy_id
from transforms.language.name_forms import fold, surname
from transforms.language.words import words
from transforms.resources import Resources
from transforms.results import StageCount, StageResult
from transforms.rows import table_of
from transforms.stage import Stage
from transforms.tables import Frames, Tables

_REMEMBERED: Final = 2048
"""Sentences of one story whose parse and vectors are remembered: each takes some ten kilobytes."""


@dataclass(frozen=True, slots=True)
class _Documents:
    """What is known of documents, by id; a copy of another document is left out, it would only agree."""

    texts: Mapping[str, str]
    stories: Mapping[str, tuple[str, ...]]
    published: dict[str, date | None]
    outlets: Mapping[str, str]


def find_differences(tables: Tables, resources: Resources) -> StageResult:
    """`discrepancies` and `discrepancy_values`, story by story.

    Nothing is compared across stories, and a story of one document has none.
    """
    frames = tables.frames()
    documents, quoted = _documents(frames), _Quoted(frames)
    found = [
        (story, _filled(candidate, documents))
        for story, view in _views(frames, documents, resources)
        for comparer in COMPARERS
        for candidate in comparer(view)
    ]
    rows = (_row(story, candidate, documents) for story, candidate in found)
    values = (row for story, candidate in found for row in _value_rows(story, candidate, quoted))
    made = Tables(
        discrepancies=table_of(Discrepancies, rows), discrepancy_values=table_of(DiscrepancyValues, values)
    )
    n_stories = len(documents.stories)
    return StageResult(made, (StageCount("discrepancies", "stories", n_stories, n_stories, 0),))


DIFFERENCES: Final = Stage(
    "differences",
    (
        "texts",
        "documents",
        "zones",
        "quotes",
        "quote_spans",
        "speakers",
        "quantities",
        "story_documents",
        "statements",
        "statement_quotes",
    ),
    ("discrepancies", "discrepancy_values"),
    find_differences,
)


def _documents(frames: Frames) -> _Documents:
    known = frames["documents"].filter(pl.col("duplicate_of").is_null())
    stories: dict[str, list[str]] = defaultdict(list)
    placed = frames["story_documents"].join(known, on="document_id", how="semi")
    for document, story in (
        placed.sort("story_id", "document_id").select("document_id", "story_id").iter_rows()
    ):
        stories[story].append(document)
    columns = known.select("document_id", "published_on", "outlet", "origin")
    return _Documents(
        _readable(frames),
        {story: tuple(found) for story, found in stories.items() if len(found) > 1},
        {document: day for document, day, _, _ in columns.iter_rows()},
        {document: outlet or origin for document, _, outlet, origin in columns.iter_rows()},
    )


def _readable(frames: Frames) -> dict[str, str]:
    """The texts with boilerplate blanked: as long as before, so that every offset holds."""
    texts = dict(frames["texts"].select("document_id", "text").iter_rows())
    furniture = frames["zones"].filter(pl.col("kind") == "boilerplate")
    for document, start, end in furniture.select("document_id", "start", "end").iter_rows():
        if document in texts:
            text = texts[document]
            texts[document] = text[:start] + "\n" * (end - start) + text[end:]
    return texts


def _by_document(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        found[row["document_id"]].append(row)
    return found


def _renderings(frames: Frames, documents: _Documents) -> dict[str, list[Rendering]]:
    """The parts of quotes by document."""
    names = frames["speakers"].select("speaker_id", "name")
    quotes = frames["quotes"].select("quote_id", "speaker_id", "type", "source")
    quotes = quotes.join(names, on="speaker_id", how="left")
    found: dict[str, list[Rendering]] = defaultdict(list)
    for row in frames["statement_quotes"].join(quotes, on="quote_id").iter_rows(named=True):
        document, start, end = row["document_id"], row["start"], row["end"]
        text = documents.texts[document]
        found[document].append(
            Rendering(
                document,
                start,
                end,
                row["statement_id"],
                row["speaker_id"],
                row["type"],
                rendering_words(text, start, end),
                text[start:end],
                _named(row["name"], row["source"]),
                row["name"],
            )
        )
    return found


def _named(name: str | None, source: str | None) -> str | None:
    """The surname of a speaker where the source of a quote has it."""
    found = fold(surname(name)) if name else ""
    return found if found and found in map(fold, (source or "").replace(",", " ").split()) else None


def _views(frames: Frames, documents: _Documents, resources: Resources) -> Iterator[tuple[str, StoryView]]:
    """Each story of several documents, by id, as comparers see it."""
    quantities, renderings = _by_document(frames["quantities"]), _renderings(frames, documents)

    def parse(text: str) -> Doc:
        return next(iter(resources.analyser([(text, ())]))).doc

    for story, members in documents.stories.items():
        texts = {document: documents.texts[document] for document in members}
        yield (
            story,
            StoryView(
                texts,
                list(_mentions(texts, quantities)),
                [rendering for document in members for rendering in renderings.get(document, ())],
                documents.published,
                # One sentence is looked at with each that is like it, and copied from outlet to outlet.
                lru_cache(_REMEMBERED)(resources.encoder),
                lru_cache(_REMEMBERED)(parse),
                resources.gazetteer,
            ),
        )


def _mentions(
    texts: Mapping[str, str], quantities: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[QuantityMention]:
    """The quantities of a story's documents, in texts that have words."""
    for document, text in texts.items():
        if (rows := quantities.get(document)) and (found := words(text)):
            yield from (QuantityMention(row, text, found) for row in rows)


def _filled(candidate: Candidate, documents: _Documents) -> Candidate:
    """The candidate with its values' texts read from the documents, and in their own order."""
    values = [replace(v, text=documents.texts[v.document_id][v.start : v.end]) for v in candidate.values]
    return replace(candidate, values=ordered(values))


class _Quoted:
    """Which quote, if any, a value stands in; the innermost one where quotes stand in quotes."""

    def __init__(self, frames: Frames) -> None:
        spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        content = frames["quote_spans"].filter(pl.col("role") == "content")
        for document, start, end, quote in content.select(
            "document_id", "start", "end", "quote_id"
        ).iter_rows():
            spans[document].append((start, -end, quote))
        self._spans = {document: sorted(found) for document, found in spans.items()}

    def at(self, document: str, start: int) -> str | None:
        """The quote whose content the code point `start` is in."""
        found = self._spans.get(document, [])
        upto = bisect_right(found, (start, 0, ""))
        around = [quote for _, minus_end, quote in found[:upto] if start < -minus_end]
        return around[-1] if around else None


def _id(story: str, candidate: Candidate) -> str:
    return discrepancy_id(candidate.statement_id or story, candidate.type, candidate.slot)


def _row(story: str, candidate: Candidate, documents: _Documents) -> dict[str, Any]:
    return {
        "discrepancy_id": _id(story, candidate),
        "story_id": story,
        "statement_id": candidate.statement_id,
        "type": candidate.type,
        "about": candidate.about,
        "verdict": candidate.verdict,
        "confidence": candidate.confidence,
        "n_documents": len({value.document_id for value in candidate.values}),
        "n_values": len({value.normalised for value in candidate.values}),
        "reading": _reading(candidate, documents),
    }


def _value_rows(story: str, candidate: Candidate, quoted: _Quoted) -> Iterator[dict[str, Any]]:
    for value in candidate.values:
        quote = quoted.at(value.document_id, value.start)
        yield {
            "discrepancy_id": _id(story, candidate),
            "document_id": value.document_id,
            "start": value.start,
            "end": value.end,
            "text": value.text,
            "normalised": value.normalised,
            "voice": "speaker" if quote else "outlet",
            "quote_id": quote,
        }


def _reading(candidate: Candidate, documents: _Documents) -> str:
    """One line: what it is about, then each value with the outlets that have it."""
    by_text: dict[str, list[str]] = defaultdict(list)
    for value in candidate.values:
        outlet = documents.outlets[value.document_id]
        shown = value.shown or f"“{' '.join(value.text.split())}”"
        if outlet not in by_text[shown]:
            by_text[shown].append(outlet)
    said = "; ".join(f"{shown} ({', '.join(outlets)})" for shown, outlets in by_text.items())
    return f"{' '.join(candidate.about.split())}: {said}"
