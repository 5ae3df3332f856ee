"""kill -9 of `parallax release` at random moments: only whole releases stay, and the next run succeeds.

Each run has something new to publish. Three series, of 200 kills together: the command as a person starts it,
the same in processes that have their imports behind them (so that more of them die at work), and those again
once they have come to publishing. A fourth kills publishing alone, which is where dist/ is written.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
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

SEED = 20261122
COMMANDS, RELEASES, PUBLISHING, ALONE = 10, 150, 40, 200
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
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, done in _series(Path(folder)):
            print(name, done, flush=True)
            rows.append(_row(name, done))
    minutes = (time.perf_counter() - started) / 60
    told = f"Seed {SEED}; {minutes:.0f} minutes."
    write_block("kills", f"{stamp('python -m benchmarks kills')}\n\n{table(rows)}\n\n{told}")


def _series(folder: Path) -> Iterator[tuple[str, Kills]]:
    # Imported here: Prefect reads its environment when it is imported, and the harness sets it.
    from prefect.settings import PREFECT_API_URL  # noqa: PLC0415
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415

    with prefect_test_harness(server_startup_timeout=120):
        yield from _releases(folder, PREFECT_API_URL.value())
    yield "the command, at any moment", _commands(_made(folder / "commands"))


def _releases(folder: Path, api: str) -> Iterator[tuple[str, Kills]]:
    context = prepared(PRELOADED)
    whole, late, alone = (_made(folder / name) for name in ("whole", "late", "alone"))
    start = start_release(context, whole, api)
    timed(start(0))  # the first has modules to load that the preloaded ones import late
    seconds = timed(start(1))
    series = Series(start, at_any_time(seconds, SEED), whole / "dist")
    yield f"a release, at any moment of {seconds:.0f} s", kill_again_and_again(series, RELEASES, REST)
    series = Series(start_release(context, late, api), while_publishing(LATE, SEED), late / "dist")
    yield f"a release, in the {LATE:.0f} s after its checks", kill_again_and_again(series, PUBLISHING, REST)
    (late / "work" / "tables").rename(alone / "tables")
    yield "publishing alone, at any moment", _alone(start_publishing(context, alone), alone / "dist")


def _commands(folder: Path) -> Kills:
    start = start_command(folder)
    seconds = timed(start(0))
    return kill_again_and_again(Series(start, at_any_time(seconds, SEED), folder / "dist"), COMMANDS, REST)


def _alone(start: Callable[[int], Run], dist: Path) -> Kills:
    seconds = timed(start(0))
    return kill_again_and_again(Series(start, at_any_time(seconds, SEED), dist), ALONE, REST)


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
