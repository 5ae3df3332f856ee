"""The report on data quality, in every form: exact for machines, and for people safe from what cells hold."""

import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser

import polars as pl
import pytest
from rich.console import Console

from flows.quality.examine import Report, since
from flows.quality.report import (
    NOT_CHECKED,
    failures_table,
    headline,
    plain,
    to_html,
    to_json,
    to_junit,
    to_markdown,
)
from flows.quality.run import Example
from schemas.checks.registry import derive
from tests.flows.quality.reports import HOSTILE, WARNING, result, results_of
from tests.frames import FERRY, valid_frames


def test_the_json_holds_every_check_with_its_observed_value_and_exact_examples(bad: Report) -> None:
    content = json.loads(to_json(bad))
    assert [entry["id"] for entry in content["checks"]] == [check.id for check in derive()]
    assert content["summary"] == {"blocked": True, **bad.counts, "left_out": 0}
    entry = next(e for e in content["checks"] if e["id"] == "speakers.kind.in_vocabulary")
    assert (entry["status"], entry["observed"], entry["rows_failed"]) == ("failed", 1.0, 2)
    assert entry["examples"][0]["values"]["kind"] == HOSTILE
    assert set(entry["examples"][0]["key"]) == {"speaker_id"}


def test_no_form_of_the_report_holds_an_unreleased_text() -> None:
    frames = valid_frames()
    frames["texts"] = frames["texts"].with_columns(document_id=pl.lit("doc_wrong"))
    report = Report(tuple(results_of(frames, "texts").values()))
    assert report.result("texts.document_id.pattern").examples
    for form in (to_json, to_markdown, to_html, to_junit):
        assert FERRY.splitlines()[1] not in form(report)


def test_the_markdown_shows_what_did_not_pass_first_and_cannot_be_misled_by_a_cell(bad: Report) -> None:
    text = to_markdown(bad)
    assert text.index("Blocked: ") < text.index("## What did not pass") < text.index("## Every check")
    row = next(line for line in text.splitlines() if line.startswith("| `speakers.kind.in_vocabulary`"))
    assert row.replace("\\|", "").count("|") == 6
    for dangerous in ("<script", "http://", " `code`", "[link]", "www.a", "@you", "\x1b", "\u202e", "\u2066"):
        assert dangerous not in text


@pytest.mark.parametrize("form", [to_markdown, to_html])
def test_what_was_not_checked_stands_before_any_check(bad: Report, form: Callable[[Report], str]) -> None:
    text = form(bad)
    assert text.index("Blocked: ") < text.index(NOT_CHECKED) < text.index("What did not pass")
    assert "accuracy.csv" in NOT_CHECKED


@pytest.mark.parametrize("form", [to_markdown, to_html])
def test_the_checks_of_a_table_are_folded_where_all_passed(
    bad: Report, form: Callable[[Report], str]
) -> None:
    blocks = re.findall(r"<details( open)?>\s*<summary>(\w+)", form(bad))
    failing = {result.check.table for result in bad.problems}
    assert {table for opened, table in blocks if opened} == failing
    assert {table for _, table in blocks} == {check.table for check in derive()}


class _Page(HTMLParser):
    """Collects what a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        fetching = {"src", "href", "action", "data", "poster", "srcset"}
        self.outside += [f"{tag} {name}" for name, _ in attrs if name in fetching or name.startswith("on")]


def test_the_page_refers_to_nothing_outside_and_runs_nothing(bad: Report) -> None:
    page = to_html(bad)
    parser = _Page()
    parser.feed(page)
    assert parser.outside == []
    assert not {"script", "link", "img", "iframe", "object", "embed", "form"} & set(parser.tags)
    assert not any(word in page for word in ("url(", "@import", "\x1b", "\u202e", "\u2066"))
    assert "&lt;script src=&#34;" in page


def test_a_page_that_goes_into_a_release_leads_back_to_its_explorer(good: Report, bad: Report) -> None:
    assert '<a href="../report/index.html">' in to_html(good)
    assert "../report/" not in to_html(bad)


def test_the_page_names_every_check_and_shows_failures_first(bad: Report) -> None:
    page = to_html(bad)
    assert all(check.id in page for check in derive())
    assert page.index("What did not pass") < page.index("Every check")
    assert '<html lang="en">' in page
    assert "prefers-color-scheme: dark" in page


def test_the_junit_file_tells_failures_errors_and_warnings_apart(bad: Report) -> None:
    root = ET.fromstring(to_junit(bad))
    assert len(root.findall(".//testcase")) == len(derive())
    found = {
        kind: [case.get("name") for case in root.findall(".//testcase") if case.find(kind) is not None]
        for kind in ("failure", "error", "skipped")
    }
    assert found == {
        "failure": ["documents.columns", "speakers.kind.in_vocabulary"],
        "error": ["documents.n_words.not_null", "documents.n_words.range"],
        "skipped": ["stage_counts.few_rejects"],
    }


def test_the_terminal_table_names_check_rows_and_three_examples_at_most(bad: Report) -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(failures_table(bad))
    text = console.export_text()
    for found in bad.problems:
        assert found.check.id in text
        assert len(found.examples) <= 3
    assert "\x1b[31m" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("a\x1b[31mb\u202ec\u200dd", "a\ufffd[31mb\ufffdc\ufffdd"),
        ("x" * 100, "x" * 79 + "…"),
    ],
)
def test_a_value_is_shown_on_one_line_without_controls(value: object, shown: str) -> None:
    assert plain(value) == shown


def test_an_example_names_its_row_key_and_values() -> None:
    example = Example(4, {"quote_id": "quo_1"}, {"cue": "said"})
    shown = to_markdown(Report((result("failed", examples=(example,), rows_examined=9, rows_failed=1),)))
    assert "row 4 (quote\\_id quo\\_1): cue = said" in shown
    assert "1 of 9 rows fail" in shown


def test_a_warning_that_became_worse_is_shown_as_such_in_every_form() -> None:
    before = Report((result("failed", WARNING, observed=0.6),))
    now = Report((result("failed", WARNING, observed=0.7, rows_examined=10, rows_failed=7),))
    marked = since(to_json(before), "2026.11.1", now)
    assert [result.check.id for result in marked.grown] == [WARNING.id]
    assert headline(marked).endswith("1 worse than in 2026.11.1.")
    for form in (to_markdown, to_html, to_junit):
        assert "warned, worse than in 2026.11.1" in form(marked)
        assert "worse than" not in form(now)
    content = json.loads(to_json(marked))
    assert (content["previous"], content["checks"][0]["worse"]) == ("2026.11.1", True)
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(failures_table(marked))
    assert "worse than in 2026.11.1" in console.export_text()
