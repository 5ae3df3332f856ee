"""Where the rows of a table lie in a release: in one Parquet file or, of many rows, in one a month.

Parts lie in folders as Hive names them, `quotes/month=2022-01/part.parquet`, which polars, DuckDB, Arrow and
Spark read as one table. The month is that in which the document was published, of which each row tells.
"""

from collections.abc import Iterable
from typing import Final

from schemas.package import Table

PARTITIONED_FROM: Final = 1_000_000
"""Rows from which on a table is cut by month."""

NO_MONTH: Final = "unknown"
"""The month of documents of no known day. Hive's own word for the lack of a value makes pandas fail."""

_PART: Final = "part.parquet"


def is_cut(table: Table, rows: int) -> bool:
    """Whether a table with so many rows is cut by month: only one of documents' rows can be."""
    return rows >= PARTITIONED_FROM and "document_id" in table.polars_schema


def whole(table: str) -> str:
    """The path of a table in one file."""
    return f"{table}.parquet"


def part(table: str, month: str) -> str:
    """The path of a table's rows of a month, as 2022-01."""
    return f"{table}/month={month}/{_PART}"


def parts(table: str, paths: Iterable[str]) -> list[str]:
    """Those of `paths` that hold a table's rows, sorted; that of the table in one file where none does."""
    one, months = whole(table), f"{table}/month="
    found = [path for path in paths if path == one or (path.startswith(months) and _is_part(path))]
    return sorted(found) or [one]


def pattern(table: str, paths: Iterable[str]) -> str:
    """What stands for all of a table's files: `quotes/*/part.parquet`, or the path of its one file."""
    return whole(table) if parts(table, paths) == [whole(table)] else f"{table}/*/{_PART}"


def _is_part(path: str) -> bool:
    return path.endswith(f"/{_PART}") and path.count("/") == 2
