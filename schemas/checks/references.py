"""What rows say of rows elsewhere: that they exist, belong together, and are pointed to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import polars as pl

from schemas.checks.base import (
    Frames,
    Given,
    ProvedOnTables,
    ProvedOnUnit,
    RowCheck,
    Unit,
    beside,
    their,
    theirs,
)
from schemas.checks.columns import ColumnCheck
from schemas.package import TABLES, Table

_DOCUMENT = "document_id"
_KEYS_WITHIN_A_DOCUMENT = frozenset(("quotes.quote_id",))


@dataclass(frozen=True)
class References(ColumnCheck, ProvedOnUnit):
    """A foreign key is a key that is there."""

    kind = "references"
    name = "{column}.references"
    states = "{column} of {table} is a {key} of {to}"
    remedy = "reject the row that points to nothing, or keep the row it points to"

    @classmethod
    def of_column(cls, table: Table, column: str) -> Iterator[Self]:
        """One, where the column points to another."""
        if column in table.foreign_keys:
            yield cls(table, column)

    @property
    def facts(self) -> dict[str, Any]:
        """The table that is pointed to, and its key."""
        to, key = self.subject.foreign_keys[self.column]
        return super().facts | {"to": to, "key": key}

    @property
    def parameters(self) -> dict[str, Any]:
        """The table and the column that are pointed to."""
        return {"table": self.facts["to"], "column": self.facts["key"]}

    @property
    def needs(self) -> tuple[str, ...]:
        """The table that is pointed to."""
        return (self.subject.foreign_keys[self.column][0],)

    def mask(self, given: Given) -> pl.Series:
        """Whether the key is known; nothing is said where it is null."""
        to, key = self.subject.foreign_keys[self.column]
        known = given.matching(to, [self.column], pl.col(key).alias(self.column)).to_series()
        return given.rows.get_column(self.column).is_in(known.implode())

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row points to a key of the right form that nothing has."""
        row = unit[self.table][-1]
        row[self.column] = f"{str(row.get(self.column) or 'doc')[:3]}_{'0' * 16}"


@dataclass(frozen=True)
class SameDocument(RowCheck, ProvedOnUnit):
    """Two rows, of which one points to the other, are of one document."""

    column: str

    kind = "same_document"
    name = "{column}.same_document"
    states = "a row of {table} and the row of {to} that its {column} names share a document"
    remedy = "correct the document of the row, or of the row it points to"

    @classmethod
    def of(cls, table: Table) -> Iterator[Self]:
        """One for each foreign key that never leaves a document."""
        if _DOCUMENT in table.schema.column_names():
            for column, target in table.foreign_keys.items():
                if ".".join(target) in _KEYS_WITHIN_A_DOCUMENT:
                    yield cls(table, column)

    @property
    def facts(self) -> dict[str, Any]:
        """The table that is pointed to."""
        return super().facts | {"to": self.subject.foreign_keys[self.column][0]}

    @property
    def columns(self) -> tuple[str, ...]:
        """The foreign key, and the document of the row."""
        return self.column, _DOCUMENT

    @property
    def parameters(self) -> dict[str, Any]:
        """The column, and the table and key that it points to."""
        to, key = self.subject.foreign_keys[self.column]
        return {"column": self.column, "table": to, "key": key}

    @property
    def needs(self) -> tuple[str, ...]:
        """The table that is pointed to."""
        return (self.subject.foreign_keys[self.column][0],)

    def mask(self, given: Given) -> pl.Series:
        """Whether the documents are one; nothing is said where there is no such row."""
        to, key = self.subject.foreign_keys[self.column]
        target = given.matching(to, [self.column], pl.col(key).alias(self.column), theirs(_DOCUMENT))
        return beside(given.rows, target, [self.column], pl.col(_DOCUMENT) == their(_DOCUMENT))

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row moves to another document, or points into one where it points into its own table."""
        to, key = self.subject.foreign_keys[self.column]
        moved = {self.column: whole[to][0][key]} if to == self.table else _document_of(whole)
        unit[self.table][-1].update(moved)


def _document_of(unit: Unit) -> dict[str, Any]:
    return {_DOCUMENT: unit["documents"][0][_DOCUMENT]}


@dataclass(frozen=True)
class SameSpeaker(RowCheck, ProvedOnUnit):
    """What a row gives as words of a speaker, with the quote that has them, is that quote's speaker's."""

    kind = "same_speaker"
    states = "a row of {table} and the quote that it names have the same speaker, or none"
    remedy = "take the speaker of the row from the quote that it names"

    @classmethod
    def of(cls, table: Table) -> Iterator[Self]:
        """One where rows point to a quote and to a speaker."""
        if table.foreign_keys.keys() >= {"quote_id", "speaker_id"}:
            yield cls(table)

    @property
    def columns(self) -> tuple[str, ...]:
        """The quote and the speaker."""
        return "quote_id", "speaker_id"

    @property
    def needs(self) -> tuple[str, ...]:
        """The table that names speakers."""
        return ("quotes",)

    def mask(self, given: Given) -> pl.Series:
        """Nobody is told as an empty name, so as not to be taken for a row that is missing."""
        quotes = given.matching("quotes", ["quote_id"], "quote_id", theirs("speaker_id").fill_null(""))
        named = pl.col("speaker_id").fill_null("")
        return beside(given.rows, quotes, ["quote_id"], named == their("speaker_id"))

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row names somebody else."""
        unit[self.table][-1]["speaker_id"] = whole["quotes"][0]["speaker_id"]


