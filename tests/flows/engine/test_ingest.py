"""From raw/ to texts: a file that is no article becomes a reject with a reason, and the rest goes on."""

import json
import time
from pathlib import Path

import polars as pl
import pytest

from flows.engine.ingest import INGESTED, ingest
from flows.fetching.clock import SystemClock
from flows.fetching.fetch import fetch
from flows.inputs.adding import Wanted, add_origin
from flows.settings import Settings
from flows.store import files as storage
from flows.store.ledger import saved
from schemas.origins import ManifestError
from tests.flows import odd_files
from tests.flows.raw import ARTICLE, take_down, write_origin
from transforms.results import StageResult, total

pytestmark = pytest.mark.usefixtures("unseen")

STRANGE = {
    "article.txt": ARTICLE,
    "binary.txt": bytes(range(256)) * 8,
    "declared.txt": b'<?xml encoding="undefined"?>\n'
    + ARTICLE.replace(b"Anna", "Eva Noël".encode("latin-1")),
    "empty.txt": b"",
    "escapes.txt": b'<meta charset="raw_unicode_escape">\\ud800\xff' + ARTICLE,
    "footer.txt": b"Share this page\n\nSubscribe to our newsletter\n\nComments\n",
    "latin-1.txt": ARTICLE.replace(b"Anna", "Zoë".encode("latin-1")),
    "twice.txt": ARTICLE,
    "utf-16.txt": ARTICLE.decode().replace("Anna", "Ada").encode("utf-16"),
}


def ingested(settings: Settings, origin: str) -> StageResult:
    return storage.load(settings.work / INGESTED / origin / "0000")


def test_every_strange_file_is_read_or_rejected_with_its_reason(settings: Settings) -> None:
    write_origin(settings.raw, "strange", STRANGE)
    assert [folder.parent.name for folder in ingest(settings)] == ["lowford-post", "strange"]
    outcome = ingested(settings, "strange")
    reasons = dict(outcome.tables.rejects.select("locator", "reason").iter_rows())
    twins = {name for name, reason in reasons.items() if reason == "duplicate"}
    assert len(twins) == 1
    assert twins < {"article.txt", "twice.txt"}
    others = {name: reason for name, reason in reasons.items() if name not in twins}
    assert others == {"binary.txt": "binary", "empty.txt": "empty", "footer.txt": "no_article"}
    texts = outcome.tables.documents.join(outcome.tables.texts, on="document_id")
    by_name = dict(texts.select("locator", "text").iter_rows())
    assert "mayor Zoë Lind" in by_name["latin-1.txt"]
    assert "mayor Ada Lind" in by_name["utf-16.txt"]
    assert "mayor Eva Noël Lind" in by_name["declared.txt"]
    assert "\\ud800" in by_name["escapes.txt"]
    assert all(count.balanced for count in outcome.counts)


@pytest.mark.parametrize(("limit", "most"), [("FILES", 4), ("BYTES", 2 * len(ARTICLE) + 100)])
def test_a_large_origin_is_read_in_batches(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    write_origin(settings.raw, "strange", STRANGE)
    take_down(settings.raw, origin="strange", locator="latin-1.txt")

    def read() -> list[StageResult]:
        return [storage.load(folder) for folder in ingest(settings)[1:]]

    (whole,) = read()
    monkeypatch.setattr(f"flows.inputs.reading.{limit}", most)
    batches = read()
    assert len(batches) > 1
    assert total(count for batch in batches for count in batch.counts) == whole.counts
    for name in ("documents", "rejects"):
        rows = [one.tables.frame(name).drop("detail", strict=False) for one in (*batches, whole)]
        assert pl.concat(rows[:-1]).sort("document_id").equals(rows[-1].sort("document_id")), name


def test_fifty_megabytes_on_one_line_are_rejected_at_once(settings: Settings) -> None:
    write_origin(settings.raw, "endless", {"line.txt": b"endless " * (50 * 2**20 // 8)})
    start = time.monotonic()
    ingest(settings)
    assert time.monotonic() - start < 10
    assert ingested(settings, "endless").tables.rejects["reason"].to_list() == ["too_long"]
    assert ingested(settings, "lowford-post").tables.documents.height == 1


def test_a_file_that_is_not_what_its_manifest_says_stops_the_build(settings: Settings) -> None:
    path = settings.raw / "lowford-post" / "harbour.txt"
    path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(ManifestError, match=r"harbour\.txt: expected \d+ bytes, found \d+"):
        ingest(settings)


@pytest.mark.parametrize("name", ["Takedowns.json", "takedowns.json.txt"])
def test_takedowns_under_another_name_stop_the_build(settings: Settings, name: str) -> None:
    take_down(settings.raw, origin="lowford-post", locator="harbour.txt")
    (settings.raw / "takedowns.json").rename(settings.raw / name)
    with pytest.raises(ManifestError, match=f"{name}: looks like takedowns"):
        ingest(settings)


@pytest.mark.parametrize("odd", odd_files.ODD)
def test_nothing_odd_is_waited_for(settings: Settings, odd: str) -> None:
    (settings.raw / "lowford-post" / "harbour.txt").unlink()
    odd_files.ODD[odd](settings.raw / "lowford-post" / "harbour.txt")
    start = time.monotonic()
    with pytest.raises(ManifestError, match=r"harbour\.txt"):
        ingest(settings)
    assert time.monotonic() - start < 20


def test_what_an_earlier_run_left_is_gone(settings: Settings) -> None:
    stale = storage.clear(settings.work / INGESTED) / "no-more" / "texts.parquet"
    stale.parent.mkdir()
    stale.touch()
    ingest(settings)
    assert not Path(stale).exists()


def test_an_origin_with_an_origin_file_is_read_like_any_other(settings: Settings) -> None:
    rows = [
        {"url": f"https://bay.example/{number}", "text": f"{ARTICLE.decode()} {number}"}
        for number in range(3)
    ]
    lines = [*map(json.dumps, rows), "{"]
    path = settings.raw.parent / "articles.jsonl"
    path.write_text("\n".join(lines))
    folder = add_origin(settings.raw, "bay-radio", Wanted(address=str(path)))
    fetch(folder, settings.work, SystemClock())
    assert [folder.parent.name for folder in ingest(settings)] == ["bay-radio", "lowford-post"]
    outcome = ingested(settings, "bay-radio")
    assert outcome.tables.documents.get_column("url").to_list() == [row["url"] for row in rows]
    assert outcome.tables.rejects.select("locator", "reason").rows() == [("articles.jsonl#4", "malformed")]
    (count,) = outcome.counts
    assert (count.received, count.kept, count.rejected) == (4, 3, 1)
    assert "bay-radio/2" in "".join(saved(settings.work))
