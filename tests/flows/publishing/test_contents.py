"""The files of a release agree with each other, and its tables with what describes them: lies are named."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.publishing.contents import REQUIRED
from flows.publishing.verify import damage, verify
from schemas.package import SCHEMA_VERSION, SCHEMA_VERSIONS, table
from tests.flows.publishing.spoiling import (
    change,
    describe_again,
    panics,
    rewrite,
    sum_up_again,
    under_schema,
)
from tests.flows.release import released, tables_once
from tests.frames import valid_frames
from tests.limits import within
from tests.tables import to_csv


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return released(tmp_path)


def found(folder: Path) -> list[str]:
    with within(20), tables_once():
        return [str(problem) for problem in verify(folder)]


@pytest.mark.parametrize(
    ("name", "changed", "told"),
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
    folder: Path, name: str, changed: dict[str, pl.Expr], told: str
) -> None:
    rewrite(folder, name, valid_frames()[name].with_columns(**changed))
    describe_again(folder)
    (problem, *_) = [problem for problem in verify(folder) if problem.path == f"{name}.parquet"]
    assert problem.kind == "contract" and told in problem.message


def test_a_csv_with_other_rows_than_its_parquet_is_named(folder: Path) -> None:
    rows = valid_frames()["speakers"].head(1)
    (folder / "speakers.csv").write_bytes(to_csv(rows, table("speakers")))
    describe_again(folder)
    assert found(folder) == ["speakers.csv: does not hold the rows of speakers.parquet"]


def test_a_table_without_rows_where_there_must_be_some_is_named(folder: Path) -> None:
    for known in ("quotes", "quote_spans"):
        rewrite(folder, known, table(known).empty())
    describe_again(folder)
    assert any("has 0 rows, fewer than 1" in told for told in found(folder))


@pytest.mark.parametrize("name", [*REQUIRED, "CHANGELOG.md", "zones.parquet", "zones.csv"])
def test_a_file_that_every_release_has_is_missed_though_no_checksum_names_it(folder: Path, name: str) -> None:
    (folder / name).unlink()
    sum_up_again(folder)
    assert any(told.startswith(f"{name}: is missing") for told in found(folder))


def _table(content: Any, name: str) -> Any:
    return next(one for one in content["resources"] if one["name"] == name)


@pytest.mark.parametrize(
    ("name", "how", "told"),
    [
        (
            "build.json",
            lambda c: c.update(version="2026.11.9"),
            "says that this is 2026.11.9, in a folder nam",
        ),
        ("build.json", lambda c: c.update(version=None), "gives no version YYYY.MM.N, but None"),
        ("datapackage.json", lambda c: c.update(version="2026.11.9"), "gives other versions than build.json"),
        (
            "datapackage.json",
            lambda c: c.update(schemaVersion="0.1.0"),
            "gives other versions than build.json",
        ),
        ("build.json", lambda c: c.pop("schema_version"), "does not say which schema version"),
        ("build.json", lambda c: c["rows"].update(quotes=6), "counts 6 rows of quotes, and there are 5"),
        ("build.json", lambda c: c["rows"].pop("quotes"), "counts None rows of quotes, and there are 5"),
        (
            "build.json",
            lambda c: c["rows"].update(more=1),
            "counts rows of more, which datapackage.json does",
        ),
        ("build.json", lambda c: c.pop("rows"), "cannot be checked: KeyError: 'rows'"),
        (
            "datapackage.json",
            lambda c: _table(c, "zones").update(hash="sha256:0"),
            "another SHA-256 for zones",
        ),
        (
            "datapackage.json",
            lambda c: _table(c, "zones").update(bytes=1),
            "gives another size for zones.csv",
        ),
        ("datapackage.json", lambda c: c["resources"].pop(), "does not describe parallax.duckdb"),
        ("datapackage.json", lambda c: c["resources"].pop(0), "does not describe attributions.csv"),
        ("datapackage.json", lambda c: _table(c, "zones").update(path="z.csv"), "z.csv: is missing, though"),
        (
            "datapackage.json",
            lambda c: _table(c, "zones")["schema"].update(primaryKey=["kind"]),
            "other tables",
        ),
        (
            "datapackage.json",
            lambda c: _table(c, "zones")["schema"]["fields"].pop(),
            "describes other tables",
        ),
        (
            "datapackage.json",
            lambda c: _table(c, "zones").pop("schema"),
            "datapackage.json: cannot be checked",
        ),
        (
            "datapackage.json",
            lambda c: c.update(resources=7),
            "datapackage.json: cannot be checked: TypeError",
        ),
        (
            "croissant.json",
            lambda c: c["distribution"][0].update(sha256="0"),
            "another SHA-256 for attributions",
        ),
        (
            "croissant.json",
            lambda c: c.update(distribution=[{}]),
            "croissant.json: cannot be checked: KeyError",
        ),
    ],
)
def test_a_descriptor_that_says_what_is_not_so_is_named(
    folder: Path, name: str, how: Callable[[Any], object], told: str
) -> None:
    change(folder, name, how)
    sum_up_again(folder)
    assert any(told in problem for problem in found(folder)), found(folder)


@pytest.mark.parametrize("name", ["build.json", "datapackage.json", "croissant.json"])
@pytest.mark.parametrize(
    "content", ["", "[]", "null", "[" * 10**5, '{"a":' * 10**5, "{", "\x00", '"\\ud800"']
)
def test_a_descriptor_of_any_form_raises_nothing(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content)
    sum_up_again(folder)
    assert any(problem.startswith(f"{name}: ") for problem in found(folder))


@pytest.mark.parametrize("version", ["9.9.9", "0.0.1", "0.3.7", "1", "", 5, None, ["0.1.0"], {}])
def test_a_schema_that_nobody_knows_is_refused(folder: Path, version: object) -> None:
    under_schema(folder, version)
    describe_again(folder)
    assert any(problem.startswith("build.json: ") for problem in found(folder))


BROKEN = [
    ("quotes", {"confidence": pl.lit(1.5)}, "5 rows break the constraint maximum of confidence"),
    ("quotes", {"type": pl.lit("shouted")}, "5 rows break the constraint enum of type"),
    ("quotes", {"quote_id": pl.lit("quo_1")}, "5 rows break the constraint pattern of quote_id"),
    ("quotes", {"document_id": pl.lit("doc_" + "0" * 16)}, "5 rows point by document_id to no row"),
    ("speakers", {"speaker_id": pl.lit("spk_" + "0" * 16)}, "two rows have the same key speaker_id"),
]


@pytest.mark.parametrize(
    ("version", "name", "changed", "told"),
    [
        *(("9.9.9", *broken) for broken in BROKEN),
        *((version, *BROKEN[i % len(BROKEN)]) for i, version in enumerate(SCHEMA_VERSIONS[:-1])),
    ],
)
def test_another_schema_version_does_not_switch_the_checks_off(  # one case a line
    folder: Path, version: str, name: str, changed: dict[str, pl.Expr], told: str
) -> None:
    rewrite(folder, name, valid_frames()[name].with_columns(**changed))
    under_schema(folder, version)
    describe_again(folder)
    assert any(problem.startswith(f"{name}.parquet: {told}") for problem in found(folder)), found(folder)


def test_nor_does_it_hide_rows_that_one_form_lacks(folder: Path) -> None:
    (folder / "zones.csv").write_bytes(to_csv(valid_frames()["zones"].head(1), table("zones")))
    under_schema(folder, SCHEMA_VERSIONS[0])
    describe_again(folder)
    assert any(
        problem.startswith("zones.csv: has other columns or another number") for problem in found(folder)
    )


def test_a_copy_may_lie_in_a_folder_of_any_other_name(folder: Path) -> None:
    assert found(folder.rename(folder.parent / "download")) == []
    assert found((folder.parent / "download").rename(folder.parent / "2026.11.9")) != []


def test_a_footer_that_makes_polars_panic_is_unreadable(folder: Path) -> None:
    (folder / "zones.parquet").write_bytes(next(panics()))
    for version in (SCHEMA_VERSION, SCHEMA_VERSIONS[0]):
        under_schema(folder, version)
        describe_again(folder)
        assert any(told.startswith("zones.parquet: cannot be read as Parquet") for told in found(folder))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release that the next test spoils again and again."""
    return released(tmp_path_factory.mktemp("dist"))


