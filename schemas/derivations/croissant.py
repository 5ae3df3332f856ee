"""Croissant 1.1 metadata: the release as machine-learning tools and dataset search engines read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.about import CONTRIBUTOR, DATA_LICENCE, DESCRIPTION, KEYWORDS, TITLE
from schemas.derivations.facts import ColumnFacts, columns
from schemas.package import Table
from schemas.partitions import pattern

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
PARQUET_MEDIA_TYPE = "application/x-parquet"

_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}

# Terms of the Croissant vocabulary; `cr:` and the term's own name unless said otherwise below.
_TERMS = (
    "arrayShape citeAs column containedIn equivalentProperty extract field fileProperty fileObject fileSet "
    "format includes isArray isLiveDataset jsonPath key md5 parentField path recordSet references regex "
    "repeated replace samplingRate separator source subField transform"
).split()


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of a release: path relative to the release, size in bytes, SHA-256 in hexadecimal."""

    path: str
    bytes: int
    sha256: str


def croissant(
    tables: Sequence[Table],
    files: Mapping[str, Sequence[PublishedFile]],
    version: str,
    languages: Sequence[str],
    citation: str,
) -> dict[str, Any]:
    """The JSON-LD document; `files` maps each table's name to its Parquet files.

    `version` is YYYY.MM.N; Croissant wants semantic versions, so the month loses its leading zero here.
    """
    document: dict[str, Any] = {
        "@context": _context(),
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": TITLE,
        "description": DESCRIPTION,
        "keywords": list(KEYWORDS),
        "license": DATA_LICENCE.path,
        "creator": {"@type": "Organization", "name": CONTRIBUTOR},
        "publisher": {"@type": "Organization", "name": CONTRIBUTOR},
        "version": ".".join(str(int(part)) for part in version.split(".")),
        "datePublished": "-".join(version.split(".")[:2]),
        "citeAs": citation,
        "distribution": [one for table in tables for one in _distribution(table, files[table.name])],
        "recordSet": [_record_set(table, _source(table, files), _joinable(tables)) for table in tables],
    }
    return document | ({"inLanguage": list(languages)} if languages else {})


def _context() -> dict[str, Any]:
    return {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "sc": "https://schema.org/",
        "conformsTo": "dct:conformsTo",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "description": {"@container": "@language"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "name": {"@container": "@language"},
        **{term: f"cr:{term}" for term in _TERMS},
    }


def _file_object(table: Table, file: PublishedFile) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "description": f"The table {table.name}.",
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": PARQUET_MEDIA_TYPE,
        "sha256": file.sha256,
    }


def _distribution(table: Table, files: Sequence[PublishedFile]) -> Iterator[dict[str, Any]]:
    """Its file; or its files, and what stands for all of them."""
    yield from (_file_object(table, file) for file in files)
    if len(files) > 1:
        yield {
            "@type": "cr:FileSet",
            "@id": f"{table.name}-parts",
            "name": f"{table.name}-parts",
            "description": f"The table {table.name}, month by month.",
            "encodingFormat": PARQUET_MEDIA_TYPE,
            "includes": pattern(table.name, (file.path for file in files)),
        }


def _source(table: Table, files: Mapping[str, Sequence[PublishedFile]]) -> dict[str, Any]:
    (first, *others) = files[table.name]
    return {"fileSet": {"@id": f"{table.name}-parts"}} if others else {"fileObject": {"@id": first.path}}


def _joinable(tables: Sequence[Table]) -> set[str]:
    """Tables that point to none but themselves.

    Readers turn a reference into a join, and fail where the joined record set refers to a third: only these
    are declared as references, and the others are said in words.
    """
    return {
        table.name for table in tables if {name for name, _ in table.foreign_keys.values()} <= {table.name}
    }


def _record_set(table: Table, source: Mapping[str, Any], joinable: set[str]) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"One record is: {table.description}",
        "key": [{"@id": f"{table.name}/{column}"} for column in table.primary_key],
        "field": [_field(table, column, source, joinable) for column in columns(table)],
    }


def _field(
    table: Table, column: ColumnFacts, source: Mapping[str, Any], joinable: set[str]
) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": _described(column),
        "dataType": _TYPES[column.items or column.kind],
        "source": {**source, "extract": {"column": column.name}},
    }
    if column.items:
        field |= {"isArray": True, "arrayShape": "-1"}
    if column.references and column.references[0] in joinable - {table.name}:
        field["references"] = {"field": {"@id": "/".join(column.references)}}
    return field


def _described(column: ColumnFacts) -> str:
    parts = [column.description]
    if column.unit:
        parts.append(f"Unit: {column.unit}")
    if column.references:
        parts.append(f"Points to {'/'.join(column.references)}")
    if column.vocabulary:
        meanings = "; ".join(f"{value} ({meaning})" for value, meaning in column.vocabulary.items())
        parts.append(f"One of: {meanings}")
    return ". ".join(parts)
