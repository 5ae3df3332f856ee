"""What two reports have in common."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.comparison.reports import FEATURES, Reports, Said

FERRY = "The night ferry to Lowford stops in March, Anna Orav said, after 12 years of losses."
AGAIN = "After losses of 12 years, the ferry that goes to Lowford by night stops, said Orav."
COUNCIL = "Voters in the town of Highmere elected a new council and turned its oldest members away."
TEXTS = st.lists(st.sampled_from((FERRY, AGAIN, COUNCIL, "", "…", "1 2 3")), min_size=2, max_size=5)


def _reports(*texts: str) -> Reports:
    return Reports(Said(texts), np.eye(len(texts), 8, dtype=np.float32))


@given(TEXTS)
def test_of_any_two_reports(texts: list[str]) -> None:
    found, turned = _reports(*texts).features(0, 1), _reports(*texts).features(1, 0)
    assert tuple(found) == FEATURES and found == turned
    assert all(0 <= value <= 1.0001 for value in found.values())


def test_reports_of_one_event_share_words_and_names_and_of_two_neither() -> None:
    reports = _reports(FERRY, AGAIN, COUNCIL)
    near, far = reports.features(0, 1), reports.features(0, 2)
    assert near["words"] > 0.5 and near["names"] > 0.5
    assert far["words"] < 0.1 and far["names"] == 0.0


def test_what_all_of_a_few_reports_say_still_counts() -> None:
    assert _reports(*[FERRY] * 5).features(0, 1)["words"] == pytest.approx(1.0)
    assert _reports(*[FERRY, AGAIN] * 3).features(0, 1)["words"] > 0.5
