"""The data dictionary: every table and column in words, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.about import TITLE
from schemas.derivations.facts import ColumnFacts, columns, rules
from schemas.package import SCHEMA_VERSION, Table
from schemas.partitions import PARTITIONED_FROM

_INTRODUCTION = """\
# Data dictionary

{title}. Schema {version}.

Every table is published twice, with the same rows: `<table>.parquet` and `<table>.csv`; the Parquet file of
a table of {cut:,} rows or more is cut by month, `<table>/month=2022-01/part.parquet`. All offsets are
0-based, half-open and count Unicode code points of the document's text, as Python, polars and
DuckDB's `substring` do (`substring` starts at 1). A column that is not nullable always holds a value.
"""


def data_dictionary(tables: Iterable[Table]) -> str:
    """Markdown: per table what a row is, its keys, columns, closed lists with meanings, and rules."""
    known = list(tables)
    contents = [f"- [{table.name}](#{table.name}): {_decapitalised(table.description)}" for table in known]
    introduction = _INTRODUCTION.format(title=TITLE, version=SCHEMA_VERSION, cut=PARTITIONED_FROM)
    parts = [introduction, "\n".join(contents) + "\n"]
    parts += ["\n".join(_section(table)) + "\n" for table in known]
    return "\n".join(parts)


def _section(table: Table) -> Iterator[str]:
    facts = columns(table)
    yield f"## {table.name}\n"
    yield f"One row is: {_decapitalised(table.description)}\n"
    yield f"Key: {_names(table.primary_key)}. Sorted by: {_names(table.sort_by)}.\n"
    yield "| column | type | nullable | unit | description |"
    yield "|---|---|---|---|---|"
    yield from (_row(column) for column in facts)
    for column in facts:
        yield from _values(column)
    yield from _rules(table)


def _row(column: ColumnFacts) -> str:
    kind = f"list of {column.items}" if column.items else column.kind
    cells = [
        f"`{column.name}`",
        kind,
        "yes" if column.nullable else "no",
        column.unit or "",
        column.description + _limits(column),
    ]
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _limits(column: ColumnFacts) -> str:
    """What else the contract says of the column, in brackets."""
    notes = []
    if column.references:
        notes.append("points to `{}.{}`".format(*column.references))
    if column.minimum is not None and column.maximum is not None:
        notes.append(f"{column.minimum} to {column.maximum}")
    elif column.minimum is not None:
        notes.append(f"at least {column.minimum}")
    if column.pattern:
        notes.append(f"matches `{column.pattern}`")
    if column.vocabulary:
        notes.append("one of the values below")
    return f" ({'; '.join(notes)})" if notes else ""


def _values(column: ColumnFacts) -> Iterator[str]:
    if not column.vocabulary:
        return
    yield f"\n`{column.name}` is one of:\n"
    yield "| value | meaning |"
    yield "|---|---|"
    yield from (f"| `{_cell(value)}` | {_cell(meaning)} |" for value, meaning in column.vocabulary.items())


def _rules(table: Table) -> Iterator[str]:
    found = rules(table)
    if found:
        yield "\nEvery row keeps these rules:\n"
        yield from (f"- `{name}`: {_cell(text)}" for name, text in found.items())


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


def _decapitalised(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
