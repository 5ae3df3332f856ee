"""The explorer in a real browser, from disk: nothing is fetched, nothing foreign runs, all can be used.

Needs Playwright (`pip install -e .[browser]`) and a Chromium; skipped where either is missing, and in CI.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.frames import document_id, speaker_id
from tests.transforms.explorer.test_site import HTML, OTHERS, SEARCH, START
from tests.transforms.explorer.world import (
    DIFFERENCE,
    SCRIPT,
    STATEMENT,
    STORY,
    frames,
    material,
    pages,
    parts,
)
from transforms.explorer import addresses, search

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
KINDS = [
    START, SEARCH, "report/stories.html", "report/differences.html", "report/reading.html",
    "report/speakers.html", "report/articles.html", f"report/story/{STORY}.html",
    f"report/statement/{STATEMENT}.html", f"report/difference/{DIFFERENCE}.html",
    f"report/speaker/{speaker_id('Mara Ilves')}.html", f"report/article/{document_id('radio')}.html",
]  # fmt: skip
"""One page of each kind."""
MANY = 50_000
TRIES = 3
"""Times are the best of so many: a machine may be busy with something else."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("CI" in os.environ, reason="a browser is not for CI"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as started:
        # Chromium's own sandbox needs rights that a container does not give.
        yield started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up release on disk, as far as its pages are concerned."""
    return written(tmp_path_factory.mktemp("release"), dict(pages()) | dict.fromkeys(OTHERS, b""))


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A page that must neither complain nor ask for anything that is not on disk."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: None if local(asked.url) else wrong.append(asked.url))
    yield page
    context.close()
    assert not wrong


def local(address: str) -> bool:
    """Whether an address is a file, or made by the page itself."""
    return address.startswith(("file:///", "blob:"))


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def test_pages_open_from_disk_without_a_complaint_and_ask_for_nothing(folder: Path, tab: Any) -> None:
    for path in HTML:
        tab.goto((folder / path).as_uri())
        assert tab.locator("h1").count() == 1


def test_what_articles_hold_does_not_run(folder: Path, tab: Any) -> None:
    tab.goto((folder / f"report/article/{document_id('hostile')}.html").as_uri())
    assert SCRIPT in tab.inner_text("body") and tab.locator("main script, main img").count() == 0
    tab.goto((folder / SEARCH).as_uri())
    assert SCRIPT in tab.inner_text("#results") and tab.locator("main script, main img").count() == 0


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious(folder: Path, browser: Any, colours: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = browser.new_page(color_scheme=colours)
    for path in KINDS:
        page.goto((folder / path).as_uri())
        found = axe.run(page).response["violations"]
        assert not [(path, one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] != "minor"]
    page.close()


def test_a_narrow_screen_needs_no_scrolling_sideways(folder: Path, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    for path in KINDS:
        page.goto((folder / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.close()


def test_a_search_is_kept_in_the_address(folder: Path, tab: Any) -> None:
    tab.goto((folder / SEARCH).as_uri())
    assert tab.locator("#results > li").count() == 3
    tab.fill("#words", "CARRY the “another year”")
    assert tab.locator("#results > li").count() == 1 and "1 of 3 quotes" in tab.inner_text("#told")
    tab.fill("#words", "carry")
    tab.select_option("#cue", "coloured")
    assert "words=carry" in tab.url and "cue=coloured" in tab.url
    tab.goto(tab.url)
    assert tab.input_value("#words") == "carry" and "insisted" in tab.inner_text("#results")
    assert tab.locator("#results > li").count() == 1
    tab.click("button[type=reset]")
    tab.wait_for_function("document.querySelectorAll('#results > li').length === 3")


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [("outlet", "The Lowford Post", 1), ("type", "indirect", 1), ("cue", "assert", 1), ("sure", "0", 1)],
)
def test_each_filter_leaves_what_it_says(folder: Path, tab: Any, field: str, value: str, left: int) -> None:
    tab.goto((folder / SEARCH).as_uri())
    tab.select_option(f"#{field}", value)
    assert tab.locator("#results > li").count() == left


def test_a_search_can_be_done_from_the_keyboard(folder: Path, tab: Any) -> None:
    tab.goto((folder / SEARCH).as_uri())
    tab.focus("#words")
    tab.keyboard.type("ilves")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Mara")
    assert tab.locator("#results > li").count() == 0
    tab.focus("#words")
    tab.keyboard.press("Control+A")
    tab.keyboard.press("Delete")
    assert tab.locator("#results > li").count() == 2


def test_results_are_saved_as_csv_that_cannot_run(folder: Path, tab: Any, tmp_path: Path) -> None:
    tab.goto((folder / SEARCH).as_uri())
    with tab.expect_download() as saved:
        tab.click("#save")
    saved.value.save_as(tmp_path / "saved.csv")
    with (tmp_path / "saved.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    expected = frames()["attributions"]
    assert [row["quote_id"] for row in rows] == expected["quote_id"].to_list()
    assert [row["content"] for row in rows] == expected["content"].to_list()
    assert tab.evaluate("[cell('=1+1'), cell(\"'=1\"), cell(''), cell(null), cell('a \"b\"')]") == [
        '"\'=1+1"', '"\'\'=1"', '"\'"', "", '"a ""b"""',
    ]  # fmt: skip


def test_fifty_thousand_quotes_are_there_in_two_seconds_and_filtered_in_a_tenth(
    browser: Any, tmp_path: Path
) -> None:
    rows = frames()["attributions"]
    numbers = pl.DataFrame({"number": range(MANY // rows.height + 1)})
    many = rows.join(numbers, how="cross").head(MANY)
    words = pl.format("{} {} and more of what was said in the harbour {}", "content", "number", "quote_id")
    many = many.with_columns(quote_id=pl.format("{}-{}", "quote_id", "number"), content=words)
    whole = material(frames={**frames(), "attributions": many})
    made = dict(search.pages(whole, parts(whole).shards(search.SHARD)))
    looks = {name: pages()[f"report/{name}"] for name in (addresses.SEARCH, addresses.STYLE)}
    folder = written(tmp_path, made | looks)
    page = browser.new_page()
    loaded = []
    for _ in range(TRIES):
        page.goto((folder / "quotes.html").as_uri())
        page.wait_for_function(f"quotes.length === {MANY}")
        loaded.append(page.evaluate("performance.now()"))
    timed = """(words) => { const start = performance.now(); const field = document.getElementById("words");
      field.value = words; field.dispatchEvent(new Event("input", { bubbles: true }));
      document.body.offsetHeight; return performance.now() - start; }"""
    taken = [
        min(page.evaluate(timed, asked) for _ in range(TRIES))
        for asked in ("harbour", "carry 7", "loss 49", "nothing of it", "")
    ]
    page.close()
    assert min(loaded) < 2_000, loaded
    assert max(taken) < 100, taken
