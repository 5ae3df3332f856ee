"""What a day costs that brings one article to three hundred, and a week of days with a moved clock."""

import resource
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import polars as pl

from benchmarks.corpus import Page, wikinews, write_origin
from benchmarks.page import stamp, table, write_block
from benchmarks.pipeline import parallax
from flows.store.resources import RAW
from tests.flows import raw as invented

DAYS: Final = "2026-11-02"
_NONE: Final = {"documents": "–", "quotes": "–"}
_QUOTE: Final = '"{said}," said {who} in {place} on Tuesday.'


def run(data: Path) -> None:
    """Measure both and write their tables into docs/benchmarks.md; `data` is the folder of benchmark data."""
    with tempfile.TemporaryDirectory() as folder:
        write_block("daily", _daily(Path(folder), list(wikinews(data / "wikinews_en"))))
    with tempfile.TemporaryDirectory() as folder:
        write_block("week", _week(Path(folder)))


# A day


def _daily(folder: Path, pages: list[Page]) -> str:
    """A release from scratch, one with an article more, and one with nothing to do, each as a process."""
    raw, copy = folder / "raw", folder / "copy"
    rows: list[dict[str, Any]] = []
    for what, place, n_pages, more in (
        ("from scratch", folder, len(pages) - 1, []),
        ("one article more", folder, len(pages), []),
        ("one article more, without a record in Prefect", copy, len(pages), ["--unrecorded"]),
        ("nothing new", folder, len(pages), []),
        ("from scratch, with that article", folder, len(pages), ["--fresh"]),
    ):
        _write(raw, pages[:n_pages])
        before = _processor()
        folders = ["--raw", raw, "--dist", place / "dist", "--work", place / "work"]
        summary, seconds, _ = parallax(["release", *folders, *more])
        row = {"run": what, "documents": summary["rows"]["documents"], "seconds": seconds}
        row["of the processor"] = _processor() - before
        row |= {
            name: summary["seconds"].get(name, 0.0) for name in ("starting", "finding quotes", "assembling")
        }
        rows.append(row | {"outcome": summary["outcome"]})
        print(rows[-1], flush=True)
        if not copy.exists():
            for name in ("dist", "work"):
                shutil.copytree(folder / name, copy / name)
    whole = rows[0]
    for row in rows:
        row["share of a whole one"] = f"{100 * row['of the processor'] / whole['of the processor']:.1f} %"
    # Had the release been other bytes from scratch, there would be one more.
    assert [row["outcome"] for row in rows] == [*["published"] * 3, "unchanged", "unchanged"]
    return f"{stamp('python -m benchmarks running')}\n\n{table(rows)}"


def _write(raw: Path, pages: list[Page]) -> None:
    """The five articles of the project and `pages`, in place of what is there."""
    shutil.rmtree(raw, ignore_errors=True)
    write_origin(raw, "wikinews", iter(pages), "Wikinews")
    for origin in RAW.iterdir():
        if (origin / "manifest.json").is_file():
            shutil.copytree(origin, raw / origin.name)


def _processor() -> float:
    """Seconds of the processor that all processes started from here have had, once they ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# A week


def _article(place: str, who: str, said: str) -> bytes:
    lines = (
        f"Ferry to {place} will stop",
        f"The ferry to {place} will stop in March, the council of {place} decided.",
        _QUOTE.format(said=said, who=who, place=place),
    )
    return "\n\n".join(lines).encode()


def _week_of_news() -> Iterator[tuple[str, Mapping[str, bytes]]]:
    """What each day brings, in a word, and all articles that are there then."""
    there: dict[str, bytes] = {}
    for place in ("Skarvik", "Oldport", "Lowford"):
        there[place] = _article(place, "mayor Anna Lind", f"Nobody in {place} will be left alone")
    yield "three articles", dict(there)
    there["Veldmouth"] = _article("Veldmouth", "minister Per Holm", "The pier of Veldmouth cannot be saved")
    yield "one more", dict(there)
    yield "nothing", dict(there)
    there["Oldport"] = there["Oldport"].replace(b"left alone", b"left behind")
    yield "a quote is corrected", dict(there)
    there["Bay"] = _article("Bay", "mayor Anna Lind", "We in Bay will build a bridge instead")
    yield "one more", dict(there)
    del there["Lowford"]
    yield "one is taken back", dict(there)
    there["Harbour"] = _article("Harbour", "captain Maja Berg", "The crews of Harbour will sail on")
    yield "one more", dict(there)
    there["Mill"] = _article("Mill", "judge Ole Dahl", "The people of Mill may appeal")
    yield "one more", dict(there)


def _week(folder: Path) -> str:
    from flows.engine import environment, release, server  # noqa: PLC0415 (in this order: see flows/engine)
    from flows.engine.due import release_if_due  # noqa: PLC0415
    from flows.engine.executor import at_work  # noqa: PLC0415
    from flows.engine.progress import watching  # noqa: PLC0415
    from flows.engine.watched import reader  # noqa: PLC0415
    from flows.settings import Settings  # noqa: PLC0415

    settings = Settings(raw=folder / "raw", dist=folder / "dist", work=folder / "work")
    environment.prefect_at(settings.prefect_home, verbose=False)
    rows = []
    with watching(quiet=True), at_work(partial(reader, RAW)), server.beside() as wait_until_up:
        wait_until_up()
        for number, (news, articles) in enumerate(_week_of_news()):
            day = datetime.fromisoformat(DAYS).replace(tzinfo=UTC) + timedelta(days=number)
            release.datetime = _clock_at(day)  # type: ignore[misc, assignment]
            shutil.rmtree(settings.raw, ignore_errors=True)
            invented.write_origin(
                settings.raw, "feed", {f"{name}.txt": text for name, text in articles.items()}
            )
            summary = release_if_due(settings, release.release)
            changed = _changed(summary.folder) if summary.outcome == "published" and summary.folder else _NONE
            rows.append(
                {
                    "day": day.date().isoformat(),
                    "news": news,
                    "outcome": summary.outcome,
                    "version": summary.version,
                }
                | changed
            )
    outcomes = [row["outcome"] for row in rows]
    assert outcomes.count("published") == 7 and outcomes[2] == "unchanged", outcomes
    return f"{stamp('python -m benchmarks running')}\n\n{table(rows)}"


def _clock_at(day: datetime) -> type[datetime]:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return day.astimezone(tz)

    return Clock


def _changed(release: Path) -> dict[str, str]:
    """How many documents and quotes are new, gone, or changed, as the release tells it."""
    changes = pl.read_parquet(release / "changes.parquet")
    found = {}
    for name in ("documents", "quotes"):
        of_table = changes.filter(table=name)["change"]
        found[name] = (
            ", ".join(f"{n} {kind}" for kind, n in sorted(of_table.value_counts().iter_rows())) or "–"
        )
    return found
