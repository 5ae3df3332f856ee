"""Any table can be held against its own Table Schema, and each sort of constraint there can fail."""

from typing import Any

import polars as pl
import pytest

from flows.publishing.described import breaks
from schemas.derivations.table_schema import table_schema
from schemas.package import RELEASED, Table
from tests.frames import valid_frames
from tests.tables import scans

SCHEMA: dict[str, Any] = {
    "fields": [
        {
            "name": "id",
            "type": "string",
            "constraints": {"required": True, "unique": True, "pattern": "[a-c]"},
        },
        {"name": "n", "type": "integer", "constraints": {"minimum": 0, "maximum": 9}},
        {
            "name": "kind",
            "type": "string",
            "constraints": {"enum": ["x", "y"], "minLength": 1, "maxLength": 2},
        },
        {"name": "on", "type": "date"},
        {"name": "of", "type": "string"},
        {"name": "tags", "type": "array", "constraints": {"enum": ["t"]}},
    ],
    "primaryKey": ["id", "n"],
    "foreignKeys": [{"fields": ["of"], "reference": {"resource": "", "fields": ["id"]}}],
}


def rows(**columns: list[object]) -> pl.DataFrame:
    good = {
        "id": ["a", "b"],
        "n": [1, None],
        "kind": ["x", None],
        "on": [None, None],
        "of": ["b", None],
        "tags": [["t", "u"], None],
    }
    kinds = {"id": pl.String, "n": pl.Int64, "kind": pl.String, "on": pl.Date, "of": pl.String}
    return pl.DataFrame(good | columns, schema=kinds | {"tags": pl.List(pl.String)})


def told(frame: pl.DataFrame) -> list[str]:
    return list(breaks(SCHEMA, frame, {}))


def test_a_table_that_is_as_described_breaks_nothing() -> None:
    assert told(rows()) == []


@pytest.mark.parametrize("table", RELEASED, ids=lambda one: one.name)
def test_nor_does_any_table_of_a_release(table: Table) -> None:
    frames = valid_frames()
    assert list(breaks(table_schema(table), frames[table.name], scans(frames))) == []


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (rows(id=["a", None]), "1 rows break the constraint required of id"),
        (rows(id=["a", "a"]), "2 rows break the constraint unique of id"),
        (rows(id=["a", "bb"], of=[None, None]), "1 rows break the constraint pattern of id"),
        (rows(n=[-1, 0]), "1 rows break the constraint minimum of n"),
        (rows(n=[10, 0]), "1 rows break the constraint maximum of n"),
        (rows(kind=["z", "x"]), "1 rows break the constraint enum of kind"),
        (rows(kind=["xyz", "x"]), "1 rows break the constraint maxLength of kind"),
        (rows(kind=["", "x"]), "1 rows break the constraint minLength of kind"),
        (rows(id=["a", "a"], n=[1, 1]), "two rows have the same key id, n"),
        (rows(of=["c", None]), "1 rows point by of to no row of the table"),
        (rows().drop("n"), "has other columns than the release describes"),
        (rows().select("n", pl.exclude("n")), "has other columns than the release describes"),
        (rows().with_columns(pl.col("n").cast(pl.String)), "n is no column of type integer"),
    ],
)
def test_each_constraint_can_fail(frame: pl.DataFrame, said: str) -> None:
    assert said in told(frame)


def test_a_key_points_into_another_table_where_that_is_known() -> None:
    foreign = {"fields": ["of"], "reference": {"resource": "others", "fields": ["id"]}}
    schema = SCHEMA | {"foreignKeys": [foreign]}
    assert list(breaks(schema, rows(), {"others": pl.LazyFrame({"id": ["b"]})})) == []
    assert list(breaks(schema, rows(), {"others": pl.LazyFrame({"id": ["a"]})})) != []
    assert list(breaks(schema, rows(), {})) == []
