"""What speaks for two clauses being of one event."""

import pytest

from tests.resources import shipped
from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.certainty import differing_clauses
from transforms.comparison.differences.clause_evidence import (
    BEGUN,
    DENIED_AHEAD,
    MAY_OR_WILL,
    SHADES_AHEAD,
    TOLD_OR_SO,
    clause_evidence,
    contrast,
)
from transforms.comparison.differences.clauses import SentenceClauses


def test_the_scorer_weighs_what_is_looked_at_and_who_is_first_tells_nothing() -> None:
    view = story(
        "The council closed the harbour of Lowford.", "The council may close the harbour of Lowford."
    )
    (pair,) = view.sentences.likely_pairs
    ((one, other),) = differing_clauses(pair, SentenceClauses(view.documents))
    found = clause_evidence(one, other, pair, view.sentences)
    assert found == clause_evidence(other, one, pair, view.sentences)
    assert found.keys() == shipped().comparison_weights.clauses.weights.keys()
    assert found["arguments"] == found["main"] == 1.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("will close", "may close", MAY_OR_WILL),
        ("will close", "could close", MAY_OR_WILL),
        ("closed", "reportedly closed", TOLD_OR_SO),
        ("will close", "will not close", DENIED_AHEAD),
        ("will close", "is unlikely to close", DENIED_AHEAD),
        ("will close", "plans to close", SHADES_AHEAD),
        ("will close", "will probably close", SHADES_AHEAD),
        ("closed", "will close", BEGUN),
        ("closed", "did not close", ""),
        ("closed", "was asked to close", ""),
        ("was able to close", "may close", ""),
    ],
)
def test_in_what_two_clauses_differ(one: str, other: str, expected: str) -> None:
    view = story(*(f"The council {verb} the harbour of Lowford." for verb in (one, other)))
    said = SentenceClauses(view.documents)
    left, right = (
        next(clause for clause in said[side] if clause.act == "close")
        for side in (view.sentences.likely_pairs[0].one, view.sentences.likely_pairs[0].other)
    )
    assert contrast(left, right) == contrast(right, left) == expected


def test_a_verb_that_both_sentences_make_as_certain_is_no_difference() -> None:
    both = "The council closed the harbour of Lowford, and may close the harbour of Kelby."
    view = story("The council closed the harbour of Lowford.", both)
    (pair,) = view.sentences.likely_pairs
    assert list(differing_clauses(pair, SentenceClauses(view.documents))) == []
