"""Where dated things are: in the title of a difference, and for what other documents say of that place."""

from tests.transforms.comparison.differences.made_quantities import quantity
from transforms.comparison.differences.date_places import dated_there, place_of
from transforms.comparison.differences.quantity_mentions import QuantityMention


def _date(text: str, words: str, document: str, unit: str = "day") -> QuantityMention:
    return quantity(text, words, "date", unit, document=document)


ONE = _date("The hearing was held on Monday in Lowford.", "Monday", "a")
OTHER = _date("They met on March 9 in Lowford, not in Kelby.", "March 9", "b")


def test_the_place_is_the_one_that_several_documents_name() -> None:
    assert place_of([ONE, OTHER]) == "Lowford"


def test_a_place_of_one_document_tells_nothing() -> None:
    assert place_of([ONE]) is None
    assert place_of([ONE, _date("They met on March 9 in Kelby.", "March 9", "b")]) is None


def test_other_documents_say_the_date_that_stands_nearest_to_the_place() -> None:
    text = "After a session on Friday it followed talks last week in Lowford."
    far, near = _date(text, "Friday", "c"), _date(text, "last week", "c", "week")
    assert dated_there("Lowford", [ONE, OTHER, far, near], [ONE, OTHER]) == [near]


def test_years_and_documents_that_are_there_are_left_out() -> None:
    year = _date("The council of 2019 met in Lowford.", "2019", "c", "year")
    assert dated_there("Lowford", [ONE, OTHER, year], [ONE, OTHER]) == []
