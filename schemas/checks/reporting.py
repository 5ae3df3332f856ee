"""What a row tells of a statement and of a quote, held against their own rows."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas.checks.base import Given, ProvedOnUnit, RowCheck, Unit, beside, other, their, theirs

_DOCUMENT = "document_id"


@dataclass(frozen=True)
class AsQuoted(RowCheck, ProvedOnUnit):
    """What a row tells of the quote that it names is what that quote's own row says."""

    told: tuple[str, ...]

    kind = "as_quoted"
    states = "what a row of {table} tells of its quote is what the quote's row says"
    remedy = "take cue and source from the quote that the row names"

    @property
    def columns(self) -> tuple[str, ...]:
        """The quote, and what is told of it."""
        return "quote_id", *self.told

    @property
    def parameters(self) -> dict[str, Any]:
        """The columns that are compared."""
        return {"columns": list(self.told), "table": "quotes"}

    @property
    def needs(self) -> tuple[str, ...]:
        """The quotes."""
        return ("quotes",)

    def mask(self, given: Given) -> pl.Series:
        """Whether every column is the same; nothing is said where the quote's row tells nothing."""
        told = (theirs(column) for column in self.told)
        target = given.matching("quotes", ["quote_id"], "quote_id", *told)
        same = pl.all_horizontal(
            pl.col(column).eq_missing(their(column)) | their(column).is_null() for column in self.told
        )
        return beside(given.rows, target, ["quote_id"], same)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row tells another cue."""
        unit[self.table][-1][self.told[0]] = "whispered"


@dataclass(frozen=True)
class SameStory(RowCheck, ProvedOnUnit):
    """A statement and the document in which it is looked for are of one story."""

    kind = "same_story"
    states = "the statement and the document of a row of {table} are of one story"
    remedy = "look for a statement only in the documents of its story"

    @property
    def columns(self) -> tuple[str, ...]:
        """The statement and the document."""
        return "statement_id", _DOCUMENT

    @property
    def needs(self) -> tuple[str, ...]:
        """The tables that name stories."""
        return "statements", "story_documents"

    def mask(self, given: Given) -> pl.Series:
        """Whether the stories are one; nothing is said where statement or document has none."""
        story = pl.col("story_id").alias(other("placed"))
        placed = given.matching("story_documents", [_DOCUMENT], _DOCUMENT, story)
        placed = placed.unique(_DOCUMENT, keep="first", maintain_order=True)
        found = given.rows.join(placed, on=_DOCUMENT, how="left", maintain_order="left")
        statements = given.matching("statements", ["statement_id"], "statement_id", theirs("story_id"))
        same = their("story_id") == pl.col(other("placed"))
        return beside(found, statements, ["statement_id"], same)

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row's statement is another story's."""
        unit[self.table][-1]["statement_id"] = whole["statements"][0]["statement_id"]
