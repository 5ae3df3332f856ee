"""The newest published release before the validators and readers that its card names, without a network."""

import csv
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import frictionless
import mlcroissant
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
import yaml
from polars.testing import assert_frame_equal

from flows.publishing import releases
from tests.flows.watched import HOOK, calls
from transforms.release.accuracy import ACCURACY
from transforms.release.serialise import unguard

DIST = Path(__file__).parent.parent / "dist"
NEWEST = DIST / str(releases.read_latest(DIST)["path"])
TABLES = sorted(path.stem for path in NEWEST.glob("*.parquet"))
CARD = yaml.safe_load((NEWEST / "README.md").read_text(encoding="utf-8").split("---\n")[1])
CONFIGS = [config["config_name"] for config in CARD["configs"]]

every_table = pytest.mark.parametrize("name", TABLES)


def rows(name: str) -> pl.DataFrame:
    return pl.read_parquet(NEWEST / f"{name}.parquet")


def test_frictionless_finds_the_data_package_valid() -> None:
    report = frictionless.Package(str(NEWEST / "datapackage.json")).validate()
    assert report.valid, report.flatten(["fieldName", "type", "note"])
    counted = {task.name: task.stats.get("rows", 0) for task in report.tasks if task.type == "table"}
    figures = len((NEWEST / ACCURACY).read_text(encoding="utf-8").splitlines()) - 1
    assert counted == {name: rows(name).height for name in TABLES} | {"accuracy": figures}


@pytest.fixture(scope="module")
def croissant() -> mlcroissant.Dataset:
    return mlcroissant.Dataset(jsonld=str(NEWEST / "croissant.json"))


def test_mlcroissant_finds_the_description_valid(croissant: mlcroissant.Dataset) -> None:
    issues = croissant.metadata.ctx.issues
    assert (list(issues.errors), list(issues.warnings)) == ([], [])
    assert croissant.metadata.ctx.conforms_to.value.endswith("/1.1")


@every_table
def test_mlcroissant_reads_every_record(croissant: mlcroissant.Dataset, name: str) -> None:
    read = list(croissant.records(name))
    assert len(read) == rows(name).height
    columns = {f"{name}/{column}" for column in rows(name).columns}
    assert all(record.keys() == columns for record in read)


LOADING = """
import sys
import datasets
import pyarrow.parquet as pq

release, out, *names = sys.argv[1:]
for name in names:
    loaded = datasets.load_dataset(release, name, split="train")
    pq.write_table(loaded.with_format("arrow")[:], f"{out}/{name}.parquet")
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `datasets.load_dataset` makes of every config, in a process watched for connections."""
    folder = tmp_path_factory.mktemp("datasets")
    done = load_datasets(folder, NEWEST, CONFIGS)
    assert done.returncode == 0, done.stderr
    return folder


def load_datasets(folder: Path, release: Path, names: list[str]) -> subprocess.CompletedProcess[str]:
    (folder / "hook").mkdir()
    (folder / "hook" / "sitecustomize.py").write_text(HOOK)
    offline = {
        "HF_HUB_OFFLINE": "1",
        "HF_HOME": str(folder / "cache"),
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
    }
    watched = {"PYTHONPATH": str(folder / "hook"), "WATCHED": str(folder / "calls")}
    command = [sys.executable, "-c", LOADING, str(release), str(folder), *names]
    environment = os.environ | offline | watched
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", CONFIGS)
def test_datasets_loads_every_config_of_the_card(loaded: Path, name: str) -> None:
    assert_frame_equal(pl.read_parquet(loaded / f"{name}.parquet"), rows(name))


def test_datasets_runs_no_script_and_asks_no_other_machine(loaded: Path) -> None:
    assert not list(NEWEST.rglob("*.py"))
    tried = {call.host for call in calls(loaded / "calls") if call.event != "start"}
    assert tried <= {"127.0.0.1", "localhost", None}


def test_only_tables_without_rows_have_no_config() -> None:
    assert set(TABLES) - set(CONFIGS) == {name for name in TABLES if rows(name).is_empty()}


