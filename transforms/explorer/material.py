"""What the pages are made of: the rows of a release in their order, found by what they point to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import polars as pl

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
from transforms.tables import Frames, LazyFrames

R = TypeVar("R", bound=tuple[Any, ...])


@dataclass(frozen=True)
class Material:
    """A release as the explorer shows it.

    `frames` are its tables and views, in their row order; the working table `texts` may be among them. Where
    they are lazy, rows are read when they are asked for: lists of all take counts, and some rows at a time.
    `rows` counts those of each table of the release, of which `frames` may have some alone. `figures` say how
    right rows are; `quality` is the content of quality/report.json, empty where there is none; `changes`
    counts the rows that are new, gone or other than in release `previous`, whose schema was
    `previous_schema`.
    """

    version: str
    frames: Frames | LazyFrames
    figures: Sequence[Figure] = ()
    quality: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Rows] = field(default_factory=dict)
    previous: str | None = None
    previous_schema: str | None = None
    rows: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Id -> document."""
        return {row.document_id: row for row in self._rows("documents", Article)}

    @cached_property
    def stories(self) -> dict[str, Story]:
        """Id -> story: those of most documents first, then by id."""
        rows = self._rows("stories", Story)
        return {row.story_id: row for row in sorted(rows, key=lambda row: (-row.n_documents, row.story_id))}

    @cached_property
    def speakers(self) -> dict[str, Speaker]:
        """Id -> speaker, by name."""
        return {row.speaker_id: row for row in self._rows("speakers", Speaker)}

    @cached_property
    def quotes(self) -> dict[str, Quote]:
        """Id -> quote, in the order of documents and their texts."""
        return {row.quote_id: row for row in self._rows("attributions", Quote)}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Id -> statement, of those that have pages: two outlets or more have them."""
        rows = self._rows("statements", Statement)
        return {row.statement_id: row for row in rows if row.statement_id in self.reports}

    @cached_property
    def reports(self) -> dict[str, list[Report]]:
        """Statement -> how each document of its story has it."""
        rows = self._rows("statements_by_outlet", Report)
        return by_key(rows, lambda row: row.statement_id)

    @cached_property
    def values(self) -> dict[str, list[Value]]:
        """Discrepancy -> its values; what tells most comes first."""
        rows = list(self._rows("disagreements", Value))
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
        rows = by_key(self._rows("story_documents", Membership), lambda row: row.story_id)
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
        return {row.document_id: row.story_id for row in self._rows("story_documents", Membership)}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Document -> its text; empty where the texts are not at hand."""
        if "texts" not in self.frames:
            return {}
        return dict(self.lazy("texts").select("document_id", "text").collect().iter_rows())

    @cached_property
    def spans(self) -> dict[str, list[Span]]:
        """Document -> the spans of its quotes' contents."""
        rows = (row for row in self._rows("quote_spans", Span) if row.role == "content")
        return by_key(rows, lambda row: row.document_id)

    @cached_property
    def quantities(self) -> dict[str, list[Quantity]]:
        """Document -> the numbers in it."""
        return by_key(self._rows("quantities", Quantity), lambda row: row.document_id)

    @cached_property
    def ends(self) -> dict[tuple[str, str, int], int]:
        """Discrepancy, document and start of a value -> where it ends."""
        rows = self._rows("discrepancy_values", ValueEnd)
        return {(row.discrepancy_id, row.document_id, row.start): row.end for row in rows}

    @cached_property
    def heads(self) -> pl.DataFrame:
        """The discrepancies, without their values; what tells most comes first."""
        facts = ("worth", "discrepancy_id", "story_id", "type", "verdict", "shown_first")
        found = self.lazy("disagreements").select(facts).unique().collect(engine="streaming")
        return found.sort("worth", "discrepancy_id", descending=[True, False])

    @cached_property
    def shared(self) -> pl.DataFrame:
        """Statement and story of each statement that has a page."""
        reported = self.lazy("statements_by_outlet").select("statement_id").unique()
        found = self.lazy("statements").select("statement_id", "story_id")
        return found.join(reported, on="statement_id", how="semi", maintain_order="left").collect()

    def tally(self, name: str, *columns: str) -> pl.DataFrame:
        """How many rows of a table have each set of values in some columns (`len`), of which none is null."""
        rows = self.lazy(name).select(columns).drop_nulls()
        return rows.group_by(columns).len().sort(columns).collect(engine="streaming")

    def types(self, column: str) -> dict[str, dict[str, int]]:
        """Value of a column of quotes -> how many quotes there are of each type."""
        found: dict[str, dict[str, int]] = {}
        for value, kind, number in self.tally("attributions", column, "type").iter_rows():
            found.setdefault(value, {})[kind] = number
        return found

    def quoted(self, speakers: Iterable[str]) -> dict[str, list[Quote]]:
        """Each of some speakers -> what they are quoted with."""
        rows = self.lazy("attributions").filter(pl.col("speaker_id").is_in([*speakers])).collect()
        return by_key(records(rows, Quote), lambda row: row.speaker_id or "")

    def of_differences(self, heads: pl.DataFrame) -> Material:
        """Of this release the discrepancies among `heads` alone, with what their values rest on."""
        found = (
            self._among("disagreements", "discrepancy_id", heads.lazy()).collect(engine="streaming").lazy()
        )
        rest = {
            "disagreements": found,
            "discrepancy_values": self._among("discrepancy_values", "discrepancy_id", heads.lazy()),
            "quantities": self._among("quantities", "document_id", found),
        }
        return replace(self, frames={name: self.lazy(name) for name in self.frames} | rest)

    def lazy(self, name: str) -> pl.LazyFrame:
        """A table or view, to be read when it is asked for."""
        return self.frames[name].lazy()

    def _among(self, name: str, column: str, keys: pl.LazyFrame) -> pl.LazyFrame:
        wanted = keys.select(column).unique()
        return self.lazy(name).join(wanted, on=column, how="semi", maintain_order="left")

    def _rows(self, name: str, row: type[R]) -> Iterator[R]:
        fields: tuple[str, ...] = getattr(row, "_fields")  # noqa: B009 (every NamedTuple has it)
        return records(self.lazy(name).select(fields).collect(), row)

    def n_outlets(self, statement_id: str) -> int:
        """Outlets that have a statement."""
        return self.reports[statement_id][0].n_outlets

    def _place(self, document_id: str) -> tuple[str, str, str]:
        article = self.articles[document_id]
        return article.name.casefold(), str(article.published_on or ""), document_id
