"""What a run shows in Prefect is what the report and the releases say."""

from datetime import date
from pathlib import Path

from flows.engine.artifacts import RELEASES_SHOWN, quality_rows, rows_over_time
from flows.quality.examine import examine
from schemas.package import RELEASED
from tests.flows.release import release, with_role
from tests.frames import valid_frames
from transforms.results import StageCount

COUNTS = (StageCount("quotes", "documents", 2, 2, 0),)


def test_every_check_that_did_not_pass_is_a_row_after_the_count_of_all() -> None:
    frames = valid_frames()
    report = examine(frames | {"quotes": frames["quotes"][:0]}, COUNTS)
    first, *others = quality_rows(report)
    assert first["outcome"].startswith(f"{report.counts['passed']} passed, ")
    assert [row["check"] for row in others] == [result.check.id for result in report.problems]
    assert "quotes.row_count" in {row["check"] for row in others if row["outcome"] == "failed"}


def test_the_rows_of_each_release_stand_below_each_other_the_newest_first(tmp_path: Path) -> None:
    for day, role in ((date(2026, 10, 3), "mayor"), (date(2026, 11, 4), "judge")):
        release(tmp_path, with_role(role), today=day)
    (tmp_path / "2026.11.2" / "quality").mkdir(parents=True)
    spoilt, newest, oldest = rows_over_time(tmp_path)
    assert [row["release"] for row in (spoilt, newest, oldest)] == ["2026.11.2", "2026.11.1", "2026.10.1"]
    assert list(newest) == ["release", *(table.name for table in RELEASED)]
    assert newest["quotes"] == valid_frames()["quotes"].height and spoilt["quotes"] is None
    assert RELEASES_SHOWN > 2
