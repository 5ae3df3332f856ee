"""The commands of origins: ten articles in a file are one command away from a release."""

import json
from pathlib import Path
from typing import Any

import pytest

from flows import exits
from flows.cli.main import run
from schemas.origin_files import Columns, parse_origin_file
from tests.flows.fetching.origins import STRIKE, feed, feed_origin
from tests.flows.fetching.outlets import Page, serving
from tests.flows.raw import ARTICLE, write_origin
from tests.snippets import snippets

ROOT = Path(__file__).parents[3]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with nothing in it yet."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answer(capture: Capture, *arguments: str) -> dict[str, Any]:
    assert run([*arguments, "--json"]) == exits.DONE
    found: dict[str, Any] = json.loads(capture.readouterr().out)
    return found


def ten_articles(path: Path, broken: int | None = None) -> None:
    rows = [
        {
            "title": f"Strike, day {number}",
            "body": f"On day {number}: {' '.join(STRIKE)}",
            "link": f"https://lowford.example/{number}",
            "date": f"2026-11-{10 + number}",
            "publisher": "Lowford Post",
        }
        for number in range(10)
    ]
    lines = [json.dumps(row) for row in rows]
    if broken is not None:
        lines[broken] = lines[broken][:-3]
    path.write_text("\n".join(lines))


def test_ten_articles_in_a_file_are_one_command_away_from_a_release(project: Path, capsys: Capture) -> None:
    ten_articles(project / "articles.jsonl")
    assert run(["origin", "add", "lowford-post", "--from", "articles.jsonl"]) == exits.DONE
    told = capsys.readouterr().out
    assert "10 article(s): 10 kept, 0 rejected" in told
    assert "Next: parallax release" in told
    found = answer(capsys, "origin", "check", "lowford-post", "--rows", "10")
    assert [article["headline"] for article in found["articles"]] == [
        f"Strike, day {day}" for day in range(10)
    ]
    assert {article["outlet"] for article in found["articles"]} == {"Lowford Post"}
    assert found["articles"][3]["published_on"] == "2026-11-13"
    assert answer(capsys, "fetch")["origins"]["lowford-post"]["folder"] is None


@pytest.mark.parametrize("page", ["README.md", "docs/inputs.md"])
def test_the_commands_that_the_pages_print_run_as_printed(project: Path, page: str) -> None:
    """But for `parallax release`, which other tests run."""
    printed = snippets((ROOT / page).read_text(encoding="utf-8"), "sh")
    commands = [line.split("#")[0].split()[1:] for code in printed for line in code.splitlines() if line]
    ours = [command for command in commands if command and command[0] in {"origin", "fetch"}]
    assert ["origin", "add", "my-paper", "--from", "articles.jsonl"] in ours
    assert ["fetch"] in ours
    ten_articles(project / "articles.jsonl")
    assert [run(command) for command in ours] == [exits.DONE] * len(ours)


def test_the_origin_file_that_the_page_prints_is_one() -> None:
    whole, columns = snippets((ROOT / "docs/inputs.md").read_text(encoding="utf-8"), "toml")
    assert parse_origin_file(whole.encode(), "docs/inputs.md").format == "feed"
    table = (
        whole.replace('"https://lowford.example/feed.xml"', '"a.csv"').replace('"feed"', '"csv"') + columns
    )
    assert set(parse_origin_file(table.encode(), "docs/inputs.md").columns.named) == {
        *Columns.model_fields
    } - {"html"}


def test_what_would_be_rejected_is_told_with_its_line(project: Path, capsys: Capture) -> None:
    ten_articles(project / "articles.jsonl", broken=6)
    run(["origin", "add", "lowford-post", "--from", "articles.jsonl"])
    assert "rejected: articles.jsonl#7: malformed: line 7 is not valid JSON" in capsys.readouterr().out
    found = answer(capsys, "origin", "check", "lowford-post")
    assert (found["received"], found["kept"], len(found["rejected"])) == (10, 9, 1)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--from", "nothing.jsonl"], "nothing.jsonl: there is nothing"),
        (
            ["--from", "other.csv"],
            "none of its columns is called as texts are: a, b; say which it is with --column",
        ),
        (["--from", "other.csv", "--column", "text=c"], "has no column 'c'; it has: a, b"),
        (["--from", "other.csv", "--column", "text"], "is not FACT=NAME"),
        (["--from", "other.csv", "--column", "txt=a"], "none of its columns"),
        (["--from", "https://lowford.example/feed"], "say with --contact how its people reach you"),
        (["--from", "ftp://lowford.example/feed"], "begins with ftp:, and only http and https are asked"),
        (["--from", "https://me:secret@lowford.example/feed"], "lowford.example/feed: carries a name or"),
        (["--from", "articles.jsonl", "--format", "xml"], "must be one of files, jsonl"),
        (["--from", "articles.jsonl", "--language", "English"], "key text.language"),
    ],
)
def test_what_does_not_do_is_told_and_leaves_nothing_behind(
    project: Path, capsys: Capture, arguments: list[str], told: str
) -> None:
    ten_articles(project / "articles.jsonl")
    (project / "other.csv").write_text("a,b\nx,y\n")
    assert run(["origin", "add", "lowford-post", *arguments]) == exits.INPUT
    assert told in capsys.readouterr().err
    assert not (project / "raw" / "lowford-post").exists()


