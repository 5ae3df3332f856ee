"""Words chosen for one thing, held in place by words that both sentences tie them to."""

import pytest

from tests.resources import shipped
from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.differences.substitution_evidence import SLOTS, substitution_evidence
from transforms.comparison.differences.substitutions import (
    Substitution,
    substitution_candidates,
    substitutions,
)

ONE = "Under the rule, spouses in Lowford cannot be forced to testify against each other."
OTHER = "The rule says that no spouses in Lowford may be compelled to testify in a trial."
LUGGAGE = "On Sunday the gunman retrieved his luggage at the harbour of Lowford and loaded a rifle."
BAG = "After retrieving a bag, the gunman loaded the rifle at the harbour, Lowford police said on Sunday."


def _candidates(*texts: str) -> list[Candidate]:
    return list(substitution_candidates(story(*texts)))


def _shown(*texts: str) -> list[set[str]]:
    found = _candidates(*texts)
    return [{texts[int(v.document_id[1:])][v.start : v.end] for v in one.values} for one in found]


def _looked_at(*texts: str) -> tuple[StoryView, list[Substitution]]:
    view = story(*texts)
    return view, list(substitutions(view))


def _words(*texts: str) -> list[set[str]]:
    """The pairs of words that are looked at."""
    return [{found.one.token.lower_, found.other.token.lower_} for found in _looked_at(*texts)[1]]


def test_two_verbs_that_govern_one_verb_are_a_choice_of_words() -> None:
    (found,) = [one for one in _candidates(ONE, OTHER) if "forced" in one.about]
    assert (found.type, found.verdict, found.evidence) == ("wording", "compatible", "substitution")
    assert found.differs and {"forced", "compelled"} in _shown(ONE, OTHER)
    assert 0 < found.alike < 1 and 0 < found.near < 1 and 0 < found.fits < 1


def test_two_objects_of_one_verb_in_sentences_alike_are_two_names() -> None:
    assert {"luggage", "bag"} in _words(LUGGAGE, BAG)


def test_a_word_inside_the_object_ties_two_verbs_that_have_two_objects() -> None:
    one = "In the hall of Lowford she cited the Charter."
    assert {"cited", "invoked"} in _words(one, "In the hall of Lowford she invoked her Charter right.")


@pytest.mark.parametrize(("one", "other"), [(ONE, OTHER), (LUGGAGE, BAG)])
def test_the_order_of_documents_does_not_matter(one: str, other: str) -> None:
    assert _shown(one, other) == _shown(other, one)


@pytest.mark.parametrize("verb", ["forced", "forcing", "not forced"])
def test_the_same_word_in_any_form_is_none(verb: str) -> None:
    assert all("forced" not in pair for pair in _words(ONE, OTHER.replace("compelled", verb)))


def test_a_sentence_that_has_both_does_not_choose() -> None:
    both = LUGGAGE.replace("luggage", "luggage and bag")
    assert all(not pair & {"luggage", "bag"} for pair in _words(both, BAG))


def test_words_that_both_stand_in_quotation_marks_are_nobodys_choice() -> None:
    marked = (ONE.replace("forced", "“forced”"), OTHER.replace("compelled", "“compelled”"))
    assert {"forced", "compelled"} not in _words(*marked)


@pytest.mark.parametrize(
    "other", ["Nobody was compelled to testify about the ferry.", "In Kelby, divers retrieved a bag."]
)
def test_sentences_of_other_matters_are_not_compared(other: str) -> None:
    assert _candidates(ONE, other) == _candidates(LUGGAGE, other) == []


def test_two_times_and_halves_of_a_hyphenated_word_are_no_choice() -> None:
    one = "The council of Lowford opened the old harbour in the afternoon of the ferry strike."
    assert _words(one, one.replace("afternoon", "morning")) == []
    tied = "The council of Lowford passed the anti-boat law of the old harbour in May."
    assert _words(tied, tied.replace("anti-boat", "anti-ship")) == []


def test_what_a_thousand_words_are_tied_to_holds_none_of_them_in_place() -> None:
    many = " ".join(
        f"The mayor of Kelby praised the {thing} of ward {n}." for n, thing in enumerate(["bridge"] * 30)
    )
    assert _words(many, many.replace("bridge", "harbour")) == []


def test_the_scorer_weighs_what_is_looked_at_and_who_is_first_tells_nothing() -> None:
    view, found = _looked_at(ONE, OTHER)
    ties = found[0].one.anchors & found[0].other.anchors
    features = substitution_evidence(found[0].one, found[0].other, ties, view.sentences)
    assert features == substitution_evidence(found[0].other, found[0].one, ties, view.sentences)
    known = shipped().comparison_weights.substitutions.weights
    assert {*features, "near", "elsewhere", "quoted"} == known.keys() and known.keys() > set(SLOTS)
