"""`parallax serve`: a schedule on this machine, with Prefect's own server as a child that ends with it.

Prefect's temporary server, which a single run uses, has no scheduler; so a full one is started here, on a
free port of the loopback interface, unless PREFECT_API_URL names one that is already running. What a run
reads and writes is told by the environment of this process, never by whoever asks for a run.
"""

import asyncio
import importlib
import multiprocessing
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flows.engine import server
from flows.exits import INPUT, Refused
from flows.settings import Settings, as_environment
from flows.store.schedule import Noted, serving

DEPLOYMENT = "scheduled"
_GRACE_SECONDS = 20
_AHEAD: Final = 1000


@dataclass(frozen=True, slots=True)
class Schedule:
    """When to run: by a cron expression in UTC, or once in a while from now on."""

    cron: str | None = None
    every: timedelta | None = None

    @classmethod
    def of(cls, cron: str | None, every: str | None) -> "Schedule":
        """The schedule of the options; Refused where both or neither is given, or one says no time."""
        if (cron is None) == (every is None):
            raise Refused("give either --cron or --every, as in --every 6h", INPUT)
        return cls(cron, None if every is None else interval(every))

    @property
    def told(self) -> str:
        """In words."""
        return f"at {self.cron!r} (UTC)" if self.cron else f"every {self.every}"

    def due(self, start: datetime) -> list[str]:
        """When runs are due from `start`, as far as anybody looks ahead."""
        # Imported here: Prefect reads PREFECT_API_URL when it is imported.
        croniter: Any = importlib.import_module("prefect._vendor.croniter").croniter
        if self.every is not None:
            return [(start + self.every * number).isoformat() for number in range(1, _AHEAD + 1)]
        times = croniter(self.cron, start)
        return [times.get_next(datetime).isoformat() for _ in range(_AHEAD)]


def interval(text: str) -> timedelta:
    """The time that 30m, 6h or 1d says; Refused where it says none, or less than a minute."""
    match = re.fullmatch(r"([1-9]\d{0,4})([mhd])", text)
    if match is None:
        raise Refused(f"--every {text!r} is no time; write a number with m, h or d, as in 6h", INPUT)
    return (
        int(match[1]) * {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}[match[2]]
    )


def serve(settings: Settings, schedule: Schedule) -> None:
    """Run `release` whenever the schedule says so, until interrupted; leaves no process behind.

    Raises Busy where another process serves this work folder already.
    """
    ours = None if "PREFECT_API_URL" in os.environ else server.new_door()
    # Before Prefect is imported, which reads it then: else it starts a second, temporary server. The runs,
    # which are children, take from here also what they read and write.
    os.environ.update(as_environment(settings) | (ours.for_clients() if ours else {}))
    if schedule.cron is not None:
        check_cron(schedule.cron)
    noted = Noted(f"{schedule.told}, parallax serve", schedule.due(datetime.now(UTC)))
    with serving(settings.work, noted), suppress(KeyboardInterrupt), _server(ours) if ours else nullcontext():
        _run_on_schedule(settings, schedule)
    _say("Stopped")


def check_cron(cron: str) -> None:
    """Refuse what is no cron expression of five fields."""
    # Imported here: Prefect reads PREFECT_API_URL when it is imported.
    from prefect.client.schemas.schedules import CronSchedule  # noqa: PLC0415

    try:
        CronSchedule(cron=cron)
    except ValueError as error:
        raise Refused(
            f'--cron {cron!r} is no cron expression; write five fields, as in "0 6 * * *"', INPUT
        ) from error


def _run_on_schedule(settings: Settings, schedule: Schedule) -> None:
    # Imported here: Prefect reads PREFECT_API_URL when it is imported.
    from prefect.runner import Runner  # noqa: PLC0415
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415

    from flows.engine.scheduled import scheduled_release  # noqa: PLC0415

    class Stoppable(Runner):
        def handle_sigterm(self, *_: Any, **__: Any) -> None:
            """Stop in order: Prefect's own answer exits before it has stopped its runs."""
            if not self.started:
                raise KeyboardInterrupt
            asyncio.run_coroutine_threadsafe(self.astop(), loop)

    async def run() -> None:
        # Python's own answer to Ctrl-C cancels the runner, which may take that for the end of one request.
        loop.add_signal_handler(signal.SIGINT, runner.handle_sigterm)
        _say(f"Releasing {settings.raw} into {settings.dist} {schedule.told}; Ctrl-C ends it")
        await runner.start()

    runner = Stoppable(name=DEPLOYMENT, limit=1, pause_on_shutdown=False)
    # Prefect's own place is below the system's temporary folder, where it leaves an empty folder behind.
    runner._tmp_dir = settings.prefect_home.absolute() / "runner"
    when = {"cron": schedule.cron} if schedule.cron else {"interval": schedule.every}
    runner.add_flow(scheduled_release, name=DEPLOYMENT, entrypoint_type=EntrypointType.MODULE_PATH, **when)
    with asyncio.Runner() as loops:
        loop = loops.get_loop()
        loops.run(run())
    _end_runs()


def _end_runs() -> None:
    """End a run that is still at work: what it was publishing is published whole, or not at all."""
    for child in multiprocessing.active_children():
        child.terminate()
        child.join(_GRACE_SECONDS)
        child.kill()


@contextmanager
def _server(door: server.Door) -> Iterator[None]:
    """A Prefect server with a scheduler at `door`, for as long as the block lasts."""
    child = server.with_scheduler(door)
    _say("Starting Prefect's server")
    try:
        child.wait_until_up()
        yield
    finally:
        child.stop()


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
