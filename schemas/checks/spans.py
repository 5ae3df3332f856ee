"""What offsets are held to: texts, zones, and the spans beside them."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

import polars as pl

from schemas.checks.base import (
    ROW,
    Given,
    ProvedOnUnit,
    Row,
    RowCheck,
    Unit,
    beside,
    other,
    series,
    their,
    theirs,
)
from schemas.package import Table

_MOVED_OFFSETS = "correct whatever moved the offsets: they are code points into the unchanged text"
_PLACE = ("start", "end")
_FAR = 1000


@dataclass(frozen=True)
class SpanCheck(RowCheck, ProvedOnUnit):
    """A check of where rows stand in their document."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The place."""
        return _PLACE


@dataclass(frozen=True)
class WithinText(SpanCheck):
    """A row ends within its document."""

    kind = "within_text"
    states = "every row of {table} ends within its document's n_chars"
    remedy = _MOVED_OFFSETS

    @classmethod
    def of(cls, table: Table) -> Iterator[Self]:
        """One where rows point into texts."""
        if {"document_id", *_PLACE} <= set(table.schema.column_names()):
            yield cls(table)

    @property
    def needs(self) -> tuple[str, ...]:
        """The lengths of the texts."""
        return ("documents",)

    def mask(self, given: Given) -> pl.Series:
        """Nothing is said where there is no such document."""
        lengths = given.matching("documents", ["document_id"], "document_id", theirs("n_chars"))
        return beside(given.rows, lengths, ["document_id"], pl.col("end") <= their("n_chars"))

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row ends far behind; one whose length is that of its text begins there, too."""
        row = unit[self.table][-1]
        row["end"] += _FAR
        row["start"] += _FAR if self.subject.has_slices else 0


@dataclass(frozen=True)
class SpanText(SpanCheck):
    """What a row holds as text is what its document has there."""

    kind = "span_text"
    states = "the document's text between start and end is the text of the row of {table}"
    remedy = _MOVED_OFFSETS

    @classmethod
    def of(cls, table: Table) -> Iterator[Self]:
        """One where rows hold slices of texts."""
        if table.has_slices:
            yield cls(table)

    @property
    def columns(self) -> tuple[str, ...]:
        """The place and the text."""
        return (*_PLACE, "text")

    @property
    def needs(self) -> tuple[str, ...]:
        """The texts themselves."""
        return ("texts",)

    def mask(self, given: Given) -> pl.Series:
        """A text that is missing proves nothing, so its spans fail."""
        texts = _texts(given)
        start, length = pl.col("start").clip(0), (pl.col("end") - pl.col("start")).clip(0)
        same = (their("text").str.slice(start, length) == pl.col("text")) & (pl.col("start") >= 0)
        return beside(given.rows, texts, ["document_id"], same).fill_null(value=False)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row's text is in capitals."""
        row = unit[self.table][-1]
        row["text"] = row["text"].upper()


@dataclass(frozen=True)
class TextBeside(RowCheck, ProvedOnUnit):
    """What a row holds as the text before or after it stands there."""

    column: str
    side: str

    kind = "text_beside"
    name = "{column}.beside"
    states = "{column} of {table} is the document's text just {side} the row"
    remedy = _MOVED_OFFSETS

    @property
    def columns(self) -> tuple[str, ...]:
        """The place and the text beside it."""
        return (*_PLACE, self.column)

    @property
    def parameters(self) -> dict[str, Any]:
        """The column."""
        return {"column": self.column}

    @property
    def needs(self) -> tuple[str, ...]:
        """The texts themselves."""
        return ("texts",)

    def mask(self, given: Given) -> pl.Series:
        """Where nothing is held nothing is said; a text that is missing is another check's."""
        texts = _texts(given)
        length = pl.col(self.column).str.len_chars().cast(pl.Int64)
        start = pl.col("start") - length if self.side == "before" else pl.col("end")
        same = their("text").str.slice(start.clip(0), length) == pl.col(self.column)
        return beside(given.rows, texts, ["document_id"], same).fill_null(value=True)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The text beside the last row is in capitals."""
        row = unit[self.table][-1]
        row[self.column] = row[self.column].upper()


@dataclass(frozen=True)
class DescribesText(RowCheck, ProvedOnUnit):
    """A column says what is so of the document's text."""

    column: str
    fact: str

    kind = "describes_text"
    name = "{column}.of_text"
    states = "{column} of {table} is the {fact} of the document's text"
    remedy = "compute the value from the text that is kept, after its last change"

    @property
    def columns(self) -> tuple[str, ...]:
        """The column."""
        return (self.column,)

    @property
    def parameters(self) -> dict[str, Any]:
        """The column."""
        return {"column": self.column}

    @property
    def needs(self) -> tuple[str, ...]:
        """The texts themselves."""
        return ("texts",)

    def mask(self, given: Given) -> pl.Series:
        """A text that is missing proves nothing."""
        facts = _texts(given).select("document_id", _FACTS[self.fact]().alias(other("fact")))
        same = pl.col(self.column) == their("fact")
        return beside(given.rows, facts, ["document_id"], same).fill_null(value=False)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """A number is one too many; of a digest nothing is left but its form."""
        row = unit[self.table][-1]
        value = row[self.column]
        row[self.column] = "0" * len(value) if isinstance(value, str) else value + 1


