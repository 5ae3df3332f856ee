"""What speaks for two clauses being of one event."""

from tests.resources import shipped
from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.certainty import differing_clauses
from transforms.comparison.differences.clause_evidence import clause_evidence
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
    assert (found["shared subject"], found["shared object"], found["done"], found["now"]) == (1, 1, 1, 0)


def test_a_verb_that_both_sentences_make_as_certain_is_no_difference() -> None:
    both = "The council closed the harbour of Lowford, and may close the harbour of Kelby."
    view = story("The council closed the harbour of Lowford.", both)
    (pair,) = view.sentences.likely_pairs
    assert list(differing_clauses(pair, SentenceClauses(view.documents))) == []
