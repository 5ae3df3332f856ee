"""Publishing as a transaction: staged, forced to disk, read back, renamed; at any moment only whole releases.

What is published is never touched again. A run that dies leaves a staging folder, which the next one removes.
"""

import errno
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.exits import DATA, INPUT, MACHINE, Refused
from flows.publishing import contents, releases
from flows.publishing.baseline import CHANGES, Baseline, find_baseline
from flows.publishing.database import Database
from flows.publishing.explorer import explorer
from flows.publishing.index import INDEX, point_to, write_index
from flows.publishing.problem import Problem
from flows.publishing.verify import verify
from flows.store import staging
from flows.store.durable import sync_folder
from flows.store.locks import Busy, locked
from schemas.derivations.croissant import PublishedFile
from schemas.package import RELEASED
from schemas.partitions import parts
from transforms.release.batches import TableShapeError, batches, same_rows
from transforms.release.bundle import BundleError, Content, bundle
from transforms.release.descriptor import DATABASE, BuildInfo
from transforms.release.notes import release_notes
from transforms.tables import LazyFrames

__all__ = ["Problem", "PublishError", "Published", "Unchanged", "Unfinished", "publish", "verify"]


class PublishError(Refused):
    """Nothing was published; the message is one line for a person: what, where, what to do."""


