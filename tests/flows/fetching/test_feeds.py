"""A feed and its pages: only what is new is brought in, politely, and whatever cannot be had says why."""

import json
from pathlib import Path

import polars as pl
import pytest

from flows.exits import Refused
from flows.fetching.fetch import Fetched, fetch
from flows.inputs.fetched import read_articles, read_origin_file
from flows.inputs.reading import read_origin
from schemas.snapshots import parse_snapshot
from tests.flows.fetching.origins import STRIKE, article, feed, feed_origin
from tests.flows.fetching.outlets import MovedClock, Outlet, Page, html, in_turn, versioned
from transforms.reading.raw_articles import RawArticle
from transforms.reading.stage import read_files
from transforms.release.changes import compare
from transforms.tables import Tables


class Corpus:
    """An origin with the feed of the outlet, fetched whenever a test says so."""

    def __init__(self, place: Path, outlet: Outlet, clock: MovedClock) -> None:
        self.outlet, self.clock, self.work = outlet, clock, place / "work"
        self.folder = feed_origin(place / "raw", outlet.url("/feed"))

    def publish(self, **pages: str) -> None:
        """A feed with pages, by name and headline, whose articles are all alike."""
        for name, headline in pages.items():
            self.outlet.pages[f"/{name}"] = versioned(html(article(headline, *STRIKE)), f'"{headline}"')
        self.announce(**pages)

    def announce(self, **pages: str) -> None:
        entries = [(self.outlet.url(f"/{name}"), headline) for name, headline in pages.items()]
        self.outlet.pages["/feed"] = Page(feed(*entries), headers={"Content-Type": "application/rss+xml"})

    def fetch(self) -> Fetched:
        return fetch(self.folder, self.work, self.clock, self.outlet.web)

    def articles(self) -> dict[str, RawArticle]:
        found = list(read_articles(self.folder, read_origin_file(self.folder)))
        return {article.locator.rpartition("/")[2]: article for article in found}

    def snapshots(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir() if path.is_dir())


@pytest.fixture
def corpus(tmp_path: Path, outlet: Outlet, clock: MovedClock) -> Corpus:
    return Corpus(tmp_path, outlet, clock)


def test_a_snapshot_says_where_each_page_came_from_and_when(corpus: Corpus) -> None:
    corpus.publish(strike="Strike goes on")
    folder = corpus.fetch().folder
    assert folder is not None
    snapshot = parse_snapshot((folder / "snapshot.json").read_bytes(), "snapshot.json")
    (kept,) = snapshot.files
    assert (kept.url, kept.etag) == (corpus.outlet.url("/strike"), '"Strike goes on"')
    assert kept.retrieved_at.startswith("2026-11-20T06:00")
    assert kept.stated.published_at == "2026-11-20T05:00:00+00:00"
    assert snapshot.feed
    assert (folder / "feed.xml").read_bytes() == corpus.outlet.pages["/feed"](None).body  # type: ignore[arg-type]


def test_a_week_of_a_feed(corpus: Corpus) -> None:
    """News on six days, none on one, and one article that is corrected: six snapshots."""
    pages = {}
    for day in range(7):
        if day != 3:
            pages[f"day{day}"] = f"Strike, day {day}"
            corpus.publish(**pages)
        fetched = corpus.fetch()
        assert (fetched.folder is None) == (day == 3)
        corpus.clock.move(days=1)
    assert corpus.snapshots() == [f"2026-11-{20 + day}" for day in (0, 1, 2, 4, 5, 6)]
    assert sorted(corpus.articles()) == sorted(pages)


def test_what_is_unchanged_is_neither_given_nor_stored_again(corpus: Corpus) -> None:
    corpus.publish(strike="Strike goes on", talks="Talks fail")
    corpus.fetch()
    corpus.clock.move(days=1)
    corpus.outlet.asked.clear()
    again = corpus.fetch()
    assert (again.folder, again.news.unchanged) == (None, 2)
    assert [
        a.headers.get("If-None-Match") for a in corpus.outlet.asked if a.path in {"/strike", "/talks"}
    ] == [
        '"Strike goes on"',
        '"Talks fail"',
    ]


def test_a_page_whose_article_is_the_same_is_unchanged_whatever_else_is_on_it(corpus: Corpus) -> None:
    corpus.announce(strike="Strike")
    corpus.outlet.pages["/strike"] = in_turn(
        html(article("Strike", *STRIKE, extra="1 visitor")),
        html(article("Strike", *STRIKE, extra="2 visitors")),
    )
    corpus.fetch()
    assert corpus.fetch().folder is None


