"""Every way in which a release can stop being what was published is found and named, without waiting."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.publishing.verify import damage, verify
from schemas.package import SCHEMA_VERSIONS
from tests.flows import odd_files
from tests.flows.publishing.spoiling import describe_again, sum_up_again, under_schema
from tests.flows.release import released, tables_once
from tests.limits import within
from transforms.release.bundle import CHECKSUMS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return released(tmp_path)


def found(folder: Path) -> list[tuple[str, str]]:
    with within(20), tables_once():
        return [(problem.path, problem.kind) for problem in verify(folder)]


def test_a_whole_release_has_no_problem(folder: Path) -> None:
    assert found(folder) == []


@pytest.mark.parametrize(
    ("break_it", "problems"),
    [
        (lambda f: (f / "README.md").write_text("x"), [("README.md", "changed")]),
        (lambda f: (f / "LICENSE").unlink(), [("LICENSE", "missing")]),
        (lambda f: (f / "more.txt").write_text(""), [("more.txt", "extra")]),
        (lambda f: (f / "quality" / ".x").write_text(""), [("quality/.x", "extra")]),
        (lambda f: (f / CHECKSUMS).unlink(), [(CHECKSUMS, "missing")]),
        (lambda f: (f / CHECKSUMS).write_text("no"), [(CHECKSUMS, "unreadable")]),
        (lambda f: (f / "zones.parquet").unlink(), [("zones.parquet", "missing")]),
        (lambda f: (f / "zones.parquet").write_bytes(b"PAR1"), [("zones.parquet", "changed")]),
        (lambda f: (f / "build.json").write_text("[]"), [("build.json", "changed")]),
        (lambda f: (f / "datapackage.json").write_text("{" * 10**5), [("datapackage.json", "changed")]),
    ],
)
def test_a_broken_file_is_named(
    folder: Path, break_it: Callable[[Path], object], problems: list[tuple[str, str]]
) -> None:
    break_it(folder)
    assert found(folder) == problems


NAMES = ("README.md", "zones.csv", "build.json", "datapackage.json", "quality/report.json")


@pytest.mark.parametrize(
    ("odd", "name"),
    [*((odd, "zones.parquet") for odd in odd_files.ODD), *(("fifo", name) for name in NAMES)],
)
def test_what_is_no_plain_file_is_named_and_not_opened(folder: Path, odd: str, name: str) -> None:
    (folder / name).unlink()
    odd_files.ODD[odd](folder / name)
    kinds = {"folder": "missing"}
    assert found(folder) == [(name, kinds.get(odd, "changed"))]


@pytest.mark.parametrize("odd", odd_files.ODD)
def test_nor_are_the_checksums(folder: Path, odd: str) -> None:
    (folder / CHECKSUMS).unlink()
    odd_files.ODD[odd](folder / CHECKSUMS)
    assert found(folder) == [(CHECKSUMS, "unreadable")]


@pytest.mark.parametrize("odd", odd_files.ODD)
def test_latest_json_is_read_only_where_it_is_a_plain_file(folder: Path, odd: str) -> None:
    (folder.parent / "latest.json").unlink()
    odd_files.ODD[odd](folder.parent / "latest.json")
    assert found(folder) == []


def test_an_odd_file_that_nobody_named_is_extra(folder: Path) -> None:
    odd_files.fifo(folder / "pipe")
    assert found(folder) == [("pipe", "extra")]


def test_a_link_in_place_of_a_file_is_no_file(folder: Path, tmp_path: Path) -> None:
    (folder / "LICENSE").rename(tmp_path / "elsewhere")
    (folder / "LICENSE").symlink_to(tmp_path / "elsewhere")
    assert found(folder) == [("LICENSE", "changed")]


def test_a_file_that_may_not_be_read_is_named(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("who may read everything is refused nothing")
    (folder / "LICENSE").chmod(0)
    assert found(folder) == [("LICENSE", "unreadable")]


@pytest.mark.parametrize("name", ["index.json", "latest.json"])
def test_new_checksums_do_not_hide_a_change(folder: Path, name: str) -> None:
    beside = (folder.parent / name).read_bytes()
    (folder / "README.md").write_text("x")
    sum_up_again(folder)
    (folder.parent / name).write_bytes(beside)
    assert found(folder) == [(CHECKSUMS, "changed")]


def test_what_its_files_say_is_checked_too(folder: Path) -> None:
    under_schema(folder, "9.9.9")
    describe_again(folder)
    assert damage(folder) == []
    assert found(folder) == [("build.json", "unknown")]


def test_a_release_under_an_older_schema_is_read_but_not_held_against_todays_rules(folder: Path) -> None:
    under_schema(folder, SCHEMA_VERSIONS[0])
    (folder / "zones.parquet").write_bytes(b"PAR1")
    describe_again(folder)
    assert found(folder) == [("zones.parquet", "unreadable")]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such folder"):
        verify(tmp_path / "2026.11.9")


def test_a_problem_prints_on_one_harmless_line(folder: Path) -> None:
    (folder / "a\x1b[2J\nb").write_text("")
    assert "\x1b" not in str(verify(folder)[0]) and "\n" not in str(verify(folder)[0])
