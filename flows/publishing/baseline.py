"""The baseline of a release: the newest good one before it, and what the new tables change against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from flows.publishing import releases
from flows.publishing.verify import verify
from schemas.derivations.versioning import Schemas, of_package
from schemas.package import RELEASED
from schemas.package import table as table_named
from schemas.partitions import parts
from transforms.release.batches import check_columns
from transforms.release.editions import Difference, Edition, between, current
from transforms.tables import LazyFrames

CHANGES = "changes"
DESCRIPTOR = "datapackage.json"


class Unreadable(ValueError):  # noqa: N818 (it says what the folder is)
    """A folder that cannot be read as a release; the message says why, for a person."""


@dataclass(frozen=True)
class Baseline:
    """What came before a release that is to be made.

    `newest` is the newest release when it was looked at, None where there was none. `difference` leads from
    the newest release that is not damaged to the new tables; None where there is none. `damaged` maps each
    release that was passed over to what is wrong with it.
    """

    newest: str | None
    difference: Difference | None
    damaged: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes(self) -> pl.DataFrame:
        """The table `changes` of the new release; empty where there is nothing to compare it with."""
        return self.difference.changes if self.difference else table_named(CHANGES).empty()

    @property
    def previous(self) -> str | None:
        """The version that the new release is compared with."""
        return self.difference.before.version if self.difference else None

    @property
    def unchanged(self) -> bool:
        """Whether the newest release already is what a new one would be."""
        return self.difference is not None and self.previous == self.newest and self.difference.nothing

    @property
    def line(self) -> str:
        """What the new release changes, on one line."""
        passed = [f"release {v} is damaged and was not compared: {why}" for v, why in self.damaged.items()]
        told = self.difference.line if self.difference else "no release to compare with"
        return "; ".join([*passed, told])


def find_baseline(dist: Path, tables: LazyFrames) -> Baseline:
    """Compare `tables` with the newest release in `dist` that is whole and not damaged."""
    for table in RELEASED:
        check_columns(tables[table.name].collect_schema(), table)
    new = current({table.name: tables[table.name] for table in RELEASED})
    published = releases.published(dist)
    damaged: dict[str, str] = {}
    for version in reversed(published):
        try:
            before = read_undamaged(dist / version)
        except Unreadable as error:
            damaged[version] = str(error)
        else:
            return Baseline(published[-1], between(before, new), damaged)
    return Baseline(published[-1] if published else None, None, damaged)


def read_undamaged(folder: Path) -> Edition:
    """The release in `folder`; raises Unreadable where anything in it is not as it was published."""
    problems = verify(folder)
    if problems:
        raise Unreadable(str(problems[0]))
    return read(folder)


def read(folder: Path) -> Edition:
    """The release in `folder`, under whatever schema it was made; raises Unreadable where it is none."""
    try:
        package = releases.read_json(folder / DESCRIPTOR)
        schemas = of_package(package)
        paths = releases.parquet_in(folder)
        tables = {name: releases.scanned(folder, parts(name, paths)) for name in schemas}
        _check_columns(schemas, tables)
        return Edition(package["version"], package["schemaVersion"], schemas, tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}".splitlines()[0]) from error


def _check_columns(schemas: Schemas, tables: LazyFrames) -> None:
    for name, schema in schemas.items():
        described = [column["name"] for column in schema["fields"]]
        if described != tables[name].collect_schema().names():
            raise ValueError(f"{name}.parquet has other columns than {DESCRIPTOR} says")
