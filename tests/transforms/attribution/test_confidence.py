"""A confidence is a probability, rises as what speaks for an attribution does, and is read off a curve."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.attribution.confidence import IDENTITY, Confidence, log_odds

PLAIN = Confidence((0.0, 1.0))
BENT = Confidence((0.0, 1.0, 2.0), knots=((-1.0,),))
CURVED = Confidence((0.0, 1.0), stated=(0.2, 0.5, 0.9), right=(0.1, 0.4, 1.0))


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_it_is_a_probability_and_never_falls_as_the_evidence_rises(one: float, other: float) -> None:
    for model in (PLAIN, BENT, CURVED):
        low, high = model([min(one, other)]), model([max(one, other)])
        assert 0 <= low <= high <= 1


def test_no_evidence_either_way_is_even() -> None:
    assert PLAIN([0.0]) == 0.5


def test_below_a_knot_evidence_counts_more() -> None:
    assert BENT.model([-2.0]) < Confidence((-2.0, 1.0)).model([-2.0])
    assert BENT.model([0.0]) == pytest.approx(Confidence((-2.0, 1.0)).model([0.0]))


def test_what_is_stated_lies_between_the_points_of_the_curve_and_ends_with_them() -> None:
    assert CURVED([0.0]) == pytest.approx(0.4)
    assert CURVED([-9.0]) == 0.1
    assert CURVED([9.0]) == 1.0
    assert 0.4 < CURVED([0.5]) < 1.0


def test_a_model_reads_what_it_needs_from_json() -> None:
    read = Confidence.of({"weights": [0.0, 1.0, 2.0], "knots": [[-1.0]], "stated": [], "right": []})
    assert read == BENT
    assert Confidence.of({"weights": [0.0, 1.0]}) == PLAIN


def test_missing_evidence_is_an_error_not_a_guess() -> None:
    with pytest.raises(ValueError, match="0 numbers of evidence for 2 weights"):
        PLAIN([])


@given(st.floats(0, 1), st.floats(0, 1))
def test_log_odds_rise_with_the_probability_and_are_never_without_end(one: float, other: float) -> None:
    low, high = log_odds(min(one, other)), log_odds(max(one, other))
    assert -10 < low <= high < 10


@given(st.floats(0.001, 0.999))
def test_log_odds_to_which_nothing_is_added_leave_a_confidence_as_it_is(chance: float) -> None:
    assert IDENTITY([log_odds(chance), 1.0]) == pytest.approx(chance)
