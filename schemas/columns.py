"""Column builders: the few shapes of column that several tables share.

A column's `metadata` carries what dataframely has no word for and derivations need:
`unit`; `one_of`, the vocabulary; `references`, "table.column" of a foreign key; `max_null_rate`, the share
of nulls above which the data-quality report warns.
"""

from copy import copy
from typing import Any

import dataframely as dy
import polars as pl

from schemas.vocabularies import ID_PREFIXES, Vocabulary

ID_PATTERN = "^{prefix}_[0-9a-f]{{16}}$"
SHA256_PATTERN = "^[0-9a-f]{64}$"
LANGUAGE_PATTERN = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
ORIGIN_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
UNIT_CODE_POINTS = "Unicode code points"


def identifier(prefix: str, description: str, *, references: str | None = None, **options: Any) -> dy.String:
    """A stable id: `prefix` (one of ID_PREFIXES), an underscore and 16 hexadecimal digits of a SHA-256."""
    if prefix not in ID_PREFIXES:
        raise ValueError(f"no id prefix {prefix!r}; there are: {', '.join(ID_PREFIXES)}")
    metadata = {"references": references} if references else None
    return dy.String(
        regex=ID_PATTERN.format(prefix=prefix), description=description, metadata=metadata, **options
    )


def one_of(vocabulary: Vocabulary, description: str, **options: Any) -> dy.String:
    """A string from a closed list."""
    values = list(vocabulary)

    def in_vocabulary(column: pl.Expr) -> pl.Expr:
        return column.is_in(values)

    metadata = {"one_of": vocabulary} | options.pop("metadata", {})
    return dy.String(
        check={"in_vocabulary": in_vocabulary}, description=description, metadata=metadata, **options
    )


def offset(description: str, **options: Any) -> dy.Int64:
    """A position in a document's text: 0-based, in Unicode code points."""
    return dy.Int64(min=0, description=description, metadata={"unit": UNIT_CODE_POINTS}, **options)


def probability(description: str, **options: Any) -> dy.Float64:
    """A share or confidence between 0 and 1."""
    return dy.Float64(min=0.0, max=1.0, description=description, metadata={"unit": "probability"}, **options)


def sha256(description: str, **options: Any) -> dy.String:
    """A SHA-256 in lower-case hexadecimal."""
    return dy.String(regex=SHA256_PATTERN, description=description, **options)


def as_in(schema: type[dy.Schema], name: str, description: str | None = None, **facts: Any) -> dy.Column:
    """A column of another table as it is shown beside other things: described as there, nullable, no key.

    `description` and `facts` (as `nullable`) take the place of what is said there.
    """
    column = copy(schema.columns()[name])
    column.nullable, column.primary_key = True, False
    column.metadata = {key: value for key, value in (column.metadata or {}).items() if key != "max_null_rate"}
    column.description = description or column.description
    for key, value in facts.items():
        setattr(column, key, value)
    return column
