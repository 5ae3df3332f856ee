"""Every origin is fetched in turn: one that cannot be had costs no other, and how each went is on record."""

from pathlib import Path

import pytest

from flows import exits
from flows.engine.scheduled import bring_in
from flows.fetching.rounds import fetch_all, fetched_origins
from flows.settings import Settings
from flows.store.rounds import Round, last_rounds
from tests.flows.fetching.origins import FEED, STRIKE, article, feed, write_origin_file
from tests.flows.fetching.outlets import MovedClock, Outlet, Page, html
from tests.flows.raw import ARTICLE, write_origin


@pytest.fixture
def settings(tmp_path: Path, outlet: Outlet) -> Settings:
    """Two origins with a feed, and one with a manifest."""
    raw = tmp_path / "raw"
    for name in ("bay-radio", "lowford-post"):
        content = FEED.format(address=outlet.url(f"/{name}")).replace('lowford-post"\nfrom', f'{name}"\nfrom')
        write_origin_file(raw, content, name)
    write_origin(raw, "by-hand", {"harbour.txt": ARTICLE})
    outlet.pages |= {
        "/lowford-post": Page(feed((outlet.url("/a"), "A"), (outlet.url("/b"), "B"))),
        "/a": html(article("A", *STRIKE)),
    }
    return Settings(raw=raw, work=tmp_path / "work", dist=tmp_path / "dist")


def test_only_origins_with_an_origin_file_are_fetched(settings: Settings) -> None:
    assert [folder.name for folder in fetched_origins(settings.raw)] == ["bay-radio", "lowford-post"]


def test_one_that_cannot_be_had_costs_no_other_and_each_is_on_record(
    settings: Settings, outlet: Outlet, clock: MovedClock
) -> None:
    folders = fetched_origins(settings.raw)
    (lost, nothing), (had, found) = fetch_all(folders, settings.work, clock, outlet.web)
    assert (lost.code, nothing) == (exits.INPUT, None)
    assert "is gone, or never was (404)" in str(lost.error)
    assert found is not None and found.folder is not None
    assert (had.new, had.changed, had.not_had) == (1, 0, [f"{outlet.url('/b')}: is gone, or never was (404)"])
    assert last_rounds(settings.work) == [lost, had]


def test_a_scheduled_run_brings_in_what_is_new_first(
    settings: Settings, outlet: Outlet, clock: MovedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(settings, clock, outlet.web)
    assert (settings.raw / "lowford-post" / "2026-11-20" / "snapshot.json").is_file()
    assert "lowford-post: 2026-11-20T06:00:" in capsys.readouterr().err


def test_what_is_wrong_in_raw_is_left_to_the_release_to_tell(settings: Settings) -> None:
    (settings.raw / "takedowns.json.txt").touch()
    bring_in(settings)
    assert last_rounds(settings.work) == []


def test_a_record_that_is_spoilt_is_passed_over(tmp_path: Path) -> None:
    for name, content in (("a", b"{"), ("b", b'{"x": 1}'), ("c", b'{"origin": "c", "at": "2026"}')):
        path = tmp_path / "fetching" / name / "last.json"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    assert last_rounds(tmp_path) == [Round(origin="c", at="2026")]
