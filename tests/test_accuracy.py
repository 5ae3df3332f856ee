"""What a release says of its accuracy is what the benchmarks wrote, and nothing that somebody typed."""

import csv
import io
from dataclasses import replace

import pytest

from benchmarks.accuracy import PATH, SOURCES, derived
from flows.store.resources import measured_accuracy
from schemas.quotes import RELIABLE_FROM
from transforms.release.accuracy import read_figures

FIGURES = read_figures(measured_accuracy())


def test_the_file_is_what_the_pages_say_today() -> None:
    assert PATH.read_text(encoding="utf-8") == derived(), "run `python -m benchmarks.accuracy`"


def test_every_figure_is_a_share_in_percent_with_a_day_and_something_that_was_measured() -> None:
    assert len(FIGURES) == len(SOURCES)
    for figure in FIGURES:
        assert 0 < float(figure.value) <= 100
        assert figure.measured_on.startswith("20")
        assert (PATH.parent.parent / figure.model).is_dir()


def test_no_figure_stands_twice() -> None:
    keys = [(figure.task, figure.data, figure.measure) for figure in FIGURES]
    assert len(set(keys)) == len(keys)


def test_a_figure_that_no_page_has_is_missed_aloud() -> None:
    with pytest.raises(LookupError, match="attribution-scores"):
        replace(SOURCES[0], pattern="| no such line | VALUE |").find()


def test_the_file_loads_as_a_table_of_the_columns_that_are_told() -> None:
    rows = list(csv.reader(io.StringIO(measured_accuracy().decode())))
    assert rows[0] == ["task", "data", "measure", "value", "n", "measured_on", "model"]
    assert {len(row) for row in rows} == {7}


def test_what_is_told_of_reliable_quotes_was_measured_at_their_cut() -> None:
    patterns = [source.pattern for source in SOURCES if source.task == "reliable quotes"]
    assert patterns
    assert all(pattern.startswith(f"| {RELIABLE_FROM:.2f} |") for pattern in patterns)