def test_a_corrected_article_is_a_new_version_of_the_same_document_and_shows_what_was_changed(
    corpus: Corpus,
) -> None:
    corpus.publish(strike="Strike goes on")
    corpus.fetch()
    first = corpus.articles()["strike"]
    corpus.clock.move(days=2)
    softened = (STRIKE[0], STRIKE[1].replace("will not go back", "may not go back"), STRIKE[2])
    corpus.outlet.pages["/strike"] = html(article("Strike goes on", *softened))
    (revised,) = corpus.fetch().news.revised
    (edit,) = revised.edits
    assert (edit.before, edit.after, edit.quoted) == ("will", "may", True)
    now = corpus.articles()["strike"]
    assert now.locator == first.locator
    assert now.sha256 != first.sha256
    assert corpus.snapshots() == ["2026-11-20", "2026-11-22"]


WALL = "<html><body><h1>Welcome</h1><form>{} <input type='password'></form></body></html>"


def test_a_wall_takes_the_place_of_no_article_and_is_no_news_from_day_to_day(corpus: Corpus) -> None:
    corpus.publish(strike="Strike goes on")
    corpus.announce(strike="Strike goes on", talks="Talks")
    corpus.outlet.pages["/talks"] = html(WALL.format("a"))
    corpus.fetch()
    corpus.outlet.pages |= {"/strike": html(WALL.format("b")), "/talks": html(WALL.format("c"))}
    fetched = corpus.fetch()
    assert fetched.folder is None
    assert fetched.news.gone == [f"{corpus.outlet.url('/strike')}: gives a page without an article"]
    corpus.outlet.pages["/talks"] = html(article("Talks", *STRIKE))
    assert corpus.fetch().folder is not None


def test_an_entry_that_leads_nowhere_on_the_web_is_not_had_and_told(corpus: Corpus) -> None:
    corpus.publish(strike="Strike goes on")
    entries = [(corpus.outlet.url("/strike"), "Strike goes on"), ("ftp://lowford.example/a", "Files")]
    corpus.outlet.pages["/feed"] = Page(feed(*entries), headers={"Content-Type": "application/rss+xml"})
    news = corpus.fetch().news
    assert len(news.files) == 1
    assert [lost.locator for lost in news.not_kept] == ["ftp://lowford.example/a"]
    assert "only http and https are asked" in news.not_kept[0].detail


def test_a_page_that_left_the_feed_is_asked_for_again_for_as_long_as_the_origin_says(corpus: Corpus) -> None:
    corpus.publish(strike="Strike goes on")
    corpus.fetch()
    corpus.announce()
    for days, asked in ((6, ["/feed", "/strike"]), (2, ["/feed"])):
        corpus.clock.move(days=days)
        corpus.outlet.asked.clear()
        corpus.fetch()
        assert corpus.outlet.paths() == asked


def test_an_article_that_its_outlet_removed_stays_and_that_it_is_gone_is_told(corpus: Corpus) -> None:
    corpus.publish(strike="Strike goes on")
    corpus.fetch()
    del corpus.outlet.pages["/strike"]
    fetched = corpus.fetch()
    assert fetched.folder is None
    assert "is gone, or never was (404)" in fetched.news.gone[0]
    assert corpus.articles()["strike"].reason is None


@pytest.mark.parametrize(
    ("page", "reason", "told"),
    [
        (html("no", 403), "not_retrieved", "refuses to give the page to programs (403)"),
        (html("no", 404), "not_retrieved", "is gone, or never was (404)"),
        (html("no", 410), "not_retrieved", "is gone for good (410)"),
        (html("no", 401), "not_retrieved", "asks for a password (401)"),
        (html("no", 418), "not_retrieved", "answers with an error (418)"),
        (Page(b"%PDF", headers={"Content-Type": "application/pdf"}), "not_retrieved", "is application/pdf"),
        (
            Page(b"x" * 9_000_000, headers={"Content-Type": "text/html"}),
            "too_long",
            "more than 8,000,000 bytes",
        ),
    ],
)
def test_a_page_that_cannot_be_had_is_a_reject_with_its_reason_and_is_told_once(
    corpus: Corpus, page: Page, reason: str, told: str
) -> None:
    corpus.announce(strike="Strike", talks="Talks")
    corpus.outlet.pages |= {"/strike": page, "/talks": html(article("Talks", *STRIKE))}
    corpus.fetch()
    articles = corpus.articles()
    assert (articles["strike"].reason, articles["talks"].reason) == (reason, None)
    assert told in (articles["strike"].detail or "")
    corpus.clock.move(days=1)
    assert corpus.fetch().folder is None


def test_once_it_can_be_had_it_is_no_reject_any_more(corpus: Corpus) -> None:
    corpus.announce(strike="Strike")
    corpus.fetch()
    assert corpus.articles()["strike"].reason == "not_retrieved"
    corpus.publish(strike="Strike")
    corpus.fetch()
    assert corpus.articles()["strike"].reason is None


