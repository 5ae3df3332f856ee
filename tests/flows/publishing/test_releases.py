"""Versions count within their month, and a number that was used is never used again."""

import json
from datetime import date
from pathlib import Path

import pytest

from flows.publishing.releases import next_version, parse, published, read_latest, versions


@pytest.mark.parametrize(
    ("version", "parsed"),
    [
        ("2026.11.1", (2026, 11, 1)),
        ("2026.02.10", (2026, 2, 10)),
        ("2026.2.1", None),
        ("2026.13.1", None),
        ("2026.11.0", None),
        ("2026.11.1 ", None),
        ("latest", None),
    ],
)
def test_a_version_is_year_month_number(version: str, parsed: tuple[int, int, int] | None) -> None:
    assert parse(version) == parsed


def test_versions_are_ordered_as_numbers(tmp_path: Path) -> None:
    for name in ("2026.11.10", "2026.11.9", "2025.12.11", ".staging-2026.11.11", "other"):
        (tmp_path / name).mkdir()
    assert versions(tmp_path) == ["2025.12.11", "2026.11.9", "2026.11.10"]
    assert next_version(tmp_path, date(2026, 11, 3)) == "2026.11.11"
    assert next_version(tmp_path, date(2026, 12, 3)) == "2026.12.1"


def test_a_folder_that_holds_anything_was_published(tmp_path: Path) -> None:
    for name in ("2026.11.1", "2026.11.2"):
        (tmp_path / name).mkdir()
    (tmp_path / "2026.11.3").touch()
    assert published(tmp_path) == []
    (tmp_path / "2026.11.2" / "README.md").touch()
    assert published(tmp_path) == ["2026.11.2"]


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 10**5, "\x00"])
def test_a_latest_json_that_cannot_be_read_names_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "latest.json").write_text(content)
    assert read_latest(tmp_path) == {}


def test_a_number_is_not_used_again_where_its_folder_was_deleted(tmp_path: Path) -> None:
    (tmp_path / "latest.json").write_text(json.dumps({"version": "2026.11.4"}))
    assert next_version(tmp_path, date(2026, 11, 3)) == "2026.11.5"


def test_a_folder_that_is_not_there_has_no_versions(tmp_path: Path) -> None:
    assert versions(tmp_path / "none") == []
