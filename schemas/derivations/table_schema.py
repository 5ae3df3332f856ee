"""Frictionless Table Schema (Data Package v2) of a table, for the CSV and the Parquet file alike."""

from __future__ import annotations

from typing import Any

from schemas.derivations.facts import ColumnFacts, columns, rules
from schemas.package import Table

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

# A list is a JSON array in the CSV, which Table Schema calls an array.
_TYPES = {"list": "array"}


def table_schema(table: Table, resource: str = "{table}") -> dict[str, Any]:
    """Fields, keys and rules of `table`; `itemType` and `rules` are ours, where Table Schema has no word.

    `resource` is the pattern of the names of the resources that foreign keys point to, as "{table}-parquet".
    """
    schema: dict[str, Any] = {
        "$schema": PROFILE,
        "fields": [_field(column) for column in columns(table)],
        "primaryKey": table.primary_key,
        "missingValues": [""],
    }
    keys = [_foreign_key(table, column, resource) for column in columns(table) if column.references]
    return schema | ({"foreignKeys": keys} if keys else {}) | {"rules": dict(rules(table))}


def _field(column: ColumnFacts) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, column.kind),
        "description": column.description,
    }
    if column.items:
        field["itemType"] = column.items
    if column.unit:
        field["unit"] = column.unit
    if column.vocabulary:
        field["categories"] = [
            {"value": value, "label": meaning} for value, meaning in column.vocabulary.items()
        ]
    constraints = _constraints(column)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(column: ColumnFacts) -> dict[str, Any]:
    """Only what holds; Table Schema patterns are XML Schema patterns: whole values, without anchors."""
    candidates = {
        "required": not column.nullable or None,
        "unique": column.unique or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "minLength": column.min_length,
        "maxLength": column.max_length,
        "pattern": column.pattern,
        "enum": list(column.vocabulary) if column.vocabulary else None,
    }
    return {name: value for name, value in candidates.items() if value is not None}


def _foreign_key(table: Table, column: ColumnFacts, resource: str) -> dict[str, Any]:
    assert column.references is not None
    target, key = column.references
    # An empty name is the resource itself.
    name = "" if target == table.name else resource.format(table=target)
    return {"fields": [column.name], "reference": {"resource": name, "fields": [key]}}
