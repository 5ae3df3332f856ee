"""Versions count within their month, and a number that was used is never used again."""

import json
from datetime import date
from pathlib import Path

import pytest

from flows.publishing.releases import next_version, parse, versions, whole


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
    assert whole(tmp_path) == []
    assert next_version(tmp_path, date(2026, 11, 3)) == "2026.11.11"
    assert next_version(tmp_path, date(2026, 12, 3)) == "2026.12.1"


def test_a_number_is_not_used_again_where_its_folder_was_deleted(tmp_path: Path) -> None:
    (tmp_path / "latest.json").write_text(json.dumps({"version": "2026.11.4"}))
    assert next_version(tmp_path, date(2026, 11, 3)) == "2026.11.5"


def test_a_folder_that_is_not_there_has_no_versions(tmp_path: Path) -> None:
    assert versions(tmp_path / "none") == []
