"""What the commands that run a flow do: settings first, then Prefect, then the summary table."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from flows import exits, settings
from flows.engine import environment
from flows.engine.progress import seconds, watching
from flows.engine.run_summary import BUILT, RunSummary
from flows.settings import Settings


def run_release(*, verbose: bool, as_json: bool, quiet: bool, **options: Any) -> int:
    """Run the flow `release`; gives the exit code after showing how it ended."""
    chosen = _prepared(verbose, options)
    # Imported here: Prefect reads its environment when it is imported.
    from flows.engine.release import Blocked, release  # noqa: PLC0415

    def released() -> RunSummary:
        try:
            return release(chosen)
        except Blocked as blocked:
            return blocked.summary

    return _finished(_watched(released, quiet), as_json)


def run_build(*, verbose: bool, as_json: bool, quiet: bool, **options: Any) -> int:
    """Run the flow `build`; gives the exit code after showing what was made."""
    chosen = _prepared(verbose, options)
    # Imported here: Prefect reads its environment when it is imported.
    from flows.engine.build import build  # noqa: PLC0415

    return _finished(_watched(lambda: _built(build(chosen), chosen.raw), quiet), as_json)


def run_diff(before: str, after: str, *, dist: Path | None, table: str | None, as_json: bool) -> int:
    """Compare two releases and show what differs."""
    from flows.publishing import diff  # noqa: PLC0415 (beside the other imports of what a command needs)

    found = diff.diff(before, after, settings.load(dist=dist).dist, table)
    if as_json:
        print(json.dumps(diff.as_json(found), ensure_ascii=False, indent=2))  # noqa: T201 (the answer itself)
    else:
        diff.show(found, Console())
    return exits.DONE


def run_serve(cron: str, *, verbose: bool, **options: Any) -> int:
    """Release on a schedule until interrupted."""
    from flows.engine.serve import serve  # noqa: PLC0415 (beside the other imports of what a command needs)

    serve(_prepared(verbose, options), cron)
    return exits.DONE


def _prepared(verbose: bool, options: dict[str, Any]) -> Settings:
    chosen = settings.load(**options)
    environment.prefect_at(chosen.prefect_home, verbose=verbose)
    return chosen


def _watched(run: Callable[[], RunSummary], quiet: bool) -> RunSummary:
    with watching(quiet=quiet):
        return run()


def _built(folder: Path, raw: Path) -> RunSummary:
    # Imported here: reads frames, which `serve` does not need.
    from flows.inputs.remarks import remarks  # noqa: PLC0415
    from flows.store import files as storage  # noqa: PLC0415

    outcome = storage.load(folder)
    rows = {name: frame.height for name, frame in outcome.tables.frames().items()}
    return RunSummary(
        outcome=BUILT,
        folder=folder,
        rows=rows,
        counts=outcome.counts,
        seconds=seconds(),
        notes=remarks(raw),
    )


def _finished(summary: RunSummary, as_json: bool) -> int:
    if as_json:
        print(json.dumps(summary.as_json(), ensure_ascii=False, indent=2))  # noqa: T201 (the answer itself)
    else:
        summary.show(Console())
    return exits.DATA if summary.report and summary.report.blocked else exits.DONE
