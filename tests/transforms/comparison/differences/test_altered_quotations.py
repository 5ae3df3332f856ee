"""Quotations of one utterance: what differs inside the marks, and what one outlet breaks off before."""

from dataclasses import replace

import pytest

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.altered_quotations import quotation_candidates
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.story_quotes import StoryQuote
from transforms.language.spans import Span


def _candidates(*texts: str) -> list[Candidate]:
    return [one for one in quotation_candidates(story(*texts).quotations) if one.differs]


def _values(candidate: Candidate, *texts: str) -> list[str]:
    return [texts[int(v.document_id[1:])][v.start : v.end] for v in candidate.values]


SAID = "“The harbour will never again be closed to the old ferry,” Mara Ilves said."


@pytest.mark.parametrize(
    "other",
    [
        SAID,
        SAID.replace("“", '"').replace("”", '"'),
        SAID.replace("The harbour", "THE HARBOUR"),
        SAID.replace("never again be", "never, again, be"),
        "Mara Ilves said: “The harbour will never again be closed to the old ferry.”",
        "Few believe that the harbour will be closed to the ferry of the island again.",
        "“It rained all day in Lowford and nobody came,” Mara Ilves said.",
    ],
)
def test_the_same_words_other_words_and_words_without_marks_are_no_difference(other: str) -> None:
    assert _candidates(SAID, other) == []


def test_contractions_are_the_same_words() -> None:
    one = "“We do not know who will pay for the new harbour,” she said."
    other = "“We don't know who'll pay for the new harbour,” she said."
    assert _candidates(one, other) == []


def test_a_changed_word_is_an_alteration_and_one_of_the_two_is_wrong() -> None:
    texts = (SAID, SAID.replace("old ferry", "new ferry"))
    (found,) = _candidates(*texts)
    assert (found.type, found.verdict) == ("quotation_altered", "conflict")
    assert _values(found, *texts) == ["old ferry", "new ferry"] or _values(found, *texts) == [
        "the old ferry",
        "the new ferry",
    ]


def test_a_word_left_out_without_a_sign_is_an_alteration_and_its_place_is_told() -> None:
    texts = (SAID, SAID.replace("never again be", "never be"))
    (found,) = _candidates(*texts)
    assert (found.type, found.verdict) == ("quotation_altered", "conflict")
    assert _values(found, *texts) == ["never again be", "never be"]


def test_what_an_outlet_marks_as_its_own_change_can_stand_beside_the_original() -> None:
    for changed in ("the [municipal] ferry", "the … ferry"):
        (found,) = _candidates(SAID, SAID.replace("the old ferry", changed))
        assert (found.type, found.verdict) == ("quotation_altered", "compatible")


def test_a_quotation_that_breaks_off_before_a_condition_is_cut() -> None:
    whole = "“We will open the harbour in March unless the council says no,” Mara Ilves said."
    texts = (whole, "“We will open the harbour in March,” Mara Ilves said.")
    (found,) = _candidates(*texts)
    assert (found.type, found.verdict) == ("quotation_cut", "compatible")
    assert _values(found, *texts)[0] == "March unless the council says no"


def test_what_the_outlet_tells_outside_its_marks_is_not_lost() -> None:
    whole = "“We will open the harbour in March unless the council says no,” Mara Ilves said."
    told = "“We will open the harbour in March,” Mara Ilves said, unless the council said no."
    assert _candidates(whole, told) == []


def test_what_the_outlet_prints_elsewhere_is_not_lost() -> None:
    whole = "“We will open the harbour in March and pay every fisherman of the old island,” Mara Ilves said."
    headed = "“We will open the harbour in March,” Mara Ilves said. It rained. Nobody came. "
    assert len(_candidates(whole, headed)) == 1
    assert _candidates(whole, f"{headed}“And pay every fisherman of the old island,” she said.") == []


def test_a_document_that_prints_both_wordings_has_two_utterances() -> None:
    other = SAID.replace("old ferry", "new ferry")
    assert len(_candidates(SAID, other)) == 1
    assert _candidates(SAID, f"{other} It rained all day. {SAID}") == []


def test_an_end_that_tells_more_is_cut_and_a_few_words_more_tell_nothing() -> None:
    whole = "“We will open the harbour in March and pay every fisherman of the old island,” Mara Ilves said."
    (found,) = _candidates(whole, "“We will open the harbour in March,” Mara Ilves said.")
    assert (found.type, found.verdict, found.evidence) == ("quotation_cut", "compatible", "clause cut")
    whole = "“We will open the harbour in March with a band,” Mara Ilves said."
    assert _candidates(whole, "“We will open the harbour in March,” Mara Ilves said.") == []


def test_three_outlets_with_three_wordings_are_one_difference() -> None:
    texts = (SAID, SAID.replace("old ferry", "new ferry"), SAID.replace("old ferry", "slow ferry"))
    (found,) = _candidates(*texts)
    assert found.documents == {"d0", "d1", "d2"}


def test_all_outlets_that_print_a_wording_are_told() -> None:
    (found,) = _candidates(SAID, SAID.replace("old", "new"), SAID)
    assert found.documents == {"d0", "d1", "d2"} and len(found.values) == 3


def test_many_copies_of_two_wordings_are_one_difference() -> None:
    (found,) = _candidates(*[SAID, SAID.replace("old", "new")] * 40)
    assert len(found.documents) == 80


def test_the_order_of_quotations_does_not_matter() -> None:
    view = story(SAID, SAID.replace("old", "new"), SAID.replace("again ", ""))
    assert list(quotation_candidates(view.quotations)) == list(quotation_candidates(view.quotations[::-1]))


def test_one_sentence_in_two_peoples_mouths_is_an_attribution() -> None:
    texts = (SAID, SAID.replace("Mara Ilves", "Dmitry Orlov").replace("old", "new"))
    view = story(*texts)
    quotes = {
        f"d{n}": [
            StoryQuote(
                f"d{n}",
                f"q{n}",
                "direct",
                (Span(1, text.index("”")),),
                speaker_id=name,
                speaker=name,
                kind="person",
                certain=True,
            )
        ]
        for n, (text, name) in enumerate(zip(texts, ("Mara Ilves", "Dmitry Orlov"), strict=True))
    }
    (found,) = quotation_candidates(replace(view, quotes=quotes).quotations)
    assert (found.type, found.verdict) == ("attribution", "unclear")
    assert [value.shown for value in found.values] == ["Mara Ilves", "Dmitry Orlov"]


def test_another_beginning_is_an_alteration_where_the_sentences_are_likely_one() -> None:
    one = "“What I want to do now is being the mayor of Lowford,” Mara Ilves said on Sunday."
    other = "“I am glad of being the mayor of Lowford,” Mara Ilves said on Sunday."
    view = story(one, other)
    assert not any(each.differs for each in quotation_candidates(view.quotations))
    (found,) = quotation_candidates(view.quotations, (), view.sentences.likely_pairs)
    assert (found.type, found.verdict) == ("quotation_altered", "conflict")
