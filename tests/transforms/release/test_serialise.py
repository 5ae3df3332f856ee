"""Tables as bytes: equal both ways, the same bytes every time, and no cell that a spreadsheet would run."""

import csv
import io

import dataframely as dy
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from schemas.package import RELEASED, Table, table
from tests.frames import valid_frames
from tests.tables import to_csv, to_parquet
from transforms.release import batches
from transforms.release.batches import TableShapeError, ordered
from transforms.release.serialise import from_csv, guard, unguard


class Anything(dy.Schema):
    """A row of whatever text there is."""

    id = dy.Int64(primary_key=True)
    text = dy.String(nullable=True)
    many = dy.List(dy.String(), nullable=True)
    share = dy.Float64(nullable=True)
    last = dy.String(nullable=True)


ANYTHING = Table("anything", Anything, ("id",))

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"]
INNOCENT = ["I said", "'I said", " = 1", "a=b", "“=", "日本", "x\ry", "x\r\ny", 'say "no"', "a,b", "\x00"]
TEXTS = [*FORMULAS, *INNOCENT, "", "'", "''", "'=1", "''=1", "'''", "'\t"]


def frame(texts: list[str | None]) -> pl.DataFrame:
    rows = [
        {"id": i, "text": t, "many": None if t is None else [t, t], "last": t} for i, t in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=ANYTHING.polars_schema)


@pytest.mark.parametrize("known", RELEASED, ids=lambda known: known.name)
def test_every_table_comes_back_equal_from_both_forms(known: Table) -> None:
    rows = valid_frames()[known.name]
    expected = ordered(rows, known)
    assert_frame_equal(pl.read_parquet(to_parquet(rows, known, "2026.11.1")), expected)
    assert_frame_equal(from_csv(to_csv(rows, known), known), expected)


@pytest.mark.parametrize("known", RELEASED, ids=lambda known: known.name)
def test_an_empty_table_keeps_its_columns_and_types(known: Table) -> None:
    assert_frame_equal(pl.read_parquet(to_parquet(known.empty(), known, "v")), known.empty())
    assert_frame_equal(from_csv(to_csv(known.empty(), known), known), known.empty())


@pytest.mark.parametrize("known", RELEASED, ids=lambda known: known.name)
def test_bytes_depend_on_the_rows_alone_and_not_on_their_order(known: Table) -> None:
    rows = valid_frames()[known.name]
    assert to_parquet(rows, known, "v") == to_parquet(rows.reverse(), known, "v")
    assert to_csv(rows, known) == to_csv(rows.reverse(), known)


def test_csv_gives_back_every_text_null_and_empty_ones_told_apart() -> None:
    rows = frame([*TEXTS, None])
    assert_frame_equal(from_csv(to_csv(rows, ANYTHING), ANYTHING), rows)


@given(st.lists(st.none() | st.text() | st.sampled_from(TEXTS), max_size=8))
@settings(max_examples=200, deadline=None)
def test_csv_gives_back_whatever_text_there_is(texts: list[str | None]) -> None:
    rows = frame(texts)
    assert_frame_equal(from_csv(to_csv(rows, ANYTHING), ANYTHING), rows)


@given(st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), max_size=8))
@settings(max_examples=50, deadline=None)
def test_csv_gives_back_every_number_to_the_last_digit(numbers: list[float | None]) -> None:
    rows = frame([None] * len(numbers)).with_columns(share=pl.Series(numbers, dtype=pl.Float64))
    assert_frame_equal(from_csv(to_csv(rows, ANYTHING), ANYTHING), rows, check_exact=True)


