"""A folder that grows, and files of many articles: what is new is brought in, and what is gone stays."""

import json
from pathlib import Path

import pytest

from flows.exits import Refused
from flows.fetching.fetch import Fetched, fetch
from flows.inputs.fetched import read_articles, read_origin_file
from schemas.origins import ManifestError
from tests.flows import odd_files
from tests.flows.fetching.origins import STRIKE, article, write_origin_file
from tests.flows.fetching.outlets import MovedClock
from transforms.reading.raw_articles import RawArticle

FILES = """
origin = "lowford-post"
from = "inbox"
format = "{style}"
licence = {{ text = "Written for these tests.", redistributable = true }}
text.language = "en"
{more}
"""


class Inbox:
    """An origin whose articles come from a folder beside raw/."""

    def __init__(self, place: Path, style: str = "files", more: str = "") -> None:
        self.work, self.inbox, self.clock = place / "work", place / "inbox", MovedClock()
        self.inbox.mkdir()
        self.folder = write_origin_file(place / "raw", FILES.format(style=style, more=more))

    def put(self, name: str, content: str) -> None:
        path = self.inbox / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)

    def fetch(self) -> Fetched:
        self.clock.move(days=1)
        return fetch(self.folder, self.work, self.clock)

    def articles(self) -> dict[str, RawArticle]:
        found = list(read_articles(self.folder, read_origin_file(self.folder)))
        return {article.locator: article for article in found}


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def test_what_is_new_or_was_changed_in_a_folder_is_brought_in(inbox: Inbox) -> None:
    inbox.put("strike.txt", STRIKE[0])
    inbox.put("2026/talks.html", article("Talks", *STRIKE))
    assert len(inbox.fetch().news.files) == 2
    assert inbox.fetch().folder is None
    inbox.put("strike.txt", STRIKE[1])
    inbox.put("more.txt", STRIKE[2])
    fetched = inbox.fetch()
    assert [file.path for file in fetched.news.files] == ["more.txt", "strike.txt"]
    assert (fetched.news.new, fetched.news.replaced) == (1, ["strike.txt"])
    assert fetched.folder is not None
    assert sorted(path.name for path in fetched.folder.iterdir()) == [
        "more.txt",
        "snapshot.json",
        "strike.txt",
    ]
    articles = inbox.articles()
    assert articles["strike.txt"].data == STRIKE[1].encode()
    assert articles["2026/talks.html"].media_type == "text/html"


def test_what_is_gone_from_the_folder_stays(inbox: Inbox) -> None:
    inbox.put("strike.txt", STRIKE[0])
    inbox.fetch()
    (inbox.inbox / "strike.txt").unlink()
    assert inbox.fetch().folder is None
    assert list(inbox.articles()) == ["strike.txt"]


def test_what_is_of_another_format_or_no_plain_file_is_told_and_never_opened(inbox: Inbox) -> None:
    inbox.put("strike.txt", STRIKE[0])
    inbox.put("page.pdf", "x")
    inbox.put(".hidden.txt", "x")
    inbox.put("two\nlines.txt", "x")
    (inbox.inbox / b"\xff.txt".decode("utf-8", "surrogateescape")).write_text("x")
    (inbox.inbox / "out.txt").symlink_to("/etc/hostname")
    odd_files.fifo(inbox.inbox / "pipe.txt")
    news = inbox.fetch().news
    assert [file.path for file in news.files] == ["strike.txt"]
    names = ["out.txt", "page.pdf", "pipe.txt", "two\nlines.txt", "\udcff.txt"]
    assert [Path(one).name for one in news.passed_over] == names


def test_a_file_of_many_articles_is_stored_again_only_when_it_was_changed(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path, "jsonl", 'columns = { text = "text", url = "url" }')
    rows = [{"url": f"https://lowford.example/{number}", "text": f"{STRIKE[number]}"} for number in range(3)]
    inbox.put("a.jsonl", "\n".join(map(json.dumps, rows[:2])))
    inbox.fetch()
    assert inbox.fetch().folder is None
    rows[1]["text"] = "The union took it back."
    inbox.put("a.jsonl", "\n".join(map(json.dumps, rows[1:])))
    inbox.fetch()
    found = inbox.articles()
    assert {locator[-1]: one.retrieved_at and one.retrieved_at[:10] for locator, one in found.items()} == {
        "0": "2026-11-21",
        "1": "2026-11-23",
        "2": "2026-11-23",
    }


def test_a_folder_that_is_not_there_is_told(inbox: Inbox) -> None:
    inbox.inbox.rmdir()
    with pytest.raises(Refused, match=r"inbox: there is nothing; correct `from`"):
        inbox.fetch()


def test_a_table_without_a_column_that_is_named_is_told_once_and_stops_nothing(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path, "csv", 'columns.text = "body"')
    inbox.put("a.csv", "text,url\nx,y\n")
    inbox.put("b.csv", f"body,url\n{STRIKE[0].replace(',', '')},y\n")
    inbox.fetch()
    assert inbox.fetch().folder is None
    articles = inbox.articles()
    assert articles["a.csv"].detail == "has no column 'body'; it has: text, url"
    assert articles["b.csv#1"].reason is None


def test_a_column_that_is_renamed_later_names_the_file_to_correct(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path, "csv", 'columns.text = "text"')
    inbox.put("a.csv", "text,url\nx,y\n")
    inbox.fetch()
    path = inbox.folder / "origin.toml"
    path.write_text(path.read_text().replace('"text"', '"body"'))
    with pytest.raises(
        ManifestError, match=r"origin\.toml: a\.csv has no column 'body'; it has: text, url; correct"
    ):
        inbox.articles()