def _texts(given: Given) -> pl.DataFrame:
    return given.matching("texts", ["document_id"], "document_id", theirs("text"))


def _sha256() -> pl.Expr:
    return their("text").map_elements(
        lambda text: hashlib.sha256(text.encode()).hexdigest(), return_dtype=pl.String
    )


_FACTS: Mapping[str, Callable[[], pl.Expr]] = {
    "length": lambda: their("text").str.len_chars().cast(pl.Int64),
    "SHA-256": _sha256,
}


@dataclass(frozen=True)
class Disjoint(SpanCheck):
    """Spans of one group, in their order, follow each other without overlap."""

    group: tuple[str, ...]
    order: str
    sentence: str

    kind = "disjoint"
    states = "{sentence}"
    remedy = "merge or cut spans that overlap where they are made"

    @property
    def parameters(self) -> dict[str, Any]:
        """The columns that make a group, and the one that orders it."""
        return {"group": list(self.group), "order": self.order}

    def mask(self, given: Given) -> pl.Series:
        """A span starts no sooner than all before it have ended, be they among the judged rows or not."""
        columns = dict.fromkeys((*self.group, self.order, *_PLACE))
        ordered = given.matching(self.table, self.group, ROW, *columns).sort(
            [*self.group, self.order, ROW], nulls_last=True
        )
        reached = pl.col("end").cum_max().shift(1).over(self.group)
        apart = (pl.col("start") >= reached).fill_null(value=True)
        judged = ordered.select(ROW, apart.alias(other("apart")))
        return series(given.rows.join(judged, on=ROW, how="left", maintain_order="left"), their("apart"))

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """A second span within the last, or, where another column orders them, the first two swap places."""
        rows = unit[self.table]
        if self.order == "start":
            rows.append(_but_its_first_character(rows[-1]))
        else:
            rows[0][self.order], rows[1][self.order] = rows[1][self.order], rows[0][self.order]


def _but_its_first_character(row: Row) -> Row:
    text = {"text": row["text"][1:]} if "text" in row else {}
    return row | {"start": row["start"] + 1} | text


@dataclass(frozen=True)
class HasContent(RowCheck, ProvedOnUnit):
    """Every quote has words."""

    kind = "has_content"
    states = "every quote has at least one content span"
    remedy = "keep the content spans of every quote that is kept"

    @property
    def needs(self) -> tuple[str, ...]:
        """The spans."""
        return ("quote_spans",)

    def mask(self, given: Given) -> pl.Series:
        """Whether a content span is the quote's."""
        content = _content(given).get_column("quote_id")
        return given.rows.get_column("quote_id").is_in(content.implode())

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last quote loses its spans."""
        quote = unit[self.table][-1]["quote_id"]
        unit["quote_spans"][:] = [span for span in unit["quote_spans"] if span["quote_id"] != quote]


@dataclass(frozen=True)
class Extent(SpanCheck):
    """A quote reaches from its first content span to its last."""

    kind = "extent"
    states = "a quote starts with its first content span and ends with its last"
    remedy = "take the quote's start and end from its first and last content span"

    @property
    def needs(self) -> tuple[str, ...]:
        """The spans."""
        return ("quote_spans",)

    def mask(self, given: Given) -> pl.Series:
        """Nothing is said of a quote without content, which another check finds."""
        first, last = pl.col("start").min().alias(other("start")), pl.col("end").max().alias(other("end"))
        extents = _content(given).group_by("quote_id").agg(first, last)
        same = (pl.col("start") == their("start")) & (pl.col("end") == their("end"))
        return beside(given.rows, extents, ["quote_id"], same)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last quote starts one character later than its words."""
        unit[self.table][-1]["start"] += 1


def _content(given: Given) -> pl.DataFrame:
    spans = given.matching("quote_spans", ["quote_id"], "quote_id", "role", *_PLACE)
    return spans.filter(pl.col("role") == "content")
