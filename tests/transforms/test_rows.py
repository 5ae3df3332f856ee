"""Rows with a type: what is no column is refused at once, and a table lacks and invents nothing."""

from datetime import date
from typing import Any, NamedTuple

import polars as pl
import pytest

from schemas.documents import Documents
from schemas.quotes import Quotes
from schemas.zones import Zones
from transforms.rows import by_key, reads, records, table_of, typed

ZONE: dict[str, object] = {"document_id": "doc_0123456789abcdef", "start": 0, "end": 5, "kind": "body"}


@reads(Zones)
class Zone(NamedTuple):
    kind: str
    start: int


def row_type(name: str, kind: Any) -> type[tuple[Any, ...]]:
    return NamedTuple("Row", [(name, kind)])


@pytest.mark.parametrize(
    ("schema", "name", "kind"),
    [
        (Zones, "kind", str),
        (Zones, "start", int),
        (Quotes, "confidence", float),
        (Quotes, "negated", bool),
        (Quotes, "cue_modifiers", list[str]),
        (Quotes, "source", str | None),
        (Documents, "published_on", date | None),
        (Zones, "start", int | None),
    ],
)
def test_a_field_may_be_a_column_of_its_type_or_that_and_none(schema: Any, name: str, kind: Any) -> None:
    row = row_type(name, kind)
    assert reads(schema)(row) is row


@pytest.mark.parametrize(
    ("schema", "name", "kind", "told"),
    [
        (Zones, "knid", str, "no column of Zones; there are: document_id, start, end, kind$"),
        (Zones, "headline", str | None, "no column of Zones; there are: "),
        (Zones, "start", str, "the column of Zones is Int64; the field is <class 'str'>"),
        (Zones, "start", float, "the column of Zones is Int64; "),
        (Zones, "start", int | str, "the column of Zones is Int64; "),
        (Quotes, "negated", int, "the column of Quotes is Boolean; "),
        (Quotes, "source", str, "the column of Quotes is String, may be null; "),
        (Quotes, "cue_modifiers", str, "the column of Quotes is List"),
        (Documents, "published_on", date, "the column of Documents is Date, may be null; "),
        (Documents, "published_on", None, "the column of Documents is Date, may be null; "),
    ],
)
def test_a_field_that_is_no_column_or_of_another_type_is_refused(
    schema: Any, name: str, kind: Any, told: str
) -> None:
    with pytest.raises(TypeError, match=rf"Row\.{name}: {told}"):
        reads(schema)(row_type(name, kind))


def test_a_row_may_be_read_from_several_tables() -> None:
    class Both(NamedTuple):
        kind: str
        headline: str | None

    assert reads(Zones, Documents)(Both) is Both
    with pytest.raises(TypeError, match=r"Both\.kind: no column of Documents or Quotes"):
        reads(Documents, Quotes)(Both)


def test_records_are_the_rows_in_order_without_the_columns_that_nobody_reads() -> None:
    rows = [ZONE, ZONE | {"start": 6, "end": 9, "kind": "headline"}]
    assert list(records(table_of(Zones, rows), Zone)) == [Zone("body", 0), Zone("headline", 6)]


def test_rows_of_a_key_stay_in_their_order() -> None:
    rows = [Zone("body", 3), Zone("headline", 0), Zone("body", 1)]
    assert by_key(rows, lambda zone: zone.kind) == {
        "body": [Zone("body", 3), Zone("body", 1)],
        "headline": [Zone("headline", 0)],
    }


def test_a_table_of_rows_has_the_columns_of_its_contract_in_their_order() -> None:
    made = table_of(Zones, [dict(reversed(ZONE.items()))])
    assert made.to_dicts() == [ZONE]
    assert made.columns == list(Zones.columns())
    assert table_of(Zones, []).schema == Zones.create_empty().schema


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({name: value for name, value in ZONE.items() if name != "kind"}, "lacks kind"),
        (ZONE | {"colour": "red"}, "has what is no column: colour"),
        (
            {"colour": "red"} | {name: value for name, value in ZONE.items() if name != "kind"},
            "lacks kind; has what is no column: colour",
        ),
    ],
)
def test_a_row_that_lacks_or_invents_a_column_is_refused(row: dict[str, object], wrong: str) -> None:
    with pytest.raises(ValueError, match=f"a row of Zones {wrong}$"):
        table_of(Zones, [ZONE, row])


def test_a_frame_that_lacks_or_invents_a_column_is_refused() -> None:
    frame = pl.DataFrame([ZONE])
    assert typed(Zones, frame.select(reversed(frame.columns))).columns == list(Zones.columns())
    with pytest.raises(ValueError, match=r"a frame of Zones lacks kind$"):
        typed(Zones, frame.drop("kind"))
    with pytest.raises(ValueError, match=r"a frame of Zones has what is no column: colour$"):
        typed(Zones, frame.with_columns(colour=1))
