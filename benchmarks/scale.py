"""What a document costs in a small corpus and in one ten times as large, and two workers against one.

    python -m benchmarks.scale --data DATA [--documents 300 --documents 3000] [--workers 2] [--words 150]
        [--cluster 300] [--keep FOLDER]

Without numbers it is quick: 60 and 600 documents in one process, and 120 on the cluster. Figures go into
docs/scale.md. With --words articles end with the paragraph in which they have so many: a corpus of many more
of them can be built in an hour. `--documents 0` leaves sizes out.

With a folder to keep what is found in, a run that was ended goes on where it was: a corpus that was measured
is not measured again, and of one that was under way the documents that were read are known, and their cost.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from pathlib import Path
from select import select
from typing import Any, Final

import click

from benchmarks.copies import base, corpus
from benchmarks.corpus import Page, write_origin
from benchmarks.page import stamp, table, write_block
from benchmarks.processes import largest, processor

PAGE: Final = Path(__file__).parent.parent / "docs" / "scale.md"
_BASE: Final = 300
_PEAK: Final = "largest process, MiB"
_QUIET: Final = dict(re.findall(r"(DASK_\w+)=(\S+)", PAGE.read_text(encoding="utf-8")))
"""What PAGE advises for a worker of Dask that stands by, so that it does not look at itself all the while."""

_SECONDS: Final = 10
"""How often is noted what a build has taken so far."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: its summary, seconds by the clock, and of the processor; the largest process, in MiB."""

    summary: dict[str, Any]
    seconds: float
    processor: float
    peak: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What a build took before it was ended: seconds of the processor; the largest process, in MiB."""

    processor: float = 0.0
    peak: int = 0

    def and_also(self, other: "Spent") -> "Spent":
        """This, and what was spent when it was taken up again."""
        return Spent(self.processor + other.processor, max(self.peak, other.peak))


@dataclass(frozen=True, slots=True)
class Corpora:
    """Of what corpora are made, and with how many processes each is built; see `opened` for `words`."""

    data: Path
    workers: int = 1
    words: int | None = None

    def told(self) -> dict[str, int]:
        """What of it is said on the command line, beside the data."""
        return {
            name: value
            for name, value in (("workers", self.workers), ("words", self.words or 1))
            if value > 1
        }


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Benchmark data.")
@click.option("--documents", type=int, multiple=True, default=(60, 600), show_default=True)
@click.option("--workers", type=int, default=1, show_default=True, help="Processes to build a size with.")
@click.option("--words", type=int, help="Articles end with the paragraph in which they have so many.")
@click.option("--cluster", type=int, default=120, show_default=True, help="Documents on a Dask cluster.")
@click.option("--keep", type=click.Path(path_type=Path), help="Where what is found is kept, to go on later.")
def main(documents: tuple[int, ...], cluster: int, keep: Path | None, **corpora: Any) -> None:
    """Measure, and write the tables into docs/scale.md."""
    run(Corpora(**corpora), documents, cluster, keep)


def run(
    corpora: Corpora, documents: Sequence[int] = (60, 600), cluster: int = 120, keep: Path | None = None
) -> None:
    """Measure corpora of so many `documents`, then one of `cluster` on one, two and four Dask workers."""
    sizes = [number for number in documents if number]
    said = [
        *(("documents", number) for number in sizes or (0,)),
        *corpora.told().items(),
        ("cluster", cluster),
    ]
    command = "python -m benchmarks.scale --data DATA " + " ".join(
        f"--{name} {value}" for name, value in said
    )
    with tempfile.TemporaryDirectory() as temporary:
        # Corpora of other texts, or built by more processes, are measured and kept apart.
        folder = (keep or Path(temporary)).joinpath(*(f"{name}-{n}" for name, n in corpora.told().items()))
        folder.mkdir(parents=True, exist_ok=True)
        if sizes:
            rows = _sizes(folder, corpora, sizes)
            block = "sizes-of-openings" if corpora.words else "sizes"
            write_block(block, f"{stamp(command)}\n\n{table(rows)}", PAGE)
        if sizes and not corpora.words:
            write_block("model", f"{stamp(command)}\n\n{table(_model(rows))}", PAGE)
        if cluster:
            rows = _cluster(folder / f"cluster-{cluster}", corpora, cluster)
            write_block("cluster", f"{stamp(command)}\n\n{table(rows)}", PAGE)


def _sizes(folder: Path, corpora: Corpora, documents: Sequence[int]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number in sorted(documents):
        raw = _raw(folder / str(number), corpora, min(_BASE, *documents), number)
        work = folder / f"work-{number}"
        options: list[str | Path] = ["--raw", raw, "--work", work, "--workers", str(corpora.workers)]
        made = _kept(folder / f"measured-{number}.json", options)
        disk = sum(path.stat().st_size for path in work.rglob("*") if path.is_file())
        rows.append(_row(number, made, disk, rows[0] if rows else None))
        print(json.dumps(rows[-1]), flush=True)
    return rows


def _row(number: int, made: Measured, disk: int, first: dict[str, object] | None) -> dict[str, object]:
    stages = made.summary["seconds"]
    row: dict[str, object] = {
        "documents": number,
        "quotes": made.summary["rows"]["quotes"],
        "stories": made.summary["rows"]["stories"],
        "CPU seconds": round(made.processor, 1),
        "CPU ms a document": round(1000 * made.processor / number),
        _PEAK: made.peak,
        "work folder, MB": disk // 10**6,
    }
    row |= {name: float(stages.get(name, 0)) for name in ("finding quotes", "settling", "comparing stories")}
    if first:
        row["times the first, CPU a document"] = _ratio(row, first, "CPU ms a document")
        row["times the first, memory"] = _ratio(row, first, _PEAK)
    return row | ({} if first else {"times the first, CPU a document": "", "times the first, memory": ""})


def _model(rows: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """What larger corpora would take, were each further document as one of the largest corpus measured."""
    last = rows[-1]
    seconds = _number(last, "CPU ms a document") / 1000
    documents = _number(last, "documents")
    return [
        {
            "documents": number,
            "CPU hours": round(seconds * number / 3600),
            "cores, to be done in a day": max(1, round(seconds * number / 86400)),
            "work folder, GB": round(_number(last, "work folder, MB") / documents * number / 1000),
            "memory where the run is started, GB": round(_number(last, _PEAK) / documents * number / 1024),
        }
        for number in (30_000, 1_000_000, 100_000_000)
    ]


def _number(row: dict[str, object], name: str) -> float:
    return float(str(row[name]))


def _ratio(row: dict[str, object], first: dict[str, object], name: str) -> str:
    return f"{_number(row, name) / _number(first, name):.2f}"


def _cluster(folder: Path, corpora: Corpora, number: int) -> list[dict[str, object]]:
    raw = _raw(folder / "raw", corpora, min(_BASE, number), number)
    rows: list[dict[str, object]] = []
    for workers in (1, 2, 4):
        with _workers(folder / f"dask-{workers}", workers) as (address, processor):
            options: list[str | Path] = [
                "--dask",
                address,
                "--chunk-size",
                "10",
                "--work",
                folder / f"work-{workers}",
            ]
            made = _build(["--raw", raw, "--fresh", *options])
            seconds = made.summary["seconds"]
            spread = seconds["finding quotes"] + seconds["comparing stories"]
            row: dict[str, object] = {
                "workers": workers,
                "documents": number,
                "seconds spread": round(spread, 1),
            }
            row |= {"CPU seconds there": round(processor(), 1), "seconds in all": round(made.seconds, 1)}
            first = float(str(rows[0]["seconds spread"])) if rows else spread
            rows.append(row | {"times one worker": f"{first / spread:.2f}"})
        print(json.dumps(rows[-1]), flush=True)
    return rows


@contextmanager
def _workers(folder: Path, number: int) -> Iterator[tuple[str, Any]]:
    """A scheduler and workers as processes; gives its address and what asks for their processor's time."""
    options = ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = _dask("scheduler", "--port", "0", *options)
    address = _said(scheduler, "tcp://127.0.0.1:").split()[-1]
    own = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder), *options)
    workers = [_dask("worker", address, *own) for _ in range(number)]
    for worker in workers:
        _said(worker, "Registered to")
    try:
        yield address, lambda: sum(processor(worker.pid) for worker in workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _dask(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from dask.__main__ import main; main()", *arguments]
    return subprocess.Popen(command, env=os.environ | _QUIET, stderr=subprocess.PIPE, text=True)


def _said(process: subprocess.Popen[str], words: str) -> str:
    assert process.stderr
    return next(line for line in process.stderr if words in line)


def _raw(folder: Path, corpora: Corpora, n_base: int, number: int) -> Path:
    if not (folder / "copies" / "manifest.json").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        pages = opened(base(corpora.data, n_base), corpora.words)
        write_origin(folder, "copies", corpus(pages, number))
    return folder


def opened(pages: Iterable[Page], words: int | None) -> list[Page]:
    """Articles as far as the paragraph in which they have so many words; whole where that is None."""
    return [replace(page, text=_opening(page.text, words)) for page in pages]


def _opening(text: str, words: int | None) -> str:
    """A text as far as the paragraph in which it has so many words."""
    paragraphs = text.split("\n\n")
    counts = accumulate(len(paragraph.split()) for paragraph in paragraphs)
    last = next((place for place, count in enumerate(counts) if words and count >= words), None)
    return text if last is None else "\n\n".join(paragraphs[: last + 1])


def _kept(path: Path, arguments: Sequence[str | Path]) -> Measured:
    """A build that was measured before, or is now, with what was spent on it before it was ended."""
    spent = path.with_suffix(".spent")
    if path.is_file():
        return Measured(**json.loads(path.read_text()))
    before = Spent(**json.loads(spent.read_text())) if spent.is_file() else Spent()
    made = _build(arguments, lambda now: spent.write_text(json.dumps(asdict(before.and_also(now)))))
    whole = before.and_also(Spent(made.processor, made.peak))
    made = replace(made, processor=whole.processor, peak=whole.peak)
    path.write_text(json.dumps(asdict(made)))
    return made


def _build(arguments: Sequence[str | Path], tell: Callable[[Spent], object] | None = None) -> Measured:
    """A build as a process of its own: what it cost is what all processes below it did.

    Every few seconds, `tell` is told what it has taken.
    """
    start = [sys.executable, "-c", "from flows.cli.main import main; main()"]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*start, "build", *map(str, arguments), "--json", "--quiet"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    peak = 0
    while tell and not select([process.stdout], (), (), _SECONDS)[0]:
        peak = max(peak, largest(process.pid))
        tell(Spent(processor(process.pid), peak))
    answer = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise click.ClickException("the build failed")
    seconds = time.perf_counter() - started
    return Measured(json.loads(answer), seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


if __name__ == "__main__":
    main()
