"""From an origin's files to documents, zones and rejects: one bad file never costs another."""

from datetime import UTC, date, datetime

from schemas.origins import Manifest
from schemas.package import table
from schemas.takedowns import Takedown
from tests.transforms.line import STORY, manifest
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


def test_what_was_taken_down_is_counted_and_named_but_not_read() -> None:
    entry = Takedown(origin="veldmouth-news", locator="story.txt", reason="court", requested_on="2026-11-20")
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
