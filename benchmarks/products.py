"""The parser's products of matrices by three libraries, and what an analysis takes by two of them.

    python -m benchmarks products --data DATA

Each is measured in a process of its own, in one thread. Figures go into docs/benchmarks.md.
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from benchmarks.corpus import wikinews
from benchmarks.page import stamp, table, write_block

ROWS: Final = 2000
NUMBERS: Final = 288
"""Rows of so many numbers, each multiplied with as many others: the parser's largest."""

_TIMES: Final = 200
_ARTICLES: Final = 295
_LIBRARIES: Final = ("BLIS", "numpy's (OpenBLAS)", "onnxruntime")
_MARKS: Final = ("TAG", "HEAD", "DEP", "LEMMA", "ENT_TYPE", "ENT_IOB", "SENT_START")


def run(data: Path) -> None:
    """Measure and write the tables into docs/benchmarks.md; `data` is the folder of benchmark data."""
    # As workers are started: who adds up in several threads has another order of sums on each machine.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    speeds = [
        {"library": name, "thousand million operations a second": _alone(_speed, name)} for name in _LIBRARIES
    ]
    analysed = {name: _alone(_analysis, data, name) for name in ("BLIS", "onnxruntime")}
    first, *_ = analysed.values()
    rows = [
        {
            "products by": name,
            "CPU seconds": seconds,
            "tokens": len(marks),
            f"tokens otherwise than by {next(iter(analysed))}": _different(marks, first[1]),
        }
        for name, (seconds, marks) in analysed.items()
    ]
    told = f"{ROWS:,} rows of {NUMBERS} numbers with {NUMBERS} others, in one thread"
    articles = f"The analysis of {_ARTICLES} Wikinews articles, models loaded before"
    parts = (stamp("python -m benchmarks products"), f"{told}:", table(speeds), f"{articles}:", table(rows))
    write_block("products", "\n\n".join(parts))


def _alone(work: Callable[..., Any], *given: object) -> Any:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def _speed(library: str) -> float:
    draw = np.random.default_rng(0)
    left = draw.random((ROWS, NUMBERS), np.float32)
    right = draw.random((NUMBERS, NUMBERS), np.float32)
    product = partial(_by(library), left, right)
    product()
    started = time.process_time()
    for _ in range(_TIMES):
        product()
    return _TIMES * 2 * ROWS * NUMBERS**2 / (time.process_time() - started) / 1e9


def _by(library: str) -> Callable[[Any, Any], object]:
    """What gives the sums of products of each row of one matrix with each row of another."""
    if library == "BLIS":
        from blis.py import gemm  # noqa: PLC0415 (one library in each process)

        return partial(gemm, trans2=True)
    if library == "onnxruntime":
        from transforms.language.products import product  # noqa: PLC0415

        return product
    return lambda left, right: left @ right.T


def _analysis(data: Path, library: str) -> tuple[float, npt.NDArray[np.uint64]]:
    """The processor's seconds of reading articles, and what every token of them got."""
    from flows.store.resources import load_resources  # noqa: PLC0415 (in the process that reads)

    texts = [(page.text, ()) for page in islice(wikinews(data / "wikinews_en"), _ARTICLES)]
    kept = "transforms.language.products.with_fast_products"
    with patch(kept, lambda nlp: nlp) if library == "BLIS" else nullcontext():
        analyse = load_resources().analyser
    started = time.process_time()
    marks = [analysed.doc.to_array(list(_MARKS)) for analysed in analyse(texts)]
    return time.process_time() - started, np.concatenate(marks)


def _different(marks: npt.NDArray[np.uint64], others: npt.NDArray[np.uint64]) -> int:
    if len(marks) != len(others):
        raise ValueError(f"{len(marks)} tokens and {len(others)}: texts were cut in two ways")
    return int((marks != others).any(axis=1).sum())
