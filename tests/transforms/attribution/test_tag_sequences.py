"""The best legal tags: an I- never starts a span, and adjacent spans stay two."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transforms.attribution.tag_sequences import best_tags, runs

O, B, I, B2, I2 = range(5)  # noqa: E741 - the names of the tags


def test_a_beginning_splits_what_touches() -> None:
    assert runs([B, I, B, O, B]) == {B: [(0, 2), (2, 3), (4, 5)]}


def test_the_other_role_is_another_run_and_nothing_is_joined_over_a_gap() -> None:
    assert runs([B, I, B2, I2, B, O, I]) == {B: [(0, 2), (4, 5), (6, 7)], B2: [(2, 4)]}


def legal(tags: tuple[int, ...]) -> bool:
    """Whether each I- goes on with its own role."""
    return all(
        tag not in (I, I2) or before in (tag - 1, tag) for before, tag in zip((O, *tags), tags, strict=False)
    )


@given(st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=1, max_size=4))
def test_no_legal_sequence_scores_better(rows: list[list[int]]) -> None:
    scores = np.array([rows], np.float32)
    (found,) = best_tags(scores, [len(rows)])
    sums = {
        tags: sum(rows[i][t] for i, t in enumerate(tags))
        for tags in product(range(5), repeat=len(rows))
        if legal(tags)
    }
    assert legal(tuple(found))
    assert sums[tuple(found)] == max(sums.values())


def test_padding_does_not_touch_shorter_sequences() -> None:
    scores = np.zeros((2, 4, 3), np.float32)
    scores[0, :2, B] = 1
    scores[1, :, O] = 1
    short, long = best_tags(scores, [2, 4])
    assert list(short) == [B, B]
    assert list(long) == [O] * 4
