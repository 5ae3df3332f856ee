"""What a cue sees of each piece: how far, and how many other cues between."""

import numpy as np

from tests.transforms.attribution.stand_in import ADDED, MULTIPLIED, ROLES, random_links
from transforms.attribution.linking import between_buckets, distance_buckets, log_softmax, roles_of


def test_distance_is_zero_inside_the_cue_and_signed_beside_it() -> None:
    first, second = distance_buckets(7, [(2, 4), (0, 1)]).tolist()
    assert first == [14, 15, 16, 16, 17, 18, 19]
    assert second == [16, 17, 18, 19, 20, 20, 21]


def test_far_pieces_share_the_last_bucket() -> None:
    (far,) = distance_buckets(600, [(300, 301)])
    assert (far[0], far[-1]) == (1, 31)
    assert (np.diff(far) >= 0).all()


def test_other_cues_are_counted_only_between_the_piece_and_the_cue() -> None:
    cues = [(1, 2), (4, 5), (7, 8)]
    first, second, third = between_buckets(10, cues).tolist()
    assert first == [4, 0, 0, 0, 0, 1, 1, 1, 2, 2]
    assert second == [5, 5, 4, 4, 0, 0, 0, 0, 1, 1]
    assert third == [6, 6, 5, 5, 5, 4, 4, 0, 0, 0]


def test_between_nested_cues_the_flat_ones_are_counted() -> None:
    flat = [(1, 2), (4, 5)]
    first, second = between_buckets(8, [(0, 1), (6, 7)], flat).tolist()
    assert first == [0, 0, 1, 1, 1, 2, 2, 2]
    assert second == [6, 6, 5, 5, 5, 4, 0, 0]


def test_at_most_three_are_told_apart() -> None:
    cues = [(i, i + 1) for i in range(0, 12, 2)]
    assert between_buckets(14, cues)[0].max() == 3


def test_log_softmax_sums_to_one() -> None:
    np.testing.assert_allclose(
        np.exp(log_softmax(np.array([[1.0], [800.0], [-9.0]], np.float32))).sum(0), 1, 1e-5
    )


def test_roles_are_probabilities_and_depend_on_the_cue() -> None:
    rng = np.random.default_rng(1)
    key = rng.normal(size=(9, ADDED + MULTIPLIED)).astype(np.float32)
    query = rng.normal(size=(9, ADDED + ROLES * MULTIPLIED)).astype(np.float32)
    roles = roles_of([(1, 2), (6, 8)], None, key, query, random_links())
    assert roles.shape == (ROLES, 2, 9)
    np.testing.assert_allclose(np.exp(roles).sum(0), 1, rtol=1e-4)
    assert not np.allclose(roles[:, 0], roles[:, 1])
    nested = roles_of([(6, 8)], [(1, 2)], key, query, random_links())
    assert np.array_equal(nested[:, 0], roles[:, 1])
