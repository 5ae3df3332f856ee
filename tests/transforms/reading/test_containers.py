"""Files of many articles: each is had, or told with its place; one that is broken costs itself alone."""

import csv
import io
import json
from contextlib import suppress
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.origin_files import INPUT_FORMATS, Columns
from schemas.vocabularies import REJECT_REASONS
from transforms.reading.containers import CONTAINERS, MissingColumn
from transforms.reading.decoding import MAX_BYTES
from transforms.reading.raw_articles import RawArticle

COLUMNS = Columns(
    text="body", url="link", headline="title", published_at="date", byline="by", language="lang"
)
ROW = {
    "body": "Ferries stop in March.\n\nThe council voted on Tuesday.",
    "link": "https://lowford.example/ferry",
    "title": "Harbour ferry to stop",
    "date": "2026-11-20T06:00:00Z",
    "by": "Mara Ilves",
    "lang": "en-gb",
}


def articles(style: str, data: bytes, columns: Columns = COLUMNS) -> list[RawArticle]:
    container = CONTAINERS[style]
    return list(container.articles(io.BytesIO(data), f"a{container.suffixes[0]}", columns))


def jsonl(*rows: object) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def table(*rows: dict[str, str]) -> bytes:
    made = io.StringIO()
    writer = csv.DictWriter(made, list(ROW))
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


def parquet(*rows: dict[str, object]) -> bytes:
    made = io.BytesIO()
    pl.DataFrame(list(rows)).write_parquet(made)
    return made.getvalue()


def test_every_format_but_files_and_feeds_is_a_container() -> None:
    assert list(CONTAINERS) == [name for name in INPUT_FORMATS if name not in {"files", "feed"}]


@pytest.mark.parametrize(
    ("style", "data"), [("jsonl", jsonl(ROW)), ("csv", table(ROW)), ("parquet", parquet(ROW))]
)
def test_a_row_says_what_its_columns_are_said_to_hold(style: str, data: bytes) -> None:
    (found,) = articles(style, data)
    assert found.data == f"{ROW['title']}\n\n{ROW['body']}".encode()
    assert (found.locator, found.url) == (ROW["link"], ROW["link"])
    assert (found.published_at, found.byline, found.language) == (
        "2026-11-20T06:00:00+00:00",
        "Mara Ilves",
        "en-GB",
    )
    assert found.reason is None


@pytest.mark.parametrize(
    ("style", "data"), [("jsonl", jsonl(ROW)), ("csv", table(ROW)), ("parquet", parquet(ROW))]
)
def test_the_names_of_the_columns_can_be_asked_for(style: str, data: bytes) -> None:
    assert CONTAINERS[style].columns(io.BytesIO(data)) == list(ROW)
    assert CONTAINERS[style].columns(io.BytesIO(b"\x00\x00\x00")) == []


@given(st.lists(st.sampled_from([json.dumps(ROW), "{", "[1]", '"x"', '{"body": ""}', "{}", "\xff", "nul"])))
def test_of_every_line_there_is_an_article_or_a_reason(lines: list[str]) -> None:
    found = articles("jsonl", "\n".join(lines).encode("latin-1"), Columns(text="body"))
    assert [one.place for one in found] == [f"a.jsonl#{number}" for number in range(1, len(lines) + 1)]
    assert [one.reason is None for one in found] == [line == json.dumps(ROW) for line in lines]
    assert {one.reason for one in found} <= {None, *REJECT_REASONS}


def test_a_broken_line_is_told_by_its_number_and_costs_no_other() -> None:
    lines = [json.dumps(ROW | {"link": f"https://lowford.example/{number}"}) for number in range(1, 21)]
    lines[16] = lines[16][:-5]
    found = articles("jsonl", "\n".join(lines).encode())
    assert [one.locator for one in found if one.reason] == ["a.jsonl#17"]
    assert "line 17 is not valid JSON" in str(found[16].detail)
    assert len(found) == 20


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"body": 7}', "'body' holds no text"),
        (b'{"body": null}', "'body' is empty"),
        (b'{"text": "x"}', "there is no 'body' among its columns: text"),
        (b"[]", "line 1 is no object with keys"),
        (b"\xff\xfe", "line 1 is not UTF-8"),
        (b"[" * 100_000, "line 1 is not valid JSON"),
    ],
)
def test_what_is_wrong_with_a_line_is_told(line: bytes, told: str) -> None:
    (found,) = articles("jsonl", line)
    assert found.reason == "malformed"
    assert told in str(found.detail)


