"""How large a process grows that reads documents, piece after piece of work.

    python -m benchmarks.readers --data DATA [--documents 800] [--words 150]

The same documents, in a process of its own each time: more or fewer of them together, and with or without
giving back after each piece what it left in memory. Figures go into docs/scale.md.
"""

import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import click

from benchmarks.copies import base, corpus
from benchmarks.page import stamp, table, write_block
from benchmarks.processes import memory
from benchmarks.scale import PAGE, opened
from benchmarks.stages import tables_of
from flows.engine import steps, worker
from flows.engine.server_app import seldom_collect
from flows.settings import TOGETHER
from flows.store import files as storage
from flows.store.resources import RAW

_BASE: Final = 300
_MANY: Final = 200


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Benchmark data.")
@click.option("--documents", type=int, default=800, show_default=True)
@click.option("--words", type=int, default=150, show_default=True, help="As of `benchmarks.scale`.")
def main(data: Path, documents: int, words: int) -> None:
    """Measure, and write the table into docs/scale.md."""
    command = f"python -m benchmarks.readers --data DATA --documents {documents} --words {words}"
    with tempfile.TemporaryDirectory() as folder:
        chunk = Path(folder) / "chunk"
        pages = opened(base(data, min(_BASE, documents)), words)
        storage.save(chunk, steps.read_files(tables_of({"copies": corpus(pages, documents)}), RAW))
        rows = [
            _row(chunk, together, give_back=give_back)
            for together, give_back in ((_MANY, False), (_MANY, True), (TOGETHER, False), (TOGETHER, True))
        ]
    write_block("readers", f"{stamp(command)}\n\n{table(rows)}", PAGE)


def _row(chunk: Path, together: int, *, give_back: bool) -> dict[str, object]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        found = pool.submit(_read, chunk, together, give_back=give_back).result()
    return {"documents together": together, "gives back": "yes" if give_back else "no"} | found


def _read(chunk: Path, together: int, *, give_back: bool) -> dict[str, object]:
    """What reading a chunk's documents takes of this process."""
    seldom_collect()
    steps.load(RAW, 1)
    worker.let_go(for_good=True)
    ids = iter(storage.load(chunk).tables.documents.get_column("document_id").to_list())
    before, started, target = memory(), time.process_time(), chunk.with_name("found")
    most = []
    while some := list(islice(ids, together)):
        steps.find_quotes(chunk, some, target, RAW)
        storage.clear(target)
        if give_back:
            worker.let_go(for_good=False)
        most.append(memory())
    half = most[(len(most) - 1) // 2]
    return {
        "models, MiB": before,
        "after half, at most, MiB": half,
        "after all, at most, MiB": most[-1],
        "CPU seconds": round(time.process_time() - started, 1),
    }


if __name__ == "__main__":
    main()
