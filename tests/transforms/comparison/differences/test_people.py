"""Names spelt otherwise, and offices called otherwise."""

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.people import people_candidates


def _candidates_of(*texts: str) -> list[Candidate]:
    return list(people_candidates(story(*texts)))


def test_two_spellings_of_one_name_differ_and_their_offsets_are_right() -> None:
    texts = ("He met Dmitry Orlov on Monday.", "They heard Dmitri Orlov speak.", "It was Dmitry Orlov again.")
    (candidate,) = _candidates_of(*texts)
    assert (candidate.type, candidate.verdict) == ("name", "compatible")
    assert {v.text for v in candidate.values} == {"Dmitry Orlov", "Dmitri Orlov"}
    assert all(texts[int(v.document_id[1])][v.start : v.end] == v.text for v in candidate.values)


def test_a_typo_in_a_surname_is_another_spelling() -> None:
    (candidate,) = _candidates_of("They met Anna Priebus.", "They met Anna Preibus.", "It was Anna Priebus.")
    assert (candidate.type, candidate.about) == ("name", "Anna Priebus")


def test_a_plural_and_names_of_like_first_words_are_no_spelling() -> None:
    assert _candidates_of("He won a Tony Award.", "He hosted the Tony Awards.") == []
    assert _candidates_of("New York City paid.", "The New York Mafia, in New York, paid.") == []


def test_whether_somebody_still_holds_an_office_is_no_other_call() -> None:
    assert _candidates_of("Former Mayor Anna Moore spoke.", "City Mayor Anna Moore left.") == []


def test_a_shorter_name_a_title_and_another_person_are_no_spelling() -> None:
    assert (
        _candidates_of(
            "President Anna Moore spoke.", "Moore spoke.", "Ms Anna Moore left.", "John Moore came."
        )
        == []
    )


def test_an_initial_and_a_hyphen_are_no_other_spelling() -> None:
    assert _candidates_of("They met A. Karin Moore.", "They met Anna Karin Moore.") == []
    assert _candidates_of("They met Anna-Karin Moore.", "They met Annakarin Moore.") == []


def test_one_office_called_two_ways_is_a_difference() -> None:
    candidates = _candidates_of(
        "US Deputy Secretary of State Anna Moore spoke.", "Then US Vice Secretary of State Anna Moore left."
    )
    assert [candidate.type for candidate in candidates] == ["role"]
    assert {value.normalised for value in candidates[0].values} == {
        "deputy secretary of state",
        "vice secretary of state",
    }


def test_order_of_words_less_detail_and_another_office_are_none() -> None:
    assert (
        _candidates_of(
            "Russian Deputy Foreign Minister Anna Moore spoke.",
            "Anna Moore, Deputy Russian Foreign Minister, left.",
        )
        == []
    )
    assert _candidates_of("Foreign Minister Anna Moore spoke.", "Minister Anna Moore left.") == []


def test_another_office_is_another_description_of_the_person() -> None:
    (found,) = _candidates_of("NATO boss Anna Moore spoke.", "NATO Secretary General Anna Moore left.")
    assert (found.type, found.verdict, found.evidence) == ("role", "compatible", "description")


def test_texts_without_persons_differ_in_nothing() -> None:
    assert _candidates_of("", "It rained.", "12 12 12") == []