@dataclass(frozen=True)
class PointedTo(RowCheck):
    """A row is pointed to by one of another table, which has a column of the same name."""

    column: str
    by: str
    shows: tuple[str, ...]
    sentence: str

    name = "quoted"
    states = "{sentence}"

    @property
    def columns(self) -> tuple[str, ...]:
        """What tells a person which row it is."""
        return self.shows

    @property
    def parameters(self) -> dict[str, Any]:
        """The table that points, its column, and the key that it points to."""
        return {"table": self.by, "column": self.column, "key": self.column}

    @property
    def needs(self) -> tuple[str, ...]:
        """The table that points."""
        return (self.by,)

    def mask(self, given: Given) -> pl.Series:
        """Whether any row points here."""
        pointing = given.matching(self.by, [self.column], self.column).to_series()
        return given.rows.get_column(self.column).is_in(pointing.drop_nulls().implode())


@dataclass(frozen=True)
class InUse(PointedTo, ProvedOnUnit):
    """Every row is pointed to."""

    kind = "in_use"
    remedy = "see why the row is kept although nothing points to it"
    severity = "warning"

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """A row comes twice, the second time under a key that nothing points to."""
        row = unit[self.table][0]
        prefix, _, digits = str(row[self.column]).partition("_")
        unit[self.table].append(row | {self.column: f"{prefix}_{digits[::-1]}"})


@dataclass(frozen=True)
class Share(PointedTo, ProvedOnTables):
    """Enough of the rows are pointed to."""

    min_share: float

    kind = "share"
    states = "at least {min_share:.0%} of the {sentence}"
    remedy = "see whether the input changed or a transform finds less than it did"
    severity = "warning"

    @property
    def parameters(self) -> dict[str, Any]:
        """The share too."""
        return {"min_share": self.min_share} | super().parameters

    @property
    def least(self) -> float:
        """The share that must be pointed to."""
        return self.min_share

    def break_tables(self, frames: Frames) -> dict[str, pl.DataFrame]:
        """Only one row is still pointed to; what pointed to the others is gone, and all that rests on it."""
        first = frames[self.table].get_column(self.column).head(1).implode()
        left = {**frames, self.by: frames[self.by].filter(pl.col(self.column).is_in(first))}
        for table in TABLES[TABLES.index(self.subject) + 1 :]:
            left[table.name] = _without_orphans(table, left)
        return left


def _without_orphans(table: Table, frames: Frames) -> pl.DataFrame:
    """The rows of `table` whose foreign keys are all known; of speakers, those who have a quote."""
    frame = frames[table.name]
    for column, (to, key) in table.foreign_keys.items():
        known = frames[to].get_column(key).implode()
        frame = frame.filter(pl.col(column).is_null() | pl.col(column).is_in(known))
    quoting = frames["quotes"].get_column("speaker_id").implode()
    return frame.filter(pl.col("speaker_id").is_in(quoting)) if table.name == "speakers" else frame
