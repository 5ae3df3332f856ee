"""What a run shows in Prefect beside its log: progress, counts, quality, rows over time, and the release.

A run that is not recorded shows nothing there.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from flows.engine.tasks import is_recorded
from flows.publishing import releases
from flows.quality.examine import Report
from flows.quality.report import observed
from schemas.package import RELEASED

RELEASES_SHOWN: Final = 30
"""Releases in the table of rows over time."""


@contextmanager
def progress(key: str, description: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar in Prefect for work on `total` things; the function given says that so many more are done."""
    if not is_recorded():
        yield lambda _number: None
        return
    from prefect.artifacts import create_progress_artifact, update_progress_artifact  # noqa: PLC0415 (takes a second)

    made = create_progress_artifact(0.0, key=key, description=description)
    done = 0

    def advance(number: int) -> None:
        nonlocal done
        done += number
        if isinstance(made, UUID):
            update_progress_artifact(made, 100.0 * done / max(1, total))

    yield advance
    if total == 0:
        advance(1)


def show_counts(counts: Sequence[dict[str, Any]]) -> None:
    """What each stage received, kept and rejected."""
    if not is_recorded():
        return
    from prefect.artifacts import create_table_artifact  # noqa: PLC0415 (takes a second)

    create_table_artifact(
        list(counts), key="stage-counts", description="Received, kept and rejected, by stage"
    )


def show_quality(report: Report, markdown: str) -> None:
    """The report as it is released, and as a table every check that did not pass."""
    if not is_recorded():
        return
    from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: PLC0415 (takes a second)

    create_markdown_artifact(markdown, key="quality-summary", description="Data quality of this build")
    create_table_artifact(
        quality_rows(report), key="quality-checks", description="Checks of this build that did not pass"
    )


def show_release(folder: Path, version: str, dist: Path) -> None:
    """A link to the newest release, and how many rows each release had."""
    if not is_recorded():
        return
    from prefect.artifacts import create_link_artifact, create_table_artifact  # noqa: PLC0415 (takes a second)

    create_link_artifact(
        folder.absolute().as_uri(), link_text=version, key="release", description="Newest release"
    )
    create_table_artifact(
        rows_over_time(dist), key="rows-over-time", description="Rows of each table by release"
    )


def quality_rows(report: Report) -> list[dict[str, Any]]:
    """How many checks had each outcome, then each that did not pass, the worst first."""
    counted = ", ".join(f"{number} {outcome}" for outcome, number in report.counts.items())
    rows = [{"check": "all", "outcome": counted, "observed": "", "meaning": "every check of this build"}]
    return rows + [
        {
            "check": result.check.id,
            "outcome": report.outcome(result),
            "observed": observed(result),
            "meaning": result.check.meaning,
        }
        for result in report.problems
    ]


def rows_over_time(dist: Path) -> list[dict[str, Any]]:
    """The rows of each table in the newest releases, newest first, as their build.json counts them."""
    found = []
    for version in reversed(releases.published(dist)[-RELEASES_SHOWN:]):
        try:
            rows = dict(releases.read_json(dist / version / "build.json")["rows"])
        except (OSError, ValueError, KeyError, TypeError):
            rows = {}
        found.append({"release": version} | {table.name: rows.get(table.name) for table in RELEASED})
    return found
