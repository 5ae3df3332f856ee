"""What a quantity leaves possible, and when quantities exclude each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabularies import COMPARATORS, VERDICTS
from transforms.comparison.differences.ranges import possible, verdict


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((3, "more_than"), (4, "equal"), "compatible"),
        ((4, "equal"), (5, "almost"), "conflict"),
        ((3, "more_than"), (5, "almost"), "compatible"),
        ((2.5, "equal"), (2, "more_than"), "compatible"),
        ((2.5, "equal"), (2, "equal"), "compatible"),
        ((4, "equal"), (6, "equal"), "conflict"),
        ((3, "at_most"), (4, "equal"), "conflict"),
        ((90, "about"), (100, "equal"), "compatible"),
    ],
)
def test_lengths_of_time(one: tuple[float, str], other: tuple[float, str], expected: str) -> None:
    ranges = [possible(value, value, comparator, measured=True) for value, comparator in (one, other)]
    assert verdict(ranges) == expected


def test_what_is_counted_is_meant_exactly() -> None:
    twelve, thirteen = (possible(n, n, "equal", measured=False) for n in (12, 13))
    assert verdict([twelve, thirteen]) == "conflict"
    assert verdict([twelve, twelve]) == "compatible"
    assert verdict([possible(10, 12, "equal", measured=False), twelve]) == "compatible"


def test_a_value_that_nobody_knows_leaves_it_open_unless_others_conflict() -> None:
    four, six = (possible(n, n, "equal", measured=True) for n in (4, 6))
    assert verdict([four, None]) == "unclear"
    assert verdict([four, None, six]) == "conflict"
    assert verdict([]) == "compatible"


@given(st.floats(0, 1e12), st.sampled_from(sorted(COMPARATORS)), st.booleans())
def test_every_comparator_gives_a_range_that_agrees_with_itself(
    value: float, comparator: str, measured: bool
) -> None:
    found = possible(value, value, comparator, measured=measured)
    assert found.low <= found.high
    assert verdict([found, found]) in VERDICTS
