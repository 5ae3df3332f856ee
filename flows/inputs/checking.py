"""Checking an origin: its first articles as the build reads them, and what would be rejected, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from flows.inputs.lists import read_takedowns
from flows.inputs.reading import read_origin
from transforms.reading.stage import read_files
from transforms.tables import Tables

FACTS: Final = ("headline", "outlet", "published_on", "byline", "section", "url", "n_words")
"""What is shown of an article."""

_MAY_BE_NULL: Final = ("headline", "outlet", "published_on")
"""What a reader of a release misses most where it is not known."""


@dataclass(frozen=True, slots=True)
class Check:
    """What the build makes of an origin: `rejected` are (reason, locator, detail)."""

    kept: int
    articles: tuple[dict[str, Any], ...]
    rejected: tuple[tuple[str, str, str], ...]
    not_known: dict[str, int]

    @property
    def received(self) -> int:
        """How many articles there are, kept or not."""
        return self.kept + len(self.rejected)


def check_origin(folder: Path, shown: int) -> Check:
    """Read the origin in `folder` as the build does; `shown` is of how many articles the facts are given.

    Raises ManifestError where it is not as it says.
    """
    files = read_origin(folder, read_takedowns(folder.parent))
    tables = read_files(Tables(raw_files=files)).tables
    documents = tables.documents.sort("locator")
    return Check(
        kept=documents.height,
        articles=tuple(documents.head(shown).select("locator", *FACTS).iter_rows(named=True)),
        rejected=tuple(_rejected(tables.rejects)),
        not_known={name: documents.get_column(name).null_count() for name in _MAY_BE_NULL},
    )


def _rejected(rejects: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    for row in rejects.sort("locator").iter_rows(named=True):
        yield row["reason"], row["locator"] or "", row["detail"]
