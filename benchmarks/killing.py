"""Runs that get killed: a process started, SIGKILL at a moment, and a look at what it left in dist/."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

import polars as pl

from benchmarks.corpus import Page, write_origin
from flows.publishing import releases
from flows.publishing.index import INDEX
from flows.publishing.publish import publish
from flows.publishing.verify import verify
from flows.store import files as storage
from flows.store.locks import LOCK
from tests.flows.processes import below, command, kill, remaining
from transforms.release.descriptor import BuildInfo

PATIENCE = 300
"""Seconds after which a run that was not killed counts as hanging."""

GRACE = 25
"""Seconds in which what a killed run had started must have ended by itself."""

_STORY = """Harbour {0} to be rebuilt after the storm

The harbour of Veldmouth will be rebuilt within {1} years, the council decided on Tuesday evening.

"We will not leave the fishermen alone," said mayor Anna Lind after meeting {0} in the town hall.

Opposition leader Per Holm disagreed. "The money is not there," he told reporters on the steps.
"""


class Run:
    """A run under way: killed at once and without warning, or waited for."""

    def __init__(self, pid: int, wait: Callable[[float], int | None], said: Path) -> None:
        self._pid, self._wait, self._said = pid, wait, said
        self.orphans: list[str] = []

    def ended(self, seconds: float) -> int | None:
        """The exit code if the run ends within `seconds`, else None."""
        return self._wait(seconds)

    def kill(self) -> None:
        """SIGKILL to the run alone; what it started and outlives it is in `orphans` then, and killed, too."""
        started = below(self._pid)
        kill(self._pid)
        self._wait(PATIENCE)
        for pid in remaining(started, GRACE):
            self.orphans.append(f"{command(pid)} outlived it")
            kill(pid)

    @property
    def stages(self) -> list[str]:
        """The stages that the run has finished, by what it said."""
        lines = self._said.read_text(errors="replace").splitlines() if self._said.exists() else []
        return [line.split(":")[0] for line in lines if " of " in line]


@dataclass(frozen=True, slots=True)
class Series:
    """How to start the run of a number, after how many seconds to kill it, and where it publishes."""

    name: str
    start: Callable[[int], Run]
    moment: Callable[[Run], float]
    dist: Path


@dataclass
class Kills:
    """What a series of kills did: after which stage they fell, what they left, and what was broken then."""

    during: dict[str, int] = field(default_factory=dict)
    ended_first: int = 0
    leftovers: int = 0
    broken: list[str] = field(default_factory=list)
    orphans: int = 0
    runs_after: int = 0
    refused_after: list[str] = field(default_factory=list)
    releases: int = 0

    @property
    def number(self) -> int:
        """How many runs were killed."""
        return sum(self.during.values())


def standing(dist: Path, known: set[str]) -> list[str]:
    """What is wrong in `dist`: anything but whole releases, their index, and a latest.json of one.

    Releases in `known` are taken as verified; those that verify now are added to it.
    """
    found = releases.versions(dist)
    allowed = {*found, releases.LATEST, INDEX}
    wrong = [f"{path.name} lies in dist" for path in dist.glob("[!.]*") if path.name not in allowed]
    for version in [version for version in found if version not in known]:
        problems = verify(dist / version)
        wrong += [f"{version}: {problem}" for problem in problems]
        known |= set() if problems else {version}
    if (dist / releases.LATEST).exists() and releases.read_latest(dist).get("version") not in found:
        wrong.append(f"{releases.LATEST} names no release")
    return wrong


def settled(dist: Path) -> list[str]:
    """What is wrong after a run that ended well: `standing`, leftovers, or a latest.json that is behind."""
    wrong = standing(dist, set())
    wrong += [f"{path.name} was left" for path in dist.glob(".*") if path.name != LOCK]
    newest = releases.published(dist)[-1:]
    return (
        wrong if [releases.read_latest(dist).get("version")] == newest else [*wrong, "latest.json is behind"]
    )


def kill_again_and_again(series: Series, kills: int, rest: int) -> Kills:
    """Start numbered runs and kill each; let one after each `rest` kills end, and expect it to end well.

    A run that ends before its moment is none of the `kills`.
    """
    done, known, number = Kills(), set[str](), 0
    while done.number < kills:
        number += 1
        run = series.start(number)
        if not _killed(run, series.moment(run)):
            done.ended_first += 1
            continue
        _look(run, series.dist, known, done)
        told = f"broken: {done.broken}, {done.orphans} outlived a kill {run.orphans}"
        print(f"{series.name}: {done.number} of {kills}, {told}", flush=True)
        if done.number % rest == 0 or done.number == kills:
            number += 1
            finish(series.start(number), series.dist, done)
    done.releases = len(releases.published(series.dist))
    return done


def _killed(run: Run, seconds: float) -> bool:
    """Whether the run was still at work after `seconds`, and died of the kill."""
    if run.ended(seconds) is not None:
        return False
    run.kill()
    return run.ended(0) == -signal.SIGKILL


def _look(run: Run, dist: Path, known: set[str], done: Kills) -> None:
    last = (run.stages or ["starting"])[-1]
    done.during[last] = done.during.get(last, 0) + 1
    done.leftovers += bool(list(dist.glob(".staging-*")))
    done.orphans += len(run.orphans)
    done.broken += [f"kill {done.number}, after {last}: {problem}" for problem in standing(dist, known)]


def finish(run: Run, dist: Path, done: Kills) -> None:
    """Let `run` end: it must end well, and leave `dist` whole and tidy."""
    code = run.ended(PATIENCE)
    if code is None:
        run.kill()
    done.runs_after += 1
    wrong = settled(dist)
    if code != 0 or wrong:
        done.refused_after.append(f"run after kill {done.number}: exit code {code}, {wrong}")


def write_raw(folder: Path, number: int) -> None:
    """An origin of two short articles; each number gives other tables, so there is something to publish."""
    raw = folder / "raw"
    shutil.rmtree(raw, ignore_errors=True)
    raw.mkdir()
    pages = [Page(f"{name}.txt", "2024-05-07", _STORY.format(number, name)) for name in ("three", "five")]
    write_origin(raw, "lowford-post", iter(pages))


def prepared(preload: Sequence[str]) -> ForkServerContext:
    """Processes that have imported `preload` before they start: what is killed is the work."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__, *preload])
    return context


