"""Lists of differences: what is worth a look is shown, the rest is folded and counted."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.discrepancies import APART
from tests.transforms.explorer.reading import Page
from tests.transforms.explorer.world import DIFFERENCE, STORY, files, frames, material, parts
from transforms.explorer.material import Material
from transforms.explorer.site import site
from transforms.explorer.start import standing_out
from transforms.explorer.stories import summaries

LISTS = ("report/differences.html", f"report/story/{STORY}.html")


def changed(shown: bool, kind: str = "numeric") -> Material:
    """The made-up release, its one difference worth a look or not."""
    values = frames()["disagreements"].with_columns(shown_first=pl.lit(shown), type=pl.lit(kind))
    return material(frames={**frames(), "disagreements": values})


@pytest.mark.parametrize("path", LISTS)
def test_what_tells_less_is_folded_and_counted(path: str) -> None:
    kept, folded = (Page(files(site(parts(changed(shown))))[path]) for shown in (True, False))
    assert not kept.all("details")
    assert len(folded.all("details")) == 1
    assert any(DIFFERENCE in reference for reference in folded.references)
    assert "1 point that tells less" in files(site(parts(changed(False))))[path].decode()


@pytest.mark.parametrize("path", LISTS)
def test_spellings_of_names_are_counted_apart(path: str) -> None:
    assert "1 of them a spelling of a name" in files(site(parts(changed(False, APART))))[path].decode()
    assert (
        "spelling"
        not in files(site(parts(changed(False))))[path].decode().split("<details")[1].split("</summary>")[0]
    )


def test_what_is_folded_does_not_stand_out() -> None:
    assert standing_out(changed(True))
    assert not standing_out(changed(False))
    assert [one.differences for one in summaries(changed(True))] == [1]
    assert [one.differences for one in summaries(changed(False))] == [0]
