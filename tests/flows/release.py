"""Publishing the made-up tables: what the tests of flows share."""

import atexit
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from flows.publishing.publish import Published, Unchanged, publish
from tests.frames import valid_frames
from transforms.release.descriptor import BuildInfo
from transforms.tables import Frames

TODAY = date(2026, 11, 22)
REPORTS = {"quality/report.json": b"{}\n", "quality/report.md": b"# Quality\n", "quality/report.html": b"<p>"}


def release(
    dist: Path, frames: Frames | None = None, version: str | None = None, today: date = TODAY
) -> Published | Unchanged:
    given = valid_frames() if frames is None else frames
    return publish(given, REPORTS, BuildInfo(code_revision="abc"), dist, version, today)


def released(dist: Path, *roles: str) -> Path:
    """The newest folder of `dist`, where `release` has been: once, and once more for each of `roles`.

    What is there is a copy of what was made once: to publish takes a hundred times as long as to copy.
    """
    shutil.copytree(_made(*roles), dist, dirs_exist_ok=True)
    return dist / f"2026.11.{1 + len(roles)}"


@cache
def _made(*roles: str) -> Path:
    dist = Path(tempfile.mkdtemp(prefix="parallax-dist-"))
    atexit.register(shutil.rmtree, dist, ignore_errors=True)
    for frames in (valid_frames(), *map(with_role, roles)):
        release(dist, frames)
    return dist


def with_role(role: str) -> Frames:
    """Tables that differ from the valid ones in the speakers' role."""
    frames = valid_frames()
    return frames | {"speakers": frames["speakers"].with_columns(role=pl.lit(role))}


def tree(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file below `folder`, but for the lock."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if name != ".lock"}