def test_an_origin_that_is_there_is_not_overwritten(project: Path, capsys: Capture) -> None:
    write_origin(project / "raw", "lowford-post", {"harbour.txt": ARTICLE})
    ten_articles(project / "articles.jsonl")
    assert run(["origin", "add", "lowford-post", "--from", "articles.jsonl"]) == exits.INPUT
    assert "is there already" in capsys.readouterr().err


def test_a_folder_of_texts_is_an_origin_too(project: Path, capsys: Capture) -> None:
    (project / "inbox").mkdir()
    (project / "inbox" / "strike.txt").write_text("\n".join(STRIKE))
    assert run(["origin", "add", "lowford-post", "--from", "inbox", "--outlet", "Lowford Post"]) == exits.DONE
    assert 'from = "inbox"' in (project / "raw" / "lowford-post" / "origin.toml").read_text()
    assert "1 article(s): 1 kept" in capsys.readouterr().out


def test_the_origins_are_listed(project: Path, capsys: Capture) -> None:
    write_origin(project / "raw", "bay-radio", {"harbour.txt": ARTICLE})
    feed_origin(project / "raw", "https://lowford.example/feed")
    found = answer(capsys, "origin", "list")["origins"]
    assert [(one["origin"], one["format"], one["snapshots"]) for one in found] == [
        ("bay-radio", "files", None),
        ("lowford-post", "feed", 0),
    ]
    run(["origin", "list"])
    assert (
        "lowford-post: 0 file(s), feed, 0 snapshot(s), from https://lowford.example/feed"
        in capsys.readouterr().out
    )


@pytest.mark.parametrize("command", [["origin", "check"], ["origin", "edits"], ["fetch"]])
def test_an_origin_that_is_not_there_is_told_with_those_there_are(
    project: Path, capsys: Capture, command: list[str]
) -> None:
    feed_origin(project / "raw", "https://lowford.example/feed")
    assert run([*command, "bay-radio"]) == exits.INPUT
    assert "no origin 'bay-radio'" in capsys.readouterr().err


def test_what_an_outlet_changed_is_shown(project: Path, capsys: Capture) -> None:
    path = project / "articles.jsonl"
    ten_articles(path)
    run(["origin", "add", "lowford-post", "--from", "articles.jsonl"])
    path.write_text(
        path.read_text().replace("On day 4", "On the day 4").replace("will not go back", "may not go back")
    )
    capsys.readouterr()
    run(["fetch"])
    told = capsys.readouterr().out
    assert "lowford-post: 0 new file(s), 1 replaced, 0 changed, 0 unchanged" in told
    assert "  replaced: articles.jsonl" in told
    revised = answer(capsys, "origin", "edits", "lowford-post")["revisions"]
    assert len(revised) == 10
    assert [(edit["before"], edit["after"], edit["quoted"]) for edit in revised[4]["edits"]] == [
        ("", "the", False),
        ("will", "may", True),
    ]


def test_an_address_on_this_machine_is_refused(project: Path, capsys: Capture) -> None:
    with serving() as outlet:
        feed_origin(project / "raw", f"http://127.0.0.1:{outlet.port}/feed")
        outlet.pages["/feed"] = Page(feed())
        assert run(["fetch"]) == exits.INPUT
        assert outlet.asked == []
    assert "leads to 127.0.0.1, which is not on the public internet" in capsys.readouterr().err


def test_an_origin_that_cannot_be_had_costs_no_other(project: Path, capsys: Capture) -> None:
    feed_origin(project / "raw", "http://127.0.0.1:1/feed")
    ten_articles(project / "articles.jsonl")
    run(["origin", "add", "the-other", "--from", "articles.jsonl"])
    ten_articles(project / "articles.jsonl", broken=1)
    assert run(["fetch"]) == exits.INPUT
    told = capsys.readouterr()
    assert "the-other: 1 new file(s)" in told.out
    assert told.err.count("parallax: ") == 1
