"""README.md of a release: a dataset card for people, whose YAML head loads every table by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import jinja2
import polars as pl

from schemas.about import DATA_LICENCE, DATA_TERMS, DESCRIPTION, KEYWORDS, TITLE
from schemas.claims import CHECKABLE_FROM
from schemas.derivations.croissant import PublishedFile
from schemas.discrepancies import SHOWN_FROM
from schemas.package import SCHEMA_VERSION, Table
from schemas.partitions import parts, pattern, whole
from schemas.quotes import RELIABLE_FROM
from transforms.release.accuracy import Figure, in_one_line, value_of
from transforms.release.descriptor import DATABASE, citation_text, languages
from transforms.release.markup import markdown
from transforms.release.quotations import QUOTATIONS
from transforms.tables import LazyFrames, heights

MAIN_TABLE = "attributions"
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_LARGER = "1M<n<10M"
_HALF = "among the half with most worth where shown_first"


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("transforms.release", "templates"),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["md"] = markdown
    return environment.get_template("card.md.j2")


def dataset_card(
    tables: Sequence[Table],
    files: Mapping[str, PublishedFile],
    frames: LazyFrames,
    version: str,
    figures: Sequence[Figure] = (),
) -> str:
    """Markdown with a YAML head; `files` maps path to file, `figures` say how right rows are.

    Text from articles is escaped.
    """
    documents = frames["documents"].select("origin", "outlet", "language").collect()
    rows = heights({table.name: frames[table.name] for table in tables})
    shown = frames["disagreements"].filter("shown_first").select(pl.col("discrepancy_id").n_unique())
    return _template().render(
        title=TITLE,
        description=DESCRIPTION,
        keywords=KEYWORDS,
        licence=DATA_LICENCE,
        terms=DATA_TERMS,
        citation=citation_text(version),
        version=version,
        schema_version=SCHEMA_VERSION,
        main=MAIN_TABLE,
        main_files=pattern(MAIN_TABLE, files),
        main_folder=MAIN_TABLE if pattern(MAIN_TABLE, files) != whole(MAIN_TABLE) else whole(MAIN_TABLE),
        cut=[f"`{table.name}`" for table in tables if pattern(table.name, files) != whole(table.name)],
        database=DATABASE,
        quotations=QUOTATIONS,
        reliable_from=RELIABLE_FROM,
        checkable_from=CHECKABLE_FROM,
        shown_from=SHOWN_FROM,
        n_differences=rows["discrepancies"],
        n_shown=shown.collect().item(),
        figures=figures,
        measured=in_one_line(figures),
        **_told(figures),
        tables=[_table(table, files, rows[table.name]) for table in tables],
        empty=[f"`{table.name}`" for table in tables if not rows[table.name]],
        origins=list(_origins(documents)),
        base_languages=sorted({tag.split("-")[0] for tag in languages(documents)}),
        size_category=_size(max(rows.values())),
    )


def _told(figures: Sequence[Figure]) -> dict[str, str | None]:
    """The figures that stand in sentences; None where they were not measured."""
    return {
        "reliable_right": value_of(figures, "reliable quotes", "right"),
        "reliable_share": value_of(figures, "reliable quotes", "share of all quotes"),
        "recall": value_of(figures, "quotes", "recall of content and source"),
        "shown_right": value_of(figures, "discrepancies", "right where shown_first"),
        "shown_telling": value_of(figures, "discrepancies", "telling where shown_first"),
        "shown_half_right": value_of(figures, "discrepancies", f"right {_HALF}"),
        "shown_half_telling": value_of(figures, "discrepancies", f"telling {_HALF}"),
    }


def _table(table: Table, files: Mapping[str, PublishedFile], rows: int) -> dict[str, Any]:
    return {
        "name": table.name,
        "description": table.description,
        "rows": rows,
        "files": pattern(table.name, files),
        "parquet": sum(files[path].bytes for path in parts(table.name, files)),
        "csv": files[f"{table.name}.csv"].bytes,
    }


def _origins(documents: pl.DataFrame) -> Iterator[dict[str, Any]]:
    counts = documents.group_by("origin", "outlet").len().sort("origin", "outlet", nulls_last=True)
    for origin, outlet, count in counts.rows():
        yield {"name": origin, "outlet": outlet or "not named", "documents": count}


def _size(rows: int) -> str:
    return next((label for limit, label in _SIZES if rows < limit), _LARGER)
