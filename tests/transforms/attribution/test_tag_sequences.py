"""The best legal tags: an I- never starts a span, and adjacent spans stay two."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transforms.attribution.tag_sequences import best_tags, runs, transitions

O, B, I = range(3)  # noqa: E741 - the names of the tags


def test_an_inside_tag_continues_its_own_role_only() -> None:
    steps = transitions(5)
    assert steps[1, 2] == 0 and steps[2, 2] == 0
    assert steps[0, 2] < -1000 and steps[1, 4] < -1000 and steps[3, 2] < -1000


def test_a_beginning_splits_what_touches() -> None:
    assert runs(np.array([B, I, B, O, B]), B) == [(0, 2), (2, 3), (4, 5)]


def test_the_other_role_is_another_run() -> None:
    assert runs(np.array([1, 2, 3, 4, 1]), 3) == [(2, 4)]


def legal(tags: tuple[int, ...]) -> bool:
    return all(tag != I or (at > 0 and tags[at - 1] != O) for at, tag in enumerate(tags))


@given(st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_legal_sequence_scores_better(rows: list[list[int]]) -> None:
    scores = np.array([rows], np.float32)
    (found,) = best_tags(scores, [len(rows)])
    sums = {
        tags: sum(rows[i][t] for i, t in enumerate(tags))
        for tags in product(range(3), repeat=len(rows))
        if legal(tags)
    }
    assert legal(tuple(found.tolist()))
    assert sums[tuple(found.tolist())] == max(sums.values())


def test_padding_does_not_touch_shorter_sequences() -> None:
    scores = np.zeros((2, 4, 3), np.float32)
    scores[0, :2, B] = 1
    scores[1, :, O] = 1
    short, long = best_tags(scores, [2, 4])
    assert short.tolist() == [B, B]
    assert long.tolist() == [O] * 4
