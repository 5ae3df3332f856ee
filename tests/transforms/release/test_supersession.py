"""A new id supersedes the one, gone since, whose place it takes; whatever stays supersedes nothing."""

from collections.abc import Mapping, Sequence

import polars as pl
import pytest

from schemas.package import table
from tests.tables import lazily
from transforms.release import changes, supersession
from transforms.release.supersession import SPANS
from transforms.tables import Frames

Place = tuple[str, str, int, int]


def superseded(table: str, before: Frames, after: Frames) -> pl.DataFrame:
    return supersession.superseded(table, lazily(before), lazily(after))


def compare(before: Frames, after: Frames, keys: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    return changes.compare(lazily(before), lazily(after), keys)


def quotes(*places: Place) -> dict[str, pl.DataFrame]:
    """Quotes by id, document, start and end."""
    columns = ("quote_id", "document_id", "start", "end")
    rows = [dict(zip(columns, place, strict=True)) for place in places]
    return {"quotes": pl.DataFrame(rows, {name: table("quotes").polars_schema[name] for name in columns})}


OLD = quotes(("a", "d", 0, 10), ("b", "d", 10, 30), ("c", "e", 0, 9))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ([("a2", "d", 0, 8), ("b", "d", 10, 30), ("c", "e", 0, 9)], {"a2": "a"}),
        ([("x", "d", 5, 25), ("c", "e", 0, 9)], {"x": "b"}),
        ([("x", "d", 10, 15), ("y", "d", 15, 30), ("a", "d", 0, 10), ("c", "e", 0, 9)], {"x": "b", "y": "b"}),
        ([("x", "d", 30, 40)], {}),
        ([("x", "f", 0, 10)], {}),
        ([("x", "d", 0, 10), ("a", "d", 0, 10), ("b", "d", 10, 30), ("c", "e", 0, 9)], {}),
        ([("x", "d", 5, 15)], {"x": "a"}),
        ([], {}),
    ],
)
def test_it_is_the_one_gone_whose_words_it_shares_most(new: list[Place], expected: dict[str, str]) -> None:
    assert dict(superseded("quotes", OLD, quotes(*new)).iter_rows()) == expected


def test_nothing_supersedes_where_nothing_is_gone() -> None:
    assert superseded("quotes", OLD, OLD).is_empty()
    assert superseded("quotes", {}, OLD).is_empty() and superseded("quotes", OLD, {}).is_empty()
    assert superseded("speakers", OLD, OLD).is_empty()


def test_a_statement_supersedes_by_the_places_of_its_quotes() -> None:
    before = pl.DataFrame({"statement_id": ["s"], "document_id": ["d"], "start": [0], "end": [9]})
    after = before.with_columns(statement_id=pl.lit("t"), end=pl.lit(5))
    found = superseded("statements", {"statement_quotes": before}, {"statement_quotes": after})
    assert dict(found.iter_rows()) == {"t": "s"}


def test_every_table_named_has_an_id_of_its_own_and_a_place() -> None:
    for name, (told_in, key) in SPANS.items():
        assert table(name).primary_key == [key]
        assert {key, "document_id", "start", "end"} <= set(table(told_in).polars_schema)


def test_the_table_of_changes_says_it_of_new_rows() -> None:
    keys = {"quotes": ["quote_id"]}
    told = compare(OLD, quotes(("a2", "d", 0, 8), ("b", "d", 10, 30), ("c", "e", 0, 9)), keys)
    assert told.select("key", "change", "supersedes").rows() == [
        ("a2", "added", "a"),
        ("a", "removed", None),
    ]
