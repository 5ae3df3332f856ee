"""What speaks for two quantities being of one thing."""

from dataclasses import replace
from typing import Any

import pytest

from tests.resources import shipped
from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.aligned_quantities import quantity_pairs
from transforms.comparison.differences.quantity_evidence import QuantityPair, quantity_evidence
from transforms.comparison.differences.quantity_matching import QuantityMatcher, stated
from transforms.comparison.differences.quantity_mentions import QuantityMention, QuantityRow
from transforms.comparison.differences.story_view import StoryView

ONE = "The port of Lowford moved 11 workers to the day line."
OTHER = "The port of Lowford moved 12 workers to the day line."


def _view(*told: tuple[str, str, dict[str, Any]]) -> StoryView:
    """A story of texts in each of which some words are a quantity."""
    view = story(*(text for text, _, _ in told))
    plain = {"kind": "count", "comparator": "equal", "unit": "worker", "date_pattern": None}
    mentions = [
        QuantityMention(
            QuantityRow(
                document_id=f"d{n}",
                text=words,
                start=text.index(words),
                end=text.index(words) + len(words),
                **plain | {"first_day": None, "last_day": None, "high": row["low"]} | row,
            ),
            view.documents[f"d{n}"],
        )
        for n, (text, words, row) in enumerate(told)
    ]
    return replace(view, quantities=mentions)


def _evidence(view: StoryView) -> tuple[dict[str, float], dict[str, float]]:
    """The features of the one pair of a story, and of the same pair the other way round."""
    matcher = QuantityMatcher(view, frozenset(map(stated, view.quantities)))
    (pair,) = quantity_pairs(view)
    sides = replace(pair.sentences, one=pair.sentences.other, other=pair.sentences.one)
    turned = QuantityPair(sides, pair.other, pair.one, *pair[3:])
    return dict(quantity_evidence(pair, matcher)), dict(quantity_evidence(turned, matcher))


def test_the_scorer_weighs_what_is_looked_at_and_who_is_first_tells_nothing() -> None:
    found, turned = _evidence(_view((ONE, "11 workers", {"low": 11}), (OTHER, "12 workers", {"low": 12})))
    assert found == turned
    assert found.keys() == shipped().comparison_weights.quantities.weights.keys()
    assert (found["predicate"], found["meet"], found["date"], found["stated by both"]) == (1, 0, 0, 0)


def test_comparators_leave_the_same_figures() -> None:
    more = ONE.replace("11", "more than 11")
    rows = {"low": 11, "comparator": "more_than"}, {"low": 11}
    found, _ = _evidence(_view((more, "more than 11 workers", rows[0]), (ONE, "11 workers", rows[1])))
    assert (found["same figures"], found["meet"]) == (1, 1)


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("11 workers", {"low": 11}),  # the same
        ("11 boats", {"low": 12, "unit": "boat"}),  # of another kind of thing
        ("90 workers", {"low": 90}),  # many times as many
        ("11 workers", {"low": None}),  # not known
    ],
)
def test_which_quantities_are_not_asked_about(words: str, row: dict[str, Any]) -> None:
    other = OTHER.replace("12 workers", words)
    view = _view((ONE, "11 workers", {"low": 11}), (other, words, row))
    assert list(quantity_pairs(view)) == []
