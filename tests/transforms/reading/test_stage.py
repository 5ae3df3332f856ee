"""From an origin's files to documents, zones and rejects: one bad file never costs another."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from schemas.origins import Manifest
from schemas.package import table
from schemas.takedowns import Takedown
from tests.transforms.line import STORY, manifest
from transforms.reading import readers, stage
from transforms.reading.raw_files import raw_files
from transforms.reading.stage import read_files
from transforms.reading.takedowns import taken_down
from transforms.results import StageResult
from transforms.tables import Tables, joined

FILES = {
    "story.txt": STORY.encode(),
    "copy.txt": STORY.encode(),
    "empty.txt": b"",
    "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
    "form.txt": b"Leave a Reply\n\nYour email address will not be published.\n",
}


def read(origin: Manifest, files: dict[str, bytes] = FILES) -> StageResult:
    return read_files(Tables(raw_files=raw_files(origin, files)))


def test_every_file_becomes_a_document_or_a_reject_with_its_reason() -> None:
    outcome = read(manifest("veldmouth-news", FILES))
    rejects = outcome.tables.rejects
    assert dict(rejects.select("locator", "reason").iter_rows()).keys() | set(
        outcome.tables.documents.get_column("locator")
    ) == set(FILES)
    assert sorted(rejects.get_column("reason")) == ["binary", "duplicate", "empty", "no_article"]
    (count,) = outcome.counts
    assert (count.received, count.kept, count.rejected) == (5, 1, 4)


ENTRY = Takedown(origin="veldmouth-news", locator="story.txt", reason="court", requested_on="2026-11-20")


def without_what_is_taken_down(files: dict[str, bytes], gone: frozenset[str] = frozenset()) -> StageResult:
    origin = manifest("veldmouth-news", files)
    down = taken_down([ENTRY], [origin], "takedowns.json")
    there = {name: data for name, data in files.items() if name not in gone}
    return read_files(Tables(raw_files=raw_files(origin, there, down)))


OTHER = STORY.replace("Tuesday", "Friday")
TWINS: dict[str, Callable[[str], bytes]] = {
    "the same bytes": str.encode,
    "other line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old line ends": lambda text: text.replace("\n", "\r").encode(),
    "a byte order mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "an older encoding": lambda text: text.replace('"', "”").encode("cp1252"),
    "more white space": lambda text: f"\n\n{text.replace(' ', '  ')}\t\n".encode(),
    "other quotation marks": lambda text: text.replace('"', "“").encode(),
}


@pytest.mark.parametrize("twin", TWINS)
def test_no_twin_is_published_in_place_of_what_was_taken_down(twin: str) -> None:
    """Whatever would have been left out as its duplicate goes with it; nothing else does."""
    files = {"story.txt": STORY.encode(), "twin.txt": TWINS[twin](STORY), "other.txt": OTHER.encode()}
    outcome = without_what_is_taken_down(files)
    assert outcome.tables.documents.get_column("locator").to_list() == ["other.txt"]
    left_out = outcome.tables.rejects.sort("locator")
    assert left_out.select("locator", "stage", "reason", "detail").rows() == [
        (name, "ingest", "takedown", ENTRY.detail) for name in ("story.txt", "twin.txt")
    ]
    assert "Veldmouth" not in str(left_out.rows())
    assert all(count.balanced for count in outcome.counts)


def test_the_same_text_of_another_origin_stays() -> None:
    own, other = manifest("veldmouth-news", FILES), manifest("harbour-herald", FILES)
    down = taken_down([ENTRY], [own, other], "takedowns.json")
    outcome = read_files(joined(Tables(raw_files=raw_files(one, FILES, down)) for one in (own, other)))
    assert outcome.tables.documents.get_column("origin").to_list() == ["harbour-herald"]


def test_where_the_file_is_gone_only_copies_of_its_bytes_are_known() -> None:
    files = {"story.txt": STORY.encode(), "copy.txt": STORY.encode(), "twin.txt": TWINS["UTF-16"](STORY)}
    outcome = without_what_is_taken_down(files, frozenset({"story.txt", "copy.txt"}))
    assert outcome.tables.documents.get_column("locator").to_list() == ["twin.txt"]
    # One copy of the bytes that is still there is enough.
    outcome = without_what_is_taken_down(files, frozenset({"story.txt"}))
    assert outcome.tables.documents.is_empty()


def test_what_was_taken_down_and_gives_no_text_takes_nothing_with_it() -> None:
    files = {"story.txt": b"\x00\x01", "other.txt": OTHER.encode(), "empty.txt": b""}
    reasons = without_what_is_taken_down(files).tables.rejects.sort("locator").get_column("reason")
    assert reasons.to_list() == ["empty", "takedown"]


def fails_on(word: str, of: Callable[..., object]) -> Callable[..., object]:
    """`of`, but that it raises what it never should where the text holds `word`."""

    def failing(text: object, *others: object) -> object:
        if word in str(text):
            raise ZeroDivisionError(f"cannot bear {word}")
        return of(text, *others)

    return failing


@pytest.mark.parametrize("what", ["find_zones", "headline", "text_sha256", "text_key"])
def test_a_file_on_which_anything_raises_costs_itself_alone(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(stage, what, fails_on("Friday", getattr(stage, what)))
    files = {"story.txt": STORY.encode(), "other.txt": OTHER.encode(), "empty.txt": b""}
    outcome = read(manifest("veldmouth-news", files), files)
    assert outcome.tables.documents.get_column("locator").to_list() == ["story.txt"]
    failed = outcome.tables.rejects.filter(reason="extraction_failed")
    assert failed.select("stage", "origin", "locator", "detail").rows() == [
        ("ingest", "veldmouth-news", "other.txt", "reading raised ZeroDivisionError: cannot bear Friday")
    ]
    (failure,) = outcome.failures
    assert "in failing" in failure.traceback
    (count,) = outcome.counts
    assert (count.received, count.kept, count.rejected) == (3, 1, 2)
    assert table("rejects").schema.is_valid(outcome.tables.rejects)


def test_so_does_one_whose_reader_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read", fails_on("Friday", readers.read))
    files = {"story.txt": STORY.encode(), "other.txt": OTHER.encode()}
    outcome = read(manifest("veldmouth-news", files), files)
    assert outcome.tables.documents.get_column("locator").to_list() == ["story.txt"]


def test_what_was_taken_down_stays_so_where_reading_it_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read", fails_on("Tuesday", readers.read))
    outcome = without_what_is_taken_down({"story.txt": STORY.encode(), "other.txt": OTHER.encode()})
    assert outcome.tables.documents.get_column("locator").to_list() == ["other.txt"]
    assert outcome.tables.rejects.get_column("reason").to_list() == ["takedown"]
    assert len(outcome.failures) == 1


def test_what_was_taken_down_is_counted_and_named_but_not_read() -> None:
    entry = ENTRY
    files = {name: data for name, data in FILES.items() if name not in {"story.txt", "copy.txt"}}
    origin = manifest("veldmouth-news", FILES)
    down = taken_down([entry], [origin], "takedowns.json")
    outcome = read_files(Tables(raw_files=raw_files(origin, files, down)))
    left_out = outcome.tables.rejects.filter(reason="takedown").sort("locator")
    # Its copy would otherwise be published in its place.
    assert left_out.get_column("locator").to_list() == ["copy.txt", "story.txt"]
    assert set(left_out.get_column("detail")) == {entry.detail}
    assert outcome.tables.documents.is_empty()
    (count,) = outcome.counts
    assert (count.received, count.kept, count.rejected) == (5, 0, 5)


def test_every_table_meets_its_contract() -> None:
    made = read(manifest("veldmouth-news", FILES)).tables
    for name in ("texts", "documents", "zones", "rejects"):
        assert table(name).schema.is_valid(made.frame(name)), name


def test_a_document_says_what_the_manifest_and_the_text_say_and_no_more() -> None:
    files = {"story.txt": STORY.encode()}
    row = read(manifest("veldmouth-news", files), files).tables.documents.row(0, named=True)
    assert row["headline"] == "Harbour to be rebuilt after storm"
    assert row["published_on"] == date(2024, 5, 7)
    # A day is not a moment: midnight would be a guess.
    assert row["published_at"] is None
    assert row["n_chars"] == len(STORY)
    assert row["licence"] == "third-party"


def test_a_moment_is_kept_in_utc_and_its_day_as_the_outlet_dates_it() -> None:
    files = {"story.txt": STORY.encode()}
    late = manifest("veldmouth-news", files, published_at="2024-05-07T23:30:00-05:00")
    row = read(late, files).tables.documents.row(0, named=True)
    assert row["published_at"] == datetime(2024, 5, 8, 4, 30, tzinfo=UTC)
    assert row["published_on"] == date(2024, 5, 7)


def test_a_moment_that_no_calendar_holds_costs_its_document_alone() -> None:
    """The contract of manifests refuses it; whoever calls the stage otherwise loses one document."""
    files = {"story.txt": STORY.encode(), "other.txt": OTHER.encode()}
    origin = manifest("veldmouth-news", files)
    wrong = origin.documents[0].model_copy(update={"published_at": "9999-12-31T23:59:59-01:00"})
    spoilt = origin.model_copy(update={"documents": (wrong, origin.documents[1])})
    outcome = read(spoilt, files)
    assert outcome.tables.documents.get_column("locator").to_list() == ["other.txt"]
    assert "OverflowError" in outcome.tables.rejects.item(0, "detail")


def test_files_of_several_origins_are_read_as_each_would_be_alone() -> None:
    """The same text in two origins is two documents: who copied whom is decided over the whole build."""
    origins = [manifest(name, FILES) for name in ("veldmouth-news", "harbour-herald")]
    given = [Tables(raw_files=raw_files(origin, FILES)) for origin in origins]
    together = read_files(joined(given))
    apart = [read_files(one) for one in given]
    assert together.tables.documents.equals(joined(one.tables for one in apart).documents)
    assert together.tables.documents.height == 2
    (count,) = together.counts
    assert (count.received, count.kept, count.rejected) == (10, 2, 8)


PAGE = """<html><head><meta property="og:site_name" content="Bay Radio">
<meta name="author" content="Per Holm"><meta property="article:section" content="Harbour">
<meta property="article:published_time" content="2024-05-06T21:10:00Z">
<link rel="canonical" href="https://bay.example/harbour"></head><body><article>
<h1>Harbour to be rebuilt</h1><p>The harbour of Veldmouth will be rebuilt within three years, the council said
on Tuesday.</p><p>It said that work would begin before winter, and that ferries would run.</p>
</article></body></html>"""


def test_what_a_page_states_of_its_article_is_known_where_its_origin_states_nothing() -> None:
    files = {"page.html": PAGE.encode()}
    origin = manifest("bay-radio", files, media_type="text/html", published_at=None)
    origin = origin.model_copy(update={"outlet": origin.outlet.model_copy(update={"name": None})})
    (row,) = read(origin, files).tables.documents.to_dicts()
    assert (row["outlet"], row["byline"], row["section"]) == ("Bay Radio", "Per Holm", "Harbour")
    assert (row["url"], row["published_on"]) == ("https://bay.example/harbour", date(2024, 5, 6))
    assert row["published_at"] == datetime(2024, 5, 6, 21, 10, tzinfo=UTC)


def test_and_what_its_origin_states_goes_before_it() -> None:
    files = {"page.html": PAGE.encode()}
    (row,) = read(manifest("bay-radio", files, media_type="text/html"), files).tables.documents.to_dicts()
    assert (row["outlet"], row["published_on"], row["published_at"]) == ("Bay-Radio", date(2024, 5, 7), None)
