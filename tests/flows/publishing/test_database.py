"""The DuckDB file: the tables and views of the Parquet files, described, and the same bytes each time."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.publishing import database
from flows.publishing.database import Database
from schemas.derivations.facts import columns
from schemas.package import PUBLISHED, RELEASED, VIEWS, Table
from tests.flows.release import released
from tests.frames import valid_frames
from tests.tables import scans
from tests.worlds import frames_of, unit
from transforms.release.descriptor import DATABASE
from transforms.tables import Frames

FRAMES = dict(frames_of([unit(0), unit(1)]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(folder / DATABASE), read_only=True)


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.name)
def test_it_holds_what_the_parquet_file_holds(
    opened: duckdb.DuckDBPyConnection, folder: Path, table: Table
) -> None:
    expected = pl.read_parquet(folder / f"{table.name}.parquet")
    order = ", ".join(f'"{name}"' for name in dict.fromkeys((*table.sort_by, *table.primary_key)))
    held = opened.sql(f'SELECT * FROM "{table.name}" ORDER BY {order}').to_arrow_table()
    assert_frame_equal(pl.DataFrame(pl.from_arrow(held)).cast(expected.schema), expected)


def test_every_table_and_view_is_there_and_nothing_else(opened: duckdb.DuckDBPyConnection) -> None:
    held = opened.sql("SELECT table_name, table_type FROM information_schema.tables").fetchall()
    assert sorted(held) == sorted(
        [(table.name, "BASE TABLE") for table in RELEASED] + [(view.name, "VIEW") for view in VIEWS]
    )


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.name)
def test_every_column_says_what_it_is(opened: duckdb.DuckDBPyConnection, table: Table) -> None:
    told = opened.sql(f"SELECT column_name, comment FROM duckdb_columns() WHERE table_name = '{table.name}'")
    comments = dict(told.fetchall())
    for column in columns(table):
        assert comments[column.name].startswith(column.description)


def test_it_says_of_which_version_it_is(opened: duckdb.DuckDBPyConnection, folder: Path) -> None:
    told = opened.sql("SELECT comment FROM duckdb_tables() WHERE table_name = 'quotes'").fetchall()
    assert f"Parallax {folder.name}" in told[0][0]


MADE_AGAIN = """
import hashlib, sys
from pathlib import Path
from flows.publishing.database import Database
from tests.tables import scans
from tests.worlds import frames_of, unit

litter = [bytes([number % 251]) * 5000 for number in range(int(sys.argv[2]))]
del litter[::2]
made = Database(scans(frames_of([unit(0), unit(1)])), "2026.11.1", Path(sys.argv[1]))
print(hashlib.sha256(b"".join(made.pieces())).hexdigest())
"""


def made(frames: Frames, folder: Path) -> str:
    folder.mkdir()
    return hashlib.sha256(b"".join(Database(scans(frames), "2026.11.1", folder).pieces())).hexdigest()


def test_the_same_tables_give_the_same_bytes_in_any_process_and_memory(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    command = [sys.executable, "-c", MADE_AGAIN, str(tmp_path / "elsewhere"), "20000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == made(FRAMES, tmp_path / "here")


def test_larger_tables_do_however_little_of_them_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of more rows than DuckDB keeps together and writes as one change."""
    many = FRAMES | {
        table.name: pl.concat([FRAMES[table.name].head(1)] * 250_000)
        .with_columns(pl.int_range(pl.len(), dtype=table.polars_schema["start"]).alias("start"))
        .sort(table.order)
        for table in RELEASED
        if table.name in ("zones", "quote_spans")
    }
    whole = made(many, tmp_path / "whole")
    monkeypatch.setattr(database, "_HELD", "60MB")
    assert made(many, tmp_path / "little") == whole


def test_other_tables_give_other_bytes(tmp_path: Path) -> None:
    assert made(FRAMES, tmp_path / "a") != made(valid_frames(), tmp_path / "b")


def test_a_process_that_used_it_says_nothing_while_it_is_taken_down() -> None:
    """DuckDB would tell which of its objects are left, where other threads keep some."""
    run = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('late', file=sys.stderr))\n"
        "from flows.publishing.database import over_parquet\n"
        "with over_parquet({}): print('in time', file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert done.stderr == "in time\n"
