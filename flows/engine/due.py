"""Whether a release is due: nothing is built where nothing that a build reads has changed since the last one.

What it reads is hashed, every byte of it: raw/, models, word lists, libraries, all code, and how the newest
release stands in dist/. Also keeps the record of runs, from which `parallax status` tells.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flows.engine.alarm import tell
from flows.exits import line_of
from flows.publishing import releases
from flows.publishing.index import INDEX
from flows.settings import Settings
from flows.store import plain
from flows.store.files import TABLES
from flows.store.fingerprint import digest_of, fingerprint
from flows.store.resources import PROJECT, load_resources
from flows.store.runs import Run, note_run, read_runs
from flows.store.staging import PREFIX
from transforms.release.bundle import CHECKSUMS

if TYPE_CHECKING:
    from flows.engine.run_summary import RunSummary

FAILED: Final = "failed"
STOPPED: Final = "stopped"
"""Outcomes of runs that end without a summary."""

_DONE: Final = ("published", "unchanged")


def release_if_due(settings: Settings, release: Callable[[Settings], "RunSummary"]) -> "RunSummary":
    """What `release` gives, or that nothing changed since the last run; either is put on record.

    Raises what `release` raises, once that is on record.
    """
    started, clock = datetime.now(UTC), time.monotonic()

    def note(**facts: Any) -> None:
        seconds = round(time.monotonic() - clock, 3)
        run = Run(started_at=started.isoformat(timespec="seconds"), seconds=seconds, **facts)
        # A disk that takes no note must not hide how the run ended.
        with suppress(OSError):
            note_run(settings.work, run)
        tell(run)

    try:
        before = state_of(settings)
        found = _known(settings, before)
        summary = found or release(settings)
    except BaseException as error:
        note(**_failed(error, settings))
        raise
    # What the run itself changed is the new release; what somebody changed meanwhile is due next time.
    same = before is not None and before[0] == (after := state_of(settings) or ("", ""))[0]
    note(**_told(summary, settings), state=digest_of(after) if same else None)
    return summary


def state_of(settings: Settings) -> tuple[str, str] | None:
    """Two hashes, of all that a run reads and of where releases stand; None where that cannot be read."""
    try:
        hashes = load_resources(settings.raw).hashes()
        code = digest_of([(path, plain.sha256(PROJECT / path)) for path in _code()])
        chosen = (settings.seconds_a_document, settings.raw.absolute(), settings.dist.absolute())
        read = digest_of([fingerprint(hashes), code, chosen, list(_files(settings.raw))])
        return read, digest_of(_published(settings.dist))
    except OSError:
        return None


def _known(settings: Settings, state: tuple[str, str] | None) -> "RunSummary | None":
    """The summary of a run that has nothing to do, or None."""
    from flows.engine.run_summary import UNCHANGED, RunSummary  # noqa: PLC0415 (imports the report)

    runs = [run for run in read_runs(settings.work) if run.outcome in _DONE]
    if settings.fresh or settings.version or state is None or not runs or runs[-1].state != digest_of(state):
        return None
    last = runs[-1]
    newest = settings.dist / str(last.version)
    return RunSummary(
        outcome=UNCHANGED,
        folder=newest,
        version=last.version,
        rows=last.rows,
        notes=(f"Nothing that a build reads has changed since the run of {last.started_at}: none was made.",),
    )


def _told(summary: "RunSummary", settings: Settings) -> dict[str, Any]:
    return {
        "outcome": summary.outcome,
        "told": summary.line,
        "version": summary.version,
        "rows": dict(summary.rows),
        "rejects": _rejects(settings),
    }


def _failed(error: BaseException, settings: Settings) -> dict[str, Any]:
    summary = getattr(error, "summary", None)
    if summary is not None:
        return _told(summary, settings) | {"told": str(error)}
    stopped = isinstance(error, KeyboardInterrupt)
    return {"outcome": STOPPED if stopped else FAILED, "told": "stopped" if stopped else line_of(error)}


def _rejects(settings: Settings) -> list[dict[str, Any]]:
    """How many things the last build left out, by stage and reason, each with one example of why."""
    import polars as pl  # noqa: PLC0415 (takes a second)

    path = settings.work / TABLES / "rejects.parquet"
    if not path.is_file():
        return []
    grouped = pl.read_parquet(path).group_by("stage", "reason", maintain_order=True)
    return grouped.agg(number=pl.len(), example=pl.col("detail").first()).to_dicts()


def _files(raw: Path) -> Iterator[tuple[str, str]]:
    """Path and hash of each file below a folder, in order; OSError where something is no plain file."""
    for path, kind in plain.entries(raw):
        if kind != plain.FOLDER:
            yield path.relative_to(raw).as_posix(), plain.sha256(path)


def _code() -> Iterator[str]:
    """All code of the project: also what only checks and publishes decides what a run gives."""
    for package in ("flows", "transforms", "schemas"):
        yield from sorted(
            path.relative_to(PROJECT).as_posix()
            for path in (PROJECT / package).rglob("*")
            if path.is_file() and path.suffix != ".pyc"
        )


def _published(dist: Path) -> list[Any]:
    """How releases stand: all versions, the lists, the files of the newest, and what killed runs left."""
    found = releases.published(dist)
    lists = [_hash(dist / name) for name in (INDEX, releases.LATEST)]
    left = sorted(path.name for path in dist.glob(f"{PREFIX}*"))
    newest = list(_files(dist / found[-1])) if found else []
    return [found, lists, left, newest, _hash(dist / (found[-1] if found else "") / CHECKSUMS)]


def _hash(path: Path) -> str | None:
    return plain.sha256(path) if path.is_file() else None
