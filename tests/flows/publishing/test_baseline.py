"""Looking back: a new release is compared with the newest whole one, under whatever schema that was made."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from flows.publishing.baseline import Unreadable, find_baseline, read
from schemas.package import SCHEMA_VERSIONS
from tests.flows.publishing.spoiling import describe_again, panics, rewrite, sum_up_again, under_schema
from tests.flows.release import released, tables_once, with_role
from tests.frames import valid_frames
from tests.tables import scans
from transforms.ids import text_sha256
from transforms.tables import height


@pytest.fixture(autouse=True)
def _once() -> Iterator[None]:
    with tables_once():
        yield


def test_where_nothing_is_published_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    baseline = find_baseline(tmp_path / "none", scans(valid_frames()))
    assert (baseline.newest, baseline.previous, baseline.unchanged) == (None, None, False)
    assert baseline.changes.is_empty() and baseline.line == "no release to compare with"


def test_the_newest_release_is_looked_at(tmp_path: Path) -> None:
    released(tmp_path, "chair")
    baseline = find_baseline(tmp_path, scans(with_role("chair")))
    assert (baseline.newest, baseline.previous, baseline.unchanged) == ("2026.11.2", "2026.11.2", True)
    assert find_baseline(tmp_path, scans(valid_frames())).changes["columns"].to_list() == [["role"], ["role"]]


def test_a_damaged_release_is_passed_over_and_named(tmp_path: Path) -> None:
    released(tmp_path, "chair")
    (tmp_path / "2026.11.2" / "zones.csv").unlink()
    baseline = find_baseline(tmp_path, scans(valid_frames()))
    assert (baseline.newest, baseline.previous) == ("2026.11.2", "2026.11.1")
    assert baseline.damaged == {"2026.11.2": "zones.csv: is missing"}
    # The tables are those of the release before the damaged one: still worth publishing again.
    assert not baseline.unchanged


def _deep(folder: Path) -> None:
    (folder / "build.json").write_text("[" * 10**6)


def _deep_with_new_checksums(folder: Path) -> None:
    _deep(folder)
    sum_up_again(folder)


def _panics(folder: Path) -> None:
    (folder / "zones.parquet").write_bytes(next(panics()))
    describe_again(folder)


def _made_later(folder: Path) -> None:
    under_schema(folder, "99.0.0")
    describe_again(folder)


def _two_rows_of_one_key(folder: Path) -> None:
    rows = valid_frames()["speakers"]
    rewrite(folder, "speakers", pl.concat([rows, rows]))
    under_schema(folder, SCHEMA_VERSIONS[0])
    describe_again(folder)


@pytest.mark.parametrize(
    "spoil",
    [_deep, _deep_with_new_checksums, _panics, _made_later, _two_rows_of_one_key],
    ids=lambda one: one.__name__,
)
def test_however_a_release_is_spoilt_the_one_before_is_compared_with(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(released(tmp_path, "chair"))
    baseline = find_baseline(tmp_path, scans(valid_frames()))
    assert (baseline.newest, baseline.previous) == ("2026.11.2", "2026.11.1")
    assert list(baseline.damaged) == ["2026.11.2"]


def test_a_release_without_its_checksums_is_named(tmp_path: Path) -> None:
    (released(tmp_path) / "SHA256SUMS").unlink()
    assert "SHA256SUMS: is missing" in find_baseline(tmp_path, scans(valid_frames())).damaged["2026.11.1"]


def test_a_release_is_read_with_its_own_schema(tmp_path: Path) -> None:
    folder = released(tmp_path)
    edition = read(folder)
    assert (edition.version, edition.keys["quote_spans"]) == ("2026.11.1", ["quote_id", "role", "ordinal"])
    assert height(edition.tables["quotes"]) == 5


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"resources": [{"format": "csv"}]}'])
def test_a_folder_whose_descriptor_is_none_is_no_release(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "datapackage.json").write_bytes(content)
    with pytest.raises(Unreadable):
        read(tmp_path)


def test_a_table_that_is_not_what_its_descriptor_says_is_no_release(tmp_path: Path) -> None:
    folder = released(tmp_path)
    package = json.loads((folder / "datapackage.json").read_bytes())
    quotes = next(resource for resource in package["resources"] if resource["name"] == "quotes")
    quotes["schema"]["fields"][0]["name"] = text_sha256("another")
    (folder / "datapackage.json").write_text(json.dumps(package))
    with pytest.raises(Unreadable, match=r"quotes\.parquet has other columns"):
        read(folder)
