"""How a pair stands among the pairs around it."""

import numpy as np
import pytest

from transforms.comparison.sentence_evidence import Column
from transforms.comparison.sentence_standing import Grid

DOCUMENTS = (0, 0, 0, 1, 1, 1)
"""Three sentences in each of two documents."""
PAIRS = ((0, 3), (0, 4), (1, 4), (2, 5))


def _standing(*scores: float) -> dict[str, Column]:
    return Grid(PAIRS, DOCUMENTS).standing(np.array(scores))


def test_a_better_rival_of_either_sentence_counts() -> None:
    found = _standing(3.0, 2.0, 1.0, 0.5)
    assert np.expm1(found["better for one"]).round(6).tolist() == [0.0, 1.0, 1.0, 0.0]
    assert np.expm1(found["better for both"]).round(6).tolist() == [0.0, 0.0, 0.0, 0.0]


def test_a_pair_is_ahead_of_its_best_rival_or_of_nothing() -> None:
    found = _standing(3.0, 2.0, 1.0, 0.5)
    assert found["ahead for one"].tolist() == [3.0, 1.0, 1.0, 0.5]
    assert found["ahead for both"].tolist() == [1.0, -1.0, -1.0, 0.5]


def test_equal_rivals_are_no_better_and_neither_is_ahead() -> None:
    found = _standing(2.0, 2.0, 2.0, 0.0)
    assert found["better for one"].tolist() == [0.0] * 4
    assert found["ahead for one"].tolist() == [2.0, 0.0, 2.0, 0.0]


def test_pairs_right_before_and_after_both_are_along_and_others_beside() -> None:
    found = _standing(3.0, 2.0, 1.0, 0.5)
    assert found["along"].tolist() == [1.0, 0.0, 3.0, 1.0]
    assert found["beside"].tolist() == [2.0, 3.0, 2.0, 0.0]


def test_the_last_sentence_of_a_document_is_not_beside_the_first_of_the_next() -> None:
    found = Grid(((0, 2), (1, 2)), (0, 1, 2)).standing(np.array([1.0, 5.0]))
    assert found["beside"].tolist() == found["along"].tolist() == [0.0, 0.0]


def test_documents_are_alike_by_their_five_best_pairs_together() -> None:
    assert _standing(3.0, 2.0, 1.0, 0.5)["documents alike"] == pytest.approx([6.5 / 5] * 4)


def test_turning_documents_round_changes_nothing() -> None:
    turned = sorted(((5 - j, 5 - i), n) for n, (i, j) in enumerate(PAIRS))
    scores = (3.0, 2.0, 1.0, 0.5)
    found, given = (
        _standing(*scores),
        Grid([pair for pair, _ in turned], DOCUMENTS).standing(np.array([scores[n] for _, n in turned])),
    )
    for name, column in found.items():
        assert [column[n] for _, n in turned] == pytest.approx(given[name].tolist()), name


def test_without_pairs_there_is_nothing() -> None:
    assert all(len(column) == 0 for column in Grid((), ()).standing(np.zeros(0)).values())