@pytest.mark.parametrize(
    "page", [html("busy", 503), Page(b"half", breaks_off=True), html("slow", 429, Retry_After="9")]
)
def test_what_may_be_had_another_time_is_put_off_and_is_no_reject(corpus: Corpus, page: Page) -> None:
    corpus.publish(strike="Strike", talks="Talks")
    corpus.outlet.pages["/strike"] = page
    fetched = corpus.fetch()
    assert len(fetched.news.put_off) == 1
    assert sorted(corpus.articles()) == ["talks"]
    corpus.publish(strike="Strike")
    corpus.fetch()
    assert sorted(corpus.articles()) == ["strike", "talks"]


def test_a_feed_that_is_unchanged_still_leads_to_the_pages_that_were_put_off(corpus: Corpus) -> None:
    corpus.publish(strike="Strike", talks="Talks")
    corpus.outlet.pages["/feed"] = versioned(corpus.outlet.pages["/feed"](None), '"1"')  # type: ignore[arg-type]
    good, corpus.outlet.pages["/strike"] = corpus.outlet.pages["/strike"], html("busy", 503)
    corpus.fetch()
    corpus.outlet.pages["/strike"] = good
    corpus.fetch()
    assert corpus.outlet.asked[-1].headers["If-None-Match"] == '"Talks"'
    assert sorted(corpus.articles()) == ["strike", "talks"]


def test_the_next_release_says_that_the_document_was_changed(corpus: Corpus) -> None:
    def documents() -> dict[str, pl.LazyFrame]:
        files = read_origin(corpus.folder, {})
        return {"documents": read_files(Tables(raw_files=files)).tables.documents.lazy()}

    corpus.publish(strike="Strike goes on")
    corpus.fetch()
    before = documents()
    corpus.outlet.pages["/strike"] = html(article("Strike goes on", *STRIKE[:2]))
    corpus.fetch()
    (change,) = compare(before, documents()).to_dicts()
    assert (change["table"], change["change"]) == ("documents", "data_changed")
    assert "text_sha256" in change["columns"]


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (html("no", 404), "is gone, or never was.*correct `from` in lowford-post/origin.toml"),
        (html("no", 503), "try again later"),
        (html("<html><body>Log in</body></html>"), "is no RSS or Atom feed"),
    ],
)
def test_a_feed_that_cannot_be_had_says_what_to_do(corpus: Corpus, page: Page, told: str) -> None:
    corpus.outlet.pages["/feed"] = page
    with pytest.raises(Refused, match=told):
        corpus.fetch()
    assert corpus.snapshots() == []


def test_two_addresses_of_one_page_are_both_kept_also_when_they_change_alike(corpus: Corpus) -> None:
    corpus.announce(strike="Strike", copy="Strike")
    for paragraphs in (STRIKE, STRIKE[:2]):
        page = html(article("Strike", *paragraphs))
        corpus.outlet.pages |= {"/strike": page, "/copy": page}
        folder = corpus.fetch().folder
        assert folder is not None
        assert len(list(folder.glob("*.html"))) == 2
    assert sorted(corpus.articles()) == ["copy", "strike"]


def test_two_fetches_of_one_day_are_two_snapshots(corpus: Corpus) -> None:
    corpus.publish(strike="Strike")
    corpus.fetch()
    corpus.publish(strike="Strike", talks="Talks")
    corpus.fetch()
    assert corpus.snapshots() == ["2026-11-20", "2026-11-20.02"]


def test_more_pages_than_the_origin_allows_are_told_and_left_for_the_next_time(corpus: Corpus) -> None:
    path = corpus.folder / "origin.toml"
    path.write_text(path.read_text().replace("revisit_days = 7", "revisit_days = 7, most_pages = 1"))
    corpus.publish(strike="Strike", talks="Talks")
    assert corpus.fetch().news.passed_over == [corpus.outlet.url("/talks")]


def test_every_request_says_who_asks_and_how_to_reach_them(corpus: Corpus) -> None:
    corpus.publish(strike="Strike")
    corpus.fetch()
    agents = {asked.headers["User-Agent"] for asked in corpus.outlet.asked}
    assert len(agents) == 1
    assert agents.pop().endswith("(+desk@parallax.example)")


def test_a_page_that_its_server_calls_by_a_wrong_charset_is_read_all_the_same(corpus: Corpus) -> None:
    corpus.announce(strike="Strike")
    body = article("Malmö strike", *STRIKE).replace("Malmen", "Malmö")
    corpus.outlet.pages["/strike"] = Page(
        body.encode("cp1252"), headers={"Content-Type": "text/html; charset=utf-8"}
    )
    corpus.fetch()
    assert (
        json.loads((corpus.folder / "2026-11-20" / "snapshot.json").read_bytes())["files"][0]["charset"]
        == "utf-8"
    )
    assert corpus.articles()["strike"].data == body.encode("cp1252")
