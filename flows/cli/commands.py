"""What the commands that run a flow do: settings first, then Prefect, then the closing table."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from flows import exits, settings
from flows.engine import environment as silence
from flows.engine.progress import seconds, watching
from flows.engine.run_summary import BUILT, Closing
from flows.settings import Settings


def run_release(*, verbose: bool, as_json: bool, quiet: bool, **options: Any) -> int:
    """Run the flow `release`; gives the exit code after showing how it ended."""
    chosen = _prepared(verbose, options)
    # Imported here: Prefect reads its environment when it is imported.
    from flows.engine.release import Blocked, release  # noqa: PLC0415

    def released() -> Closing:
        try:
            return release(chosen)
        except Blocked as blocked:
            return blocked.closing

    return _closed(_watched(released, quiet), as_json)


def run_build(*, verbose: bool, as_json: bool, quiet: bool, **options: Any) -> int:
    """Run the flow `build`; gives the exit code after showing what was made."""
    chosen = _prepared(verbose, options)
    # Imported here: Prefect reads its environment when it is imported.
    from flows.engine.build import build  # noqa: PLC0415

    return _closed(_watched(lambda: _built(build(chosen)), quiet), as_json)


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
    silence.prefect_at(chosen.prefect_home, verbose=verbose)
    return chosen


def _watched(run: Callable[[], Closing], quiet: bool) -> Closing:
    with watching(quiet=quiet):
        return run()


def _built(folder: Path) -> Closing:
    # Imported here: reads frames, which `serve` does not need.
    from flows.store import files as storage  # noqa: PLC0415

    outcome = storage.load(folder)
    rows = {name: frame.height for name, frame in outcome.frames.items()}
    return Closing(outcome=BUILT, folder=folder, rows=rows, tallies=outcome.tallies, seconds=seconds())


def _closed(closing: Closing, as_json: bool) -> int:
    if as_json:
        print(json.dumps(closing.as_json(), ensure_ascii=False, indent=2))  # noqa: T201 (the answer itself)
    else:
        closing.show(Console())
    return exits.DATA if closing.report and closing.report.blocked else exits.DONE
