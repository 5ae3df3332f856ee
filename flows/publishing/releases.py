"""The releases in a folder: their versions, the newest one, and latest.json, which names it."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from flows.store import plain
from schemas.package import Table
from transforms.release.batches import (
    TableShapeError,
    batches,
    in_order,
    merged,
    readable,
)

LATEST = "latest.json"
_VERSION = re.compile(r"(\d{4})\.(0[1-9]|1[0-2])\.([1-9]\d*)")

Version = tuple[int, int, int]


def parse(version: str) -> Version | None:
    """(year, month, number) of a version YYYY.MM.N, or None where it is not one."""
    match = _VERSION.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def versions(dist: Path) -> list[str]:
    """Names of all version folders, oldest first, whole or not: none of them is ever used again."""
    named = [(parse(path.name), path.name) for path in dist.iterdir()] if dist.is_dir() else []
    return [name for key, name in sorted((key, name) for key, name in named if key)]


def published(dist: Path) -> list[str]:
    """Names of the version folders that hold anything, oldest first: published, and whole or spoilt since.

    A folder comes into its place with all that is in it, so an empty one was never a release.
    """
    return [name for name in versions(dist) if _holds_anything(dist / name)]


def next_version(dist: Path, today: date) -> str:
    """The first number of this month that no release has had, as far as the folder and latest.json know."""
    known = [*versions(dist), str(read_latest(dist).get("version", ""))]
    numbers = [key[2] for key in map(parse, known) if key and key[:2] == (today.year, today.month)]
    return f"{today.year:04}.{today.month:02}.{max(numbers, default=0) + 1}"


def read_latest(dist: Path) -> dict[str, Any]:
    """The content of latest.json; empty where there is none, or where it cannot be read."""
    try:
        content = read_json(dist / LATEST)
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def read_json(path: Path) -> Any:
    """What a JSON file holds; OSError or ValueError where it cannot be read, or is longer than any list."""
    try:
        return json.loads(plain.read(path, plain.LARGEST_LIST))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def scanned(folder: Path, paths: Sequence[str]) -> pl.LazyFrame:
    """The rows of a table's Parquet files, to be read when they are asked for, file after file.

    OSError or TableShapeError where one is not readable, or has other columns than the others.
    """
    for path in paths:
        plain.size_of(folder / path)
    found = [pl.scan_parquet(folder / path, hive_partitioning=False) for path in paths]
    with readable("Parquet"):
        schemas = [rows.collect_schema() for rows in found]
    if any(schema != schemas[0] for schema in schemas):
        raise TableShapeError(f"{paths[0]} has other columns than the table's other files")
    return pl.concat(found)


def batches_of(table: Table, folder: Path, paths: Sequence[str]) -> Iterator[pl.DataFrame]:
    """The rows of a table's files in their published order, some at a time; TableShapeError as `batches`."""
    parts = [batches(scanned(folder, [path]), table) for path in paths]
    yield from in_order(merged(parts, table), table) if len(parts) > 1 else parts[0]


def parquet_in(folder: Path) -> list[str]:
    """The paths, in a release's folder, of the files that hold rows of tables."""
    found = (*folder.glob("*.parquet"), *folder.glob("*/*/*.parquet"))
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _holds_anything(folder: Path) -> bool:
    """Whether a folder is not empty, as far as one may look."""
    try:
        return any(folder.iterdir())
    except NotADirectoryError:
        return False
    except OSError:
        return True


def content_of(path: Path, limit: int) -> bytes | None:
    """What a file holds; None where it is none, or holds more than `limit` bytes."""
    try:
        return plain.read(path, limit)
    except OSError:
        return None
