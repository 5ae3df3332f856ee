"""Two editions of the dataset side by side: what their schemas and their rows differ in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl

from schemas.changes import key_text
from schemas.derivations.versioning import PATCH, SchemaChange, Schemas, differences, due, of_contract
from schemas.package import PUBLISHED, RELEASED, SCHEMA_VERSION
from transforms.release.changes import KINDS, compare, counts, summary
from transforms.tables import LazyFrames, heights

COMPARED = frozenset(table.name for table in RELEASED if not table.historic)
NOT_COMPARED = frozenset(table.name for table in PUBLISHED) - COMPARED
"""Tables that already are comparisons, and views, which say again what other tables say."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the dataset: a release, or tables that are to become one."""

    version: str
    schema_version: str
    schemas: Schemas
    tables: LazyFrames

    @property
    def keys(self) -> dict[str, list[str]]:
        """Table -> key columns, of every table that takes part in a comparison."""
        return {
            name: list(schema["primaryKey"])
            for name, schema in self.schemas.items()
            if name not in NOT_COMPARED
        }

    def row(self, table: str, key: str) -> dict[str, Any]:
        """The row of `table` whose key, as one text, is `key`."""
        found = self.tables[table].filter(key_text(self.keys[table]) == key)
        return found.collect().row(0, named=True)


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows a table had and has, and how many of them are added, removed and changed."""

    before: int
    after: int
    added: int = 0
    removed: int = 0
    data_changed: int = 0

    @property
    def same(self) -> bool:
        """Whether no row differs."""
        return not (self.added or self.removed or self.data_changed)


@dataclass(frozen=True)
class Difference:
    """What leads from one edition to another: changes of the schema, and the table `changes` for the rows."""

    before: Edition
    after: Edition
    schema: tuple[SchemaChange, ...]
    changes: pl.DataFrame = field(repr=False)

    @property
    def bump(self) -> str | None:
        """The part of the schema's version that must rise; None where no schema differs."""
        return due(self.schema)

    @cached_property
    def rows(self) -> dict[str, Rows]:
        """Table -> counts of its rows, of every table that either edition has; of a missing one, 0."""
        found, before, after = counts(self.changes), _heights(self.before), _heights(self.after)
        return {
            name: Rows(
                before.get(name, 0),
                after.get(name, 0),
                *(found.get((name, change), 0) for change in KINDS),
            )
            for name in dict.fromkeys((*self.before.keys, *self.after.keys))
        }

    @property
    def nothing(self) -> bool:
        """Whether a reader would find nothing but other descriptions."""
        same_version = self.before.schema_version == self.after.schema_version
        return same_version and self.changes.is_empty() and self.bump in {None, PATCH}

    @property
    def line(self) -> str:
        """All of it on one line."""
        versions = (self.before.schema_version, self.after.schema_version)
        schema = "" if versions[0] == versions[1] else f"schema {versions[0]} -> {versions[1]}; "
        return schema + summary(self.changes)


def current(tables: LazyFrames, version: str = "") -> Edition:
    """Tables under today's contract as an edition."""
    return Edition(version, SCHEMA_VERSION, of_contract(), tables)


def between(before: Edition, after: Edition) -> Difference:
    """What leads from `before` to `after`."""
    changes = compare(before.tables, after.tables, after.keys, before.keys)
    return Difference(before, after, differences(before.schemas, after.schemas), changes)


def _heights(edition: Edition) -> dict[str, int]:
    return heights({name: edition.tables[name] for name in edition.keys})
