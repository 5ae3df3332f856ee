"""Names: spellings of one sound, short forms, and people who only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.name_forms import display_name, fold, nearly_same_word, parts, same_person

ONE = [
    ("Dmitri Peskov", "Dmitry Peskov"),
    ("Alexander Gruschko", "Alexander Grushko"),
    ("Vladimir Zelensky", "Volodymyr Zelenskyy"),
    ("Pyotr Tschaikowski", "Pyotr Chaikovsky"),
    ("François Delattre", "Francois Delattre"),
    ("Anthony Blinken", "Antony Blinken"),
    ("William Clinton", "Bill Clinton"),
    ("J. Smith", "John Smith"),
    ("President Barack Obama", "Obama"),
    ("Jaap de Hoop Scheffer", "Jaap Scheffer"),
    ("Mr. Karl Lind", "Karl Lind Jr."),
]
TWO = [
    ("Bill Clinton", "Hillary Clinton"),
    ("Anna Lind", "Karl Lind"),
    ("John Smith", "John Smythson"),
    ("John Key", "John Kerry"),
    ("Mark Lee", "Mark Leigh Cooper"),
    ("A. Lind", "Karl Lind"),
]


@pytest.mark.parametrize(("left", "right"), ONE)
def test_spellings_and_short_forms_are_one_person(left: str, right: str) -> None:
    assert same_person(left, right)
    assert same_person(right, left)


@pytest.mark.parametrize(("left", "right"), TWO)
def test_names_that_only_look_alike_are_two(left: str, right: str) -> None:
    assert not same_person(left, right)
    assert not same_person(right, left)


def test_a_slip_of_one_letter_is_nearly_the_same_and_two_are_not() -> None:
    assert nearly_same_word("Buchtmann", "Bauchtman")
    assert nearly_same_word("Priebus", "Preibus")
    assert not nearly_same_word("Buchtmann", "Bachmann")
    assert not nearly_same_word("Murray", "Murphy")


def test_titles_suffixes_and_nicknames_are_no_part_of_a_name() -> None:
    assert parts('Sen. John "Jack" Lind, Jr.') == ("John", "Lind")
    assert parts("Rep. Peter King") == ("Peter", "King")
    assert parts("King") == ("King",)
    assert display_name("Mr. Jonathan M. Stan") == "Jonathan M. Stan"


@given(st.text(min_size=1, max_size=40))
def test_any_text_folds_and_fits_itself(name: str) -> None:
    assert fold(name) == fold(name.casefold())
    if parts(name):
        assert same_person(name, name)
