"""On a Dask cluster, whose scheduler and workers are processes of their own, as on one machine."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from flows.engine import steps, watchdog
from flows.engine.build import build
from flows.engine.cluster import Cluster
from flows.engine.executor import ThisProcess, at_work
from flows.engine.logs import LOGGER
from flows.exits import DATA, MACHINE, Refused
from flows.settings import Settings
from flows.store import files as storage
from tests.flows.engine import costly, pieces
from tests.flows.processes import PROJECT
from tests.flows.raw import ARTICLE, write_origin
from transforms.results import StageCount, StageResult

pytest.importorskip("distributed")

needs_affinity = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="this system keeps no process to a core"
)

ADDRESS = "tcp://127.0.0.1:"
OUTCOME = StageResult(counts=(StageCount("quotes", "documents", 1, 1, 0),))


@dataclass(frozen=True)
class Running:
    """A cluster of one scheduler and two workers."""

    address: str
    workers: list[subprocess.Popen[str]]


def start(*command: str) -> subprocess.Popen[str]:
    """A process of Dask's command line, which says on standard error what it does."""
    told = os.environ | {"PYTHONPATH": str(PROJECT), "DASK_DISTRIBUTED__ADMIN__LOG_FORMAT": "%(message)s"}
    begun = "from dask.__main__ import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", begun, *command], env=told, stderr=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str], words: str) -> str:
    """The line with these words, once the process has said it."""
    assert process.stderr
    return next(line for line in process.stderr if words in line)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter")
    address = said(scheduler, ADDRESS).split()[-1]
    place = str(tmp_path_factory.mktemp("dask"))
    options = ("--nthreads", "1", "--nworkers", "1", "--host", "127.0.0.1", "--no-dashboard", "--no-nanny")
    workers = [start("worker", address, *options, "--local-directory", place) for _ in range(2)]
    for worker in workers:
        said(worker, "Registered to")
    yield Running(address, workers)
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


@pytest.fixture
def on_it(cluster: Running, settings: Settings) -> Settings:
    return replace(settings, dask=cluster.address)


def folder(settings: Settings, name: str = "0000") -> Path:
    return storage.save(settings.work / "chunks" / name, OUTCOME)


@pytest.mark.parametrize("by", [None, "file"])
def test_a_piece_is_done_by_a_worker_and_what_it_made_is_here(
    by: str | None, on_it: Settings, tmp_path: Path
) -> None:
    shared = f"{by}://{tmp_path}/meet" if by == "file" else None
    chosen = replace(on_it, shared=shared)
    source, target = folder(chosen), chosen.work / "quotes" / "0000"
    with Cluster.at(chosen) as crew:
        assert crew.at_once >= 2
        made = crew.do(pieces.copy, source, target, chosen)
    assert made == [target, target.with_name("0000-0001")]
    assert [storage.load_counts(one) for one in made] == [OUTCOME.counts] * 2
    assert shared is None or not [*(tmp_path / "meet").rglob("*.json")]


def test_what_a_piece_raises_is_raised_here(on_it: Settings) -> None:
    with Cluster.at(on_it) as crew, pytest.raises(Refused, match="no piece for 0000") as refused:
        crew.do(pieces.refuse, folder(on_it), on_it.work / "quotes" / "0000", on_it)
    assert refused.value.code == DATA


def test_a_worker_with_other_code_is_refused(on_it: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "identity", lambda _: "another")
    with Cluster.at(on_it) as crew, pytest.raises(Refused, match="other code, models or libraries"):
        crew.do(pieces.copy, folder(on_it), on_it.work / "quotes" / "0000", on_it)


def test_a_folder_that_no_worker_sees_is_named(on_it: Settings, tmp_path: Path) -> None:
    with Cluster.at(on_it) as crew, pytest.raises(Refused, match=r"does not see .*elsewhere.*--shared"):
        crew.do(pieces.copy, tmp_path / "elsewhere", on_it.work / "quotes" / "0000", on_it)


def test_an_address_where_nobody_answers_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.engine.cluster.SECONDS_TO_CONNECT", 0.2)
    with pytest.raises(Refused, match="no Dask scheduler answers there") as refused:
        Cluster.at(replace(settings, dask=f"{ADDRESS}1")).__enter__()
    assert refused.value.code == MACHINE


@pytest.mark.usefixtures("unseen")
def test_a_build_on_it_is_that_of_one_machine_and_a_hostile_document_costs_itself(
    on_it: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    places = ("Bay", costly.DIES, "Lowford")
    articles = {f"{place}.txt": ARTICLE.replace(b"Veldmouth", place.encode()) for place in places}
    write_origin(on_it.raw, "many", articles)
    monkeypatch.setattr(watchdog, "find_quotes", pieces.find_quotes)
    with at_work(ThisProcess):
        chosen = replace(on_it, shared=f"file://{tmp_path}/meet", chunk_size=2)
        there = build(chosen)
    # Documents of one chunk; stories in one shard.
    with monkeypatch.context() as patched:
        patched.setattr(steps, "load", costly.load_nothing)
        here = build(replace(on_it, dask=None, work=tmp_path / "other"))
    rejects = storage.load(there).tables.rejects
    assert rejects.select("stage", "reason").rows() == [("analysis", "extraction_failed")]
    assert {path.name: path.read_bytes() for path in there.iterdir()} == {
        path.name: path.read_bytes() for path in here.iterdir()
    }


@pytest.fixture
def on_one_core(cluster: Running) -> Iterator[None]:
    """Both workers may run on one core only, the same."""
    cores = os.sched_getaffinity(0)
    for worker in cluster.workers:
        os.sched_setaffinity(worker.pid, {min(cores)})
    yield
    for worker in cluster.workers:
        with suppress(ProcessLookupError):
            os.sched_setaffinity(worker.pid, cores)


@needs_affinity
@pytest.mark.usefixtures("on_one_core")
def test_of_two_workers_that_share_a_core_one_has_work_and_the_other_stands_by(
    on_it: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LOGGER, "handlers", [caplog.handler])
    with Cluster.at(on_it) as crew:
        assert crew.at_once == 2
        signed = [crew.do(pieces.sign, folder(on_it), on_it.work / str(n), on_it) for n in range(4)]
    assert len({made.suffix for (made,) in signed}) == 1
    assert "1 of the cluster's 2 workers stand by" in caplog.text


@needs_affinity
@pytest.mark.usefixtures("on_one_core")
def test_where_a_worker_is_killed_another_does_its_piece(on_it: Settings, cluster: Running) -> None:
    """One that stood by, too. Last but one: of the two workers one is gone."""
    names = [f"{number:04}" for number in range(4)]
    with Cluster.at(on_it) as crew:
        for name in names:
            target = on_it.work / "quotes" / name
            made = crew.do(pieces.copy_once_killed, folder(on_it, name), target, on_it)
            assert [storage.load_counts(one) for one in made] == [OUTCOME.counts] * 2
    assert [worker.poll() for worker in cluster.workers].count(-signal.SIGKILL) == 1


def test_a_run_whose_workers_are_all_gone_ends_in_a_while(
    on_it: Settings, cluster: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Last of all."""
    monkeypatch.setattr("flows.engine.cluster.SECONDS_WITHOUT_WORKERS", 0.2)
    with Cluster.at(on_it) as crew:
        for worker in cluster.workers:
            worker.kill()
            worker.wait()
        with pytest.raises(Refused, match="no worker any more; start some and run again") as refused:
            crew.do(pieces.copy, folder(on_it), on_it.work / "quotes" / "0000", on_it)
    assert refused.value.code == MACHINE
