"""Words before a noun by which one document takes a stand and another does not."""

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.charged_modifiers import charged_modifier_candidates

ONE = "The council of Lowford opened the botched inquiry of the harbour office in May."
OTHER = "The council of Lowford opened the long inquiry of the harbour office in May."


def _shown(*texts: str) -> list[set[str]]:
    view = story(*texts)
    found = charged_modifier_candidates(view.sentences, view.documents, view.quoted)
    return [{texts[int(v.document_id[1:])][v.start : v.end] for v in one.values} for one in found]


def test_a_charged_word_before_a_noun_that_both_have_is_told() -> None:
    assert _shown(ONE, OTHER) == [{"botched inquiry", "long inquiry"}]
    assert _shown(OTHER, ONE) == _shown(ONE, OTHER)


def test_without_a_charged_word_or_with_one_on_both_sides_there_is_none() -> None:
    assert _shown(ONE.replace("botched", "first"), OTHER) == []
    assert _shown(ONE, OTHER.replace("long", "disastrous botched")) == []
    assert _shown(ONE, OTHER.replace("long", "flawed")) == []


def test_what_stands_in_quotation_marks_is_the_speakers() -> None:
    assert _shown(ONE.replace("botched inquiry", "“botched inquiry”"), OTHER) == []


def test_a_noun_before_it_says_which_one_is_meant() -> None:
    one = "The council of Lowford opened the baggage claim area of the harbour office in May."
    assert _shown(one, one.replace("claim area", "area")) == []


def test_other_nouns_are_other_things() -> None:
    assert _shown(ONE, OTHER.replace("inquiry", "season")) == []


def test_half_of_a_hyphenated_word_is_no_word_before_the_noun() -> None:
    assert _shown(ONE.replace("botched", "half-botched"), OTHER) == []
