"""What of a thing a quantity measures, and which words say what it is about."""

import pytest

from tests.transforms.comparison.differences.made_quantities import quantity as made
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.language.similarity import Topic


def _mention(text: str, quantity: str, kind: str = "duration", unit: str = "year") -> QuantityMention:
    return made(text, quantity, kind, unit)


@pytest.mark.parametrize(
    ("text", "quantity", "kind", "aspect"),
    [
        ("The council met for the first time in 2.5 years.", "2.5 years", "duration", "since_last"),
        ("It was the first session of the forum since 2019.", "since 2019", "date", "since_last"),
        ("The council met for the last time in 2019.", "2019", "date", "since_last"),
        ("They came back after a three-year break.", "three-year", "duration", "since_last"),
        ("Sales fell in the first two months of the year.", "two months", "duration", "itself"),
        ("The council was founded in 2002.", "2002", "date", "itself"),
        ("Ilves, aged 51 years, left.", "51 years", "duration", "age"),
        ("A 63-year-old man was hurt.", "63-year", "duration", "age"),
        ("He left two years ago.", "two years", "duration", "distance"),
        ("The talks lasted two years.", "two years", "duration", "itself"),
        ("Almost 300 rounds were found.", "300 rounds", "count", "itself"),
    ],
)
def test_aspects(text: str, quantity: str, kind: str, aspect: str) -> None:
    assert _mention(text, quantity, kind).aspect == aspect


def test_the_context_stays_in_its_sentence_and_leaves_the_quantity_out() -> None:
    text = "Rain fell. The talks in Lowford lasted four hours on Monday. Nobody spoke."
    assert _mention(text, "four hours").context == "The talks in Lowford lasted … on Monday"


def test_names_around_a_quantity_leave_out_those_of_the_whole_story() -> None:
    topic = Topic({"lowford": 1.0, "port": 9.0, "ilv": 7.0}, frozenset(("lowford", "ilv", "ilves")))
    mention = _mention("Ilves met the Port in Lowford for four hours.", "four hours")
    assert mention.names(topic, 2.0) & {"lowford", "port"} == {"lowford"}


def test_a_quantity_alone_has_an_empty_context() -> None:
    assert _mention("2019", "2019", "date").context == "…"


def test_whose_age_it_is_the_whole_name_tells() -> None:
    assert _mention("They held 35-year-old Gary Moore there.", "35-year-old").person == "gary moore"
    assert _mention("They met Anna Moore, 61 years old.", "61 years").person == "anna moore"
    assert _mention("A 63-year-old woman was hurt.", "63-year-old").person is None


@pytest.mark.parametrize(
    ("text", "quantity", "part"),
    [
        ("She spent her first 11 years there.", "11 years", True),
        ("Among the seized items were seven rifles.", "seven rifles", True),
        ("The arms, including seven rifles, were sold.", "seven rifles", True),
        ("They seized a total of 14 rifles.", "14 rifles", False),
        ("They seized 14 rifles in all.", "14 rifles", False),
        ("They seized 14 rifles.", "14 rifles", False),
    ],
)
def test_whether_a_part_is_counted_or_the_whole(text: str, quantity: str, part: bool) -> None:
    assert _mention(text, quantity).is_part is part
