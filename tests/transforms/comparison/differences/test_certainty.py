"""How certain documents make one thing: alleged, planned, possible, done, or not so."""

import pytest

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.certainty import certainty_candidates, differing_clauses
from transforms.comparison.differences.clauses import SentenceClauses
from transforms.comparison.differences.story_quotes import StoryQuote
from transforms.language.spans import Span


def _candidates(*texts: str) -> list[Candidate]:
    view = story(*texts)
    return [
        one
        for one in certainty_candidates(view.sentences, view.documents, view.scorers.clauses, {})
        if one.differs
    ]


def test_what_one_document_only_alleges_another_states() -> None:
    one = "The council fined Mara Ilves for the alleged theft of the old ferry bell."
    other = "For the theft of the old ferry bell, Mara Ilves was fined by the council."
    (found,) = [each for each in _candidates(one, other) if each.slot.startswith("hedge")]
    assert (found.type, found.verdict) == ("modality", "unclear")
    assert [value.normalised for value in found.values] == ["alleged theft", "theft"]


def test_a_document_that_says_both_states_nothing_without_doubt() -> None:
    one = "The council fined Mara Ilves for the alleged theft of the old ferry bell."
    both = "The alleged theft of the old ferry bell shook Lowford. The theft of the bell cost Mara Ilves."
    assert _candidates(one, both) == []


VERBS = {
    "closed the harbour of Lowford": "done",
    "will close the harbour of Lowford": "future",
    "may close the harbour of Lowford": "possible",
    "must close the harbour of Lowford": "necessary",
    "plans to close the harbour of Lowford": "planned",
}


@pytest.mark.parametrize("left", VERBS)
@pytest.mark.parametrize("right", VERBS)
def test_one_event_made_certain_in_two_ways_differs(left: str, right: str) -> None:
    found = _candidates(f"The council {left} for the winter.", f"The council {right} for the winter.")
    assert [sorted(v.normalised for v in each.values) for each in found] == (
        [] if left == right else [sorted((VERBS[left], VERBS[right]))]
    )


def test_so_and_not_so_conflict() -> None:
    one, other = (
        "The council has closed the harbour of Lowford.",
        "The council has not closed the harbour of Lowford.",
    )
    (found,) = _candidates(one, other)
    assert (found.type, found.verdict) == ("polarity", "conflict")


def test_one_verb_of_two_things_is_no_difference() -> None:
    assert _candidates("The council closed the harbour.", "Rain may close the airport of Kelby.") == []


def test_two_plans_for_one_event_differ_by_the_verb_that_plans() -> None:
    one = "The council is scheduled to close the harbour of Lowford in May."
    (found,) = _candidates(one, one.replace("scheduled", "expected"))
    assert (found.type, {value.normalised for value in found.values}) == ("modality", {"schedule", "expect"})


@pytest.mark.parametrize("verb", ["refused", "declined", "failed"])
def test_who_refuses_did_not(verb: str) -> None:
    one = "The council closed the harbour of Lowford in May."
    (found,) = _candidates(one, one.replace("closed", f"{verb} to close"))
    assert found.type == "polarity"
    assert (
        _candidates(one.replace("closed", "did not close"), one.replace("closed", f"{verb} to close")) == []
    )


def test_what_is_likely_leaves_it_open() -> None:
    one = "The council will close the harbour of Lowford in May."
    (found,) = _candidates(one, one.replace("will close", "is likely to close"))
    assert (found.type, {value.normalised for value in found.values}) == ("modality", {"future", "planned"})


def test_what_differs_in_tense_alone_is_no_difference() -> None:
    one = "The council closes the harbour of Lowford in May."
    assert _candidates(one, one.replace("closes", "closed")) == []


def test_what_will_not_be_and_what_was_do_not_contradict_each_other() -> None:
    one = "The council did not close the harbour of Lowford in May."
    found = _candidates(one, one.replace("did not close", "will close"))
    assert all(each.type != "polarity" for each in found)


def test_what_one_expects_and_the_other_does_not_differs() -> None:
    one = "The council will take up the harbour bill in May."
    (found,) = _candidates(one, one.replace("will", "is not likely to"))
    assert (found.type, found.verdict) == ("polarity", "unclear")


def _told_first(one: str, other: str) -> list[tuple[str, str]]:
    view = story(one, other)
    return [
        (left.act, right.act)
        for pair in view.sentences.likely_pairs
        for left, right in differing_clauses(pair, SentenceClauses(view.documents))
    ]


def test_two_verbs_that_like_sentences_tell_of_one_person_may_be_of_one_act() -> None:
    one = "Mara Ilves has named Tomas Berg the harbour master of Lowford."
    other = "Mara Ilves will pick Tomas Berg as the harbour master of Lowford."
    assert _told_first(one, other) == [("name", "pick")]
    assert _told_first(one, other.replace("will pick", "picked")) == []
    assert _told_first(one, "Rain will pick apples in Kelby.") == []


@pytest.mark.parametrize(
    ("doubted", "plain", "kind", "found"),
    [
        ("The council reportedly closed", "The council closed", "indirect", 0),
        ("The alleged fire closed", "The fire closed", "indirect", 1),
        ("The alleged fire closed", "The fire closed", "direct", 0),
    ],
)
def test_what_a_source_says_stands_no_firmer_than_what_is_alleged(
    doubted: str, plain: str, kind: str, found: int
) -> None:
    """A noun in reported speech is the outlet's word all the same."""
    view = story(*(f"{words} the harbour of Lowford in May." for words in (doubted, plain)))

    def modalities(content: Span) -> int:
        quote = StoryQuote("d1", "q1", kind, (content,))
        given = view.sentences, view.documents, view.scorers.clauses, {"d1": [quote]}
        return sum(one.type == "modality" for one in certainty_candidates(*given))

    assert modalities(Span(0, len(view.documents["d1"].text))) == found
    assert modalities(Span(40, 46)) == 1
