"""Contracts of how many rows a corpus is expected to give: raw/expected_rows.json, and a working table.

The file is a history, the newest entry last: counts that change ask for an entry, and an entry for a note.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import dataframely as dy
from pydantic import Field, model_validator

from schemas.origins import Strict, Text, parse_strictly
from schemas.package import Table


class Expectation(Strict):
    """How many rows each table has, and why not as many as in release `since` (null: nothing came before)."""

    since: Text | None
    note: Text
    rows: dict[str, Annotated[int, Field(ge=0)]]


class ExpectationHistory(Strict):
    """The whole file."""

    history: Annotated[tuple[Expectation, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _every_entry_says_something_new(self) -> ExpectationHistory:
        for what in ("since", "note"):
            values = [getattr(entry, what) for entry in self.history]
            if len(set(values)) < len(values):
                raise ValueError(f"two entries have the same {what}; change the newest, or say what is new")
        return self


def parse_expected(data: bytes | str, where: str) -> tuple[Expectation, ...]:
    """The entries in `data`, the newest last, or a ManifestError of one line; `where` names the file."""
    return parse_strictly(ExpectationHistory, data, where).history


def newest(history: tuple[Expectation, ...]) -> Mapping[str, int]:
    """Table -> rows, as expected today."""
    return history[-1].rows


class ExpectedRows(dy.Schema):
    """A table and how many rows a person said it has."""

    table = dy.String(min_length=1, primary_key=True, description="The table")
    rows = dy.Int64(min=0, description="How many rows it is expected to have", metadata={"unit": "rows"})


EXPECTED = Table("expected_rows", ExpectedRows, ("table",), released=False)
"""Stands beside the tables of the package, as the counts do; absent where nobody said what to expect."""
