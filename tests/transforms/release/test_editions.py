"""Two editions side by side: rows are matched by key under whatever schema each was made."""

import polars as pl

from tests.frames import quote_id, valid_frames
from tests.tables import scans
from transforms.release.editions import Edition, Rows, between, current


def older(**changes: object) -> Edition:
    """The valid tables as released under an older schema."""
    edition = current(scans(valid_frames()), "2026.11.1")
    return Edition("2026.11.1", "0.0.9", {**edition.schemas, **changes}, dict(edition.tables))


def test_equal_editions_differ_in_nothing() -> None:
    found = between(current(scans(valid_frames()), "2026.11.1"), current(scans(valid_frames())))
    assert found.nothing and found.line == "nothing changed"
    assert found.rows["quotes"] == Rows(5, 5)


def test_a_new_schema_version_alone_is_something() -> None:
    found = between(older(), current(scans(valid_frames())))
    assert not found.nothing
    assert found.line.startswith("schema 0.0.9 -> ")


def test_rows_of_a_table_that_is_new_are_added_and_of_one_that_is_gone_removed() -> None:
    schemas = dict(current(scans(valid_frames())).schemas)
    schemas["moods"] = schemas.pop("speakers") | {"primaryKey": ["name"]}
    frames = valid_frames()
    frames["moods"] = frames.pop("speakers")
    found = between(Edition("2026.11.1", "0.0.9", schemas, scans(frames)), current(scans(valid_frames())))
    assert (found.rows["speakers"], found.rows["moods"]) == (Rows(0, 2, 2, 0), Rows(2, 0, 0, 2))
    assert found.changes.filter(table="moods")["key"].to_list() == ["Mara Ilves", "the union"]
    assert found.bump == "major"


def test_under_another_key_every_row_is_another() -> None:
    schemas = current(scans(valid_frames())).schemas
    found = between(
        older(speakers={**schemas["speakers"], "primaryKey": ["name"]}), current(scans(valid_frames()))
    )
    assert found.rows["speakers"] == Rows(2, 2, 2, 2)


def test_a_column_of_another_type_differs_in_every_row_and_a_new_one_in_none() -> None:
    before = older()
    quotes = before.tables["quotes"].drop("method").with_columns(pl.col("start").cast(pl.Float64))
    changed = Edition("2026.11.1", "0.0.9", before.schemas, {**before.tables, "quotes": quotes})
    found = between(changed, current(scans(valid_frames()))).changes
    assert found.select("table", "change", "columns").unique().rows() == [
        ("quotes", "data_changed", ["start"])
    ]


def test_the_comparison_of_an_earlier_release_is_not_compared() -> None:
    before = older()
    told = pl.DataFrame({"table": ["quotes"], "key": ["x"], "change": ["added"], "columns": [[]]})
    with_changes = Edition("2026.11.1", "0.0.9", before.schemas, {**before.tables, "changes": told.lazy()})
    assert between(with_changes, current(scans(valid_frames()))).changes.is_empty()


def test_a_row_is_found_by_its_key() -> None:
    key = f"{quote_id('loss')}/cue/0"
    assert current(scans(valid_frames())).row("quote_spans", key)["text"] == "said"
