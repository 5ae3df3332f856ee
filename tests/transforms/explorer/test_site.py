"""The explorer as a whole: it hangs together, refers to nothing outside, and shows foreign text as text."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise

import polars as pl
import pytest

from schemas.package import PUBLISHED
from tests.frames import document_id, quote_id, speaker_id
from tests.tables import lazily
from tests.transforms.explorer.reading import Page, target
from tests.transforms.explorer.world import (
    DIFFERENCE,
    NUMBER,
    SCRIPT,
    STATEMENT,
    STORY,
    files,
    frames,
    made,
    material,
    pages,
)
from transforms.explorer import differences, parts, search, speakers
from transforms.explorer.site import site

START = "report/index.html"
SEARCH = "report/quotes.html"
HTML = sorted(path for path in pages() if path.endswith(".html"))
OTHERS = {f"{table.name}.{form}" for table in PUBLISHED for form in ("parquet", "csv")} | {
    "parallax.duckdb", "README.md", "DATA_DICTIONARY.md", "CHANGELOG.md", "LICENSE", "quality/report.html",
}  # fmt: skip
"""What a release has beside the explorer, and what its pages may link to."""


@cache
def page(path: str) -> Page:
    return Page(pages()[path])


def test_there_is_a_page_for_everything_at_an_address_made_of_its_id() -> None:
    for folder, identifier in (
        ("story", STORY), ("statement", STATEMENT), ("difference", DIFFERENCE),
        ("speaker", speaker_id("Mara Ilves")), ("article", document_id("post")),
    ):  # fmt: skip
        assert f"report/{folder}/{identifier}.html" in pages()
    assert quote_id("post") in page(f"report/article/{document_id('post')}.html").ids


def test_the_same_material_gives_the_same_bytes() -> None:
    assert made() == pages()


@pytest.mark.parametrize("path", HTML)
def test_whatever_a_page_names_is_there(path: str) -> None:
    for reference in page(path).references:
        assert not re.match(r"[a-z]+:|//|/", reference), reference
        where, place = target(path, reference)
        assert where in pages() or where in OTHERS, reference
        assert not place or place in page(where).ids, reference


def test_every_page_can_be_reached_from_the_start() -> None:
    reached, ahead = set(), [START]
    while ahead:
        path = ahead.pop()
        if path in reached or path not in pages():
            continue
        reached.add(path)
        ahead += [target(path, one)[0] for one in page(path).references] if path.endswith(".html") else []
    assert reached == set(pages())


@pytest.mark.parametrize("path", HTML)
def test_a_page_runs_nothing_but_the_search(path: str) -> None:
    (policy,) = [
        one.attributes["content"] for one in page(path).all("meta") if "http-equiv" in one.attributes
    ]
    assert policy.startswith("default-src 'none'; style-src 'self'; ")
    assert "unsafe" not in policy and "*" not in policy and ":" not in policy
    assert ("script-src" in policy) == (path == SEARCH)
    scripts = page(path).all("script")
    assert bool(scripts) == (path == SEARCH) and not any(one.words for one in scripts)
    assert not page(path).all("style", "iframe", "img", "object", "embed", "base")
    for element in page(path).elements:
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"]


def test_foreign_text_is_shown_as_what_it_is() -> None:
    shown = page(f"report/article/{document_id('hostile')}.html")
    assert SCRIPT in shown.words and "<img src=x onerror=alert(1)>" in shown.words
    assert SCRIPT in page(START).words and NUMBER in page(START).words
    for path, data in pages().items():
        assert b"<script>alert" not in data or path.startswith("report/data/")
        assert "\u202e".encode() not in data or path.startswith("report/data/")


@pytest.mark.parametrize("path", HTML)
def test_a_page_can_be_read_aloud(path: str) -> None:
    shown = page(path)
    assert [one.attributes["lang"] for one in shown.all("html")] == ["en"]
    assert len(shown.all("h1")) == 1 and len(shown.all("main")) == 1
    assert all(one.words for one in shown.all("title", "a", "h1", "h2", "h3", "h4", "button", "th"))
    assert len(shown.ids) == len(set(shown.ids))
    assert all(one.attributes["aria-label"] for one in shown.all("svg"))
    assert all(one.attributes["scope"] for one in shown.all("th"))
    labelled = {one.attributes["for"] for one in shown.all("label")}
    assert {one.attributes["id"] for one in shown.all("input", "select")} == labelled
    levels = [int(one.name[1]) for one in shown.all("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_start_page_tells_numbers_quality_changes_and_downloads() -> None:
    words = page(START).words
    for told in (
        "3 articles", "shared statement", "74.9 % F1", "3 checks passed, 1 warning", "since 2026.1.1",
        "Schema 0.1.0 →",
        "1 story", "1 shared statement", 'pl.read_parquet("attributions.parquet")', "1 of 1 left out",
    ):  # fmt: skip
        assert told in words, told
    changed = page(START).all("tr")
    assert "quotes200" in [one.words.replace(" ", "") for one in changed]
    assert not [one for one in changed if one.words.startswith("stories 0")]


def test_a_first_release_without_reports_has_a_start_page_too() -> None:
    bare = made(figures=(), quality={}, changes={}, previous=None)
    words = Page(bare[START]).words
    assert "no earlier release" in words and "No figures" in words and "No report" in words


def test_a_release_without_quotes_has_all_its_lists() -> None:
    empty = {name: frame.clear() for name, frame in frames().items()}
    found = made(frames=empty, changes={})
    assert all(Page(data) for path, data in found.items() if path.endswith(".html"))
    assert not [path for path in found if path.count("/") > 2 or path.startswith("report/data/quotes")]


def test_a_long_list_of_speakers_names_the_most_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speakers, "LISTED", 1)
    shown = Page(made()["report/speakers.html"])
    assert [one.words for one in shown.all("th")[3:]] == ["Mara Ilves director"]
    assert "2 speakers, those with most quotes first: the first 1 speaker." in shown.words


def test_a_story_sets_its_outlets_side_by_side() -> None:
    shown = page(f"report/story/{STORY}.html")
    cells = [one for one in shown.all("td") if one.attributes.get("role") == "cell"]
    assert [one.attributes["class"] for one in cells] == ["not_reported", "indirect", "direct"]
    assert "not reported" in cells[0].words and "insisted assert" in cells[1].words
    assert [one.words for one in shown.all("mark") if one.words] == [
        "Marked", "the port", "“We", "for another year,”", "Marked", "four hours", "more than five hours",
    ]  # fmt: skip


def test_where_nothing_says_how_an_article_reports_it_no_page_says_that_it_leaves_it_out() -> None:
    whole = frames()
    told = whole["statements_by_outlet"].filter(pl.col("how") != "not_reported")
    found = made(frames={**whole, "statements_by_outlet": told})
    cells = [one for one in Page(found[f"report/story/{STORY}.html"]).all("td") if one.attributes.get("role")]
    assert [one.attributes["class"] for one in cells] == ["undecided", "indirect", "direct"]
    assert cells[0].words.endswith("not found")
    words = Page(found[f"report/statement/{STATEMENT}.html"]).words
    assert "not surely left out" in words and "Not reported" not in words


def test_numbers_stand_on_a_scale_with_their_unit() -> None:
    shown = page(f"report/difference/{DIFFERENCE}.html")
    (ends,) = shown.of_class("ends")
    assert ends.words == "45 hours"
    four, five = (float(one.attributes["x"]) for one in shown.of_class("point"))
    assert four < five and len(shown.of_class("open")) == 1


def test_the_words_for_the_search_are_data_and_no_code() -> None:
    names = pages()["report/data/names.js"].decode()
    quotes = pages()["report/data/quotes-1.js"].decode()
    assert SCRIPT in _unpacked(names, "parallaxNames")["outlets"]
    rows = _unpacked(quotes, "parallaxQuotes")
    assert [row[0] for row in rows] == frames()["attributions"]["quote_id"].to_list()
    assert {row[8] for row in rows} == set(frames()["attributions"]["content"])


def _unpacked(script: str, function: str) -> list[list[object]]:
    """What a data script calls a function with: one text, and in it JSON."""
    found = re.fullmatch(rf"{function}\((\".*\")\);\n", script)
    assert found
    return json.loads(json.loads(found[1]))  # type: ignore[no-any-return]


def test_pages_are_the_same_however_few_stories_and_speakers_are_read_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = {**frames(), "story_documents": frames()["story_documents"].head(2)}
    expected = made(frames=whole)
    monkeypatch.setattr(parts, "DOCUMENTS", 1)
    monkeypatch.setattr(parts, "QUOTES", 1)
    monkeypatch.setattr(differences, "TOGETHER", 1)
    cut = parts.Parts(lazily(whole), material())
    assert len([*cut.by_story()]) > 1 and len([*cut.by_speaker()]) > 1
    assert files(site(cut)) == expected


def test_quotes_come_in_parts_of_which_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SHARD", 2)
    found = made()
    shards = [path for path in found if path.startswith("report/data/quotes")]
    assert len(shards) == -(-frames()["attributions"].height // 2)
    told = "".join(found[path].decode() for path in shards)
    assert all(identifier in told for identifier in frames()["attributions"]["quote_id"])
