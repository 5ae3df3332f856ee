"""How right each kind of row is, as benchmarks measured it: their file read, and put in one line."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

ACCURACY = "quality/accuracy.csv"
"""The file of a release that holds the figures; its columns are the fields of `Figure`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured share, in percent of `n` cases (empty where a measure has no single number of them).

    `measured_on` is a date; `model` is the folder of the code that was measured, with its card.
    """

    task: str
    data: str
    measure: str
    value: str
    n: str
    measured_on: str
    model: str


def read_figures(content: bytes | None) -> tuple[Figure, ...]:
    """The figures of a file `accuracy.csv`, in its order: none where there is no file."""
    lines = csv.DictReader(io.StringIO((content or b"").decode()))
    return tuple(Figure(**row) for row in lines)


def in_one_line(figures: Sequence[Figure]) -> str:
    """The first figure of each task, for the first screen."""
    first = {figure.task: figure for figure in reversed(figures)}
    tasks = dict.fromkeys(figure.task for figure in figures)
    return "; ".join(f"{task} {first[task].value} % {first[task].measure}" for task in tasks)


def value_of(figures: Sequence[Figure], task: str, measure: str) -> str | None:
    """The first value of a measure, in percent as it is written; None where it was not measured."""
    found = (figure.value for figure in figures if (figure.task, figure.measure) == (task, measure))
    return next(found, None)
