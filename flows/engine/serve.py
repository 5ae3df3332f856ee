"""`parallax serve`: a schedule on this machine, with Prefect's own server as a child that ends with it.

Prefect's temporary server, which a single run uses, has no scheduler; so a full one is started here, on a
free port of the loopback interface, unless PREFECT_API_URL names one that is already running. What a run
reads and writes is told by the environment of this process, never by whoever asks for a run.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

from flows.engine import server
from flows.exits import INPUT, Refused
from flows.settings import Settings, as_environment

DEPLOYMENT = "scheduled"
_GRACE_SECONDS = 20


def serve(settings: Settings, cron: str) -> None:
    """Run `release` whenever `cron` says so, until interrupted; leaves no process behind."""
    ours = None if "PREFECT_API_URL" in os.environ else server.new_door()
    # Before Prefect is imported, which reads it then: else it starts a second, temporary server. The runs,
    # which are children, take from here also what they read and write.
    os.environ.update(as_environment(settings) | (ours.for_clients() if ours else {}))
    check_cron(cron)
    with suppress(KeyboardInterrupt), _server(ours) if ours else nullcontext():
        _run_on_schedule(settings, cron)
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


def _run_on_schedule(settings: Settings, cron: str) -> None:
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
        _say(f"Releasing {settings.raw} into {settings.dist} at {cron!r} (UTC); Ctrl-C ends it")
        await runner.start()

    runner = Stoppable(name=DEPLOYMENT, limit=1, pause_on_shutdown=False)
    # Prefect's own place is below the system's temporary folder, where it leaves an empty folder behind.
    runner._tmp_dir = settings.prefect_home.absolute() / "runner"
    runner.add_flow(scheduled_release, name=DEPLOYMENT, cron=cron, entrypoint_type=EntrypointType.MODULE_PATH)
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
