"""kill -9 of `parallax release` at random moments: only whole releases stay, and the next run succeeds.

Each run has something new to publish. Three series, of 200 kills together: the command as a person starts it,
the same in processes that have their imports behind them (so that more of them die at work), and those again
once they have come to publishing. A fourth kills publishing alone, which is where dist/ is written.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.context import ForkServerContext
from pathlib import Path

from benchmarks.killing import (
    Kills,
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
from flows import silence

SEED = 20261122
COMMANDS, RELEASES, PUBLISHING, ALONE = 80, 95, 25, 200
"""Kills of each series."""

LATE = 1.0
"""Seconds from the end of the checks in which a run is killed; publishing takes about as long."""

REST = 50
"""After so many kills one run is let end."""

PRELOADED = ("flows.release", "flows.commands", "great_expectations", "spacy", "onnxruntime",
             "transforms.discrepancies", "transforms.statements", "transforms.stories")  # fmt: skip


def run(data: Path) -> None:
    """Kill, count, and write the table into docs/benchmarks.md; takes most of an hour, and needs no data."""
    del data
    started = time.perf_counter()
    # What a run says is read; Prefect would speak in between.
    os.environ["PREFECT_LOGGING_LEVEL"] = silence.QUIET
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
            pool.submit(_commands, _made(folder / "commands")),
            pool.submit(_releases, context, _made(folder / "whole"), api),
            pool.submit(_publishing, context, _made(folder / "late"), api),
        ]
        yield from (found for job in jobs for found in job.result())


def _commands(folder: Path) -> list[tuple[str, Kills]]:
    start = start_command(folder)
    seconds = timed(start(0))
    series = Series("the command, at any moment", start, at_any_time(seconds, SEED), folder / "dist")
    return [(f"{series.name} of {seconds:.0f} s", kill_again_and_again(series, COMMANDS, REST))]


def _releases(context: ForkServerContext, folder: Path, api: str) -> list[tuple[str, Kills]]:
    start = start_release(context, folder, api)
    timed(start(0))  # the first has modules to load that the preloaded ones import late
    seconds = timed(start(1))
    series = Series("a release, at any moment", start, at_any_time(seconds, SEED), folder / "dist")
    return [(f"{series.name} of {seconds:.0f} s", kill_again_and_again(series, RELEASES, REST))]


def _publishing(context: ForkServerContext, folder: Path, api: str) -> list[tuple[str, Kills]]:
    """First within whole runs, then alone, with the tables that the last whole run made."""
    start, dist = start_release(context, folder, api), folder / "dist"
    late = Series("a release, once it publishes", start, while_publishing(LATE, SEED), dist)
    found = [(f"{late.name}, within {LATE:.0f} s", kill_again_and_again(late, PUBLISHING, REST))]
    apart = _made(folder / "alone")
    (folder / "work" / "tables").rename(apart / "tables")
    start = start_publishing(context, apart)
    seconds = timed(start(0))
    alone = Series("publishing alone, at any moment", start, at_any_time(seconds, SEED), apart / "dist")
    return [*found, (f"{alone.name} of {seconds:.1f} s", kill_again_and_again(alone, ALONE, REST))]


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
        "runs after": done.runs_after,
        "of these not well": len(done.refused_after),
    }
