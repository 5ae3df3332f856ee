"""What documents call one thing: names that take a stand, and words in sentences that are otherwise alike."""

import pytest

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.aligned_wording import aligned_wording_candidates, is_charged
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.naming import naming_candidates

CROWD = "Police in Lowford arrested forty protesters outside the harbour office on Sunday."


def _naming(*texts: str) -> list[Candidate]:
    return [one for one in naming_candidates(story(*texts).sentences) if one.differs]


def _aligned(*texts: str) -> list[Candidate]:
    view = story(*texts)
    found = aligned_wording_candidates(view.sentences, view.quoted, view.topic.names, view.encoder)
    return [one for one in found if one.differs]


def test_two_names_of_one_thing_that_take_a_stand_differ() -> None:
    other = "Forty rioters were arrested by police outside the harbour office of Lowford."
    (found,) = _naming(CROWD, other)
    assert (found.type, found.verdict) == ("wording", "compatible")
    assert [(v.document_id, v.end - v.start) for v in found.values] == [("d0", 10), ("d1", 7)]


def test_names_of_several_words_are_found() -> None:
    one = "The port hired twelve illegal immigrants for the night ferry of Lowford."
    other = "Twelve undocumented immigrants worked on the night ferry of Lowford."
    (found,) = _naming(one, other)
    assert found.documents == {"d0", "d1"}


def test_a_document_that_uses_both_names_is_no_other_side() -> None:
    both = "Police arrested forty protesters, whom the harbour office called rioters, in Lowford."
    assert _naming(CROWD, both) == []


def test_sentences_about_other_things_name_other_things() -> None:
    assert _naming(CROWD, "In Kelby, some rioters burnt a barn long ago.") == []


def test_the_same_name_is_no_difference() -> None:
    assert _naming(CROWD, CROWD) == []


def test_what_stands_in_one_place_of_two_like_sentences_differs() -> None:
    texts = (
        "The council of Lowford approved a cheap ferry for the island on Sunday evening.",
        "The council of Lowford approved a shoddy ferry for the island on Sunday evening.",
    )
    (found,) = _aligned(*texts)
    assert {texts[int(v.document_id[1])][v.start : v.end] for v in found.values} == {"cheap", "shoddy"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The council of Lowford approved a cheap ferry",
            "The council of Lowford approved shoddy, new ferry",
        ),
        ("In Lowford the suspected gunman fired", "In Lowford he apparently fired"),
    ],
)
def test_words_that_a_comma_parts_or_that_hold_a_subject_are_no_phrase(one: str, other: str) -> None:
    assert _aligned(*(f"{each} at the harbour office on Sunday evening." for each in (one, other))) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("two ferries", "three ferries"),
        ("a new ferry", "new ferries"),
        ("the Orlov ferry", "the Ilves ferry"),
    ],
)
def test_numbers_names_and_forms_of_one_word_are_no_wording(left: str, right: str) -> None:
    texts = [f"The council of Lowford approved {each} for the island on Sunday." for each in (left, right)]
    assert _aligned(*texts) == []


def test_sentences_that_share_little_are_not_aligned() -> None:
    assert _aligned("The council approved a cheap ferry.", "It rained on a costly roof in Kelby.") == []


@pytest.mark.parametrize(("words", "expected"), [("massacre", True), ("shooting", False), ("slammed", True)])
def test_charged_words_are_known_in_their_forms(words: str, *, expected: bool) -> None:
    assert is_charged(words) is expected
