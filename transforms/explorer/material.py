"""What the pages are made of: the rows of a release in their order, found by what they point to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from transforms.explorer.records import (
    Article,
    Membership,
    Quantity,
    Quote,
    Report,
    Span,
    Speaker,
    Statement,
    Story,
    Value,
    ValueEnd,
)
from transforms.release.accuracy import Figure
from transforms.release.editions import Rows
from transforms.rows import by_key, records
from transforms.tables import Frames


@dataclass(frozen=True)
class Material:
    """A release as the explorer shows it.

    `frames` are its tables and views, in their row order; the working table `texts` may be among them.
    `rows` counts those of each table of the release, of which `frames` may have some alone. `figures` say how
    right rows are; `quality` is the content of quality/report.json, empty where there is none; `changes`
    counts the rows that are new, gone or other than in release `previous`, whose schema was
    `previous_schema`.
    """

    version: str
    frames: Frames
    figures: Sequence[Figure] = ()
    quality: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Rows] = field(default_factory=dict)
    previous: str | None = None
    previous_schema: str | None = None
    rows: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Id -> document."""
        return {row.document_id: row for row in records(self.frames["documents"], Article)}

    @cached_property
    def stories(self) -> dict[str, Story]:
        """Id -> story: those of most documents first, then by id."""
        rows = records(self.frames["stories"], Story)
        return {row.story_id: row for row in sorted(rows, key=lambda row: (-row.n_documents, row.story_id))}

    @cached_property
    def speakers(self) -> dict[str, Speaker]:
        """Id -> speaker, by name."""
        return {row.speaker_id: row for row in records(self.frames["speakers"], Speaker)}

    @cached_property
    def quotes(self) -> dict[str, Quote]:
        """Id -> quote, in the order of documents and their texts."""
        return {row.quote_id: row for row in records(self.frames["attributions"], Quote)}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Id -> statement, of those that have pages: two outlets or more have them."""
        rows = records(self.frames["statements"], Statement)
        return {row.statement_id: row for row in rows if row.statement_id in self.reports}

    @cached_property
    def reports(self) -> dict[str, list[Report]]:
        """Statement -> how each document of its story has it."""
        rows = records(self.frames["statements_by_outlet"], Report)
        return by_key(rows, lambda row: row.statement_id)

    @cached_property
    def values(self) -> dict[str, list[Value]]:
        """Discrepancy -> its values; what tells most comes first."""
        rows = list(records(self.frames["disagreements"], Value))
        rows.sort(key=lambda row: (-row.worth, row.discrepancy_id, row.outlet, row.start))
        return by_key(rows, lambda row: row.discrepancy_id)

    @cached_property
    def quotes_of_document(self) -> dict[str, list[Quote]]:
        """Document -> its quotes, as they stand in it."""
        return by_key(self.quotes.values(), lambda row: row.document_id)

    @cached_property
    def quotes_of_speaker(self) -> dict[str, list[Quote]]:
        """Speaker -> what they are quoted with."""
        named = (row for row in self.quotes.values() if row.speaker_id)
        return by_key(named, lambda row: row.speaker_id or "")

    @cached_property
    def documents_of_story(self) -> dict[str, list[str]]:
        """Story -> its documents, in the order of their names and dates."""
        rows = by_key(records(self.frames["story_documents"], Membership), lambda row: row.story_id)
        return {
            story: sorted((row.document_id for row in found), key=self._place)
            for story, found in rows.items()
        }

    @cached_property
    def statements_of_story(self) -> dict[str, list[Statement]]:
        """Story -> its statements with a page: what most outlets have comes first."""
        rows = sorted(
            self.statements.values(), key=lambda row: (-self.n_outlets(row.statement_id), row.statement_id)
        )
        return by_key(rows, lambda row: row.story_id)

    @cached_property
    def differences_of_story(self) -> dict[str, list[list[Value]]]:
        """Story -> its discrepancies, each as its values."""
        found: dict[str, list[list[Value]]] = {}
        for values in self.values.values():
            found.setdefault(values[0].story_id, []).append(values)
        return found

    @cached_property
    def story_of_document(self) -> dict[str, str]:
        """Document -> its story."""
        return {row.document_id: row.story_id for row in records(self.frames["story_documents"], Membership)}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Document -> its text; empty where the texts are not at hand."""
        frame = self.frames.get("texts")
        return {} if frame is None else dict(frame.select("document_id", "text").iter_rows())

    @cached_property
    def spans(self) -> dict[str, list[Span]]:
        """Document -> the spans of its quotes' contents."""
        rows = (row for row in records(self.frames["quote_spans"], Span) if row.role == "content")
        return by_key(rows, lambda row: row.document_id)

    @cached_property
    def quantities(self) -> dict[str, list[Quantity]]:
        """Document -> the numbers in it."""
        return by_key(records(self.frames["quantities"], Quantity), lambda row: row.document_id)

    @cached_property
    def ends(self) -> dict[tuple[str, str, int], int]:
        """Discrepancy, document and start of a value -> where it ends."""
        rows = records(self.frames["discrepancy_values"], ValueEnd)
        return {(row.discrepancy_id, row.document_id, row.start): row.end for row in rows}

    def n_outlets(self, statement_id: str) -> int:
        """Outlets that have a statement."""
        return self.reports[statement_id][0].n_outlets

    def _place(self, document_id: str) -> tuple[str, str, str]:
        article = self.articles[document_id]
        return article.name.casefold(), str(article.published_on or ""), document_id
