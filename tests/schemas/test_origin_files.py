"""origin.toml: what it may say, and what its author is told when it does not do."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.inputs.adding import as_toml
from schemas.origin_files import INPUT_FORMATS, TABLE_FORMATS, OriginFile, is_address, parse_origin_file
from schemas.origins import ManifestError, as_model

WHERE = "raw/lowford-post/origin.toml"


def content(**changes: Any) -> dict[str, Any]:
    return {
        "origin": "lowford-post",
        "from": "articles.jsonl",
        "format": "jsonl",
        "licence": {"text": "Written for these tests.", "redistributable": True},
        "text": {"language": "en"},
        "columns": {"text": "body"},
    } | changes


def origin(**changes: Any) -> OriginFile:
    return as_model(OriginFile, content(**changes), WHERE)


WEB: dict[str, Any] = {
    "from": "https://lowford.example/feed",
    "format": "feed",
    "columns": {},
    "fetch": {"contact": "desk@parallax.example"},
}


def test_what_is_left_out_is_not_stated() -> None:
    found = origin()
    assert (found.outlet.name, found.licence.name, found.text.is_translation) == (None, None, None)
    assert (found.fetch.seconds_between_requests, found.fetch.revisit_days) == (2.0, 7)
    assert not found.on_the_web


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"format": "jsonlines"}, "key format = 'jsonlines' is wrong: must be one of files, jsonl"),
        ({"colour": "red"}, "key colour is unknown"),
        ({"columns": {"body": "text"}}, "key columns.body is unknown"),
        ({"columns": {}}, "columns must name the column of the text"),
        (
            {"columns": {"text": "a", "html": "b"}},
            "columns must name the column of the text, as text or as html",
        ),
        ({"hosts": ["lowford.example"]}, "hosts are for archives of the web"),
        ({"format": "warc", "columns": {}, "hosts": ["https://lowford.example"]}, "key hosts.0"),
        ({"format": "warc"}, "columns are for tables, which warc is not"),
        ({"licence": {"text": "x"}}, "key licence.redistributable is missing"),
        ({"text": {"language": "English"}}, "key text.language"),
        ({"text": {"language": "en", "translated_from": "ru"}}, "is_translation must be true"),
        ({"format": "feed", "columns": {}}, "a feed has an address"),
        (WEB | {"format": "files"}, "files come from a folder"),
        (WEB | {"fetch": {}}, "fetch.contact must say how the people of the site reach you"),
        (WEB | {"fetch": {"contact": "a\r\nb"}}, "key fetch.contact"),
        (WEB | {"fetch": {"contact": "désk"}}, "key fetch.contact"),
        (WEB | {"fetch": WEB["fetch"] | {"seconds_between_requests": -1}}, "seconds_between_requests"),
        (WEB | {"fetch": WEB["fetch"] | {"revisit_days": 1000}}, "revisit_days"),
    ],
)
def test_what_is_wrong_is_named_with_its_key_on_one_line(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ManifestError) as refused:
        origin(**changes)
    assert told in str(refused.value)
    assert str(refused.value).startswith(WHERE)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"\xff", "is not UTF-8"), (b"origin =", "is not valid TOML"), (b"a = 1\na = 2", "is not valid TOML")],
)
def test_a_file_that_is_no_toml_is_told(data: bytes, told: str) -> None:
    with pytest.raises(ManifestError, match=told):
        parse_origin_file(data, WHERE)


def test_an_address_is_one_by_its_scheme() -> None:
    assert is_address("HTTPS://lowford.example")
    assert not any(map(is_address, ("articles.jsonl", "/a/b", "file:///a", "C:\\a", "")))


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20
) | st.just("a\x7fb")


@given(
    st.fixed_dictionaries({"text": TEXT}, optional=dict.fromkeys(("url", "headline", "outlet"), TEXT)),
    st.sampled_from(sorted(TABLE_FORMATS)),
    TEXT,
)
def test_what_is_written_is_read_again(columns: dict[str, str], style: str, outlet: str) -> None:
    made = origin(format=style, columns=columns, outlet={"name": outlet})
    assert parse_origin_file(as_toml(made).encode(), WHERE) == made


def test_so_is_one_from_the_web() -> None:
    made = origin(**WEB)
    assert parse_origin_file(as_toml(made).encode(), WHERE) == made
    assert 'contact = "desk@parallax.example"' in as_toml(made)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://lowford.example/a", True),
        ("https://WWW.Lowford.example:8443/a", True),
        ("https://notlowford.example/a", False),
        ("https://lowford.example.net/a", False),
        (None, True),
    ],
)
def test_of_an_archive_only_the_pages_of_the_hosts_that_are_named_count(
    address: str | None, wanted: bool
) -> None:
    assert origin(format="warc", columns={}, hosts=["lowford.example"]).wants(address) == wanted
    assert origin(format="warc", columns={}).wants(address)


def test_every_format_has_a_meaning() -> None:
    assert all(INPUT_FORMATS.values())
    assert set(INPUT_FORMATS) >= TABLE_FORMATS
