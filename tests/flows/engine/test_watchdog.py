"""No document costs more than it may: it is rejected with its reason, and costs no other its place."""

from dataclasses import replace
from functools import partial

import pytest

from flows.engine import executor, steps, watchdog
from flows.engine.build import QUOTES, build
from flows.engine.executor import at_work
from flows.engine.ingest import ingest
from flows.engine.logs import LOG
from flows.engine.watched import readers
from flows.settings import Settings
from flows.store import files as storage
from tests.flows.engine import costly
from tests.flows.raw import ARTICLE, take_down, write_origin
from transforms.results import StageResult

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("unseen")]


def article(words: str) -> bytes:
    return ARTICLE.replace(b"Veldmouth", words.encode())


@pytest.fixture
def impatient(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Two seconds for each document, or for some together; the worker that is ended loads no models.

    One would not do: a new worker's first document pays for what is imported on first use, too.
    """
    for name in ("load", "find_quotes", "read_files"):
        monkeypatch.setattr(steps, name, getattr(costly, name))
    monkeypatch.setattr(watchdog, "SECONDS_BESIDES", 0)
    return replace(settings, seconds_a_document=2)


def test_a_document_or_a_file_that_costs_too_much_costs_no_other(impatient: Settings) -> None:
    words = ("Bay", costly.SPINS, "Lowford", costly.DIES)
    files = {f"{word}.txt": article(word) for word in words}
    files |= {f"file-{word}.txt": article(f"{costly.READING} {word}") for word in words[1::2]}
    write_origin(impatient.raw, "many", files)
    made = storage.load(build(impatient))
    names = dict(made.tables.documents.select("document_id", "locator").rows())
    rows = made.tables.rejects.select("stage", "reason", "document_id", "locator").rows()
    assert sorted((stage, reason, names.get(key, locator)) for stage, reason, key, locator in rows) == [
        ("analysis", "extraction_failed", f"{costly.DIES}.txt"),
        ("analysis", "too_costly", f"{costly.SPINS}.txt"),
        ("ingest", "extraction_failed", f"file-{costly.DIES}.txt"),
        ("ingest", "too_costly", f"file-{costly.SPINS}.txt"),
    ]
    assert all(count.balanced for count in made.counts)
    assert made.tables.documents.height == 5
    assert made.tables.quotes["document_id"].n_unique() == 3
    said = (impatient.work / LOG).read_text()
    assert "was rejected at analysis: it took more of the processor's time" in said


def test_what_was_taken_down_says_so_though_it_cannot_be_read(impatient: Settings) -> None:
    files = {f"{word}.txt": article(f"{costly.READING} {word}") for word in ("Bay", costly.SPINS)}
    write_origin(impatient.raw, "many", files)
    take_down(impatient.raw, origin="many", locator=f"{costly.SPINS}.txt")
    with at_work(partial(readers, impatient.raw)):
        (_, read) = map(storage.load, ingest(impatient))
    assert read.tables.rejects.select("reason", "locator").rows() == [("takedown", f"{costly.SPINS}.txt")]
    assert read.tables.documents["locator"].to_list() == ["Bay.txt"]
    assert all(count.balanced for count in read.counts)


def test_read_one_by_one_or_in_parts_a_chunk_gives_the_same_tables(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("Bay", "Lowford", "Veldmouth")
    write_origin(settings.raw, "many", {f"{word}.txt": article(word) for word in words})

    class Impatient(executor.ThisProcess):
        """Loses whatever is read together."""

        def run(self, work: object, *given: object, seconds: float | None = None) -> object:
            if seconds is not None and seconds > settings.seconds_a_document:
                raise executor.Lost("too much at once", too_slow=True)
            return super().run(work, *given)  # type: ignore[arg-type]

    def read(kind: type[executor.ThisProcess], together: int) -> tuple[StageResult, list[str]]:
        monkeypatch.setattr(watchdog, "TOGETHER", together)
        with executor.at_work(kind):  # type: ignore[arg-type]
            made = storage.load(build(replace(settings, fresh=True)))
        return made, sorted(path.name for path in (settings.work / QUOTES).iterdir() if path.is_dir())

    together, folders = read(executor.ThisProcess, 50)
    assert folders == ["0000"] and together.tables.documents.height == 4
    alone = ["0000-0000", "0000-0001", "0000-0002", "0000-0003"]
    for kind, most, expected in (
        (Impatient, 50, alone),
        (executor.ThisProcess, 3, ["0000-0000", "0000-0003"]),
        (Impatient, 2, alone),
    ):
        apart, folders = read(kind, most)
        assert folders == expected
        assert together.counts == apart.counts
        for name, frame in together.tables.frames().items():
            assert frame.equals(apart.tables.frame(name)), name
