"""kill -9 of `parallax release` at random moments: only whole releases stay, and the next run succeeds.

The process alone is killed: what it had started must notice, and end. Those that do not are counted.

Each run has something new to publish. Of 200 kills, most hit the command in a process that has its imports
behind it, so that it dies at work; some once it has come to publishing, and some the command as a person
starts it. Another 200 hit publishing alone, which is where dist/ is written.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.context import ForkServerContext
from pathlib import Path

from benchmarks.killing import (
    Kills,
    Run,
    Series,
    at_any_time,
    kill_again_and_again,
    prepared,
    start_command,
    start_publishing,
    start_release,
    timed,
    while_publishing,
)
from benchmarks.page import stamp, table, write_block
from flows.engine import environment

SEED = 20261122
RELEASES, PUBLISHING, COMMANDS, ALONE = 90, 10, 10, 200
"""Kills of each series; there are two of releases, with moments of their own."""

LATE = 1.0
"""Seconds from the end of the checks in which a run is killed; publishing takes about as long."""

REST = 50
"""After so many kills one run is let end."""

PRELOADED = (
    "flows.engine.release",
    "flows.cli.commands",
    "great_expectations",
    "spacy",
    "onnxruntime",
    "transforms.comparison.differences.stage",
    "transforms.comparison.statements.stage",
    "transforms.comparison.stories",
)


def run(data: Path) -> None:
    """Kill, count, and write the table into docs/benchmarks.md; takes most of an hour, and needs no data."""
    del data
    started = time.perf_counter()
    # What a run says is read; Prefect would speak in between.
    os.environ["PREFECT_LOGGING_LEVEL"] = environment.QUIET
    with tempfile.TemporaryDirectory() as folder:
        rows = [_row(name, done) for name, done in _at_once(Path(folder))]
    minutes = (time.perf_counter() - started) / 60
    told = f"Seed {SEED}; three series at once; {minutes:.0f} minutes."
    write_block("kills", f"{stamp('python -m benchmarks kills')}\n\n{table(rows)}\n\n{told}")


def _at_once(folder: Path) -> Iterator[tuple[str, Kills]]:
    """The series side by side, each in folders of its own: a run mostly waits, or is killed while it does."""
    # Imported here: Prefect reads its environment when it is imported, and the harness sets it.
    from prefect.settings import PREFECT_API_URL  # noqa: PLC0415
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415

    context = prepared(PRELOADED)
    with prefect_test_harness(server_startup_timeout=120), ThreadPoolExecutor() as pool:
        api = PREFECT_API_URL.value()
        jobs = [
            pool.submit(_releases, context, _made(folder / "whole"), api, SEED),
            pool.submit(_releases, context, _made(folder / "again"), api, SEED + 1),
            pool.submit(_others, context, folder, api),
        ]
        yield from (found for job in jobs for found in job.result())


def _releases(context: ForkServerContext, folder: Path, api: str, seed: int) -> list[tuple[str, Kills]]:
    start = start_release(context, folder, api)
    timed(start(0))  # the first has modules to load that the preloaded ones import late
    seconds = timed(start(1))
    series = Series("a release, at any moment", start, at_any_time(seconds, seed), folder / "dist")
    return [(f"{series.name} of {seconds:.0f} s", kill_again_and_again(series, RELEASES, REST))]


def _others(context: ForkServerContext, folder: Path, api: str) -> list[tuple[str, Kills]]:
    late = _made(folder / "late")
    start = start_release(context, late, api)
    timed(start(0))
    shutil.copytree(late / "work" / "tables", folder / "alone" / "tables")
    return [
        _alone(start_publishing(context, folder / "alone"), folder / "alone" / "dist"),
        _late(start, late / "dist"),
        _commands(_made(folder / "commands")),
    ]


def _alone(start: Callable[[int], Run], dist: Path) -> tuple[str, Kills]:
    seconds = timed(start(0))
    series = Series("publishing alone, at any moment", start, at_any_time(seconds, SEED), dist)
    return f"{series.name} of {seconds:.1f} s", kill_again_and_again(series, ALONE, REST)


def _late(start: Callable[[int], Run], dist: Path) -> tuple[str, Kills]:
    series = Series("a release, once it publishes", start, while_publishing(LATE, SEED), dist)
    return f"{series.name}, within {LATE:.0f} s", kill_again_and_again(series, PUBLISHING, REST)


def _commands(folder: Path) -> tuple[str, Kills]:
    start = start_command(folder)
    seconds = timed(start(0))
    series = Series("the command, at any moment", start, at_any_time(seconds, SEED), folder / "dist")
    return f"{series.name} of {seconds:.0f} s", kill_again_and_again(series, COMMANDS, REST)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _row(name: str, done: Kills) -> dict[str, object]:
    if done.broken or done.refused_after:
        print(*done.broken, *done.refused_after, sep="\n")
    during = ", ".join(f"{stage} {count}" for stage, count in sorted(done.during.items()))
    return {
        "killed": name,
        "kills": done.number,
        "after the stage": during,
        "left a staging folder": done.leftovers,
        "whole releases at the end": done.releases,
        "broken": len(done.broken),
        "processes that outlived it": done.orphans,
        "runs after": done.runs_after,
        "of these not well": len(done.refused_after),
    }
