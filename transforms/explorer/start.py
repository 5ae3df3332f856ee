"""The start page: what the release holds, what stands out, how good it is, what changed, how to load it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import polars as pl

from schemas.package import PUBLISHED, SCHEMA_VERSION
from schemas.vocabularies import COVERAGES, CUE_CLASSES, DISCREPANCY_TYPES, QUOTE_TYPES, VERDICTS
from transforms.explorer import addresses
from transforms.explorer.comparison import colouring, leaving_out, quoting
from transforms.explorer.differences import Difference, difference
from transforms.explorer.material import Material
from transforms.explorer.rendering import page
from transforms.explorer.stories import summaries
from transforms.release.accuracy import Figure
from transforms.release.descriptor import DATABASE
from transforms.tables import height

_STORIES: Final = 12
_STANDING_OUT: Final = 3


class Count(NamedTuple):
    """A number of the corpus, its unit for one and for many, and where its things are listed."""

    number: int
    one: str
    many: str
    path: str


def pages(material: Material) -> Iterator[tuple[str, bytes]]:
    """The start page, and the page that says what colours and words mean."""
    yield page(
        "start",
        addresses.START,
        material.version,
        counts=counts(material),
        standing_out=standing_out(material),
        stories=summaries(material)[:_STORIES],
        n_stories=len(material.stories),
        quoting=quoting(material),
        colouring=colouring(material),
        leaving_out=leaving_out(material),
        figures=first_figures(material),
        quality=quality(material.quality),
        changes={name: rows for name, rows in material.changes.items() if not rows.same},
        previous=material.previous,
        schemas=(material.previous_schema, SCHEMA_VERSION),
        tables=[(table.name, table.description, material.rows[table.name]) for table in PUBLISHED],
        database=DATABASE,
    )
    yield page(
        "reading",
        addresses.READING,
        material.version,
        coverages=COVERAGES,
        types=QUOTE_TYPES,
        classes=CUE_CLASSES,
        differences=DISCREPANCY_TYPES,
        verdicts=VERDICTS,
        figures=material.figures,
    )


def counts(material: Material) -> list[Count]:
    """The corpus in numbers."""
    outlets = {article.name for article in material.articles.values()}
    return [
        Count(len(material.articles), "article", "articles", addresses.ARTICLES),
        Count(len(outlets), "outlet", "outlets", addresses.ARTICLES),
        Count(len(material.stories), "story", "stories", addresses.STORIES),
        Count(height(material.lazy("attributions")), "quote", "quotes", addresses.QUOTES),
        Count(len(material.speakers), "speaker", "speakers", addresses.SPEAKERS),
        Count(
            material.shared.height,
            "shared statement",
            "shared statements",
            addresses.STORIES,
        ),
        Count(material.heads.height, "difference", "differences", addresses.DIFFERENCES),
    ]


def standing_out(material: Material) -> list[Difference]:
    """What to look at first: the contradictions that tell most, then other differences."""
    shown = material.heads.filter("shown_first")
    first = shown.sort(pl.col("verdict") != "conflict", maintain_order=True).head(_STANDING_OUT)
    some = material.of_differences(first)
    return [difference(some.values[one], some) for one in first.get_column("discrepancy_id")]


def first_figures(material: Material) -> list[Figure]:
    """The first figure of each task."""
    found: dict[str, Figure] = {}
    for figure in material.figures:
        found.setdefault(figure.task, figure)
    return list(found.values())


def quality(report: Mapping[str, Any]) -> Mapping[str, int] | None:
    """How many checks passed, warned, failed and crashed; None where no report is at hand."""
    summary = report.get("summary")
    if not isinstance(summary, Mapping):
        return None
    return {outcome: int(summary.get(outcome, 0)) for outcome in ("passed", "warned", "failed", "crashed")}
