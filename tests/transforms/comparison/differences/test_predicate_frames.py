"""What a quantity is a quantity of: two made-up reports of one fire, sentence by sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resources import parse, shipped
from transforms.comparison.differences.predicate_frames import Frame, agree, frame


def _near(one: str, other: str) -> float:
    return 1.0 if one == other else float(shipped().encoder(one).vector @ shipped().encoder(other).vector)


def _frame(text: str, quantity: str, kind: str) -> Frame:
    start = text.index(quantity)
    return frame(parse(text), start, start + len(quantity), kind)


def _agree(one: tuple[str, str], other: tuple[str, str], kind: str) -> bool:
    left, right = _frame(*one, kind), _frame(*other, kind)
    assert agree(left, right, kind, _near) == agree(right, left, kind, _near)
    return agree(left, right, kind, _near)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            ("The fire killed 12 people in the port.", "12 people"),
            ("Police said 15 people were killed.", "15 people"),
            "count",
        ),
        (("The blaze injured 40.", "40"), ("It hurt 50.", "50"), "count"),
        (
            ("The council met in a four-hour meeting.", "four-hour"),
            ("They spoke after five hours of talks.", "five hours"),
            "duration",
        ),
        (
            ("The meeting lasted three hours.", "three hours"),
            ("It was a four-hour session.", "four-hour"),
            "duration",
        ),
        (
            ("She was hospitalized for four weeks.", "four weeks"),
            ("She had been in hospital for three weeks.", "three weeks"),
            "duration",
        ),
        (
            ("Voters in 2009 approved the bond.", "2009"),
            ("Voters in 2010 approved a bond.", "2010"),
            "date",
        ),
    ],
)
def test_of_one_thing(one: tuple[str, str], other: tuple[str, str], kind: str) -> None:
    assert _agree(one, other, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (("The fire killed 12.", "12"), ("The fire injured 40.", "40"), "count"),
        (
            ("Anna Moore offered him $5 million.", "$5 million"),
            ("John Carter offered him $7 million.", "$7 million"),
            "money",
        ),
        (
            ("The talks took three hours.", "three hours"),
            ("The strike closed the port for six hours.", "six hours"),
            "duration",
        ),
        (
            ("She left the hospital in 1992.", "1992"),
            ("She posed for a magazine in 1955.", "1955"),
            "date",
        ),
        (
            ("Cheng logged a long career, spending 11 seasons in Lowford.", "11 seasons"),
            ("Before that, Anna Moore spent four seasons as a director.", "four seasons"),
            "duration",
        ),
        (
            ("The cut-off for a category 4 hurricane is 130 mph.", "130 mph"),
            ("The cut-off for a category 2 hurricane is 96 mph.", "96 mph"),
            "measure",
        ),
        (("12", "12"), ("15", "15"), "count"),
    ],
)
def test_of_two_things(one: tuple[str, str], other: tuple[str, str], kind: str) -> None:
    assert not _agree(one, other, kind)


def test_what_stands_beside_a_number_is_not_what_it_counts() -> None:
    found = _frame("The fire destroyed a school and 12 houses.", "12 houses", "count")
    assert (found.things, found.predicate, found.agent) == (frozenset(), "destroy", None)


def test_a_quantity_without_words_has_an_empty_frame() -> None:
    assert frame(parse("…"), 5, 6, "count") == Frame()


def test_a_storys_names_count_as_names_where_the_parser_takes_them_for_nouns() -> None:
    text = "Cheeks, 48, logged an impressive career, spending 11 seasons in Lowford."
    start = text.index("11 seasons")
    made = frame(parse(text), start, start + 10, "duration", frozenset(("cheek",)))
    assert made.agent == "cheeks"


def test_a_day_of_a_month_names_no_thing() -> None:
    assert (
        _frame("The talks on January 12 lasted three hours.", "three hours", "duration").marks == frozenset()
    )


_WORDS = st.sampled_from(("fire", "meeting", "kill", "she", "lind"))
_FRAMES = st.builds(
    Frame,
    things=st.frozensets(_WORDS, max_size=2),
    predicate=st.none() | _WORDS,
    role=st.sampled_from((None, "subject", "object")),
    agent=st.none() | _WORDS,
    marks=st.frozensets(st.tuples(_WORDS, st.sampled_from("12")), max_size=2),
)


@given(_FRAMES, _FRAMES, st.sampled_from(("date", "count", "duration")), st.floats(0.0, 1.0))
def test_what_disagrees_with_all_words_equal_disagrees_however_near_they_are(
    one: Frame, other: Frame, kind: str, cosine: float
) -> None:
    assert agree(one, other, kind, lambda *_: 1.0) or not agree(one, other, kind, lambda *_: cosine)
