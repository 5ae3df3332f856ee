"""Containers: files that hold many articles, one small class a format.

A new format is a class here, entered in the list below, and its name in INPUT_FORMATS of
schemas/origin_files.py. Each article of a file is given, or what stands for it with a reason: one that is
broken costs itself alone, unless nothing behind it can be told apart any more.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import IO, Final, Protocol

import polars as pl

from schemas.origin_files import Columns
from transforms.reading.decoding import MAX_BYTES, Undecodable, decode
from transforms.reading.panics import panics_told
from transforms.reading.raw_articles import RawArticle, unreadable
from transforms.reading.table_rows import article_of
from transforms.reading.web_archives import Warc

_LINES_LOOKED_AT: Final = 20
MAX_TABLE_CHARS: Final = 2**28
"""Characters of a CSV file: it is decoded as a whole."""

# The library's own limit is of 128 KiB, which an article may have.
csv.field_size_limit(MAX_BYTES)


class MissingColumn(ValueError):  # noqa: N818 (the name says what is wrong)
    """A table without a column that its origin names; the message says which there are."""


class Container(Protocol):
    """Reads the files of one format."""

    @property
    def name(self) -> str:
        """What origin.toml calls the format: one of INPUT_FORMATS."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How names of such files end, in lower case, with the dot."""
        ...

    def columns(self, file: IO[bytes]) -> list[str]:
        """The names of the columns in `file`, as far as it can be read; none where it is no table."""
        ...

    def articles(self, file: IO[bytes], name: str, columns: Columns) -> Iterator[RawArticle]:
        """Every article in `file`, which is called `name`; MissingColumn where it has not the `columns`."""
        ...


class Jsonl:
    """A JSON object a line; empty lines are none."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def columns(self, file: IO[bytes]) -> list[str]:
        """See `Container`: the keys of the first lines."""
        found: dict[str, None] = {}
        for _ in range(_LINES_LOOKED_AT):
            with suppress(ValueError, RecursionError):
                row = json.loads(file.readline(MAX_BYTES).decode("utf-8-sig"))
                found |= dict.fromkeys(row) if isinstance(row, dict) else {}
        return list(found)

    def articles(self, file: IO[bytes], name: str, columns: Columns) -> Iterator[RawArticle]:
        """See `Container`."""
        number = 0
        while data := file.readline(MAX_BYTES + 1):
            number += 1
            place = f"{name}#{number}"
            if len(data) > MAX_BYTES:
                _skip_line(file, data)
                yield unreadable(place, "too_long", f"line {number} has more than {MAX_BYTES} bytes")
            elif data.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _of_line(data, number, place, columns)


class Csv:
    """A table as text with a line of names above it, in whatever encoding and with whatever separator."""

    name = "csv"
    suffixes = (".csv", ".tsv")

    def columns(self, file: IO[bytes]) -> list[str]:
        """See `Container`."""
        try:
            text = decode(file.readline(MAX_BYTES)).text
        except Undecodable:
            return []
        with suppress(csv.Error):
            return next(csv.reader(io.StringIO(text), delimiter=_separator(text, "")), [])
        return []

    def articles(self, file: IO[bytes], name: str, columns: Columns) -> Iterator[RawArticle]:
        """See `Container`. A row with more or fewer cells than there are names is malformed."""
        try:
            text = decode(file.read(), MAX_TABLE_CHARS).text
        except Undecodable as error:
            yield unreadable(name, error.reason, f"{name}: {error}")
            return
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, name), strict=True)
        yield from _of_rows(rows, name, columns)


class Parquet:
    """A table; only the named columns are read."""

    name = "parquet"
    suffixes = (".parquet",)

    def columns(self, file: IO[bytes]) -> list[str]:
        """See `Container`."""
        try:
            with panics_told():
                return list(pl.read_parquet_schema(file))
        except (pl.exceptions.PolarsError, OSError):
            return []

    def articles(self, file: IO[bytes], name: str, columns: Columns) -> Iterator[RawArticle]:
        """See `Container`."""
        try:
            there = self.columns(file)
            file.seek(0)
            if there:
                _check(there, name, columns)
            with panics_told():
                frame = pl.read_parquet(file, columns=sorted(set(columns.named.values())))
        except (pl.exceptions.PolarsError, OSError) as error:
            told = " ".join(str(error).split())
            yield unreadable(name, "malformed", f"{name}: is no whole Parquet file ({told[:200]})")
            return
        for number, row in enumerate(frame.iter_rows(named=True), start=1):
            yield article_of(row, f"{name}#{number}", columns)


_EVERY: Final[tuple[Container, ...]] = (Jsonl(), Csv(), Parquet(), Warc())

CONTAINERS: Final[Mapping[str, Container]] = MappingProxyType({one.name: one for one in _EVERY})
"""The container of each format of INPUT_FORMATS that is one."""


def _skip_line(file: IO[bytes], data: bytes) -> None:
    while data and not data.endswith(b"\n"):
        data = file.readline(MAX_BYTES)


def _of_line(data: bytes, number: int, place: str, columns: Columns) -> RawArticle:
    try:
        row = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return unreadable(place, "malformed", f"line {number} is not UTF-8 (byte {error.start})")
    except (ValueError, RecursionError) as error:
        told = getattr(error, "msg", str(error)).lower().removesuffix(" at")
        where = f", column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return unreadable(place, "malformed", f"line {number} is not valid JSON ({told}{where})")
    if not isinstance(row, dict):
        return unreadable(place, "malformed", f"line {number} is no object with keys")
    return article_of(row, place, columns)


def _separator(text: str, name: str) -> str:
    """What stands between cells: a tab in a .tsv, else whichever of the usual is commonest in the head."""
    if name.lower().endswith(".tsv"):
        return "\t"
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _of_rows(rows: Iterator[list[str]], name: str, columns: Columns) -> Iterator[RawArticle]:
    try:
        names = next(rows, [])
    except csv.Error as error:
        yield unreadable(name, "malformed", f"{name}: its first line is not valid CSV ({error})")
        return
    _check(names, name, columns)
    number = 0
    while True:
        number += 1
        place = f"{name}#{number}"
        line = getattr(rows, "line_num", 0) + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield unreadable(
                place, "malformed", f"row {number}, from line {line} on, is not valid CSV ({error})"
            )
            continue
        if not cells:
            number -= 1
        elif len(cells) != len(names):
            told = f"row {number}, line {line}, has {len(cells)} cells, and there are {len(names)} columns"
            yield unreadable(place, "malformed", told)
        else:
            yield article_of(dict(zip(names, cells, strict=True)), place, columns)


def _check(there: list[str], name: str, columns: Columns) -> None:
    missing = sorted(set(columns.named.values()) - set(there))
    if missing:
        raise MissingColumn(f"{name} has no column {missing[0]!r}; it has: {', '.join(there[:12])}")
