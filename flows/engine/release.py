"""The flow `release`: from raw/ to a published version, or the reason why there is none."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flows.engine import artifacts
from flows.engine.build import build
from flows.engine.environment import quiet_libraries
from flows.engine.progress import note, seconds, stage
from flows.engine.run_summary import BLOCKED, PUBLISHED, UNCHANGED, RunSummary
from flows.engine.tasks import io_task, recorded_flow
from flows.exits import DATA, Refused
from flows.inputs.lists import read_expected
from flows.inputs.remarks import remarks
from flows.publishing.baseline import CHANGES, Baseline, find_baseline
from flows.publishing.provenance import provenance
from flows.publishing.publish import Published, Unchanged, publish
from flows.quality.examine import Report, examine, since
from flows.quality.report import observed, to_html, to_json, to_junit, to_markdown
from flows.settings import Settings
from flows.store import files as storage
from flows.store.durable import write_bytes
from flows.store.resources import measured_accuracy
from transforms.release.accuracy import ACCURACY

QUALITY = "quality"
"""Folder of the work folder, and of a release, that holds the data-quality report."""

REPORT = "report.json"
_NAMED: Final = 5
"""Checks that the reason of a blocked release names."""

RENDERED = {REPORT: to_json, "report.md": to_markdown, "report.html": to_html, "junit.xml": to_junit}


class Blocked(Refused):
    """The data failed a critical check; `summary` counts everything all the same."""

    def __init__(self, summary: RunSummary) -> None:
        failing = (
            [result.check.id for result in summary.report.results if result.blocks] if summary.report else []
        )
        more = f" and {len(failing) - _NAMED} more" if len(failing) > _NAMED else ""
        told = f"{summary.line} ({', '.join(failing[:_NAMED])}{more})" if failing else summary.line
        super().__init__(told, DATA)
        self.summary = summary


@recorded_flow("release")
def release(settings: Settings) -> RunSummary:
    """Build, examine, publish; raises Blocked where a critical check fails, and then publishes nothing."""
    tables = build(settings)
    told = remarks(settings.raw)
    baseline = compare_with_last(tables, settings)
    report = examine_tables(tables, settings, baseline)
    show_quality(report, settings)
    if report.blocked:
        raise Blocked(summarise(tables, report, settings, None, told))
    published = publish_tables(tables, settings, baseline)
    show_release(published, settings)
    summary = summarise(tables, report, settings, published, told)
    note(summary.line)
    return summary


@io_task
def compare_with_last(tables: Path, settings: Settings) -> Baseline:
    """What the tables change against the newest release; also becomes the table `changes` beside them."""
    with stage("comparing", 1, "release") as advance:
        baseline = find_baseline(settings.dist, storage.scan(tables))
        advance(1)
    storage.write_frame(tables / f"{CHANGES}.parquet", baseline.changes)
    return baseline


@io_task
def examine_tables(tables: Path, settings: Settings, baseline: Baseline) -> Report:
    """Run every data-quality check on the finished tables; the report is also written, as files.

    A warning that is worse than in the previous release is marked as such.
    """
    with stage("checking", 1, "set of tables") as advance, quiet_libraries():
        report = examine(
            storage.scan(tables), storage.load_counts(tables), expected=read_expected(settings.raw)
        )
        report = _marked(report, settings, baseline)
        advance(1)
    folder = storage.clear(settings.work / QUALITY)
    for name, render in RENDERED.items():
        write_bytes(folder / name, render(report).encode())
    write_bytes(settings.work / ACCURACY, measured_accuracy())
    return report


@io_task
def show_quality(report: Report, settings: Settings) -> None:
    """Show the data-quality report in Prefect."""
    artifacts.show_quality(report, (settings.work / QUALITY / "report.md").read_text(encoding="utf-8"))


@io_task
def show_release(published: Published | Unchanged, settings: Settings) -> None:
    """Show in Prefect where the newest release is, and how many rows each had."""
    artifacts.show_release(published.folder, published.version, settings.dist)


def _marked(report: Report, settings: Settings, baseline: Baseline) -> Report:
    """`report` beside that of the previous release, where there is one with a report."""
    path = settings.dist / str(baseline.previous) / QUALITY / REPORT
    if baseline.previous is None or not path.is_file():
        return report
    return since(path.read_bytes(), baseline.previous, report)


def _worsened(report: Report) -> tuple[str, ...]:
    """A sentence for each warning that is worse than in the previous release."""
    return tuple(
        f"Worse than in {report.previous}: {result.check.meaning}, now {observed(result)}"
        for result in report.grown
    )


@io_task
def publish_tables(tables: Path, settings: Settings, baseline: Baseline) -> Published | Unchanged:
    """Publish what passed, with its report, as the next version; Refused where the disk does not let us."""
    paths = (*(f"{QUALITY}/{name}" for name in RENDERED), ACCURACY)
    report = {path: (settings.work / path).read_bytes() for path in paths}
    info = provenance(settings, storage.load_counts(tables))
    today = datetime.now(UTC).date()
    with stage("publishing", 1, "release") as advance:
        published = publish(
            storage.scan(tables), report, info, settings.dist, settings.version, today, baseline
        )
        advance(1)
    return published


def summarise(
    tables: Path,
    report: Report,
    settings: Settings,
    published: Published | Unchanged | None,
    told: Sequence[str] = (),
) -> RunSummary:
    """How the run ended; `published` is None where the checks forbade it, `told` is what to know of raw/."""
    outcome = {Published: PUBLISHED, Unchanged: UNCHANGED}.get(type(published), BLOCKED)
    return RunSummary(
        outcome=outcome,
        folder=published.folder if published else settings.work / QUALITY,
        version=published.version if published else None,
        rows=report.rows,
        counts=storage.load_counts(tables),
        report=report,
        seconds=seconds(),
        notes=(*told, *_notes(published), *_worsened(report)),
    )


def _notes(published: Published | Unchanged | None) -> tuple[str, ...]:
    if published is None:
        return ()
    changes = (
        (f"Compared with the last release: {published.changes}",) if isinstance(published, Published) else ()
    )
    return (*published.notes, *changes)
