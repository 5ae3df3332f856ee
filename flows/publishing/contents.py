"""What the files of a release say of it and of each other, and whether its tables are what they say.

Whatever is wrong in there, nothing is raised: a release that somebody spoilt must not stop the next one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import polars as pl

from flows.publishing import releases
from flows.publishing.database import over_parquet
from flows.publishing.described import breaks
from flows.publishing.problem import Problem
from flows.publishing.rows import Keys, broken_rows, is_written_as, number_of, same_shape
from flows.store import plain, staging
from schemas.derivations.versioning import PATCH, Schemas, differences, of_contract, of_package
from schemas.package import PUBLISHED, RELEASED, SCHEMA_VERSION, SCHEMA_VERSIONS, VIEWS, Table
from schemas.partitions import parts
from transforms.release.batches import TableShapeError, in_order, ordered, same_rows
from transforms.release.bundle import CHECKSUMS
from transforms.release.serialise import from_csv
from transforms.release.views import rows_of

BUILD: Final = "build.json"
PACKAGE: Final = "datapackage.json"
CROISSANT: Final = "croissant.json"
NOTES: Final = "CHANGELOG.md"
REQUIRED: Final = (
    BUILD, "CITATION.cff", CROISSANT, "DATA_DICTIONARY.md", "LICENSE", "README.md", PACKAGE,
    "quality/report.json",
)  # fmt: skip
"""What every release has beside its tables."""

_CHANGES: Final = "changes"
_FILES: Final = "cr:FileSet"
"""An entry that stands for several files, each of which has one of its own."""

_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class _Release:
    """A release as it is looked at: its checksums, which files not to look into, and what was read so far.

    `parquet` are the paths of its Parquet files; `heights` says how many rows each of the `tables` has.
    """

    folder: Path
    digests: Mapping[str, str]
    spoilt: Collection[str]
    parquet: Sequence[str]
    descriptors: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, pl.LazyFrame] = field(default_factory=dict)
    heights: dict[str, int] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether a file is there as it was published."""
        return name in self.digests and name not in self.spoilt

    def parts(self, table: str) -> list[str]:
        """The files that hold a table's rows; the one in which it would lie whole where there is none."""
        return parts(table, self.parquet)

    def rows(self, table: str) -> pl.LazyFrame:
        """The rows of a table; OSError or TableShapeError where a file cannot be read."""
        return releases.scanned(self.folder, self.parts(table))

    def batches(self, table: Table) -> Iterator[pl.DataFrame]:
        """The rows of a table in their order, some at a time; raises as `rows`, while they are read."""
        return releases.batches_of(table, self.folder, self.parts(table.name))

    @property
    def schema_version(self) -> object:
        """The schema under which the tables were made, as build.json says; None where it does not."""
        return self.descriptors.get(BUILD, {}).get("schema_version")

    @property
    def schemas(self) -> Schemas:
        """The schemas of the tables, as datapackage.json describes them; empty where it cannot be read."""
        return of_package(self.descriptors[PACKAGE]) if PACKAGE in self.descriptors else {}


def problems(folder: Path, digests: Mapping[str, str], spoilt: Collection[str]) -> Iterator[Problem]:
    """Every problem of the release in `folder` but those of single files, of which `spoilt` have one.

    `digests` are the path and SHA-256 of each file, as the release's checksums give them.
    """
    # Of thousands of files nearly all are pages.
    release = _Release(folder, digests, spoilt, [path for path in digests if path.endswith(".parquet")])
    for path, check in (
        (CHECKSUMS, _required),
        (BUILD, _descriptors),
        (BUILD, _versions),
        (PACKAGE, _resources),
        (CROISSANT, _distribution),
        (PACKAGE, _tables),
        (BUILD, _counts),
    ):
        yield from _checked(path, check, release)


