"""What the analysis says of words: as many answers as words, and evidence that the text's mentions share."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resources import analysed
from tests.transforms.plain_analyser import plainly
from transforms.language.analysis import AnalysedDocument
from transforms.language.recognised import PERSON, Recognised


def recognised(document: AnalysedDocument) -> Recognised:
    return Recognised(document, document.words)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("AaBb .,'\n-Éж0"), max_size=80))
def test_every_word_has_an_answer_and_entities_hold_the_words_that_they_say(text: str) -> None:
    found = recognised(analysed(text))
    numbers = range(len(found.words))
    assert [bool(found.label(i)) or not found.is_named(i) for i in numbers] == [True] * len(numbers)
    assert all(one.first <= index <= one.last for index, one in found.entities.items())


def test_without_tags_every_word_may_be_a_proper_noun() -> None:
    found = recognised(plainly("anna lind said it rained."))
    assert all(found.is_proper(i) for i in range(len(found.words))) and not found.entities


def test_a_surname_has_the_label_of_the_full_name() -> None:
    found = recognised(analysed("Anna Lind left. Lind was late, and Lind was cold."))
    last = [i for i, word in enumerate(found.words) if word.text == "Lind"][-1]
    assert found.usual_label(last, last) == PERSON
    assert "Lind" in found.surnames and {"Anna", "Lind"} <= found.person_words


def test_words_of_the_middle_of_sentences_are_known() -> None:
    found = recognised(analysed("Holm left. They met Holm in Oslo."))
    assert "Holm" in found.inside_sentences and "They" not in found.inside_sentences


def test_a_name_before_a_noun_only_modifies_it() -> None:
    found = recognised(analysed("The Lind administration said no."))
    assert found.modifies(1) and not found.modifies(2)
