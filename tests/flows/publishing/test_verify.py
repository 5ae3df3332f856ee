"""Every way in which a release can stop being what was published is found and named."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from flows.publishing.verify import verify
from schemas.package import table
from tests.flows.release import release
from tests.frames import valid_frames
from transforms.release.bundle import CHECKSUMS, checksums
from transforms.release.serialise import to_csv, to_parquet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return release(tmp_path).folder


def found(folder: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.kind) for problem in verify(folder)]


def sum_up_again(folder: Path) -> None:
    """What someone would do who changes a release on purpose."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    digests = {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in files.items()
        if name != CHECKSUMS
    }
    (folder / CHECKSUMS).write_bytes(checksums(digests))


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
        (
            lambda f: (f / "zones.parquet").unlink(),
            [("zones.parquet", "missing"), ("zones.parquet", "missing")],
        ),
        (
            lambda f: (f / "zones.parquet").write_bytes(b"PAR1"),
            [("zones.parquet", "changed"), ("zones.parquet", "unreadable")],
        ),
        (
            lambda f: (f / "build.json").write_text("[]"),
            [("build.json", "changed"), ("build.json", "unreadable")],
        ),
    ],
)
def test_a_broken_file_is_named(
    folder: Path, break_it: Callable[[Path], object], problems: list[tuple[str, str]]
) -> None:
    break_it(folder)
    assert found(folder) == problems


def test_a_link_in_place_of_a_file_is_no_file(folder: Path, tmp_path: Path) -> None:
    (folder / "LICENSE").rename(tmp_path / "elsewhere")
    (folder / "LICENSE").symlink_to(tmp_path / "elsewhere")
    assert found(folder) == [("LICENSE", "changed")]


def test_new_checksums_do_not_hide_a_change(folder: Path) -> None:
    (folder / "README.md").write_text("x")
    sum_up_again(folder)
    assert found(folder) == [(CHECKSUMS, "changed")]


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("quotes", {"confidence": pl.lit(1.5)}, "5 rows break the contract"),
        ("quotes", {"zone": pl.lit("boilerplate")}, "not_from_boilerplate"),
        (
            "quote_spans",
            {"quote_id": pl.col("quote_id").str.replace(".$", "x")},
            "15 rows break the contract",
        ),
        ("quotes", {"nested_in": pl.lit("quo_" + "0" * 16)}, "nested_in points to no row of quotes"),
    ],
)
def test_a_table_that_breaks_its_contract_is_named(
    folder: Path, name: str, change: dict[str, pl.Expr], told: str
) -> None:
    rows = valid_frames()[name].with_columns(**change)
    (folder / f"{name}.parquet").write_bytes(to_parquet(rows, table(name), "2026.11.1"))
    (folder / f"{name}.csv").write_bytes(to_csv(rows, table(name)))
    sum_up_again(folder)
    (folder.parent / "latest.json").unlink()
    problems = [problem for problem in verify(folder) if problem.path == f"{name}.parquet"]
    assert [problem.kind for problem in problems] == ["contract"]
    assert told in problems[0].message


def test_a_csv_with_other_rows_than_its_parquet_is_named(folder: Path) -> None:
    rows = valid_frames()["speakers"].head(1)
    (folder / "speakers.csv").write_bytes(to_csv(rows, table("speakers")))
    sum_up_again(folder)
    assert ("speakers.csv", "contract") in found(folder)


def test_a_table_without_rows_where_there_must_be_some_is_named(folder: Path) -> None:
    for known in ("quotes", "quote_spans"):
        (folder / f"{known}.parquet").write_bytes(to_parquet(table(known).empty(), table(known), "v"))
    assert any("has 0 rows, fewer than 1" in problem.message for problem in verify(folder))


def test_a_release_under_an_older_schema_is_read_but_not_held_against_todays_rules(folder: Path) -> None:
    build = json.loads((folder / "build.json").read_bytes()) | {"schema_version": "0.0.1"}
    (folder / "build.json").write_text(json.dumps(build))
    (folder / "zones.parquet").write_bytes(b"PAR1")
    sum_up_again(folder)
    (folder.parent / "latest.json").unlink()
    assert found(folder) == [("zones.parquet", "unreadable")]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such folder"):
        verify(tmp_path / "2026.11.9")


def test_a_problem_prints_on_one_harmless_line(folder: Path) -> None:
    (folder / "a\x1b[2J\nb").write_text("")
    assert "\x1b" not in str(verify(folder)[0]) and "\n" not in str(verify(folder)[0])