def described_sizes(folder: Path, digests: Mapping[str, str]) -> dict[str, int]:
    """The size in bytes of each file that datapackage.json describes; empty where that itself was changed."""
    try:
        path = folder / PACKAGE
        if plain.size_of(path) > plain.LARGEST_LIST or plain.sha256(path) != digests.get(PACKAGE):
            return {}
        resources = releases.read_json(path)["resources"]
        return {str(one["path"]): int(one["bytes"]) for one in resources}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _checked(
    path: str, check: Callable[[_Release], Iterable[Problem]], release: _Release
) -> Iterator[Problem]:
    """What `check` finds, or that what it reads, above all `path`, has a form that nobody can check."""
    try:
        yield from check(release)
    except Exception as error:
        told = f"cannot be checked: {type(error).__name__}: {error}".splitlines()[0]
        yield Problem(path, "unreadable", told)


def _required(release: _Release) -> Iterator[Problem]:
    for name in sorted({*REQUIRED} - release.digests.keys()):
        yield Problem(name, "missing", f"is missing, and {CHECKSUMS} does not name it either")


def _descriptors(release: _Release) -> Iterator[Problem]:
    for name in (BUILD, PACKAGE, CROISSANT):
        if not release.has(name):
            continue
        try:
            content = releases.read_json(release.folder / name)
        except (OSError, ValueError) as error:
            yield Problem(name, "unreadable", f"cannot be read ({error})")
            continue
        if isinstance(content, dict):
            release.descriptors[name] = content
        else:
            yield Problem(name, "unreadable", "is no JSON object")


def _versions(release: _Release) -> Iterator[Problem]:
    said = {
        name: (content.get("version"), content.get(key))
        for name, key in ((BUILD, "schema_version"), (PACKAGE, "schemaVersion"))
        if (content := release.descriptors.get(name)) is not None
    }
    if BUILD in said:
        yield from _schema_version(said[BUILD][1])
    if len(set(said.values())) > 1:
        yield Problem(
            PACKAGE, "contract", f"gives other versions than {BUILD}: {said[PACKAGE]}, {said[BUILD]}"
        )
    named = release.folder.resolve().name.removeprefix(staging.PREFIX)
    for name, (version, _) in said.items():
        if releases.parse(str(version)) is None:
            yield Problem(name, "contract", f"gives no version YYYY.MM.N, but {version!r}")
        elif releases.parse(named) is not None and version != named:
            yield Problem(name, "contract", f"says that this is {version}, in a folder named {named}")


def _schema_version(version: object) -> Iterator[Problem]:
    if version is None:
        yield Problem(BUILD, "unreadable", "does not say which schema version the tables have")
    elif version not in {*SCHEMA_VERSIONS, SCHEMA_VERSION}:
        told = f"schema {version!r} is none that this Parallax knows: it knows those up to {SCHEMA_VERSION}"
        yield Problem(BUILD, "unknown", f"{told}; check the release with the Parallax that made it")


def _resources(release: _Release) -> Iterator[Problem]:
    """Size and SHA-256 of each file as the descriptor gives them, and each table in both of its forms."""
    described = set()
    for one in release.descriptors.get(PACKAGE, {}).get("resources", ()):
        path = one["path"]
        described.add(path)
        yield from _same(release, PACKAGE, path, str(one["hash"]).removeprefix("sha256:"))
        if release.has(path) and plain.size_of(release.folder / path) != one["bytes"]:
            yield Problem(PACKAGE, "contract", f"gives another size for {path} than it has")
    for name in release.schemas:
        for form in {parts(name, described)[0], f"{name}.csv"} - described:
            yield Problem(PACKAGE, "contract", f"does not describe {form}")
    tables = {path for path in release.digests if path.endswith((".parquet", ".csv", ".duckdb"))}
    for path in sorted(tables - described) if release.schemas else ():
        yield Problem(PACKAGE, "contract", f"does not describe {path}")
    if _CHANGES in release.schemas and NOTES not in release.digests:
        yield Problem(NOTES, "missing", f"is missing, and {CHECKSUMS} does not name it either")


def _distribution(release: _Release) -> Iterator[Problem]:
    for one in release.descriptors.get(CROISSANT, {}).get("distribution", ()):
        if one.get("@type") == _FILES:
            continue
        yield from _same(release, CROISSANT, one["contentUrl"], one["sha256"])


