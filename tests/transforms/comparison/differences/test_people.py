"""Names spelt otherwise, and offices called otherwise."""

from tests.transforms.comparison.differences.test_stage import reference
from transforms.comparison.differences.candidates import Point
from transforms.comparison.differences.people import people_points


def _points(*texts: str) -> list[Point]:
    return list(people_points({f"d{i}": text for i, text in enumerate(texts)}, reference()))


def test_two_spellings_of_one_name_are_a_point_and_their_places_hold() -> None:
    texts = ("He met Dmitry Orlov on Monday.", "They heard Dmitri Orlov speak.", "It was Dmitry Orlov again.")
    (point,) = _points(*texts)
    assert (point.type, point.verdict) == ("name", "compatible")
    assert {v.text for v in point.values} == {"Dmitry Orlov", "Dmitri Orlov"}
    assert all(texts[int(v.document_id[1])][v.start : v.end] == v.text for v in point.values)


def test_a_slip_in_a_surname_is_another_spelling() -> None:
    (point,) = _points("They met Reto Priebus.", "They met Reto Preibus.", "It was Reto Priebus.")
    assert (point.type, point.about) == ("name", "Reto Priebus")


def test_a_plural_and_names_of_like_first_words_are_no_spelling() -> None:
    assert _points("He won a Tony Award.", "He hosted the Tony Awards.") == []
    assert _points("New York City paid.", "The New York Mafia, in New York, paid.") == []


def test_whether_somebody_still_holds_an_office_is_no_other_call() -> None:
    assert _points("Former Mayor Anna Moore spoke.", "City Mayor Anna Moore left.") == []


def test_a_shorter_name_a_title_and_another_person_are_no_spelling() -> None:
    assert (
        _points("President Anna Moore spoke.", "Moore spoke.", "Ms Anna Moore left.", "John Moore came.")
        == []
    )


def test_an_initial_and_a_hyphen_are_no_other_spelling() -> None:
    assert _points("They met A. Karin Moore.", "They met Anna Karin Moore.") == []
    assert _points("They met Anna-Karin Moore.", "They met Annakarin Moore.") == []


def test_one_office_called_two_ways_is_a_point() -> None:
    points = _points(
        "US Deputy Secretary of State Anna Moore spoke.", "Then US Vice Secretary of State Anna Moore left."
    )
    assert [point.type for point in points] == ["role"]
    assert {value.normalised for value in points[0].values} == {
        "deputy secretary of state",
        "vice secretary of state",
    }


def test_order_of_words_less_detail_and_another_office_are_none() -> None:
    assert (
        _points(
            "Russian Deputy Foreign Minister Anna Moore spoke.",
            "Anna Moore, Deputy Russian Foreign Minister, left.",
        )
        == []
    )
    assert _points("Foreign Minister Anna Moore spoke.", "Minister Anna Moore left.") == []
    assert _points("NATO boss Anna Moore spoke.", "NATO Secretary General Anna Moore left.") == []


def test_texts_without_persons_have_no_points() -> None:
    assert _points("", "It rained.", "12 12 12") == []
