"""What tests of data quality share: counts of a valid build, results made by hand, one table's results."""

import polars as pl

from flows.quality.run import Result, run
from schemas.checks.base import Check
from schemas.checks.columns import NotNull, NullRate
from schemas.checks.registry import EXAMINED, derive
from schemas.package import table
from tests.frames import valid_frames
from transforms.results import StageCount

STAGE_COUNTS = (StageCount("ingest", "files", 8, 7, 1),)
HEIGHTS = {name: frame.height for name, frame in valid_frames().items()}
HOSTILE = (
    '=cmd()|<script src="http://evil.example/x.js">\x1b[31m\u202eevil\u2066 `code` [link](www.a.b) @you\n|'
)
CRITICAL = NotNull(table("quotes"), "cue")
WARNING = NullRate(table("quotes"), "cue")
Tables = dict[str, pl.DataFrame]


def result(status: str, check: Check = CRITICAL, **more: object) -> Result:
    """A result that no run found."""
    return Result(check, status, **more)  # type: ignore[arg-type]


def results_of(frames: Tables, *tables: str) -> dict[str, Result]:
    """The results of the checks of these tables alone, by check id."""
    checks = [check for check in derive() if check.table in tables]
    return {found.check.id: found for found in run(checks, frames, EXAMINED)}
