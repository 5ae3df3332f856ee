"""Groups from pairs: averages, not chains; the same whatever the order."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.language.clustering import groups, neighbours


def _score(values: dict[tuple[int, int], float]):  # type: ignore[no-untyped-def]
    return lambda i, j: values.get((min(i, j), max(i, j)), 0.0)


def test_two_that_fit_join_and_the_third_stays_alone() -> None:
    assert groups(3, {(0, 1), (1, 2)}, _score({(0, 1): 0.9, (1, 2): 0.2}), 0.5) == [[0, 1], [2]]


def test_a_chain_of_near_misses_makes_no_group() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.6, (2, 3): 0.6}
    assert groups(4, set(chain), _score(chain), 0.5) == [[0, 1], [2, 3]]


def test_support_can_be_more_generous_than_the_first_look() -> None:
    first = {(0, 1): 0.9, (1, 2): 0.6}
    assert groups(3, set(first), _score(first), 0.5, lambda i, j: 0.7) == [[0, 1, 2]]


def test_nothing_gives_no_groups() -> None:
    assert groups(0, set(), _score({}), 0.5) == []
    assert neighbours(np.zeros((0, 4), np.float32), 3) == set()
    assert neighbours(np.ones((1, 4), np.float32), 3) == set()


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 8), st.integers(0, 10_000), st.randoms())
def test_the_order_of_the_pairs_does_not_matter(n, seed, random) -> None:  # type: ignore[no-untyped-def]
    values = np.random.default_rng(seed).random((n, n))
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    score = _score({(i, j): float(values[i, j]) for i, j in pairs})
    shuffled = random.sample(pairs, len(pairs))
    assert groups(n, pairs, score, 0.6) == groups(n, shuffled, score, 0.6)


def test_many_vectors_find_the_neighbours_that_few_would() -> None:
    """Beyond the size for which each is compared with each, planted twins are still found."""
    random = np.random.default_rng(0)
    base = random.normal(size=(1000, 32)).astype(np.float32)
    vectors = np.concatenate([base, base + 0.05 * random.normal(size=base.shape).astype(np.float32)])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = neighbours(vectors, 2)
    twins = sum((i, i + 1000) in found for i in range(1000))
    assert twins > 980
    assert len(found) <= 2 * 3 * len(vectors)
