"""Runs of the checks whose results many tests read; each takes a second, and importing the engine three."""

import polars as pl
import pytest

from flows.quality.examine import Report, examine
from tests.flows.quality.reports import HEIGHTS, HOSTILE, STAGE_COUNTS
from tests.frames import valid_frames
from transforms.results import StageCount


@pytest.fixture(scope="session")
def good() -> Report:
    """A valid build."""
    return examine(valid_frames(), STAGE_COUNTS, expected=HEIGHTS)


@pytest.fixture(scope="session")
def bad() -> Report:
    """A critical failure on hostile cells, a warning and a crash."""
    frames = valid_frames()
    frames["speakers"] = frames["speakers"].with_columns(name=pl.lit("Ann"), kind=pl.lit(HOSTILE))
    frames["documents"] = frames["documents"].drop("n_words")
    return examine(frames, (StageCount("ingest", "files", 3, 2, 1),), expected=HEIGHTS)
