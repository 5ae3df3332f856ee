"""No document costs more than it may: it is rejected with its reason, and costs no other its place."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.engine import executor, steps
from flows.engine.build import build
from flows.engine.logs import LOG
from flows.settings import Settings
from flows.store import files as storage
from tests.flows.engine import costly
from tests.flows.raw import ARTICLE, take_down, write_origin
from transforms.results import StageResult

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("prefect_server")]


def article(word: str) -> bytes:
    return ARTICLE.replace(b"Veldmouth", f"{word}".encode())


def built(settings: Settings) -> StageResult:
    return storage.load(build(replace(settings, seconds_a_document=3)))


def rejects(made: StageResult) -> list[tuple[str, ...]]:
    names = dict(made.tables.documents.select("document_id", "locator").rows())
    rows = made.tables.rejects.select("stage", "reason", "document_id", "locator").rows()
    return sorted((stage, reason, names.get(key, locator)) for stage, reason, key, locator in rows)


@pytest.fixture
def hard(settings: Settings) -> Settings:
    """An origin with two articles that nobody can read, among others."""
    words = ("Bay", costly.SPINS, "Lowford", costly.DIES)
    write_origin(settings.raw, "many", {f"{word}.txt": article(word) for word in words})
    return settings


def test_a_document_that_costs_too_much_costs_no_other(
    hard: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "find_quotes", costly.find_quotes)
    made = built(hard)
    assert rejects(made) == [
        ("analysis", "extraction_failed", f"{costly.DIES}.txt"),
        ("analysis", "too_costly", f"{costly.SPINS}.txt"),
    ]
    assert all(count.balanced for count in made.counts)
    assert made.tables.quotes["document_id"].n_unique() == 3
    said = (hard.work / LOG).read_text()
    assert "was rejected at analysis: it took more of the processor's time" in said


def test_nor_does_a_file_that_costs_too_much_to_read(hard: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "read_files", costly.read_files)
    made = built(hard)
    assert rejects(made) == [
        ("ingest", "extraction_failed", f"{costly.DIES}.txt"),
        ("ingest", "too_costly", f"{costly.SPINS}.txt"),
    ]
    assert all(count.balanced for count in made.counts)
    assert made.tables.documents.height == 3


def test_what_was_taken_down_says_so_though_it_cannot_be_read(
    hard: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "read_files", costly.read_files)
    take_down(hard.raw, origin="many", locator=f"{costly.SPINS}.txt")
    assert ("ingest", "takedown", f"{costly.SPINS}.txt") in rejects(built(hard))


def test_read_one_by_one_a_chunk_gives_the_same_tables(settings: Settings, tmp_path: Path) -> None:
    write_origin(settings.raw, "many", {f"{word}.txt": article(word) for word in ("Bay", "Lowford")})

    class Impatient(executor.ThisProcess):
        """Loses whatever is read together."""

        def run(self, work: object, *given: object, seconds: float | None = None) -> object:
            if seconds is not None and seconds > settings.seconds_a_document:
                raise executor.Lost("too much at once", too_slow=True)
            return super().run(work, *given)  # type: ignore[arg-type]

    def tables(kind: type[executor.ThisProcess]) -> StageResult:
        with executor.at_work(kind):  # type: ignore[arg-type]
            return storage.load(build(replace(settings, fresh=True)))

    together, alone = tables(executor.ThisProcess), tables(Impatient)
    assert together.counts == alone.counts
    for name, frame in together.tables.frames().items():
        assert frame.equals(alone.tables.frame(name)), name
