"""What a release of the tables of a build takes, as a corpus grows: the same tables, many times over.

    python -m benchmarks.releasing WORK [--times 1 --times 8]

WORK is the folder of a build of some hundred articles. Each copy of its tables has other ids, places and
days. Every step of `parallax release` but the build is done in one process, and its memory is that process's.
Figures go into docs/scale.md.
"""

import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import click
import polars as pl

from benchmarks.page import stamp, table, write_block
from benchmarks.processes import memory
from benchmarks.scale import PAGE
from benchmarks.settling import DAYS_APART, id_of_copy
from flows.publishing.baseline import find_baseline
from flows.publishing.publish import publish
from flows.quality.examine import examine
from flows.quality.report import to_json
from flows.store import files as storage
from schemas.package import TABLES, Table
from transforms.release.descriptor import BuildInfo
from transforms.tables import height

_TOGETHER: Final = 20_000
_POINTERS: Final = frozenset(("nested_in", "duplicate_of"))
_NO_POINTERS: Final = frozenset(("wikidata_id",))


@click.command()
@click.argument("work", type=click.Path(path_type=Path, exists=True))
@click.option("--times", type=int, multiple=True, default=(1, 8), show_default=True)
def main(work: Path, times: tuple[int, ...]) -> None:
    """Measure, and write the table into docs/scale.md."""
    rows = [_row(work / storage.TABLES, number) for number in times]
    command = "python -m benchmarks.releasing WORK " + " ".join(f"--times {number}" for number in times)
    write_block("releasing", f"{stamp(command)}\n\n{table(rows)}", PAGE)


def _row(tables: Path, times: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        documents = _multiply(tables, times, Path(folder) / "tables")
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            found = pool.submit(_release, Path(folder)).result()
    whole = {"CPU ms a document": round(1000 * sum(seconds for seconds, _ in found.values()) / documents, 1)}
    row: dict[str, object] = {"documents": documents}
    for step, (seconds, most) in found.items():
        row |= {f"{step}, CPU s": seconds, f"{step}, MiB": most}
    return row | whole


def _release(folder: Path) -> dict[str, tuple[float, int]]:
    """Seconds of the processor of each step, and what the process had held at most after it, in MiB."""
    tables, counts = storage.scan(folder / "tables"), storage.load_counts(folder / "tables")
    dist, found, before = folder / "dist", dict[str, tuple[float, int]](), time.process_time()

    def done(step: str) -> None:
        nonlocal before
        found[step] = round(time.process_time() - before, 1), memory()
        before = time.process_time()

    done("start")
    report = examine(tables, counts)
    done("checks")
    if report.blocked:
        raise click.ClickException(f"the checks forbid it: {report.problems[0].check.id}")
    reports = {"quality/report.json": to_json(report).encode()}
    publish(tables, reports, BuildInfo(), dist, None, datetime.now(UTC).date())
    done("publishing")
    find_baseline(dist, tables)
    done("comparing with it")
    return found


def _multiply(source: Path, times: int, target: Path) -> int:
    """Put tables, so many times over, into a folder; gives the number of documents."""
    storage.clear(target)
    for one in TABLES:
        rows = pl.concat(_copies(one, pl.read_parquet(source / f"{one.name}.parquet"), times))
        rows = rows.sort(one.order, nulls_last=True)
        pieces = (rows.slice(start, _TOGETHER) for start in range(0, max(1, rows.height), _TOGETHER))
        storage.write_frames(target / f"{one.name}.parquet", pieces)
    counted = [
        replace(one, received=times * one.received, kept=times * one.kept, rejected=times * one.rejected)
        for one in storage.load_counts(source)
    ]
    storage.save_facts(target, counted, ())
    return height(pl.scan_parquet(target / "documents.parquet"))


def _copies(one: Table, rows: pl.DataFrame, times: int) -> Iterator[pl.DataFrame]:
    yield rows
    for number in range(1, times):
        yield rows.with_columns(_changed(rows.get_column(name), number) for name in one.polars_schema)


def _changed(column: pl.Series, number: int) -> pl.Series:
    name = column.name
    if column.dtype == pl.Date:
        return column + timedelta(days=DAYS_APART * number)
    if name == "locator":
        return column + f"#{number}"
    if column.dtype != pl.String or name in _NO_POINTERS or not (name.endswith("_id") or name in _POINTERS):
        return column
    known = column.drop_nulls().unique()
    others = [id_of_copy(value, number) for value in known]
    return column.replace_strict(known, others, default=None, return_dtype=pl.String) if others else column


if __name__ == "__main__":
    main()
