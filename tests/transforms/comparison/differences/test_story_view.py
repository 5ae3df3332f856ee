"""A story as a comparer sees it: how near what its reports open with is."""

from dataclasses import replace

import numpy as np
import pytest

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.story_view import StoryView


@pytest.fixture(scope="module")
def opened() -> StoryView:
    """Two reports that open alike, one that does not, and one of which nothing is known."""
    vectors = {"d0": (1.0, 0.0), "d1": (0.8, 0.6), "d2": (0.0, 1.0), "d3": (0.0, 0.0)}
    openings = {document: np.array(vector, np.float32) for document, vector in vectors.items()}
    return replace(story("One ferry.", "Two ferries.", "A bridge.", "A quay."), openings=openings)


@pytest.mark.parametrize(
    ("documents", "together"),
    [("d0 d1", 0.8), ("d0 d2", 0.0), ("d0 d1 d2", 0.6), ("d0 d3", 1.0), ("d0 d9", 1.0), ("d0", 1.0)],
)
def test_the_report_that_opens_least_like_another_decides(
    documents: str, together: float, opened: StoryView
) -> None:
    assert opened.together(documents.split()) == pytest.approx(together, abs=1e-4)
    assert opened.together(documents.split()[::-1]) == opened.together(documents.split())