def test_datasets_loads_no_table_without_rows(tmp_path: Path) -> None:
    """It makes a split of it and then refuses the split. Once this fails, every table can have a config."""
    (tmp_path / "release").mkdir()
    card = "---\nconfigs:\n- config_name: empty\n  data_files: empty.parquet\n---\n"
    (tmp_path / "release" / "README.md").write_text(card)
    nothing = rows("documents").clear().to_arrow()
    # Without any row group: a row group without rows stops it even earlier.
    pq.ParquetWriter(tmp_path / "release" / "empty.parquet", nothing.schema).close()
    done = load_datasets(tmp_path, tmp_path / "release", ["empty"])
    assert 'Instruction "train" corresponds to no data' in done.stderr


POLARS_TO_DUCKDB = {
    pl.String: "VARCHAR",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime("us", "UTC"): "TIMESTAMP WITH TIME ZONE",
    pl.List(pl.String): "VARCHAR[]",
    pl.List(pl.Int64): "BIGINT[]",
}


@every_table
def test_duckdb_reads_the_same_rows_and_plain_types(name: str) -> None:
    read = duckdb.sql(f"SELECT * FROM '{NEWEST}/{name}.parquet'")
    assert [str(kind) for kind in read.types] == [POLARS_TO_DUCKDB[kind] for kind in rows(name).dtypes]
    frame = pl.DataFrame(pl.from_arrow(read.to_arrow_table()))
    assert_frame_equal(frame.cast(dict(rows(name).schema)), rows(name))


@every_table
def test_pandas_reads_the_same_rows_and_keeps_whole_numbers_whole(name: str) -> None:
    read = pd.read_parquet(NEWEST / f"{name}.parquet", dtype_backend="pyarrow")
    whole = [column for column, kind in rows(name).schema.items() if kind == pl.Int64]
    assert all(str(read[column].dtype) == "int64[pyarrow]" for column in whole)
    assert_frame_equal(pl.from_pandas(read).cast(dict(rows(name).schema)), rows(name))


@every_table
def test_arrow_reads_the_same_rows_and_no_null_or_dictionary_types(name: str) -> None:
    read = pq.read_table(NEWEST / f"{name}.parquet")
    assert read.to_pylist() == rows(name).to_dicts()
    assert not any(str(field.type).startswith(("null", "dictionary", "uint")) for field in read.schema)


@every_table
def test_every_footer_says_what_the_file_and_each_column_is(name: str) -> None:
    schema = pq.read_schema(NEWEST / f"{name}.parquet")
    made = json.loads((NEWEST / "build.json").read_bytes())
    assert schema.metadata[b"parallax.data_version"].decode() == made["version"]
    assert schema.metadata[b"parallax.schema_version"].decode() == made["schema_version"]
    assert all(field.metadata[b"description"] for field in schema)


@every_table
def test_python_s_csv_and_polars_read_the_rows_of_the_parquet(name: str) -> None:
    path = NEWEST / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        by_python = list(csv.reader(file))
    by_polars = pl.read_csv(path, infer_schema=False).fill_null("")
    assert by_python == [by_polars.columns, *map(list, by_polars.iter_rows())]
    read = [
        {
            column: value(cell, kind)
            for cell, (column, kind) in zip(cells, rows(name).schema.items(), strict=True)
        }
        for cells in by_python[1:]
    ]
    assert_frame_equal(pl.DataFrame(read, schema=rows(name).schema), rows(name))


def value(cell: str, kind: pl.DataType) -> object:
    """The cell's value, as the card says to read it."""
    if cell == "":
        return None
    if isinstance(kind, pl.List):
        return json.loads(cell)
    if kind == pl.Boolean:
        return cell == "true"
    if kind in (pl.Date, pl.Datetime):
        moment = datetime.fromisoformat(cell)
        return moment.date() if kind == pl.Date else moment
    return unguard(cell) if kind == pl.String else float(cell) if kind == pl.Float64 else int(cell)
