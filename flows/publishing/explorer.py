"""The explorer of a release that is being made: what its pages show beside the tables themselves."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from flows.publishing.baseline import Baseline
from transforms.explorer.material import Material
from transforms.explorer.parts import Parts
from transforms.explorer.site import site
from transforms.release.accuracy import ACCURACY, read_figures
from transforms.release.bundle import BundleError, Content, Pages
from transforms.release.editions import Rows
from transforms.tables import LazyFrames

_QUALITY: Final = "quality/report.json"
_TEXTS: Final = "texts"


def explorer(
    version: str, baseline: Baseline, reports: Mapping[str, bytes], texts: pl.LazyFrame | None
) -> Pages:
    """What makes the explorer of release `version` from its tables and views.

    `texts` are those of the documents, of which only such are shown as may be reprinted; None where they are
    not at hand. What it gives raises BundleError where a row points to one that is not there.
    """

    def pages(tables: LazyFrames) -> Iterator[tuple[str, Content]]:
        given = tables if texts is None else {**tables, _TEXTS: texts}
        figures, checked = read_figures(reports.get(ACCURACY)), _checked(reports)
        about = Material(version, {}, figures, checked, *_changes(baseline))
        try:
            yield from site(Parts(given, about))
        except KeyError as error:
            raise BundleError(f"the explorer has no page for {error}, to which a row points") from error

    return pages


def _changes(baseline: Baseline) -> tuple[Mapping[str, Rows], str | None, str | None]:
    """Rows that changed, since which release, and what schema that had."""
    found = baseline.difference
    return (found.rows, found.before.version, found.before.schema_version) if found else ({}, None, None)


def _checked(reports: Mapping[str, bytes]) -> Mapping[str, Any]:
    """What the quality report says; empty where there is none."""
    content = json.loads(reports.get(_QUALITY, b"{}"))
    return content if isinstance(content, dict) else {}
