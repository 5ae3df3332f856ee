"""Table Schema: the contract in the words of Data Package v2."""

import frictionless
import pytest

from schemas.derivations.table_schema import table_schema
from schemas.package import PUBLISHED, Table, table
from schemas.vocabularies import QUOTE_TYPES


def field(name: str, column: str) -> dict[str, object]:
    return next(field for field in table_schema(table(name))["fields"] if field["name"] == column)


@pytest.mark.parametrize("known", PUBLISHED, ids=lambda known: known.name)
def test_frictionless_takes_it(known: Table) -> None:
    descriptor = table_schema(known)
    assert frictionless.Schema.from_descriptor(descriptor).field_names == known.polars_schema.names()
    assert not list(frictionless.Schema.metadata_validate(descriptor))


def test_closed_lists_are_enumerated_with_their_meanings() -> None:
    kind = field("quotes", "type")
    assert kind["constraints"] == {"required": True, "enum": list(QUOTE_TYPES)}
    assert {entry["value"]: entry["label"] for entry in kind["categories"]} == dict(QUOTE_TYPES)


def test_constraints_are_those_of_the_contract() -> None:
    assert field("quotes", "confidence")["constraints"] == {"required": True, "minimum": 0.0, "maximum": 1.0}
    assert field("quotes", "source").get("constraints") is None
    assert field("documents", "document_id")["constraints"]["unique"] is True
    assert field("quotes", "cue_modifiers")["type"] == "array"


def test_keys_name_resources_and_a_table_that_points_to_itself_names_none() -> None:
    schema = table_schema(table("quotes"), "{table}-parquet")
    keys = {key["fields"][0]: key["reference"] for key in schema["foreignKeys"]}
    assert schema["primaryKey"] == ["quote_id"]
    assert keys["document_id"] == {"resource": "documents-parquet", "fields": ["document_id"]}
    assert keys["nested_in"] == {"resource": "", "fields": ["quote_id"]}


def test_what_table_schema_has_no_word_for_is_said_all_the_same() -> None:
    assert field("quotes", "cue_modifiers")["itemType"] == "string"
    rules = table_schema(table("quotes"))["rules"]
    assert rules["not_from_boilerplate"].endswith(".")
