"""Articles as they lie in raw files: which version counts, and what a stated date or language is."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.origins import RawDocument
from tests.transforms.line import manifest
from transforms.reading.raw_articles import RawArticle, language_tag, line, moment, newest, unreadable


def article(
    locator: str, text: str, retrieved_at: str = "2026-11-20", place: str = "a.jsonl#1"
) -> RawArticle:
    return RawArticle(locator=locator, place=place, data=text.encode(), retrieved_at=retrieved_at)


LOCATORS = st.sampled_from("abc")
ARTICLES = st.lists(
    st.one_of(
        st.builds(article, LOCATORS, st.sampled_from(("one", "two"))),
        st.builds(lambda locator: unreadable(locator, "malformed", "broken"), LOCATORS),
    ),
    max_size=4,
)


@given(st.lists(ARTICLES, max_size=4), st.booleans())
def test_every_article_is_given_once_and_one_that_was_had_stays_had(
    snapshots: list[list[RawArticle]], repeating: bool
) -> None:
    found = list(newest(snapshots, repeating=repeating))
    assert len({one.locator for one in found}) == len(found)
    had = {one.locator for snapshot in snapshots for one in snapshot if one.reason is None}
    assert {one.locator for one in found if one.reason is None} == had


@given(st.lists(ARTICLES, max_size=3))
def test_of_one_snapshot_all_are_kept_or_told(snapshots: list[list[RawArticle]]) -> None:
    for snapshot in snapshots:
        numbered = [
            RawArticle(locator=one.locator, place=f"{number}", data=one.data)
            for number, one in enumerate(snapshot)
            if one.reason is None
        ]
        assert len(list(newest([numbered]))) == len(numbered)


def test_the_newest_version_counts() -> None:
    (found,) = newest([[article("a", "one", "2026-11-20")], [article("a", "two", "2026-11-21")]])
    assert (found.data, found.retrieved_at) == (b"two", "2026-11-21")


def test_a_version_that_is_found_again_is_the_one_of_before() -> None:
    (found,) = newest([[article("a", "one", "2026-11-20")], [article("a", "one", "2026-11-21", "b.jsonl#7")]])
    assert found.retrieved_at == "2026-11-20"


@pytest.mark.parametrize(("second", "reason"), [("two", "superseded"), ("one", "duplicate")])
def test_within_one_file_the_last_version_counts_and_the_others_are_told(second: str, reason: str) -> None:
    kept, told = newest([[article("a", "one", place="f#1"), article("a", second, place="f#2")]])
    assert kept.data == second.encode()
    assert (told.locator, told.reason, told.detail) == ("f#1 (a)", reason, "a stands again at f#2")


def test_what_a_container_could_not_give_is_only_told_of_its_last_version() -> None:
    broken = [unreadable("f#1", "malformed", "line 1 is broken")]
    assert [one.reason for one in newest([broken, [article("a", "one")]], repeating=False)] == [
        None,
        "malformed",
    ]
    assert [one.reason for one in newest([broken, [article("a", "one")]], repeating=True)] == [None]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20T06:30:00Z", "2026-11-20T06:30:00+00:00"),
        ("2026-11-20T06:30:00.123456+01:00", "2026-11-20T06:30:00+01:00"),
        ("2026-11-20 06:30:00", "2026-11-20"),
        ("2026-11-20T06:30:00", "2026-11-20"),
        ("Fri, 20 Nov 2026 06:30:00 +0100", "2026-11-20T06:30:00+01:00"),
        ("20 Nov 2026 06:30:00 GMT", "2026-11-20T06:30:00+00:00"),
        (date(2026, 11, 20), "2026-11-20"),
        (datetime(2026, 11, 20, 6, 30, tzinfo=UTC), "2026-11-20T06:30:00+00:00"),
        (datetime(1880, 1, 1, tzinfo=ZoneInfo("Europe/Amsterdam")), "1879-12-31T23:40:28+00:00"),
        ("05/06/2026", None),
        ("20.11.2026", None),
        ("2026-13-01", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (1700000000, None),
    ],
)
def test_a_stated_date_is_a_day_or_a_moment_with_its_zone_or_nothing(
    value: object, expected: str | None
) -> None:
    assert moment(value) == expected


@given(st.datetimes(timezones=st.timezones()) | st.datetimes() | st.dates() | st.text() | st.none())
def test_a_moment_that_is_found_is_one_that_a_manifest_takes(value: object) -> None:
    try:
        found = moment(value)
    except OverflowError:
        assert isinstance(value, datetime)
        return
    if found is not None:
        content = manifest("lowford-post", {"a.txt": b"a"}).documents[0].model_dump()
        RawDocument.model_validate(content | {"published_at": found})


def test_an_offset_of_the_zone_is_kept() -> None:
    zone = timezone(timedelta(hours=5, minutes=45))
    assert moment(datetime(2026, 11, 20, 6, 0, tzinfo=zone)) == "2026-11-20T06:00:00+05:45"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en_gb", "en-GB"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("English", None),
        (7, None),
    ],
)
def test_a_stated_language_is_a_tag_or_nothing(value: object, expected: str | None) -> None:
    assert language_tag(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(" Mara\n Ilves ", "Mara Ilves"), ("", None), ([1], None), (7, "7")]
)
def test_a_stated_name_stands_on_one_line(value: object, expected: str | None) -> None:
    assert line(value) == expected
