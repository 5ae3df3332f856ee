"""One look at how it goes: what ran, what runs next, what is newest, what was left out and why."""

import json
from datetime import UTC, datetime
from pathlib import Path

from flows.publishing.status import status
from flows.settings import Settings
from flows.store.rounds import Round, note_round
from flows.store.runs import Run, note_run
from flows.store.schedule import Noted, serving
from tests.flows.release import release

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
REJECTS = [{"stage": "ingest", "reason": "undecodable", "number": 2, "example": "byte 0x81"}]


def run(day: int, outcome: str, told: str) -> Run:
    started = f"2026-11-{day}T06:00:00+00:00"
    return Run(started_at=started, seconds=61.4, outcome=outcome, told=told, rejects=REJECTS)


def test_a_folder_in_which_nothing_ran_has_little_to_tell(tmp_path: Path) -> None:
    told = list(status(Settings(work=tmp_path / "work", dist=tmp_path / "dist"), NOW).lines())
    assert told[:3] == [
        "last run: none on record",
        "next run: unknown: nothing serves this work folder (parallax serve, or a server of your own)",
        "newest release: none",
    ]


def test_everything_that_a_maintainer_asks_is_answered(tmp_path: Path) -> None:
    settings = Settings(work=tmp_path / "work", dist=tmp_path / "dist")
    folder = release(settings.dist).folder
    note_run(settings.work, run(26, "published", "Published 2026.11.1"))
    note_run(settings.work, run(27, "blocked", "Not published: critical checks failed"))
    note_round(
        settings.work, Round(origin="bay-radio", at="2026-11-27T05:00:00Z", error="is gone (404)", code=2)
    )
    note_round(
        settings.work, Round(origin="lowford-post", at="2026-11-27T05:00:01Z", new=3, not_had=["/b: 403"])
    )
    with serving(settings.work, Noted("daily", ["2026-11-27T06:00:00+00:00", "2026-11-28T06:00:00+00:00"])):
        found = status(settings, NOW)
    told = list(found.lines())
    assert told[:5] == [
        "last run: 2026-11-27T06:00:00+00:00, blocked in 61 s: Not published: critical checks failed",
        "next run: 2026-11-28T06:00:00+00:00 (daily)",
        f"newest release: {folder} (2 documents, 5 quotes)",
        "rejected in the last build:",
        "  2 at ingest, undecodable; as: byte 0x81",
    ]
    assert told[5:8] == [
        "fetched last:",
        "  bay-radio: 2026-11-27T05:00:00Z: is gone (404)",
        "  lowford-post: 2026-11-27T05:00:01Z: 3 new file(s), 0 changed, 0 unchanged, 1 not had; as: /b: 403",
    ]
    assert told[-1] == "  2026-11-26T06:00:00+00:00, published in 61 s: Published 2026.11.1"
    plain = json.loads(json.dumps(found.as_json()))
    assert plain["next_run"] == "2026-11-28T06:00:00+00:00"
    assert plain["last_run"]["rejects"] == REJECTS and len(plain["runs"]) == 2
