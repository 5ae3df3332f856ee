"""The Arrow schema: plain types, every field nullable, descriptions with the fields."""

import pyarrow as pa
import pytest

from schemas.derivations.arrow import arrow_schema
from schemas.package import PUBLISHED, Table, table

PLAIN = {
    pa.string(),
    pa.int64(),
    pa.float64(),
    pa.bool_(),
    pa.date32(),
    pa.timestamp("us", tz="UTC"),
    pa.list_(pa.string()),
    pa.list_(pa.int64()),
}


@pytest.mark.parametrize("known", PUBLISHED, ids=lambda known: known.name)
def test_every_field_is_plain_and_nullable_and_described(known: Table) -> None:
    schema = arrow_schema(known, "2026.11.1")
    assert schema.names == known.polars_schema.names()
    assert {field.type for field in schema} <= PLAIN
    assert all(field.nullable for field in schema)
    assert all(field.metadata[b"description"] for field in schema)


def test_the_schema_names_table_and_versions() -> None:
    metadata = arrow_schema(table("quotes"), "2026.11.1").metadata
    assert metadata[b"parallax.table"] == b"quotes"
    assert metadata[b"parallax.data_version"] == b"2026.11.1"
