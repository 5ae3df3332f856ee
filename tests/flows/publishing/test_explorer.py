"""The explorer of a release: made when it is published, of what the reports and the release before it say."""

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from flows.publishing.baseline import Baseline
from flows.publishing.explorer import explorer
from tests.flows.release import release, with_role
from tests.frames import document_id
from tests.tables import scans
from tests.transforms.explorer.reading import Page
from tests.transforms.explorer.world import files, frames
from transforms.release.accuracy import ACCURACY
from transforms.release.bundle import BundleError
from transforms.tables import Frames

START = "report/index.html"
FIGURES = (
    b"task,data,measure,value,n,measured_on,model\nquotes,made-up,F1,74.9,12,2026-02-01,models/attribution\n"
)
CHECKED = {"summary": {"passed": 7, "warned": 1, "failed": 0, "crashed": 0}}


def made(tables: Frames, reports: Mapping[str, bytes], texts: pl.LazyFrame | None = None) -> dict[str, bytes]:
    return files(explorer("2026.2.1", Baseline(None, None), reports, texts)(scans(tables)))


def test_it_shows_what_the_reports_say() -> None:
    reports = {ACCURACY: FIGURES, "quality/report.json": json.dumps(CHECKED).encode()}
    words = Page(made(frames(), reports)[START]).words
    assert "74.9 % F1" in words and "7 checks passed, 1 warning" in words


def test_texts_are_shown_where_they_are_given_and_may_be() -> None:
    page = f"report/article/{document_id('radio')}.html"
    tables = {name: frame for name, frame in frames().items() if name != "texts"}
    with_texts = made(tables, {}, frames()["texts"].lazy())
    without = made(tables, {})
    assert b"more than five hours" in with_texts[page] and b"more than five hours" not in without[page]


def test_a_row_that_points_nowhere_is_told() -> None:
    astray = {**frames(), "speakers": frames()["speakers"].clear()}
    with pytest.raises(BundleError, match="no page for 'spk_"):
        made(astray, {})


def test_a_release_has_it_and_it_tells_what_changed(tmp_path: Path) -> None:
    release(tmp_path)
    made = release(tmp_path, with_role("captain"))
    start = Page((made.folder / START).read_bytes())
    assert "What changed since 2026.11.1" in start.words
    assert "speakers002" in [one.words for one in start.all("tr")]
    listed = (made.folder / "SHA256SUMS").read_text()
    assert START in listed and "report/data/quotes-1.js" in listed
