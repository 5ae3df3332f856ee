"""Publishing the made-up tables: what the tests of flows share."""

import atexit
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from flows.publishing import contents, problem
from flows.publishing.publish import Published, Unchanged, publish
from flows.publishing.verify import verify
from flows.store import staging
from tests.frames import valid_frames
from tests.tables import scans
from transforms.release.descriptor import BuildInfo
from transforms.tables import Frames

TODAY = date(2026, 11, 22)
REPORTS = {"quality/report.json": b"{}\n", "quality/report.md": b"# Quality\n", "quality/report.html": b"<p>"}


def release(
    dist: Path, frames: Frames | None = None, version: str | None = None, today: date = TODAY
) -> Published | Unchanged:
    given = valid_frames() if frames is None else frames
    with _remembering():
        return publish(scans(given), REPORTS, BuildInfo(code_revision="abc"), dist, version, today)


@contextmanager
def _remembering() -> Iterator[None]:
    """Files are hashed each time; a release whose hashes are known is not held against the contract again.

    Tests publish the same few tables hundreds of times; what they ask of `verify` themselves is done anew.
    """
    ask = contents.problems

    def problems(
        folder: Path, digests: Mapping[str, str], spoilt: Collection[str]
    ) -> Iterator[problem.Problem]:
        mark = hash((folder.name.removeprefix(staging.PREFIX), *sorted(digests.items())))
        if mark not in _WHOLE or spoilt:
            found = [*ask(folder, digests, spoilt)]
            if not found and not spoilt:
                _WHOLE.add(mark)
            yield from found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(contents, "problems", problems)
        yield


_WHOLE = set[int]()


def is_whole(folder: Path) -> bool:
    """Whether a release verifies: files are hashed, and what is in them is read where it was not yet."""
    with _remembering():
        return verify(folder) == []


@contextmanager
def tables_once() -> Iterator[None]:
    """What `verify` finds in tables is found once for the same files and what is said of them.

    Tests spoil one release in a hundred ways, most of which leave its tables as they were.
    """
    ask = contents._tables

    def tables(release: contents._Release) -> Iterator[problem.Problem]:
        files = {name: digest for name, digest in release.digests.items() if name.endswith(_ROWS)}
        spoilt = sorted(name for name in release.spoilt if name.endswith(_ROWS))
        mark = repr((release.schema_version, release.schemas, sorted(files.items()), spoilt))
        if mark not in _FOUND:
            found = [*ask(release)]
            _FOUND[mark] = found, dict(release.tables), dict(release.heights)
        found, read, heights = _FOUND[mark]
        release.tables.update(read)
        release.heights.update(heights)
        yield from found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(contents, "_tables", tables)
        yield


_ROWS = (".parquet", ".csv")
_FOUND: dict[str, tuple[list[problem.Problem], dict[str, pl.LazyFrame], dict[str, int]]] = {}


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