NAMES = ("build.json", "datapackage.json", "croissant.json", "zones.parquet", "zones.csv", "SHA256SUMS")


@settings(max_examples=30, deadline=10_000)
@given(
    name=st.sampled_from(NAMES),
    version=st.sampled_from([SCHEMA_VERSION, SCHEMA_VERSIONS[0], "9.9.9"]),
    seed=st.integers(0, 2**32),
)
def test_bytes_that_were_changed_anywhere_raise_nothing(
    kept: Path, name: str, version: str, seed: int
) -> None:
    before = {path: path.read_bytes() for path in kept.iterdir() if path.is_file()}
    try:
        under_schema(kept, version)
        random, data = Random(seed), bytearray((kept / name).read_bytes())
        for _ in range(random.randint(1, 5)):
            place = random.randrange(len(data))
            data[place : place + random.randint(0, 3)] = random.randbytes(random.randint(0, 3))
        (kept / name).write_bytes(bytes(data))
        if name != "SHA256SUMS":
            sum_up_again(kept)
        found(kept)
    finally:
        for path, content in before.items():
            path.write_bytes(content)
    assert damage(kept) == []


def test_what_is_required_is_what_a_release_has(folder: Path) -> None:
    named = {line.split()[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    described = {one["path"] for one in json.loads((folder / "datapackage.json").read_bytes())["resources"]}
    reports = {"quality/report.md", "quality/report.html"}
    # Pages of the explorer, which older releases lack.
    pages = {path for path in named if path.startswith("report/")}
    assert "report/index.html" in pages
    assert named - described - pages == {*REQUIRED, *reports, "CHANGELOG.md", "quotations.jsonld"}
