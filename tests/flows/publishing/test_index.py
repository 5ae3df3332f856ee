"""index.json lists every release that lies in the folder, and keeps what it said of one."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from flows.publishing.index import INDEX, listed, write_index
from schemas.package import SCHEMA_VERSION
from tests.flows import odd_files
from tests.flows.publishing.spoiling import sum_up_again
from tests.flows.release import release, released, with_role
from tests.frames import valid_frames


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """Two releases."""
    released(tmp_path, "chair")
    return tmp_path


def entries(dist: Path) -> list[dict[str, Any]]:
    return list(json.loads((dist / INDEX).read_bytes())["releases"])


def test_every_release_is_listed_with_schema_month_and_hash(dist: Path) -> None:
    assert [entry["version"] for entry in entries(dist)] == ["2026.11.1", "2026.11.2"]
    for entry in entries(dist):
        digest = hashlib.sha256((dist / entry["path"] / "SHA256SUMS").read_bytes()).hexdigest()
        assert (entry["sha256sums"], entry["schema_version"]) == (digest, SCHEMA_VERSION)
        assert entry["released"] == "2026-11"
    assert entries(dist)[-1] == json.loads((dist / "latest.json").read_bytes())


def test_a_lost_index_is_made_again_of_what_lies_there_even_if_nothing_changed(dist: Path) -> None:
    before = (dist / INDEX).read_bytes()
    (dist / INDEX).unlink()
    assert "index.json lists every release again" in release(dist, with_role("chair")).notes
    assert (dist / INDEX).read_bytes() == before
    assert not write_index(dist)


def test_what_it_said_of_a_release_stays_though_the_release_is_another(dist: Path) -> None:
    before = listed(dist)
    kept = (dist / INDEX).read_bytes()
    (dist / "2026.11.1" / "README.md").write_text("x")
    sum_up_again(dist / "2026.11.1")
    (dist / INDEX).write_bytes(kept)
    write_index(dist)
    assert listed(dist) == before


def test_a_release_that_is_gone_or_cannot_be_read_is_not_listed(dist: Path) -> None:
    (dist / INDEX).unlink()
    (dist / "2026.11.1" / "build.json").write_text("[")
    write_index(dist)
    assert list(listed(dist)) == ["2026.11.2"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"releases": 7}', '{"releases": [7]}', "[" * 10**5])
def test_an_index_that_cannot_be_read_lists_nothing_and_is_made_again(dist: Path, content: str) -> None:
    before = entries(dist)
    (dist / INDEX).write_text(content)
    assert listed(dist) == {}
    assert write_index(dist) and entries(dist) == before


def test_an_odd_index_stops_no_release(tmp_path: Path) -> None:
    """It is put right before anything else; the last in its way is there when one is published."""
    released(tmp_path)
    put_right = [odd for odd in odd_files.ODD if odd != "folder"]
    for odd in put_right:
        (tmp_path / INDEX).unlink()
        odd_files.ODD[odd](tmp_path / INDEX)
        made = release(tmp_path, with_role("chair") if odd == put_right[-1] else valid_frames())
        assert "index.json lists every release again" in made.notes
        assert list(listed(tmp_path)) == ["2026.11.1", "2026.11.2"][: 1 + (odd == put_right[-1])]
