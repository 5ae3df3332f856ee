"""A release whose large tables are cut by month: every reader has their rows, and nothing else changes."""

import json
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
import yaml
from mlcroissant import Dataset
from polars.testing import assert_frame_equal

from flows.publishing import releases
from flows.publishing.publish import Unchanged, verify
from flows.publishing.validate import problems
from schemas import partitions
from schemas.package import PUBLISHED, RELEASED, table
from schemas.partitions import NO_MONTH, part, parts, whole
from tests.flows.release import release, released
from tests.frames import valid_frames
from tests.snippets import run_python, snippets
from transforms.release.batches import ordered
from transforms.release.serialise import from_csv
from transforms.tables import Frames

LEAST = 3
"""Rows from which on tables are cut here; a few are, and others are not."""


def frames() -> Frames:
    """The valid tables; of the documents one is of no known day."""
    made = valid_frames()
    days = pl.Series([None, *made["documents"]["published_on"][1:]], dtype=pl.Date)
    return made | {"documents": made["documents"].with_columns(published_on=days)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(partitions, "PARTITIONED_FROM", LEAST)
        return release(tmp_path_factory.mktemp("dist"), frames()).folder


def cut(folder: Path) -> list[str]:
    return [known.name for known in PUBLISHED if not (folder / whole(known.name)).exists()]


def test_large_tables_are_cut_by_the_month_of_their_documents_and_the_release_is_whole(folder: Path) -> None:
    assert {"quotes", "attributions"} <= set(cut(folder)) < {known.name for known in PUBLISHED}
    assert (folder / part("quotes", NO_MONTH)).is_file()
    assert verify(folder) == [] == problems(folder, None)
    paths = releases.parquet_in(folder)
    found = {
        known.name: pl.concat(releases.batches_of(known, folder, parts(known.name, paths)))
        for known in RELEASED
    }
    for known in RELEASED:
        assert_frame_equal(found[known.name], ordered(frames()[known.name], known))
        assert_frame_equal(from_csv((folder / f"{known.name}.csv").read_bytes(), known), found[known.name])
    days = dict(found["documents"].select("document_id", "published_on").iter_rows())
    for path in folder.glob("quotes/*/part.parquet"):
        found_in = [days[key] for key in pl.read_parquet(path)["document_id"]]
        (month,) = {day.isoformat()[:7] if day else NO_MONTH for day in found_in}
        assert path.parent.name == f"month={month}"


def test_readers_take_the_parts_for_one_table(folder: Path) -> None:
    expected = ordered(frames()["quotes"], table("quotes"))
    places = folder / "quotes", folder / "quotes" / "*" / "part.parquet"
    found = [
        pl.read_parquet(places[1]),
        pl.DataFrame(pq.read_table(places[0]).drop_columns("month")),
        pl.from_pandas(pd.read_parquet(places[0], dtype_backend="pyarrow").drop(columns="month")),
        duckdb.sql(f"SELECT * EXCLUDE month FROM '{places[1]}'").pl(),
    ]
    for one in found:
        assert_frame_equal(ordered(one.cast(dict(expected.schema)), table("quotes")), expected)


def test_what_describes_the_release_names_every_part(folder: Path) -> None:
    named = {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    package = json.loads((folder / "datapackage.json").read_bytes())["resources"]
    assert {one["path"] for one in package if one["path"].endswith(".parquet")} == named
    assert len({one["name"] for one in package}) == len(package)
    croissant = Dataset(jsonld=str(folder / "croissant.json"))
    assert not croissant.metadata.ctx.issues.errors
    assert len(list(croissant.records("quotes"))) == frames()["quotes"].height


def test_the_card_loads_the_parts(folder: Path) -> None:
    card = (folder / "README.md").read_text()
    configs = yaml.safe_load(card.split("---")[1])["configs"]
    of_quotes = next(one["data_files"] for one in configs if one["config_name"] == "quotes")
    assert of_quotes == "quotes/*/part.parquet" and "attributions.parquet" not in card
    polars, pandas, arrow = (code for code in snippets(card, "python") if "attributions = p" in code)
    run_python("\n".join((polars, pandas, arrow)), folder)


def test_a_part_that_is_missing_or_spoilt_is_noticed(folder: Path) -> None:
    name = parts("quotes", releases.parquet_in(folder))[0]
    place = folder / name
    data = place.read_bytes()
    try:
        place.write_bytes(data[:-1])
        assert {(one.path, one.kind) for one in verify(folder)} == {(name, "changed")}
        place.unlink()
        assert {(one.path, one.kind) for one in verify(folder)} == {(name, "missing")}
    finally:
        place.write_bytes(data)


def test_how_tables_lie_is_no_change_of_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released(tmp_path)
    monkeypatch.setattr(partitions, "PARTITIONED_FROM", LEAST)
    assert isinstance(release(tmp_path), Unchanged)
