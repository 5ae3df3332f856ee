"""What the commands that run a flow do: settings, then Prefect and its server, then the summary table."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import exits, lean, settings
from flows.engine import environment, logs, server, server_app
from flows.settings import Settings

# Whatever else is needed is imported where it is used: the server starts first, and is waited for meanwhile.
if TYPE_CHECKING:
    from flows.engine.run_summary import RunSummary


def run_release(*, verbose: bool, as_json: bool, quiet: bool, **options: Any) -> int:
    """Run the flow `release`; gives the exit code after showing how it ended."""
    from flows.engine.due import release_if_due  # noqa: PLC0415

    chosen = _prepared(verbose, options)
    try:
        # Before anything is started: where nothing has changed, nothing needs to be.
        summary = release_if_due(chosen, partial(_released, quiet=quiet))
    except exits.Refused as refused:
        if (told := getattr(refused, "summary", None)) is None:
            raise
        summary = told
    return _shown(summary, as_json)


def _released(chosen: Settings, *, quiet: bool) -> "RunSummary":
    """How the flow `release` ended; raises Blocked where a critical check failed."""
    with _started(chosen, quiet, _release_loaded):
        from flows.engine.release import release  # noqa: PLC0415

        return release(chosen)


def run_build(*, verbose: bool, as_json: bool, quiet: bool, **options: Any) -> int:
    """Run the flow `build`; gives the exit code after showing what was made."""
    chosen = _prepared(verbose, options)
    with _started(chosen, quiet, _build_loaded):
        from flows.engine.build import build  # noqa: PLC0415

        summary = summary_of_build(build(chosen), chosen.raw)
    return _shown(summary, as_json)


def run_diff(before: str, after: str, *, dist: Path | None, table: str | None, as_json: bool) -> int:
    """Compare two releases and show what differs."""
    from rich.console import Console  # noqa: PLC0415

    from flows.publishing import diff  # noqa: PLC0415

    found = diff.diff(before, after, settings.load(dist=dist).dist, table)
    if as_json:
        print(json.dumps(diff.as_json(found), ensure_ascii=False, indent=2))  # noqa: T201 (the answer itself)
    else:
        diff.show(found, Console())
    return exits.DONE


def run_serve(cron: str | None, every: str | None, *, verbose: bool, **options: Any) -> int:
    """Release on a schedule until interrupted."""
    from flows.engine.serve import Schedule, serve  # noqa: PLC0415

    schedule = Schedule.of(cron, every)
    serve(_prepared(verbose, options), schedule)
    return exits.DONE


def _prepared(verbose: bool, options: dict[str, Any]) -> Settings:
    chosen = settings.load(**options)
    environment.prefect_at(chosen.prefect_home, verbose=verbose)
    server_app.seldom_collect()
    lean.import_contracts()
    if verbose:
        logs.to_terminal()
    return chosen


@contextmanager
def _started(chosen: Settings, quiet: bool, load: Callable[[Settings], None]) -> Iterator[None]:
    """Prefect's server, up, with what the run needs loaded while it started; stages are shown from here."""
    from flows.engine.executor import at_work  # noqa: PLC0415
    from flows.engine.progress import stage, watching  # noqa: PLC0415
    from flows.engine.tasks import unrecorded  # noqa: PLC0415
    from flows.engine.watched import readers  # noqa: PLC0415

    # First of all: the worker loads the models while this process imports Prefect.
    with (
        watching(quiet=quiet),
        at_work(partial(readers, chosen.raw, chosen.workers)),
        (nullcontext if not chosen.unrecorded else unrecorded)(),
        server.beside() if not chosen.unrecorded else nullcontext(_nothing) as wait_until_up,
    ):
        with stage("starting", 1, "server") as advance:
            load(chosen)
            wait_until_up()
            advance(1)
        yield


def _nothing() -> None:
    """No server is waited for."""


def _build_loaded(chosen: Settings) -> None:
    from flows.engine import build, steps  # noqa: F401, PLC0415 (loading it is what counts)
    from flows.engine.executor import current  # noqa: PLC0415
    from flows.inputs.origins import find_origins  # noqa: PLC0415

    # A wrong folder is told at once, not when the server is up.
    find_origins(chosen.raw)
    current().run(steps.load, chosen.raw)


def _release_loaded(chosen: Settings) -> None:
    from flows.engine import release  # noqa: F401, PLC0415 (loading it is what counts)
    from flows.quality.engine import Engine  # noqa: PLC0415

    # Great Expectations takes seconds to import, and does so with the first engine.
    Engine(examples=0)
    _build_loaded(chosen)


def summary_of_build(folder: Path, raw: Path) -> "RunSummary":
    """What a build put into a folder; of its tables nothing but how many rows they have is read."""
    from flows.engine.progress import seconds  # noqa: PLC0415
    from flows.engine.run_summary import BUILT, RunSummary  # noqa: PLC0415
    from flows.inputs.remarks import remarks  # noqa: PLC0415
    from flows.store import files as storage  # noqa: PLC0415
    from transforms.tables import heights  # noqa: PLC0415

    return RunSummary(
        outcome=BUILT,
        folder=folder,
        rows=heights(storage.scan(folder)),
        counts=storage.load_counts(folder),
        seconds=seconds(),
        notes=remarks(raw),
    )


def _shown(summary: "RunSummary", as_json: bool) -> int:
    """Print how a run ended; gives the exit code."""
    from rich.console import Console  # noqa: PLC0415

    if as_json:
        print(json.dumps(summary.as_json(), ensure_ascii=False, indent=2))  # noqa: T201 (the answer itself)
    else:
        summary.show(Console())
    return exits.DATA if summary.report and summary.report.blocked else exits.DONE
