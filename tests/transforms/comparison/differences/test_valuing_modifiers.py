"""Words by which one document alone values what another names too."""

import pytest

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.valuing_modifiers import valuing_candidates

VALUED = "The port council met on Tuesday. Later the embattled Lowford harbour master spoke of new nets."
PLAIN = "Rain fell on the quay. In the evening the Lowford harbour master went home to his boats."


def _candidates(*texts: str) -> list[Candidate]:
    view = story(*texts)
    return [one for one in valuing_candidates(view.sentences, view.documents, view.quoted) if one.differs]


def test_a_thing_that_one_document_values_and_another_only_names_is_a_difference() -> None:
    (found,) = _candidates(VALUED, PLAIN)
    assert (found.type, found.about) == ("wording", "embattled master")
    assert [value.normalised.startswith("embattled") for value in found.values] == [True, False]


def test_the_order_of_documents_plays_no_role() -> None:
    forth, back = _candidates(VALUED, PLAIN), _candidates(PLAIN, VALUED)
    assert {v.normalised for v in forth[0].values} == {v.normalised for v in back[0].values}


@pytest.mark.parametrize(
    "other",
    [
        VALUED,
        PLAIN.replace("the Lowford harbour master", "an embattled harbour master of Lowford"),
        PLAIN.replace("the Lowford harbour master", "the Lowford harbour band"),
        "A chess master from Tarn won three games against his pupil.",
    ],
    ids=["same words", "values it too", "another noun", "nothing in common"],
)
def test_it_is_none_where_both_value_it_or_name_something_else(other: str) -> None:
    assert _candidates(VALUED, other) == []


def test_words_in_quotation_marks_are_no_choice_of_the_outlet() -> None:
    assert (
        _candidates(
            VALUED.replace("embattled Lowford harbour master", '"embattled Lowford harbour master"'), PLAIN
        )
        == []
    )
