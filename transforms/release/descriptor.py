"""What stands beside the tables of a release: Data Package, build record, citation, in plain dicts and text.

Nothing here reads a clock: the month of a release is in its version.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

import polars as pl

from schemas.about import CONTRIBUTOR, DATA_LICENCE, DESCRIPTION, KEYWORDS, NAME, TITLE
from schemas.derivations.croissant import PublishedFile
from schemas.derivations.table_schema import table_schema
from schemas.package import SCHEMA_VERSION, Table
from schemas.partitions import parts
from transforms.release.accuracy import ACCURACY
from transforms.results import StageCount

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PARQUET_RESOURCE = "{table}-parquet"
CSV_RESOURCE = "{table}"

DATABASE = "parallax.duckdb"
"""Name of the file that holds all tables and views for DuckDB."""

PARQUET_MEDIA_TYPE = "application/vnd.apache.parquet"
# Frictionless takes a resource of the format "parquet" for a table, and then can neither count its bytes nor
# read its lists; under another name it checks size and hash, and leaves the rows to the CSV.
PARQUET_FORMAT = "apache-parquet"

_TOGETHER = 1_000
"""Entries of a list that are written together."""


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """What a release was made from: enough to make it again.

    `code_revision` is null outside a repository and `dirty` says whether the code differed from it, null
    where that is not known; `models` and `inputs` map a file that was read (of a model, package or word list;
    a manifest, the takedowns, a reference table) to its SHA-256; `libraries` maps a package to its version.
    `previous` is the release that the table `changes` starts from, if there is one.
    """

    code_revision: str | None = None
    dirty: bool | None = None
    lock_sha256: str | None = None
    models: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)
    python: str | None = None
    counts: tuple[StageCount, ...] = ()
    previous: str | None = None


def build_record(info: BuildInfo, version: str, rows: Mapping[str, int]) -> dict[str, Any]:
    """The content of build.json; `rows` maps each table to its number of rows."""
    record = asdict(info) | {"stage_counts": [asdict(count) for count in info.counts]}
    return {"version": version, "schema_version": SCHEMA_VERSION, "rows": dict(rows)} | record


def data_package(
    tables: Sequence[Table],
    files: Mapping[str, PublishedFile],
    documents: pl.DataFrame,
    version: str,
) -> dict[str, Any]:
    """The content of datapackage.json (Data Package v2); `files` maps path to file.

    Each table is two resources, named `<table>` (CSV, with its schema) and `<table>-parquet` (the same rows,
    in a file that describes itself; of a table that is cut by month one a month, numbered); figures of
    accuracy and the DuckDB file are two more, if there.
    """
    resources = [_csv(table, files[f"{table.name}.csv"]) for table in tables]
    resources += [one for table in tables for one in _parquet(table, files)]
    resources += [_accuracy(files[ACCURACY])] if ACCURACY in files else []
    resources += [_database(files[DATABASE])] if DATABASE in files else []
    return {
        "$schema": PACKAGE_PROFILE,
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": version,
        "schemaVersion": SCHEMA_VERSION,
        "keywords": list(KEYWORDS),
        "licenses": [
            asdict(DATA_LICENCE),
            {"title": "Terms of the data, quotations included", "path": "LICENSE"},
        ],
        "contributors": [{"title": CONTRIBUTOR, "roles": ["creator"]}],
        "sources": sources(documents),
        "resources": resources,
    }


def sources(documents: pl.DataFrame) -> list[dict[str, str]]:
    """Where the texts came from: one entry an origin, titled by its outlet where one is known."""
    found = documents.group_by("origin").agg(pl.col("outlet").drop_nulls().sort().first()).sort("origin")
    return [{"title": f"{outlet} ({origin})" if outlet else origin} for origin, outlet in found.rows()]


def languages(documents: pl.DataFrame) -> list[str]:
    """BCP 47 tags of the documents' languages, sorted."""
    return documents.get_column("language").drop_nulls().unique().sort().to_list()


def citation_text(version: str) -> str:
    """The release as a reference in one line."""
    return f"{CONTRIBUTOR}. {TITLE}. Version {version}, {version[:4]}. Dataset."


def citation_file(version: str) -> str:
    """The content of CITATION.cff (1.2.0), which is YAML; JSON strings are YAML strings."""
    lines = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them with their version.",
        "type": "dataset",
        "title": TITLE,
        "version": version,
        "abstract": DESCRIPTION,
        "license": DATA_LICENCE.name,
        "keywords": list(KEYWORDS),
    }
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items())
    return f"{head}authors:\n  - name: {json.dumps(CONTRIBUTOR)}\n"


def as_json(content: Mapping[str, Any]) -> bytes:
    """JSON for people and programs: indented, UTF-8, keys in the order in which they were given."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def in_lines(content: Mapping[str, Any]) -> Iterator[bytes]:
    """JSON of many entries: a key a line, and an entry of a list a line; UTF-8, in the order given.

    A list may be given as what makes its entries, and is never whole in memory.
    """
    before = "{"
    for key, value in content.items():
        yield f"{before}\n {json.dumps(key)}: ".encode()
        yield from _in_lines(value)
        before = ","
    yield b"\n}\n"


def _in_lines(value: object) -> Iterator[bytes]:
    if not isinstance(value, (list, Iterator)):
        yield _packed(value).encode()
        return
    entries = map(_packed, value)
    if (first := next(entries, None)) is None:
        yield b"[]"
        return
    yield f"[\n  {first}".encode()
    while some := list(islice(entries, _TOGETHER)):
        yield "".join(f",\n  {entry}" for entry in some).encode()
    yield b"\n ]"


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _csv(table: Table, file: PublishedFile) -> dict[str, Any]:
    dialect = {
        "delimiter": ",",
        "lineTerminator": "\r\n",
        "quoteChar": '"',
        "doubleQuote": True,
        "header": True,
    }
    return (
        {"name": CSV_RESOURCE.format(table=table.name), "type": "table"}
        | _described(table, file)
        | {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": dialect}
        | {"schema": table_schema(table, CSV_RESOURCE)}
    )


def _parquet(table: Table, files: Mapping[str, PublishedFile]) -> Iterator[dict[str, Any]]:
    paths = parts(table.name, files)
    rows = f"rows of the resource {CSV_RESOURCE.format(table=table.name)}"
    for number, path in enumerate(paths, 1):
        name = PARQUET_RESOURCE.format(table=table.name)
        yield (
            {"name": name if len(paths) == 1 else f"{name}-{number}"}
            | _described(table, files[path])
            | {"description": f"The {rows}" if len(paths) == 1 else f"Those {rows} of one month"}
            | {"format": PARQUET_FORMAT, "mediatype": PARQUET_MEDIA_TYPE}
        )


def _database(file: PublishedFile) -> dict[str, Any]:
    return {
        "name": "duckdb",
        "path": file.path,
        "title": "All tables and views",
        "description": "A DuckDB database of all tables; those of views are queries on the others",
        "format": "duckdb",
        "mediatype": "application/vnd.duckdb",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }


def _accuracy(file: PublishedFile) -> dict[str, Any]:
    # No format: what has the format of a table's CSV is a table of the schema, to every reader of a release.
    return {
        "name": "accuracy",
        "path": file.path,
        "title": "How right each kind of row is",
        "description": "What was measured, in percent: task, data, measure, value, n, measured_on, model",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }


def _described(table: Table, file: PublishedFile) -> dict[str, Any]:
    return {
        "path": file.path,
        "title": table.name.replace("_", " ").capitalize(),
        "description": f"One row is: {table.description}",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
