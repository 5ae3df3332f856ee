"""A run with nothing to do does nothing, and says so; whatever a run reads makes it due again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.engine import due
from flows.engine.due import release_if_due
from flows.engine.run_summary import BLOCKED, PUBLISHED, UNCHANGED, RunSummary
from flows.exits import DATA, Refused
from flows.settings import Settings
from flows.store.runs import read_runs
from tests.flows.raw import take_down, write_origin


def publish(dist: Path, version: str) -> Path:
    """What looks like a release, and is named as the newest."""
    folder = dist / version
    folder.mkdir(parents=True, exist_ok=True)
    for name in (f"{version}/quotes.csv", f"{version}/SHA256SUMS", "index.json", "latest.json"):
        (dist / name).write_text(version)
    return folder


class Releasing:
    """Stands for the flow: publishes, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, settings: Settings) -> RunSummary:
        self.times += 1
        folder = publish(settings.dist, "2026.11.1")
        outcome = PUBLISHED if self.times == 1 else UNCHANGED
        return RunSummary(outcome=outcome, folder=folder, version=folder.name, rows={"quotes": 3})


@pytest.fixture(autouse=True)
def _small_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing the shipped ones takes a moment, each time."""
    monkeypatch.setattr(due, "load_resources", lambda _: SimpleNamespace(hashes=lambda: {"model": "a"}))


@pytest.fixture
def releasing(settings: Settings) -> Releasing:
    """A release was made, and nothing has happened since."""
    made = Releasing()
    assert release_if_due(settings, made).outcome == PUBLISHED
    return made


def test_a_run_that_finds_everything_as_it_was_does_nothing(settings: Settings, releasing: Releasing) -> None:
    again = release_if_due(settings, releasing)
    assert releasing.times == 1
    assert (again.outcome, again.version, again.rows) == (UNCHANGED, "2026.11.1", {"quotes": 3})
    assert "none was made" in again.notes[0]
    assert [run.outcome for run in read_runs(settings.work)] == [PUBLISHED, UNCHANGED]
    release_if_due(settings, releasing)
    assert releasing.times == 1


def edit(path: str) -> Callable[[Settings], object]:
    def change(settings: Settings) -> object:
        file = settings.raw.parent / path
        return file.write_bytes(file.read_bytes() + b" ")

    return change


@pytest.mark.parametrize(
    "change",
    [
        edit("raw/lowford-post/harbour.txt"),
        edit("raw/lowford-post/manifest.json"),
        edit("dist/latest.json"),
        edit("dist/index.json"),
        edit("dist/2026.11.1/quotes.csv"),
        lambda settings: write_origin(settings.raw, "new", {"a.txt": b"A text."}),
        lambda settings: take_down(settings.raw, origin="lowford-post", locator="harbour.txt"),
        lambda settings: (settings.dist / ".staging-2026.11.2").mkdir(),
        lambda settings: publish(settings.dist, "2026.11.2"),
    ],
)  # fmt: skip
def test_whatever_changes_makes_a_run_due(
    change: Callable[[Settings], object], settings: Settings, releasing: Releasing
) -> None:
    change(settings)
    release_if_due(settings, releasing)
    assert releasing.times == 2


@pytest.mark.parametrize("changed", [{"fresh": True}, {"seconds_a_document": 9}, {"version": "2026.11.7"}])
def test_other_settings_make_a_run_due(
    changed: dict[str, object], settings: Settings, releasing: Releasing
) -> None:
    release_if_due(replace(settings, **changed), releasing)  # type: ignore[arg-type]
    assert releasing.times == 2


def test_another_model_makes_a_run_due(
    settings: Settings, releasing: Releasing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "load_resources", lambda _: SimpleNamespace(hashes=lambda: {"model": "b"}))
    release_if_due(settings, releasing)
    assert releasing.times == 2


def test_other_code_makes_a_run_due(
    settings: Settings, releasing: Releasing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "_code", lambda: ["pyproject.toml"])
    release_if_due(settings, releasing)
    assert releasing.times == 2


def test_what_a_link_leads_to_may_change_unseen_so_that_a_run_is_always_due(settings: Settings) -> None:
    (settings.raw / "linked").symlink_to(settings.raw / "lowford-post")
    releasing = Releasing()
    for _ in range(2):
        release_if_due(settings, releasing)
    assert releasing.times == 2


def test_a_run_that_ends_badly_is_on_record_with_its_reason_and_the_next_is_due(
    settings: Settings, releasing: Releasing
) -> None:
    class Blocked(Refused):
        summary = RunSummary(outcome=BLOCKED, folder=Path("quality"))

    for error, outcome in (
        (Blocked("Not published", DATA), "blocked"),
        (KeyError("x"), "failed"),
        (KeyboardInterrupt(), "stopped"),
    ):

        def fail(_: Settings, error: BaseException = error) -> RunSummary:
            raise error

        (settings.raw / "lowford-post" / "harbour.txt").write_bytes(outcome.encode())
        with pytest.raises(type(error)):
            release_if_due(settings, fail)
        assert read_runs(settings.work)[-1].outcome == outcome
    assert "a fault in Parallax: KeyError" in read_runs(settings.work)[-2].told
    release_if_due(settings, releasing)
    assert releasing.times == 2


def test_what_changes_while_a_run_is_at_work_is_due_in_the_next(settings: Settings) -> None:
    releasing = Releasing()

    def release(settings: Settings) -> RunSummary:
        write_origin(settings.raw, f"new-{releasing.times}", {"a.txt": b"A text."})
        return releasing(settings)

    release_if_due(settings, release)
    release_if_due(settings, releasing)
    assert releasing.times == 2
