"""Products by onnxruntime are those of BLIS, and a row's is the same whatever rows stand around it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from thinc.api import NumpyOps

from tests.resources import shipped
from transforms.language.products import Products

WEIGHTS = np.random.default_rng(1).normal(size=(288, 96)).astype(np.float32)
ROWS = np.random.default_rng(2).normal(size=(200, 96)).astype(np.float32)


@pytest.mark.parametrize("turned", [True, False])
def test_products_are_those_of_the_library_that_they_replace(turned: bool) -> None:
    right = WEIGHTS if turned else np.ascontiguousarray(WEIGHTS.T)
    expected = NumpyOps().gemm(ROWS, right, trans2=turned)
    assert np.allclose(Products().gemm(ROWS, right, trans2=turned), expected, atol=1e-4)
    place = np.empty_like(expected)
    assert Products().gemm(ROWS, right, out=place, trans2=turned) is place
    assert np.allclose(place, expected, atol=1e-4)


@given(st.integers(0, 190), st.integers(1, 200), st.integers(1, 288))
def test_what_a_row_gives_does_not_depend_on_the_rows_around_it(
    start: int, number: int, columns: int
) -> None:
    weights = WEIGHTS[:columns]
    whole = Products().gemm(ROWS, weights, trans2=True)
    part = Products().gemm(ROWS[start : start + number], weights, trans2=True)
    assert np.array_equal(whole[start : start + number], part)


@pytest.mark.parametrize("pieces", [1, 2, 3])
def test_the_largest_of_some_pieces_is_that_of_the_library(pieces: int) -> None:
    numbers = ROWS.reshape(len(ROWS), -1, pieces)
    assert np.array_equal(Products().maxout(numbers)[0], NumpyOps().maxout(numbers)[0])


def test_every_network_of_the_pipeline_has_them() -> None:
    nlp = shipped().analyser.nlp  # type: ignore[attr-defined]
    networks = [pipe.model for _, pipe in nlp.pipeline if getattr(pipe, "model", None)]
    assert networks and all(isinstance(layer.ops, Products) for one in networks for layer in one.walk())