class Unfinished(Refused):
    """A release was published, and a step after that failed; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """A new release: its version and folder, the files in it, what changed since the last, and remarks."""

    version: str
    folder: Path
    files: Mapping[str, int]
    changes: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """No new release: the tables are those of the newest one, whose version and folder these are."""

    version: str
    folder: Path
    notes: tuple[str, ...] = ()


def publish(  # noqa: PLR0913, PLR0917 (what a release is made of)
    tables: LazyFrames,
    report_files: Mapping[str, bytes],
    build_info: BuildInfo,
    dist: Path,
    version: str | None,
    today: date,
    baseline: Baseline | None = None,
) -> Published | Unchanged:
    """Publish `tables` as `dist/<version>/`, unless the newest release holds the same already.

    Rows stand in the order of their contract. `report_files` maps further paths, as quality/report.json, to
    their bytes. `version` is by default the next free number of the month of `today`. `baseline` is what
    `find_baseline` said of these tables, where it was asked before; its changes become the table `changes`,
    whatever `tables` hold there. Raises PublishError, having published nothing, where another run is
    publishing or has published since, the disk is full or read-only, the version is taken, or a table breaks
    its contract; Unfinished where the release is in its place and the disk refuses what comes after.
    """
    with _publishing(dist):
        notes = _repaired(dist)
        baseline = baseline or find_baseline(dist, tables)
        _check_current(dist, baseline)
        if baseline.newest is not None and baseline.unchanged:
            return Unchanged(baseline.newest, dist / baseline.newest, notes)
        chosen = _chosen(dist, version, today)
        given = {**tables, CHANGES: baseline.changes.lazy()}
        info = replace(build_info, previous=baseline.previous)
        with _staged(dist, chosen) as staged:
            sizes = _write(staged, given, report_files, info, chosen, baseline)
            _check_staged(staged, given)
        _finish(dist, chosen)
        return Published(chosen, dist / chosen, sizes, baseline.line, notes)


def _write(  # noqa: PLR0913, PLR0917 (what a release is made of)
    staged: Path,
    tables: LazyFrames,
    report_files: Mapping[str, bytes],
    info: BuildInfo,
    version: str,
    baseline: Baseline,
) -> dict[str, int]:
    """Fill the new folder `staged`; gives the size of each file."""
    _check_complete(tables)
    tree = staging.Tree(staged)

    def put(path: str, pieces: Iterable[bytes]) -> PublishedFile:
        return PublishedFile(path, *tree.put(path, pieces))

    with TemporaryDirectory(prefix=staging.PREFIX, dir=staged.parent) as folder:
        database = Database(tables, version, Path(folder))
        reports: dict[str, Content] = {
            **report_files,
            **_notes(version, baseline, tables),
            DATABASE: database.pieces(),
        }
        pages = explorer(version, baseline, report_files, tables.get("texts"))
        files = bundle({**tables, **database.views()}, reports, info, version, put, pages)
    tree.sync()
    return {path: file.bytes for path, file in files.items()}


def _check_complete(tables: LazyFrames) -> None:
    missing = [table.name for table in RELEASED if table.name not in tables]
    if missing:
        raise BundleError(f"a release needs every table; missing: {', '.join(missing)}")


def _notes(version: str, baseline: Baseline, tables: LazyFrames) -> dict[str, bytes]:
    remarks = [f"Release {damaged} is damaged and was passed over." for damaged in baseline.damaged]
    released = {table.name: tables[table.name] for table in RELEASED}
    return {contents.NOTES: release_notes(version, baseline.difference, released, remarks).encode()}


def _check_current(dist: Path, baseline: Baseline) -> None:
    """Refuse to publish against a release that meanwhile is not the newest any more."""
    newest = _newest(dist)
    if newest != baseline.newest:
        message = f"{dist}: {newest or 'nothing'} is the newest release now, not {baseline.newest}; run again"
        raise PublishError(message, MACHINE)


@contextmanager
def _publishing(dist: Path) -> Iterator[None]:
    """Lock `dist`, and turn what the disk refuses into one line."""
    try:
        with locked(dist):
            yield
    except Busy as error:
        message = f"{dist}: another run is publishing there, so this one published nothing; try again later"
        raise PublishError(message, MACHINE) from error
    except (BundleError, TableShapeError) as error:
        raise PublishError(f"nothing was published: {error}", DATA) from error
    except OSError as error:
        raise PublishError(_explained(error, dist), MACHINE) from error


def _explained(error: OSError, dist: Path) -> str:
    return f"{dist}: nothing was published: {_reason(error)}"


def _reason(error: OSError) -> str:
    remedies = {
        errno.ENOSPC: "the disk is full; make room and run again",
        errno.EDQUOT: "the disk quota is used up; make room and run again",
        errno.EFBIG: "a file is larger than allowed here; raise the limit and run again",
        errno.EROFS: "it is on a read-only file system; choose another with --dist",
        errno.EACCES: "it may not be written; correct its permissions, or choose another with --dist",
        errno.EPERM: "it may not be written; correct its permissions, or choose another with --dist",
        errno.ENOTDIR: "it is not a folder; choose another with --dist",
        errno.EEXIST: "something of that name is there already; remove it, or choose another with --dist",
    }
    return remedies.get(error.errno or 0, f"the system says: {error.strerror or error}")


def _repaired(dist: Path) -> tuple[str, ...]:
    """Clear what killed runs left; let index.json list all releases and latest.json name the newest again."""
    notes = [f"removed {name}, which a run that did not end left" for name in staging.clear_leftovers(dist)]
    newest = _newest(dist)
    if newest is None:
        return tuple(notes)
    if write_index(dist):
        notes.append(f"{INDEX} lists every release again")
    if releases.read_latest(dist).get("version") == newest:
        return tuple(notes)
    if verify(dist / newest):
        return (*notes, f"{releases.LATEST} does not name {newest}, which is damaged; it was left as it is")
    point_to(dist, newest)
    return (*notes, f"{releases.LATEST} names {newest} again")


def _newest(dist: Path) -> str | None:
    found = releases.published(dist)
    return found[-1] if found else None


def _chosen(dist: Path, version: str | None, today: date) -> str:
    """The version to publish as: well-formed, never used, and later than every other."""
    chosen = version or releases.next_version(dist, today)
    parsed = releases.parse(chosen)
    if parsed is None:
        raise PublishError(f"version {chosen!r} is not YYYY.MM.N, as 2026.02.1", INPUT)
    taken = releases.versions(dist)
    if chosen in taken:
        message = f"{dist / chosen} exists, and a release is never replaced; choose another version"
        raise PublishError(message, INPUT)
    newest = releases.parse(taken[-1]) if taken else None
    if newest is not None and parsed < newest:
        message = f"version {chosen} comes before {taken[-1]}, which is published; choose a later one"
        raise PublishError(message, INPUT)
    return chosen


@contextmanager
def _staged(dist: Path, version: str) -> Iterator[Path]:
    """The folder beside in which a release is made and read back, then renamed; in an error nothing stays."""
    staged = dist / f"{staging.PREFIX}{version}"
    try:
        yield staged
        staging.move_into_place(staged, dist / version)
    except BaseException:
        staging.remove(staged)
        raise


def _finish(dist: Path, version: str) -> None:
    """Make the rename last, and list and name the new release: it is published already."""
    try:
        sync_folder(dist)
        write_index(dist)
        point_to(dist, version)
    except OSError as error:
        failed = f"{releases.LATEST} may not name it, and a power cut may undo it"
        message = (
            f"{dist / version}: was published, but {failed}: {_reason(error)}; the next run puts it right"
        )
        raise Unfinished(message, MACHINE) from error


def _check_staged(staged: Path, tables: LazyFrames) -> None:
    """Refuse a staged release that does not verify, or whose tables are not those that were given."""
    problems = verify(staged)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        message = f"nothing was published: the staged release does not verify: {problems[0]}{more}"
        raise PublishError(message, DATA)
    paths = releases.parquet_in(staged)
    for table in RELEASED:
        written = releases.batches_of(table, staged, parts(table.name, paths))
        if not same_rows(written, batches(tables[table.name], table)):
            message = f"nothing was published: {table.name} does not read back as it was built"
            raise PublishError(message, DATA)
