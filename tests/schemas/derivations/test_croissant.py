"""Croissant: what tools for machine learning, and dataset search, read."""

from schemas.derivations.croissant import PublishedFile, croissant
from schemas.package import PUBLISHED

FILES = {table.name: [PublishedFile(f"{table.name}.parquet", 7, "0" * 64)] for table in PUBLISHED}
DOCUMENT = croissant(PUBLISHED, FILES, "2026.02.3", ["en"], "Parallax, 2026.")
RECORDS = {records["name"]: records for records in DOCUMENT["recordSet"]}


def fields(table: str) -> dict[str, dict[str, object]]:
    return {field["name"]: field for field in RECORDS[table]["field"]}


def test_the_version_is_semantic_and_the_date_is_that_of_the_version() -> None:
    assert DOCUMENT["version"] == "2026.2.3"
    assert DOCUMENT["datePublished"] == "2026-02"
    assert DOCUMENT["conformsTo"].endswith("/1.1")


def test_every_table_is_a_file_and_a_record_set_with_its_key() -> None:
    assert [entry["contentUrl"] for entry in DOCUMENT["distribution"]] == [f.path for (f,) in FILES.values()]
    assert list(RECORDS) == [table.name for table in PUBLISHED]
    assert RECORDS["quotes"]["key"] == [{"@id": "quotes/quote_id"}]


def test_every_field_is_read_from_its_column() -> None:
    for table in PUBLISHED:
        assert list(fields(table.name)) == table.polars_schema.names()
        for name, field in fields(table.name).items():
            assert field["source"] == {
                "fileObject": {"@id": f"{table.name}.parquet"},
                "extract": {"column": name},
            }


def test_lists_are_arrays() -> None:
    assert fields("quotes")["cue_modifiers"]["isArray"] is True


def test_references_stop_at_one_step_and_the_rest_is_said_in_words() -> None:
    assert fields("quotes")["speaker_id"]["references"] == {"field": {"@id": "speakers/speaker_id"}}
    assert "references" not in fields("quote_spans")["quote_id"]
    assert "Points to quotes/quote_id" in fields("quote_spans")["quote_id"]["description"]
    assert "references" not in fields("documents")["duplicate_of"]


def test_identifiers_are_unique() -> None:
    ids = [entry["@id"] for entry in DOCUMENT["distribution"]]
    for records in DOCUMENT["recordSet"]:
        ids += [records["@id"], *(field["@id"] for field in records["field"])]
    assert len(ids) == len(set(ids))