def _same(release: _Release, descriptor: str, path: str, digest: str) -> Iterator[Problem]:
    if path not in release.digests:
        yield Problem(path, "missing", f"is missing, though {descriptor} describes it")
    elif release.digests[path] != digest:
        yield Problem(descriptor, "contract", f"gives another SHA-256 for {path} than {CHECKSUMS}")


def _tables(release: _Release) -> Iterator[Problem]:
    """Tables are held against today's contract where they were made under it, else against their schemas."""
    if release.schema_version != SCHEMA_VERSION:
        yield from _described(release)
        return
    changes = differences(release.schemas, of_contract()) if release.schemas else ()
    other = [str(change) for change in changes if change.bump != PATCH]
    if other:
        told = "; ".join(other[:_EXAMPLES])
        yield Problem(PACKAGE, "contract", f"describes other tables than schema {SCHEMA_VERSION}: {told}")
    for table in PUBLISHED:
        yield from _table(release, table)
    keys = Keys(release.tables)
    for table in PUBLISHED:
        if table.name in release.tables:
            yield from broken_rows(table, release.tables[table.name], keys)
    if all(table.name in release.tables for table in RELEASED):
        yield from _views(release)


def _described(release: _Release) -> Iterator[Problem]:
    for name in release.schemas:
        (parquet, *_), csv = release.parts(name), f"{name}.csv"
        if all(map(release.has, release.parts(name))):
            try:
                rows = release.rows(name)
                release.heights[name] = number_of(rows)
                release.tables[name] = rows
                if release.has(csv):
                    data = plain.read(release.folder / csv)
                    yield from same_shape(csv, data, rows, release.heights[name])
            except (OSError, TableShapeError) as error:
                yield Problem(parquet if name not in release.tables else csv, "unreadable", str(error))
    for name, schema in release.schemas.items():
        if name in release.tables:
            for told in breaks(schema, release.tables[name].collect(), release.tables):
                yield Problem(release.parts(name)[0], "contract", told)


def _table(release: _Release, table: Table) -> Iterator[Problem]:
    """Read both forms of a table, and enter it in `tables`; they must hold the same rows."""
    (parquet, *_), csv = release.parts(table.name), f"{table.name}.csv"
    for name in (parquet, csv):
        if name not in release.digests:
            yield Problem(name, "missing", "is missing, and the table with it")
    if not all(map(release.has, release.parts(table.name))):
        return
    try:
        same, release.heights[table.name] = is_written_as(
            release.batches(table), table, release.folder / csv if release.has(csv) else None
        )
        release.tables[table.name] = release.rows(table.name)
    except (OSError, TableShapeError) as error:
        yield Problem(parquet, "unreadable", str(error))
        return
    if same:
        return
    try:
        # Written by another Parallax, perhaps, or spoilt: what it holds is what counts.
        rows = release.tables[table.name].collect()
        if not from_csv(plain.read(release.folder / csv), table).equals(ordered(rows, table)):
            yield Problem(csv, "contract", f"does not hold the rows of {parquet}")
    except (OSError, TableShapeError) as error:
        yield Problem(csv, "unreadable", str(error))


def _views(release: _Release) -> Iterator[Problem]:
    """Each view that was read holds what its query makes of the tables."""
    paths = {table.name: [release.folder / path for path in release.parts(table.name)] for table in RELEASED}
    for view in VIEWS:
        if view.name in release.tables:
            with over_parquet(paths) as database:
                made = in_order(rows_of(view, database), view)
                same = same_rows(made, release.batches(view))
            if not same:
                yield Problem(f"{view.name}.parquet", "contract", "does not hold what the other tables give")


def _counts(release: _Release) -> Iterator[Problem]:
    """The rows of each table, as build.json counts them."""
    if BUILD not in release.descriptors:
        return
    counted = release.descriptors[BUILD]["rows"]
    for name in release.tables:
        if counted.get(name) != (number := release.heights[name]):
            told = f"counts {counted.get(name)} rows of {name}, and there are {number}"
            yield Problem(BUILD, "contract", told)
    for name in sorted(counted.keys() - release.schemas.keys()) if release.schemas else ():
        yield Problem(BUILD, "contract", f"counts rows of {name}, which {PACKAGE} does not describe")
