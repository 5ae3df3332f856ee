"""Words chosen for one thing, held in place by a word that both sentences tie them to."""

import pytest

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.anchored_wording import anchored_wording_candidates
from transforms.comparison.differences.candidates import Candidate

ONE = "Under the rule, spouses in Lowford cannot be forced to testify against each other."
OTHER = "The rule says that no spouses in Lowford may be compelled to testify in a trial."


def _found(*texts: str) -> list[Candidate]:
    view = story(*texts)
    return list(
        anchored_wording_candidates(
            view.sentences, view.documents, view.quoted, view.topic.names, view.encoder
        )
    )


def _shown(*texts: str) -> list[set[str]]:
    return [{texts[int(v.document_id[1:])][v.start : v.end] for v in one.values} for one in _found(*texts)]


def test_two_verbs_that_govern_one_verb_are_a_choice_of_words() -> None:
    assert {"forced", "compelled"} in _shown(ONE, OTHER)
    (found,) = [one for one in _found(ONE, OTHER) if "forced" in one.about]
    assert (found.type, found.verdict) == ("wording", "compatible") and found.differs
    assert 0 < found.alike < 1 and 0 < found.near < 1


def test_the_order_of_documents_does_not_matter() -> None:
    assert _shown(ONE, OTHER) == _shown(OTHER, ONE)


@pytest.mark.parametrize("verb", ["forced", "forcing", "not forced"])
def test_the_same_word_in_any_form_is_none(verb: str) -> None:
    assert all("forced" not in shown for shown in _shown(ONE, OTHER.replace("compelled", verb)))


def test_words_that_both_stand_in_quotation_marks_are_nobodys_choice() -> None:
    marked = (ONE.replace("forced", "“forced”"), OTHER.replace("compelled", "“compelled”"))
    assert all(not shown & {"forced", "compelled"} for shown in _shown(*marked))


def test_sentences_of_other_matters_are_not_compared() -> None:
    assert _found(ONE, "Nobody was compelled to testify about the ferry.") == []


def test_two_times_and_halves_of_a_hyphenated_word_are_no_choice() -> None:
    one = "The council of Lowford opened the old harbour in the afternoon of the ferry strike."
    assert _found(one, one.replace("afternoon", "morning")) == []
    tied = "The council of Lowford passed the anti-boat law of the old harbour in May."
    assert _found(tied, tied.replace("anti-boat", "anti-ship")) == []
