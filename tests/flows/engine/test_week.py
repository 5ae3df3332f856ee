"""Five mornings of a schedule, by a moved clock: a release for each day with news, none for that without."""

from collections.abc import Iterator
from types import SimpleNamespace

import polars as pl
import pytest

from flows.engine import due
from flows.engine.due import release_if_due
from flows.engine.run_summary import PUBLISHED, UNCHANGED, RunSummary
from flows.engine.scheduled import bring_in
from flows.inputs.origins import find_origins
from flows.inputs.reading import read_origin
from flows.publishing.publish import Published
from flows.settings import Settings
from flows.store.ledger import Ledger
from flows.store.resources import ShippedResources
from tests.flows.fetching.origins import article, feed, feed_origin
from tests.flows.fetching.outlets import MovedClock, Outlet, Page, html, versioned
from tests.flows.release import release
from tests.transforms.line import MarksExtractor
from tests.transforms.plain_analyser import PlainAnalyser
from tests.transforms.words_encoder import WordsEncoder
from transforms.pipeline import assemble, read, read_closely
from transforms.tables import Tables

FERRY = ("ferry", "mayor Anna Lind", "Nobody in the islands will be left alone")
PIER = ("pier", "minister Per Holm", "The pier cannot be saved by anybody")
MILL = ("mill", "judge Ole Dahl", "The people of the mill may appeal until spring")
BRIDGE = ("bridge", "captain Maja Berg", "We shall build a bridge instead of waiting")
EDITED = ("ferry", "mayor Anna Lind", "Nobody in the islands will be left behind")

WEEK = (
    ((FERRY, PIER), {"documents": "2 added", "quotes": "2 added"}),
    ((MILL,), {"documents": "1 added", "quotes": "1 added"}),
    ((), None),
    # Under its old address, and with no word that it was changed.
    ((EDITED,), {"documents": "1 data_changed", "quotes": "1 added, 1 removed"}),
    ((BRIDGE,), {"documents": "1 added", "quotes": "1 added"}),
)
"""What each day brings, and what its release says was changed since the last; None where there is none."""


class Plain(ShippedResources):
    """Everything that is shipped, but no large model."""

    analyser = property(lambda _: PlainAnalyser())  # type: ignore[assignment]
    extractor = property(lambda _: MarksExtractor())  # type: ignore[assignment]
    encoder = property(lambda _: WordsEncoder())  # type: ignore[assignment]


@pytest.fixture
def settings(settings: Settings, outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A feed of the outlet, and no other origin."""
    monkeypatch.setattr(due, "load_resources", lambda _: SimpleNamespace(hashes=lambda: {"model": "a"}))
    raw = settings.raw.parent / "feeds"
    feed_origin(raw, outlet.url("/feed"))
    return Settings(raw=raw, dist=settings.dist, work=settings.work)


def appear(outlet: Outlet, news: tuple[tuple[str, str, str], ...]) -> None:
    """Put articles where the feed finds them, in place of older ones at the same addresses."""
    for name, who, said in news:
        page = article(
            f"What becomes of the {name}",
            f"The council spoke about the {name} on Tuesday evening, as it had promised before the summer.",
            f'"{said}," said {who} about the {name}. The meeting in the town hall lasted for three hours.',
        )
        outlet.pages[f"/{name}"] = versioned(html(page), f'"{said}"')
    entries = [(outlet.url(path), path) for path in outlet.pages if path != "/feed"]
    outlet.pages["/feed"] = Page(feed(*entries), headers={"Content-Type": "application/rss+xml"})


def made(settings: Settings, clock: MovedClock) -> RunSummary:
    """A release without Prefect and Great Expectations, of the day that the clock says."""
    resources = Plain()
    ledger = Ledger(settings.raw)
    parts = [
        read(Tables(raw_files=read_origin(folder, {}, ledger.read)), resources)
        for folder in find_origins(settings.raw)
    ]
    found = [read_closely(part.tables, resources) for part in parts]
    frames = assemble([*parts, *found], resources).tables.frames()
    done = release(settings.dist, frames, today=clock.now().date())
    outcome = PUBLISHED if isinstance(done, Published) else UNCHANGED
    return RunSummary(outcome=outcome, folder=done.folder, version=done.version)


def changed(summary: RunSummary) -> dict[str, str]:
    """How many documents and quotes a release says are new, gone, or others."""

    def told(table: str) -> Iterator[str]:
        kinds = pl.read_parquet(summary.folder / "changes.parquet").filter(table=table)["change"]
        yield from (f"{number} {kind}" for kind, number in sorted(kinds.value_counts().iter_rows()))

    return {table: ", ".join(told(table)) for table in ("documents", "quotes")}


def test_a_day_with_news_has_a_release_that_says_what_changed_and_one_without_has_none(
    settings: Settings, outlet: Outlet, clock: MovedClock
) -> None:
    clock.move(days=8)
    versions = []
    for news, expected in WEEK:
        appear(outlet, news)
        bring_in(settings, clock, outlet.web)
        summary = release_if_due(settings, lambda chosen: made(chosen, clock))
        assert summary.outcome == (PUBLISHED if expected else UNCHANGED)
        if expected and versions:
            assert changed(summary) == expected
        versions += [summary.version]
        clock.move(days=1)
    november, december = ("2026.11.1", "2026.11.2", "2026.11.2"), range(1, 3)
    assert versions == [*november, *(f"2026.12.{number}" for number in december)]
