"""What two documents call one thing, in one place of the grammar of sentences that are not the same."""

import pytest

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.slot_wording import slot_wording_candidates

ONE = "On Sunday the gunman retrieved his luggage at the harbour of Lowford and loaded a rifle."
OTHER = "After retrieving a bag, the gunman loaded the rifle at the harbour, Lowford police said on Sunday."


def _found(*texts: str) -> list[Candidate]:
    view = story(*texts)
    return list(slot_wording_candidates(view.sentences, view.documents, view.quoted, view.encoder))


def _shown(*texts: str) -> list[set[str]]:
    return [{texts[int(v.document_id[1:])][v.start : v.end] for v in one.values} for one in _found(*texts)]


def test_two_objects_of_one_verb_in_sentences_alike_are_two_names() -> None:
    (found,) = _found(ONE, OTHER)
    assert (found.type, found.verdict, found.evidence) == ("wording", "compatible", "words in one slot")
    assert found.differs and _shown(ONE, OTHER) == [{"luggage", "bag"}]


def test_the_order_of_documents_does_not_matter() -> None:
    assert _shown(ONE, OTHER) == _shown(OTHER, ONE)


def test_the_same_name_is_no_difference() -> None:
    assert _found(ONE, ONE) == []


def test_a_name_that_only_says_less_is_none() -> None:
    assert _found(ONE.replace("luggage", "heavy luggage"), OTHER.replace("bag", "luggage")) == []


def test_a_sentence_that_has_both_does_not_choose() -> None:
    assert _found(ONE.replace("luggage", "luggage and bag"), OTHER) == []


@pytest.mark.parametrize("instead", ["hunger", "Kelby"])
def test_what_cannot_name_the_thing_is_no_other_name(instead: str) -> None:
    assert _found(ONE, OTHER.replace("a bag", instead)) == []


def test_a_shared_verb_alone_makes_no_pair() -> None:
    assert _found("Mara retrieved her luggage.", "In Kelby, divers retrieved a bag.") == []


def test_words_that_both_quote_are_no_wording_of_the_outlets() -> None:
    assert _found(f"“{ONE}”", f"“{OTHER}”") == []
