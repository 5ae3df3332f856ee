"""Semantic versions of the schema: what differs between two published schemas, and which version is due.

A published schema is what a release's datapackage.json says of its tables, so releases of any age can be
compared. What such a file does not say, as an older one does not say the rules across columns, is unknown
and never counts as different. docs/decisions/schema-versions.md gives the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from schemas.derivations.table_schema import table_schema
from schemas.package import PUBLISHED, Table

MAJOR, MINOR, PATCH = "major", "minor", "patch"
BUMPS: Mapping[str, str] = {
    MAJOR: "what a reader relied on is gone: a table or column removed, renamed or retyped, another key or "
    "unit, values that may be missing now, a reference that points elsewhere",
    MINOR: "something is new or a rule is another one: a table, a column, a value of a closed list, a limit",
    PATCH: "only descriptions differ",
}
"""Parts of a version, the weightiest first, each with what makes it rise."""

Schemas = Mapping[str, Mapping[str, Any]]
"""Table -> its Table Schema, with the table's `description` beside."""

Difference = tuple[str, str]
"""Which part of the version rises, and what differs in a few words."""

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_CSV = "csv"


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One thing that differs: which part of the version it raises, where, and what in a few words."""

    bump: str
    table: str
    column: str | None
    what: str

    def __str__(self) -> str:
        place = f"{self.table}.{self.column}" if self.column else f"table {self.table}"
        return f"{place} {self.what}"


@cache
def of_contract(tables: tuple[Table, ...] = PUBLISHED) -> Schemas:
    """The schemas of `tables` as a release made today would publish them."""
    return {table.name: {"description": table.description} | table_schema(table) for table in tables}


def of_package(package: Mapping[str, Any]) -> Schemas:
    """The schemas in the parsed datapackage.json of a release; raises ValueError where it has no tables."""
    resources = package.get("resources", ()) if isinstance(package, Mapping) else ()
    found = {
        resource["name"]: {"description": resource["description"].removeprefix("One row is: ")}
        | resource["schema"]
        for resource in resources
        if resource.get("format") == _CSV
    }
    if not found:
        raise ValueError("it describes no table")
    return found


def differences(before: Schemas, after: Schemas) -> tuple[SchemaChange, ...]:
    """Everything that differs, the weightiest first, then by table and column in their order."""
    found = [
        change
        for table in dict.fromkeys((*before, *after))
        for change in _of_table(table, before.get(table), after.get(table))
    ]
    return tuple(sorted(found, key=lambda change: list(BUMPS).index(change.bump)))


def due(changes: Iterable[SchemaChange]) -> str | None:
    """The part of the version that must rise, or None where nothing differs."""
    bumps = {change.bump for change in changes}
    return next((bump for bump in BUMPS if bump in bumps), None)


def raised(version: str, bump: str | None) -> str:
    """`version` with that part raised and those after it zero; raises ValueError where it is none."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"{version!r} is no semantic version, as 1.2.3")
    major, minor, patch = map(int, match.groups())
    versions = {
        MAJOR: (major + 1, 0, 0),
        MINOR: (major, minor + 1, 0),
        PATCH: (major, minor, patch + 1),
        None: (major, minor, patch),
    }
    return ".".join(map(str, versions[bump]))


def _of_table(
    table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Iterator[SchemaChange]:
    if before is None or after is None:
        yield _whole(table, None, before)
        return
    if before == after:
        return
    yield from _of_columns(table, before, after)
    for bump, what in (*_of_keys(before, after), *_of_rules(before.get("rules"), after.get("rules"))):
        yield SchemaChange(bump, table, None, what)
    if before["description"] != after["description"]:
        yield SchemaChange(PATCH, table, None, "has another description")


def _whole(table: str, column: str | None, before: object) -> SchemaChange:
    """A table or column that only one side has: the later one, where there was none before."""
    if before is None:
        return SchemaChange(MINOR, table, column, "is new")
    return SchemaChange(MAJOR, table, column, "is gone")


def _of_columns(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[SchemaChange]:
    old, new = _columns(before), _columns(after)
    for name in dict.fromkeys((*old, *new)):
        if name in old and name in new:
            for bump, what in _of_column(old[name], new[name]):
                yield SchemaChange(bump, table, name, what)
        else:
            yield _whole(table, name, old.get(name))
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield SchemaChange(MINOR, table, None, "has its columns in another order")


def _columns(schema: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Name -> field, with the table and column that it points to as `points_to`."""
    targets = {
        key["fields"][0]: f"{key['reference']['resource']}.{key['reference']['fields'][0]}"
        for key in schema.get("foreignKeys", ())
    }
    return {field["name"]: field | {"points_to": targets.get(field["name"])} for field in schema["fields"]}


def _of_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    if before["primaryKey"] != after["primaryKey"]:
        yield MAJOR, f"has another key: {', '.join(after['primaryKey'])}"


def _of_column(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    yield from _of_types(before, after)
    if before.get("unit") != after.get("unit"):
        # A unit that nobody stated before changes no value.
        yield MAJOR if "unit" in before else PATCH, f"has {_said(after, 'unit')}"
    if before["points_to"] != after["points_to"]:
        target = (after["points_to"] or "nothing in particular").lstrip(".")
        yield MAJOR if before["points_to"] else MINOR, f"points to {target}"
    yield from _of_constraints(before.get("constraints", {}), after.get("constraints", {}))
    old, new = _meanings(before), _meanings(after)
    reworded = any(old[value] != new[value] for value in old.keys() & new.keys())
    if reworded or before["description"] != after["description"]:
        yield PATCH, "has another description"


def _of_types(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    items = [field.get("itemType") for field in (before, after)]
    if before["type"] != after["type"] or (None not in items and items[0] != items[1]):
        old, new = (" of ".join(filter(None, (f["type"], f.get("itemType")))) for f in (before, after))
        yield MAJOR, f"is {new}, was {old}"


def _of_constraints(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Null or not, the closed list, and every other limit on values."""
    required = [bool(constraints.get("required")) for constraints in (before, after)]
    if required == [True, False]:
        yield MAJOR, "may be missing now"
    if required == [False, True]:
        yield MINOR, "is never missing now"
    yield from _of_lists(before.get("enum"), after.get("enum"))
    for name in sorted((before.keys() | after.keys()) - {"required", "enum"}):
        if before.get(name) != after.get(name):
            yield MINOR, f"has {_said(after, name)}"


def _of_lists(before: Sequence[str] | None, after: Sequence[str] | None) -> Iterator[Difference]:
    if before is None and after is not None:
        yield MINOR, "is one of a closed list now"
    elif before is not None and after is None:
        yield MINOR, "is no longer one of a closed list"
    elif before is not None and after is not None:
        more = [value for value in after if value not in before]
        fewer = [value for value in before if value not in after]
        if more:
            yield MINOR, f"can also be {', '.join(more)}"
        if fewer:
            yield MINOR, f"is never {', '.join(fewer)} any more"


def _of_rules(before: Mapping[str, str] | None, after: Mapping[str, str] | None) -> Iterator[Difference]:
    if before is None or after is None:
        return
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield MINOR, f"has no rule {name} any more"
        elif before.get(name) != after[name]:
            kind = "another" if name in before else "the new"
            yield MINOR, f"has {kind} rule {name}: {after[name]}"


def _meanings(field: Mapping[str, Any]) -> dict[str, str]:
    return {entry["value"]: entry["label"] for entry in field.get("categories", ())}


def _said(facts: Mapping[str, Any], name: str) -> str:
    return f"the {name} {facts[name]}" if name in facts else f"no {name} any more"
