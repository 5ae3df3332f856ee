"""Fitted weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.comparison.fitting import Example, fit
from transforms.comparison.logistic import Logistic, probability


@given(st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_likelier_is_likelier(one: float, other: float) -> None:
    assert 0 <= probability(one) <= 1
    assert (probability(one) - probability(other)) * (one - other) >= 0


def test_a_feature_without_a_weight_is_a_mistake() -> None:
    scorer = Logistic({"near": 2.0}, -1.0, 0.0)
    assert scorer({"near": 0.5}) == 0.0
    with pytest.raises(KeyError, match="far"):
        scorer({"near": 0.5, "far": 1.0})


def test_what_is_fitted_tells_the_examples_apart() -> None:
    made = [Example({"near": value / 10, "noise": value % 2}, value > 4, "") for value in range(10)]
    weights, bias = fit(made, 0.1)
    scorer = Logistic(weights, bias, 0.0)
    assert [scorer(one.features) > 0 for one in made] == [one.right for one in made]
    assert abs(weights["noise"]) < weights["near"]
