"""The descriptors of a release say exactly what is in its folder."""

import json

import pytest
import yaml

from schemas.derivations.versioning import of_package
from schemas.package import RELEASED, SCHEMA_VERSION
from tests.frames import valid_frames
from tests.tables import published
from transforms.release.accuracy import ACCURACY
from transforms.release.descriptor import (
    BuildInfo,
    as_json,
    build_record,
    citation_file,
    data_package,
    in_lines,
    languages,
    sources,
)
from transforms.results import StageCount

FILES = {
    f"{table.name}.{form}": published(f"{table.name}.{form}", form.encode())
    for table in RELEASED
    for form in ("csv", "parquet")
}
PACKAGE = data_package(RELEASED, FILES, valid_frames()["documents"], "2026.11.1")


def test_every_file_of_a_table_is_a_resource_with_its_size_and_hash() -> None:
    assert {resource["path"] for resource in PACKAGE["resources"]} == set(FILES)
    for resource in PACKAGE["resources"]:
        file = FILES[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (file.bytes, f"sha256:{file.sha256}")


def test_resource_names_are_unique_and_each_schema_is_told_once() -> None:
    names = [resource["name"] for resource in PACKAGE["resources"]]
    assert len(names) == len(set(names))
    assert [r["name"] for r in PACKAGE["resources"] if "schema" in r] == [table.name for table in RELEASED]
    spans = next(r for r in PACKAGE["resources"] if r["name"] == "quote_spans")
    targets = {key["reference"]["resource"] for key in spans["schema"]["foreignKeys"]}
    assert targets == {"quotes", "documents"}


def test_figures_of_accuracy_are_described_and_are_no_table() -> None:
    file = published(ACCURACY, b"task\n")
    described = data_package(RELEASED, FILES | {ACCURACY: file}, valid_frames()["documents"], "2026.11.1")
    (resource,) = (one for one in described["resources"] if one["path"] == ACCURACY)
    assert (resource["bytes"], resource["hash"]) == (file.bytes, f"sha256:{file.sha256}")
    assert of_package(described) == of_package(PACKAGE)


def test_json_in_lines_is_the_same_json_in_few_characters() -> None:
    data = b"".join(in_lines(PACKAGE))
    assert json.loads(data) == json.loads(as_json(PACKAGE))
    assert len(data) < 0.7 * len(as_json(PACKAGE))
    assert max(map(len, data.splitlines())) < len(data) / 5


def test_the_package_says_version_terms_and_origins() -> None:
    assert PACKAGE["version"] == "2026.11.1"
    assert PACKAGE["licenses"][0]["name"] == "CC-BY-4.0"
    assert PACKAGE["sources"] == [{"title": "bay-radio"}, {"title": "The Lowford Post (lowford-post)"}]


def test_origins_and_languages_do_not_depend_on_the_order_of_rows() -> None:
    documents = valid_frames()["documents"]
    assert sources(documents) == sources(documents.reverse())
    assert languages(documents) == ["en"]


def test_the_build_record_keeps_every_fact() -> None:
    info = BuildInfo(
        "abc",
        True,
        "1" * 64,
        {"m": "2"},
        {"i": "3"},
        {"polars": "2"},
        "3.11",
        (StageCount("a", "b", 2, 1, 1),),
    )
    record = json.loads(as_json(build_record(info, "2026.11.1", {"quotes": 5})))
    assert record["version"] == "2026.11.1" and record["schema_version"] == SCHEMA_VERSION
    assert record["code_revision"] == "abc" and record["dirty"] is True
    assert record["stage_counts"] == [{"stage": "a", "unit": "b", "received": 2, "kept": 1, "rejected": 1}]
    assert record["rows"] == {"quotes": 5} and record["inputs"] == {"i": "3"}


@pytest.mark.parametrize("key", ["cff-version", "message", "title", "authors", "type", "version"])
def test_the_citation_is_yaml_with_what_the_format_asks_for(key: str) -> None:
    assert yaml.safe_load(citation_file("2026.11.1"))[key]
