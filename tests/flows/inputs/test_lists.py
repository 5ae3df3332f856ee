"""The lists beside the origins: missing is fine, there in any other form is an error."""

import json
from pathlib import Path

import pytest

from flows.inputs.lists import read_expected, read_takedowns
from schemas.origins import ManifestError
from tests.flows import odd_files
from tests.flows.raw import ARTICLE, take_down, write_origin
from tests.limits import within
from transforms.ids import document_id


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": ARTICLE}).parent


def test_where_there_is_none_nothing_is_taken_down_and_nothing_expected(raw: Path) -> None:
    assert (read_takedowns(raw), read_expected(raw)) == ({}, None)


def test_what_is_listed_is_taken_down(raw: Path) -> None:
    take_down(raw, origin="lowford-post", locator="harbour.txt")
    assert list(read_takedowns(raw)) == [document_id("lowford-post", "harbour.txt")]


def test_the_newest_expectation_counts(raw: Path) -> None:
    entry = {"since": None, "note": "The first.", "rows": {"documents": 1}}
    (raw / "expected_rows.json").write_text(json.dumps({"history": [entry]}))
    assert read_expected(raw) == {"documents": 1}


@pytest.mark.parametrize("odd", odd_files.ODD)
def test_a_list_in_another_form_is_an_error(raw: Path, odd: str) -> None:
    odd_files.ODD[odd](raw / "takedowns.json")
    with within(5), pytest.raises(ManifestError, match=r"takedowns\.json: "):
        read_takedowns(raw)
    (raw / "takedowns.json").rename(raw / "expected_rows.json")
    with within(5), pytest.raises(ManifestError, match=r"expected_rows\.json: "):
        read_expected(raw)


@pytest.mark.parametrize("name", ["Takedowns.json", "takedowns.json.txt", "takedown.json"])
def test_a_list_under_another_name_is_an_error_that_says_what_to_do(raw: Path, name: str) -> None:
    take_down(raw, origin="lowford-post", locator="harbour.txt")
    (raw / "takedowns.json").rename(raw / name)
    told = f"{name}: looks like takedowns.json, but is not read; put what it says into {raw}/takedowns.json"
    with pytest.raises(ManifestError, match=told):
        read_takedowns(raw)
