"""Bars are as long as what they count; scales put values of one unit where they belong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.frames import document_id
from tests.transforms.explorer.world import DIFFERENCE, frames, material
from transforms.explorer.charts import WAYS, bar, kinds, scale, written
from transforms.explorer.material import Material

counts = st.dictionaries(st.sampled_from(WAYS), st.integers(0, 50))


@given(counts)
def test_the_parts_of_a_bar_fill_it_in_order(found: dict[str, int]) -> None:
    one = bar("x", found, WAYS)
    assert one.total == sum(found.values()) == sum(part.number for part in one.parts)
    assert [part.kind for part in one.parts] == [way for way in WAYS if found.get(way)]
    edges = [(part.x, part.x + part.width) for part in one.parts]
    assert all(abs(end - start) < 0.05 for (_, end), (start, _) in pairwise(edges))
    assert not edges or (edges[0][0] == 0 and abs(edges[-1][1] - 100) < 0.05)


def test_a_bar_beside_a_longer_one_is_shorter() -> None:
    (part,) = bar("x", {"direct": 3}, WAYS, whole=12).parts
    assert part.width == 25
    assert bar("x", {}, WAYS).told == "none" and bar("x", {"own_voice": 2}, WAYS).told == "2 own voice"


def test_a_legend_names_what_occurs() -> None:
    bars = [bar("x", {"not_reported": 1}, WAYS), bar("y", {"direct": 1}, WAYS)]
    assert kinds(bars) == ["direct", "not_reported"]


def test_values_of_one_unit_stand_on_a_scale() -> None:
    drawn = scale(material().values[DIFFERENCE], material())
    assert drawn and drawn.unit == "hours"
    assert [(point.value.outlet, point.opens) for point in drawn.points] == [
        ("The Lowford Post", ""), ("bay-radio", "above"),
    ]  # fmt: skip
    assert [number for _, number in drawn.ticks] == ["4", "5"]


@pytest.mark.parametrize(("unit", "many"), [("people", "people"), ("square_mile", "square miles")])
def test_a_unit_is_said_as_of_many(unit: str, many: str) -> None:
    drawn = scale(material().values[DIFFERENCE], with_units(unit, unit))
    assert drawn and drawn.unit == many


def test_values_of_two_units_or_equal_ones_have_no_scale() -> None:
    values = material().values[DIFFERENCE]
    assert scale(values, with_units("hour", "minute")) is None
    assert scale(values[:1], material()) is None


def with_units(post: str, radio: str) -> Material:
    """The made-up release with other units."""
    quantities = frames()["quantities"]
    units = {document_id("post"): post, document_id("radio"): radio}
    told = quantities.with_columns(unit=quantities["document_id"].replace_strict(units))
    return material(frames={**frames(), "quantities": told})


def test_numbers_are_written_for_people() -> None:
    assert [written(one) for one in (4.0, 2.5, 8_600_000_000.0)] == ["4", "2.5", "8,600,000,000"]
