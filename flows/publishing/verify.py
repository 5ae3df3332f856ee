"""Whether a release is what was published: files all there and unchanged, tables within their contract."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.publishing import releases
from schemas.package import RELEASED, SCHEMA_VERSION, Table
from transforms.contract import meets, points_somewhere
from transforms.release.bundle import CHECKSUMS, BundleError, parse_checksums
from transforms.release.markup import visible
from transforms.release.serialise import TableShapeError, from_csv, from_parquet

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a release: where, of what kind, and in a sentence what to know.

    `kind` is one of missing, extra, changed, unreadable, contract.
    """

    path: str
    kind: str
    message: str

    def __str__(self) -> str:
        return visible(f"{self.path}: {self.message}")


def verify(folder: Path) -> list[Problem]:
    """Every problem of the release in `folder`, sorted by kind of check and path; empty where it is whole.

    Raises nothing for what is in the folder; FileNotFoundError where there is no such folder.
    """
    found = damage(folder)
    # Without checksums it is no release, and its tables are nobody's.
    return found if _names_no_file(found) else [*found, *_tables(folder)]


def damage(folder: Path) -> list[Problem]:
    """The problems of the release's files alone: any that is missing, extra or not as it was published.

    Raises FileNotFoundError where there is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such folder")
    try:
        expected = parse_checksums((folder / CHECKSUMS).read_bytes())
    except FileNotFoundError:
        return [Problem(CHECKSUMS, "missing", "is missing: this is no release, or half of one")]
    except (OSError, BundleError) as error:
        return [Problem(CHECKSUMS, "unreadable", str(error))]
    return [*_pointed_to(folder), *_files(folder, expected)]


def _names_no_file(problems: list[Problem]) -> bool:
    return any(problem.path == CHECKSUMS and problem.kind != "changed" for problem in problems)


def _pointed_to(folder: Path) -> Iterator[Problem]:
    """SHA256SUMS itself is in latest.json, where that names this release."""
    latest = releases.read_latest(folder.parent)
    if latest.get("version") != folder.resolve().name:
        return
    if _sha256(folder / CHECKSUMS) != latest.get("sha256sums"):
        yield Problem(CHECKSUMS, "changed", f"is not the one that {releases.LATEST} was made for")


def _files(folder: Path, expected: dict[str, str]) -> Iterator[Problem]:
    leaves = [path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir()]
    found = {path.relative_to(folder).as_posix(): path for path in leaves}
    for name, digest in expected.items():
        path = found.get(name)
        if path is None:
            yield Problem(name, "missing", "is missing")
        elif path.is_symlink() or not path.is_file():
            yield Problem(name, "changed", "is not a plain file")
        elif (problem := _changed(path, digest)) is not None:
            yield Problem(name, *problem)
    for name in sorted(found.keys() - expected.keys() - {CHECKSUMS}):
        yield Problem(name, "extra", f"does not belong to the release: {CHECKSUMS} does not name it")


def _changed(path: Path, digest: str) -> tuple[str, str] | None:
    try:
        same = _sha256(path) == digest
    except OSError as error:
        return "unreadable", f"cannot be read ({error.strerror})"
    return None if same else ("changed", "was changed after the release: its SHA-256 is another")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tables(folder: Path) -> Iterator[Problem]:
    """Tables are held against today's contract only where they were made under it."""
    try:
        made_under = json.loads((folder / "build.json").read_bytes())["schema_version"]
    except (OSError, ValueError, KeyError, TypeError):
        yield Problem("build.json", "unreadable", "does not say which schema version the tables have")
        return
    if made_under != SCHEMA_VERSION:
        yield from _readable(folder)
        return
    frames: dict[str, pl.DataFrame] = {}
    for table in RELEASED:
        yield from _table(folder, table, frames)
    for table in RELEASED:
        if table.name in frames:
            yield from _contract(table, frames)


def _readable(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.glob("*.parquet")):
        try:
            pl.read_parquet(path)
        except (OSError, pl.exceptions.PolarsError) as error:
            yield Problem(path.name, "unreadable", f"cannot be read as Parquet ({error})")


def _table(folder: Path, table: Table, frames: dict[str, pl.DataFrame]) -> Iterator[Problem]:
    """Read both forms of a table into `frames`; they must hold the same rows."""
    parquet, csv = folder / f"{table.name}.parquet", folder / f"{table.name}.csv"
    try:
        frames[table.name] = from_parquet(parquet.read_bytes(), table)
    except FileNotFoundError:
        yield Problem(parquet.name, "missing", "is missing, and the table with it")
        return
    except (OSError, TableShapeError) as error:
        yield Problem(parquet.name, "unreadable", str(error))
        return
    try:
        if not from_csv(csv.read_bytes(), table).equals(frames[table.name]):
            yield Problem(csv.name, "contract", f"does not hold the rows of {parquet.name}")
    except (OSError, TableShapeError) as error:
        yield Problem(csv.name, "unreadable", str(error))


def _contract(table: Table, frames: dict[str, pl.DataFrame]) -> Iterator[Problem]:
    name = f"{table.name}.parquet"
    frame = frames[table.name]
    if frame.height < table.min_rows:
        yield Problem(name, "contract", f"has {frame.height} rows, fewer than {table.min_rows}")
    kept = meets(table, frame)
    for broken in (kept.rejects, points_somewhere(table, kept.frame, frames).rejects):
        if broken:
            shown = "; ".join(f"{reject.key} {reject.detail}" for reject in broken[:_EXAMPLES])
            yield Problem(name, "contract", f"{len(broken)} rows break the contract, as: {shown}")
