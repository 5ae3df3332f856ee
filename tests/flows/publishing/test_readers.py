"""Every reader that the card names reads every table of a release, with equal rows and types one expects.

Foreign texts are in it: quotes that a spreadsheet would run, tags, escapes, line breaks, emoji.
"""

import csv
import json
import shutil
from datetime import date, datetime
from functools import cache
from pathlib import Path

import duckdb
import frictionless
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from polars.testing import assert_frame_equal

from schemas.package import PUBLISHED, Table
from tests.flows.release import release
from tests.frames import valid_frames
from tests.tables import views
from transforms.release.batches import ordered
from transforms.release.serialise import from_csv, unguard
from transforms.tables import Frames

HOSTILE = [
    '=HYPERLINK("http://example.org","x")',
    "'-1\r\n<script>alert('x')</script>",
    '\t@SUM(A1),"quoted"; \x1b[31m',
    "“Straße” 🦊 \u202e\u0301 \x00",
    "''",
]


@cache
def frames() -> Frames:
    """The valid tables, with hostile cues and modifiers, and a table without rows; nobody changes them."""
    made = valid_frames()
    made["quotes"] = made["quotes"].with_columns(
        cue=pl.Series(HOSTILE), cue_modifiers=pl.Series([[text, ""] for text in HOSTILE])
    )
    made["rejects"] = made["rejects"].clear()
    made |= views(made)
    return {table.name: ordered(made[table.name], table) for table in PUBLISHED} | {"texts": made["texts"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(tmp_path_factory.mktemp("dist"), frames()).folder


every_table = pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.name)


@every_table
def test_polars(folder: Path, table: Table) -> None:
    assert_frame_equal(pl.read_parquet(folder / f"{table.name}.parquet"), frames()[table.name])


@every_table
def test_duckdb(folder: Path, table: Table) -> None:
    read = duckdb.sql(f"SELECT * FROM '{folder}/{table.name}.parquet'").to_arrow_table()
    # DuckDB gives times in the zone of the session; the moments are the same.
    frame = pl.DataFrame(pl.from_arrow(read)).cast(dict(table.polars_schema))
    assert_frame_equal(frame, frames()[table.name])


@every_table
def test_pandas(folder: Path, table: Table) -> None:
    read = pd.read_parquet(folder / f"{table.name}.parquet", dtype_backend="pyarrow")
    assert_frame_equal(pl.from_pandas(read).cast(dict(table.polars_schema)), frames()[table.name])


@every_table
def test_arrow(folder: Path, table: Table) -> None:
    read = pq.read_table(folder / f"{table.name}.parquet")
    assert read.to_pylist() == frames()[table.name].to_dicts()


@every_table
def test_csv_with_polars(folder: Path, table: Table) -> None:
    data = (folder / f"{table.name}.csv").read_bytes()
    assert_frame_equal(from_csv(data, table), frames()[table.name])


@every_table
def test_csv_with_python(folder: Path, table: Table) -> None:
    with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = frames()[table.name].to_dicts()
    assert [
        {name: _value(cell, expected[i][name]) for name, cell in row.items()} for i, row in enumerate(rows)
    ] == expected


def _value(cell: str, expected: object) -> object:
    """The cell's value, as the card says to read it, for a column in which `expected` stands."""
    if cell == "":
        return None
    readers = {
        bool: lambda text: text == "true",
        datetime: datetime.fromisoformat,
        date: date.fromisoformat,
        list: json.loads,
        str: unguard,
    }
    return readers.get(type(expected), type(expected))(cell)


@every_table
def test_csv_with_duckdb(folder: Path, table: Table) -> None:
    rows = duckdb.sql(
        f"SELECT * FROM read_csv('{folder}/{table.name}.csv', all_varchar = true, header = true)"
    )
    assert rows.columns == table.polars_schema.names()
    assert len(rows.fetchall()) == frames()[table.name].height


def test_frictionless_finds_every_csv_valid_keys_included(folder: Path) -> None:
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["fieldName", "type", "note"])
    checked = {task.name: task.stats.get("rows", 0) for task in report.tasks if task.type == "table"}
    assert checked == {table.name: frames()[table.name].height for table in PUBLISHED}
    assert len(report.tasks) == 2 * len(PUBLISHED) + 1


def test_frictionless_finds_a_csv_that_breaks_the_contract(folder: Path, tmp_path: Path) -> None:
    made = shutil.copytree(folder, tmp_path / folder.name)
    quotes = made / "quotes.csv"
    quotes.write_bytes(quotes.read_bytes().replace(b',"mixed",', b',"sung",').replace(b"doc_", b"dog_", 1))
    report = frictionless.Package(str(made / "datapackage.json")).validate()
    assert {"constraint-error", "foreign-key", "hash-count"} & {kind for (kind,) in report.flatten(["type"])}
    assert not report.valid
