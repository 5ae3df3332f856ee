"""Seconds by stage for a release of raw/, and throughput and peak memory for a build of a real corpus."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.corpus import wikinews, write_origin
from benchmarks.page import stamp, table, write_block


def run(data: Path) -> None:
    """Measure and write both tables into docs/benchmarks.md; `data` is the folder of benchmark data."""
    with tempfile.TemporaryDirectory() as folder:
        write_block("release", _release(Path(folder)))
        write_block("sizes", _sizes(next((Path(folder) / "dist").glob("*.*.*"))))
        write_block("corpus", _corpus(Path(folder), data / "wikinews_en"))


def _release(folder: Path) -> str:
    summary, seconds, _ = parallax(["release", "--dist", folder / "dist", "--work", folder / "release"])
    stages = [{"stage": name, "seconds": float(took)} for name, took in summary["seconds"].items()]
    rest = seconds - sum(summary["seconds"].values())
    stages.append({"stage": "imports, Prefect's server, summary", "seconds": rest})
    stages.append({"stage": "**all of it**", "seconds": seconds})
    return f"{stamp('make bench')}\n\n{table(stages)}"


def _sizes(release: Path) -> str:
    """Rows and bytes of each table, and the bytes of everything else in the release."""
    tables = sorted(release.glob("*.parquet"), key=lambda path: -path.stat().st_size)
    rows = [
        {
            "table": path.stem,
            "rows": pl.read_parquet(path).height,
            "Parquet, bytes": path.stat().st_size,
            "CSV, bytes": path.with_suffix(".csv").stat().st_size,
        }
        for path in tables
    ]
    whole = sum(path.stat().st_size for path in release.rglob("*") if path.is_file())
    files = f"The whole release, descriptors and quality reports included: {whole:,} bytes."
    return f"{stamp('make bench')}\n\n{table(rows)}\n\n{files}"


def _corpus(folder: Path, articles: Path) -> str:
    write_origin(folder / "raw", "wikinews", wikinews(articles))
    summary, seconds, peak = parallax(["build", "--raw", folder / "raw", "--work", folder / "build"])
    words = sum(len(page.text.split()) for page in wikinews(articles))
    documents = summary["rows"]["documents"]
    busy = sum(summary["seconds"].values())
    row = {
        "documents": documents,
        "words": words,
        "rejected": summary["rows"]["rejects"],
        "quotes": summary["rows"]["quotes"],
        "seconds": seconds,
        "of these in stages": busy,
        "documents a second": documents / seconds,
        "words a second": words / seconds,
        "peak memory, MiB": peak,
    }
    return f"{stamp('make bench')}\n\n{table([row])}"


def parallax(arguments: Sequence[str | Path]) -> tuple[dict[str, Any], float, int]:
    """Run the command line; gives its JSON, the seconds it took, and the largest process's peak in MiB."""
    program = Path(sys.executable).with_name("parallax")
    command = [program, *map(str, arguments), "--json", "--quiet"]
    started = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return json.loads(done.stdout), seconds, peak
