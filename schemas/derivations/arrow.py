"""The Arrow schema of a table: plain types that every reader knows, every field nullable, described."""

from __future__ import annotations

import pyarrow as pa

from schemas.derivations.facts import ColumnFacts, columns
from schemas.package import SCHEMA_VERSION, Table

_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
}


def arrow_schema(table: Table, data_version: str) -> pa.Schema:
    """Fields in the contract's order, with description and unit as field metadata.

    Every field is nullable, since readers differ in what they make of the opposite; that a value must be
    there is a check. The schema's own metadata carries table, schema version and `data_version`.
    """
    metadata = {
        "parallax.table": table.name,
        "parallax.description": table.description,
        "parallax.schema_version": SCHEMA_VERSION,
        "parallax.data_version": data_version,
    }
    return pa.schema([_field(column) for column in columns(table)], metadata=metadata)


def _field(column: ColumnFacts) -> pa.Field:
    facts = {"description": column.description, "unit": column.unit}
    metadata = {key: value for key, value in facts.items() if value}
    return pa.field(column.name, _type(column), nullable=True, metadata=metadata)


def _type(column: ColumnFacts) -> pa.DataType:
    if column.items is not None:
        return pa.list_(_TYPES[column.items])
    return _TYPES[column.kind]