def cells(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_starts_as_a_formula_does(text: str) -> None:
    assert cells(to_csv(frame([text]), ANYTHING))[0]["text"] == "'" + text
    assert guard(text) == "'" + text


@pytest.mark.parametrize("text", INNOCENT)
def test_an_innocent_text_is_left_alone(text: str) -> None:
    assert guard(text) == text


@given(st.text() | st.sampled_from(TEXTS))
def test_the_guard_is_reversible(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text) != ""


def test_python_reads_the_same_cells() -> None:
    assert [unguard(row["text"]) for row in cells(to_csv(frame(TEXTS), ANYTHING))] == TEXTS


def test_csv_is_rfc_4180_in_utf_8_without_byte_order_mark() -> None:
    data = to_csv(frame(["é", 'a "b", c']), ANYTHING)
    assert data == '"id","text","many","share","last"\r\n0,"é","[""é"", ""é""]",,"é"\r\n'.encode() + (
        b'1,"a ""b"", c","[""a \\""b\\"", c"", ""a \\""b\\"", c""]",,"a ""b"", c"\r\n'
    )


@given(st.lists(st.none() | st.text() | st.sampled_from(TEXTS), max_size=8))
@settings(max_examples=50, deadline=None)
def test_every_text_in_csv_stands_in_quotes_and_nothing_that_is_missing_does(texts: list[str | None]) -> None:
    rows = frame(texts).select("id", "text").with_columns(many=None, share=None, last=pl.lit(None, pl.String))
    data = to_csv(rows.cast(ANYTHING.polars_schema), ANYTHING).decode()
    told = [f'"{guard(text).replace(chr(34), chr(34) * 2)}"' if text is not None else "" for text in texts]
    lines = [f"{number},{cell},,,\r\n" for number, cell in enumerate(told)]
    assert data == '"id","text","many","share","last"\r\n' + "".join(lines)


def test_the_parquet_footer_says_what_the_file_is() -> None:
    footer = pq.read_metadata(io.BytesIO(to_parquet(valid_frames()["quotes"], table("quotes"), "2026.11.1")))
    assert footer.metadata[b"parallax.data_version"] == b"2026.11.1"
    assert b"parallax.schema_version" in footer.metadata
    schema = footer.schema.to_arrow_schema()
    assert schema.field("start").metadata[b"unit"] == b"Unicode code points"
    assert all(field.metadata[b"description"] for field in schema)


def test_a_filter_on_a_sorted_column_skips_row_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROW_GROUP_ROWS", 10)
    rows = frame([str(i) for i in range(100)])
    groups = pq.read_metadata(io.BytesIO(to_parquet(rows, ANYTHING, "v")))
    ranges = [groups.row_group(i).column(0).statistics for i in range(groups.num_row_groups)]
    assert [(r.min, r.max) for r in ranges] == [(start, start + 9) for start in range(0, 100, 10)]
    assert groups.row_group(0).sorting_columns[0].column_index == 0


def test_ids_that_are_not_sorted_by_have_a_bloom_filter() -> None:
    data = to_parquet(valid_frames()["quotes"], table("quotes"), "v")
    columns = pl.read_parquet(io.BytesIO(data)).columns
    parts = [pq.read_metadata(io.BytesIO(data)).row_group(0).column(i) for i in range(len(columns))]
    filtered = {name for name, part in zip(columns, parts, strict=True) if part.bloom_filter_offset}
    assert filtered == {"quote_id", "speaker_id", "relay_id", "nested_in"}


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (lambda rows: rows.drop("cue"), "missing: cue"),
        (lambda rows: rows.with_columns(more=1), "unknown: more"),
        (lambda rows: rows.with_columns(start=pl.col("start").cast(pl.UInt32)), "start is UInt32, not Int64"),
    ],
)
def test_a_frame_that_is_not_its_table_is_refused(broken, named: str) -> None:
    with pytest.raises(TableShapeError, match=named):
        to_parquet(broken(valid_frames()["quotes"]), table("quotes"), "v")


def test_bytes_that_are_no_table_are_refused() -> None:
    with pytest.raises(TableShapeError, match="quotes"):
        from_csv(b"a,b\r\n1,2\r\n", table("quotes"))
    with pytest.raises(TableShapeError, match="quotes"):
        from_csv(b"", table("quotes"))