def start_release(context: ForkServerContext, folder: Path, api: str | None = None) -> Callable[[int], Run]:
    """`parallax release` below `folder` in a process of its own, on the Prefect server at `api`, or none."""

    def start(number: int) -> Run:
        write_raw(folder, number)
        return _forked(context, _release, folder, api)

    return start


def start_publishing(context: ForkServerContext, folder: Path) -> Callable[[int], Run]:
    """Publishing alone, of the tables in `folder`/tables, each time with other speakers' roles."""
    return lambda number: _forked(context, _publish, folder, number)


def start_command(folder: Path) -> Callable[[int], Run]:
    """`parallax release` as a person starts it: nothing imported, its own Prefect server."""

    def start(number: int) -> Run:
        write_raw(folder, number)
        said = (folder / "said").open("wb")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        process = subprocess.Popen(
            [sys.executable, "-c", "from flows.cli.main import main; main()", "release", "--json"],
            cwd=folder,
            env=kept,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        return Run(process.pid, lambda seconds: _waited(process, seconds), folder / "said")

    return start


def at_any_time(seconds: float, seed: int) -> Callable[[Run], float]:
    """Moments spread evenly over a run of `seconds`."""
    draw = Random(seed)
    return lambda _: draw.uniform(0, seconds)


def while_publishing(seconds: float, seed: int) -> Callable[[Run], float]:
    """Moments spread evenly over `seconds` from when a run has come to publishing, its last stage."""
    draw = Random(seed)

    def moment(run: Run) -> float:
        while run.stages[-1:] != ["checking"] and run.ended(0.01) is None:
            pass
        return draw.uniform(0, seconds)

    return moment


def timed(run: Run) -> float:
    """The seconds until a run has ended by itself; RuntimeError where it did not end well."""
    started = time.perf_counter()
    code = run.ended(PATIENCE)
    if code != 0:
        raise RuntimeError(f"a run that nobody killed ended with {code}")
    return time.perf_counter() - started


def _forked(context: ForkServerContext, target: Callable[..., None], folder: Path, *more: object) -> Run:
    said = folder / "said"
    said.write_bytes(b"")
    process = context.Process(target=_apart, args=(target, folder, *more))
    process.start()
    assert process.pid is not None

    def wait(seconds: float) -> int | None:
        process.join(seconds)
        return process.exitcode

    return Run(process.pid, wait, said)


def _waited(process: subprocess.Popen[bytes], seconds: float) -> int | None:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None


def _apart(target: Callable[..., None], folder: Path, *more: object) -> None:
    """In the child: a session of its own, and what it says in a file."""
    os.setsid()
    said = os.open(folder / "said", os.O_WRONLY | os.O_APPEND)
    os.dup2(said, sys.stderr.fileno())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    target(folder, *more)


def _release(folder: Path, api: str | None) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: PLC0415 (imported beforehand)

    from flows.cli.main import run  # noqa: PLC0415

    places = [f"--{name}={folder / name}" for name in ("raw", "dist", "work")]
    unrecorded = [] if api else ["--unrecorded"]
    with temporary_settings({PREFECT_API_URL: api}):
        sys.exit(run(["release", "--json", *unrecorded, *places]))


def _publish(folder: Path, number: int) -> None:
    tables = storage.scan(folder / "tables")
    tables["speakers"] = tables["speakers"].with_columns(role=pl.lit(f"role {number}"))
    reports = {"quality/report.json": b"{}\n", "quality/report.md": b"# Quality\n"}
    publish(tables, reports, BuildInfo(), folder / "dist", None, date(2026, 2, 1))
