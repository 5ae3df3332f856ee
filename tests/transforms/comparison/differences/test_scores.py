"""Exact numbers that differ in a digit, wherever they stand."""

import pytest

from tests.transforms.comparison.differences.made_quantities import quantity
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.comparison.differences.scores import is_probable_typo
from transforms.language.similarity import Topic

TOPIC = Topic({}, frozenset(("lowford", "harbour")))


def _mention(document: str, text: str, figure: str) -> QuantityMention:
    return quantity(text, figure, "money", "dollar", float(figure.strip("$").replace(",", "")), document)


@pytest.mark.parametrize(
    ("one", "other", "typo"),
    [
        ("$5,687.75", "$5,587.75", True),
        ("$1,098", "$1,089", True),
        ("$5,687.75", "$5,687.75", False),
        ("$5,687.75", "$5,577.75", False),
        ("$5,687.75", "$6,877.55", False),
        ("$12,000", "$13,000", False),
        ("$2,116", "$2,117", False),
        ("$466.30", "$46.63", False),
    ],
)
def test_only_a_digit_of_a_number_that_nobody_rounded(one: str, other: str, typo: bool) -> None:
    left = _mention("a", f"He paid {one} at the spa in Lowford.", one)
    right = _mention("b", f"A stay in Lowford was {other}, she said.", other)
    assert is_probable_typo(left, right, TOPIC) is typo
    assert is_probable_typo(right, left, TOPIC) is typo


def test_a_name_must_stand_beside_both() -> None:
    left = _mention("a", "He paid $5,687.75 in Lowford.", "$5,687.75")
    assert not is_probable_typo(left, _mention("b", "He paid $5,587.75 in Harbour.", "$5,587.75"), TOPIC)