def test_a_line_that_has_no_end_is_told_and_those_behind_it_are_read() -> None:
    found = articles("jsonl", b'{"body": "' + b"x" * (MAX_BYTES + 10) + b'"}\n' + jsonl(ROW))
    assert [one.reason for one in found] == ["too_long", None]


def test_without_an_address_the_place_is_the_name() -> None:
    (found,) = articles("jsonl", jsonl(ROW), Columns(text="body"))
    assert (found.locator, found.url) == ("a.jsonl#1", None)


def test_a_headline_that_the_text_begins_with_is_not_set_above_it_again() -> None:
    row = ROW | {"body": "HARBOUR  ferry to stop\n\nThe council voted."}
    (found,) = articles("jsonl", jsonl(row))
    assert found.data == row["body"].encode()
    assert found.headline == row["title"]


def test_a_column_of_html_is_a_page() -> None:
    (found,) = articles("jsonl", jsonl({"page": "<p>ö</p>"}), Columns(html="page"))
    assert found.headline is None
    assert (found.data, found.media_type, found.charset) == ("<p>ö</p>".encode(), "text/html", "utf-8")


def test_rows_of_a_table_as_text_that_do_not_fit_are_told_by_row_and_line() -> None:
    data = table(ROW, ROW | {"link": "b"}).replace(b",b,", b",b,more,")
    first, second = articles("csv", data)
    assert (first.reason, second.reason) == (None, "malformed")
    assert second.detail == "row 2, line 5, has 7 cells, and there are 6 columns"


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line() -> None:
    found = articles("csv", table(ROW) + b'"never closed\nand on\n')
    assert [one.reason for one in found] == [None, "malformed"]
    assert "row 2, from line 5 on, is not valid CSV" in str(found[1].detail)


@pytest.mark.parametrize("separator", ",;\t|")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_as_text_has_whatever_separator_and_encoding(separator: str, encoding: str) -> None:
    data = f"body{separator}title\r\nÄnderung im Hafen von Malmö{separator}Fähre\r\n".encode(encoding)
    (found,) = articles("csv", data, Columns(text="body", headline="title"))
    assert found.data == "Fähre\n\nÄnderung im Hafen von Malmö".encode()


def test_values_of_a_table_that_are_moments_are_read_as_such() -> None:
    (found,) = articles("parquet", parquet(ROW | {"date": datetime(2026, 11, 20, 6, tzinfo=UTC)}))
    assert found.published_at == "2026-11-20T06:00:00+00:00"


@pytest.mark.parametrize("data", [b"", b"PAR1", parquet(ROW)[:-20], b"body\n"])
def test_a_parquet_file_that_is_none_is_one_reject(data: bytes) -> None:
    (found,) = articles("parquet", data)
    assert (found.reason, found.locator) == ("malformed", "a.parquet")


@pytest.mark.parametrize(("style", "data"), [("csv", table(ROW)), ("parquet", parquet(ROW))])
def test_a_column_that_a_table_does_not_have_is_a_mistake_of_the_origin(style: str, data: bytes) -> None:
    with pytest.raises(MissingColumn, match="has no column 'text'; it has: body, link"):
        articles(style, data, Columns(text="text"))


SPOILT = st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), min_size=1, max_size=8)
WHOLE = {"jsonl": jsonl(ROW, ROW), "csv": table(ROW, ROW), "parquet": parquet(ROW, ROW | {"link": "b"})}


@pytest.mark.parametrize("style", WHOLE)
@given(SPOILT)
def test_a_file_that_is_spoilt_gives_articles_or_reasons_and_raises_nothing_else(
    style: str, spoilt: list[tuple[int, int]]
) -> None:
    """Libraries written in Rust panic on some, which is no Exception."""
    data = bytearray(WHOLE[style])
    for place, byte in spoilt:
        data[place % len(data)] = byte
    with suppress(MissingColumn):
        for found in articles(style, bytes(data)):
            assert (found.data is None) == (found.reason in REJECT_REASONS)


def test_a_panic_of_the_library_is_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: object, **__: object) -> None:
        raise PanicException("called unwrap on a None value")

    monkeypatch.setattr(pl, "read_parquet", panic)
    (found,) = articles("parquet", WHOLE["parquet"])
    assert (found.reason, found.locator) == ("malformed", "a.parquet")
    assert "the library gave up: called unwrap" in str(found.detail)


def test_a_first_line_that_is_no_csv_is_a_reject() -> None:
    (found,) = articles("csv", b'"body"x,"title"\nx,y\n')
    assert (found.reason, found.locator) == ("malformed", "a.csv")
