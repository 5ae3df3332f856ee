"""A file of many articles at an address: brought in whole, and again only when it was changed."""

import json
from pathlib import Path

import pytest

from flows.exits import Refused
from flows.fetching.fetch import fetch
from flows.inputs.fetched import read_articles, read_origin_file
from schemas.snapshots import parse_snapshot
from tests.flows.fetching.origins import FEED, STRIKE, write_origin_file
from tests.flows.fetching.outlets import MovedClock, Outlet, Page, html, versioned

ROWS = [{"url": f"https://lowford.example/{number}", "text": text} for number, text in enumerate(STRIKE)]


def table(*rows: dict[str, str]) -> Page:
    return Page("\n".join(map(json.dumps, rows)).encode(), headers={"Content-Type": "application/jsonl"})


@pytest.fixture
def folder(tmp_path: Path, outlet: Outlet) -> Path:
    content = FEED.format(address=outlet.url("/data/news.jsonl?day=1")).replace('"feed"', '"jsonl"')
    return write_origin_file(tmp_path / "raw", content + 'columns = { text = "text", url = "url" }\n')


def test_a_table_at_an_address_is_brought_in_when_it_is_new(
    folder: Path, outlet: Outlet, clock: MovedClock, tmp_path: Path
) -> None:
    outlet.pages["/data/news.jsonl?day=1"] = versioned(table(*ROWS[:2]), '"1"')
    first = fetch(folder, tmp_path / "work", clock, outlet.web).folder
    assert first is not None
    (kept,) = parse_snapshot((first / "snapshot.json").read_bytes(), "").files
    assert (kept.path, kept.media_type, kept.etag) == ("news.jsonl", "application/jsonl", '"1"')
    assert fetch(folder, tmp_path / "work", clock, outlet.web).folder is None
    assert outlet.asked[-1].headers["If-None-Match"] == '"1"'
    outlet.pages["/data/news.jsonl?day=1"] = versioned(table(*ROWS), '"2"')
    news = fetch(folder, tmp_path / "work", clock, outlet.web).news
    assert (news.new, news.replaced) == (0, ["news.jsonl"])
    assert len(list(read_articles(folder, read_origin_file(folder)))) == 3


def test_one_that_is_gone_says_where_to_correct_it(
    folder: Path, outlet: Outlet, clock: MovedClock, tmp_path: Path
) -> None:
    outlet.pages["/data/news.jsonl?day=1"] = html("no", 410)
    with pytest.raises(
        Refused, match=r"is gone for good \(410\); .*correct `from` in lowford-post/origin.toml"
    ):
        fetch(folder, tmp_path / "work", clock, outlet.web)
