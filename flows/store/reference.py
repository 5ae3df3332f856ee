"""Reading a reference table: what is not as its contract in schemas/reference.py says is told in one line.

A person extends these tables by hand, perhaps in a spreadsheet: a cell too many must not become a state.
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import dataframely as dy
import polars as pl

from flows.exits import INPUT, Refused
from schemas.reference import LIST_SEPARATOR, ReferenceEntities, ReferenceFirstNames

Row = dict[str, str | None]

CONTRACTS: Final[Mapping[str, type[dy.Schema]]] = MappingProxyType(
    {"entities.csv": ReferenceEntities, "first_names.csv": ReferenceFirstNames}
)
"""The contract of each table, by the name of its file."""

_REST: Final = "cells too many"


def rows_of(data: bytes, path: Path) -> list[Row]:
    """The rows of the table in `data`, read from `path`; raises Refused where it breaks its contract."""
    contract = CONTRACTS[path.name]
    try:
        text = data.decode("utf-8")
        reader = csv.DictReader(io.StringIO(text, newline=""), restkey=_REST, strict=True)
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise _refused(path, f"cannot be read as CSV in UTF-8 ({error})") from error
    columns = list(contract.columns())
    if sorted(reader.fieldnames or ()) != sorted(columns):
        raise _refused(
            path, f"has the columns {', '.join(reader.fieldnames or ())}, not {', '.join(columns)}"
        )
    for number, row in enumerate(rows, start=1):
        _check_cells(row, f"row {number}", path)
    _check_contract(rows, contract, path)
    return rows


def _check_cells(row: Mapping[Any, Any], place: str, path: Path) -> None:
    if _REST in row or None in row.values():
        raise _refused(path, f"{place} has another number of cells than the columns have names")
    for name, cell in row.items():
        if any(part != part.strip() or (cell and not part) for part in cell.split(LIST_SEPARATOR)):
            told = f"{place}: {name} is {cell!r}, which has an empty part or white space at an end"
            raise _refused(path, told)


def _check_contract(rows: list[Row], contract: type[dy.Schema], path: Path) -> None:
    schema = dict.fromkeys(contract.columns(), pl.String)
    given = pl.DataFrame([{name: cell or None for name, cell in row.items()} for row in rows], schema)
    _, failed = contract.filter(given, cast=True)
    if counts := failed.counts():
        told = ", ".join(sorted(counts)).replace("|", ": ")
        raise _refused(path, f"breaks its contract ({told}), first in the row {failed.invalid().row(0)}")


def _refused(path: Path, what: str) -> Refused:
    return Refused(f"{path}: {what}; README.md beside the project's own tables describes them", INPUT)
