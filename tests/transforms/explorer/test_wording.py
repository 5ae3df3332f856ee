"""Words in which wordings differ: aligned whatever the case, unmarked where too little is alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transforms.explorer.wording import marked, marked_in

words = st.lists(st.sampled_from("port ferry loss year “we will, …".split()), max_size=8).map(" ".join)


def differing(wording: str, *others: str) -> list[str]:
    return [piece.text.strip() for piece in marked(wording, others) if piece.differs]


@given(words, st.lists(words, max_size=3))
def test_the_pieces_are_the_wording(wording: str, others: list[str]) -> None:
    assert "".join(piece.text for piece in marked(wording, others)) == wording


@given(words)
def test_a_wording_does_not_differ_from_itself(wording: str) -> None:
    assert not differing(wording, wording)


def test_what_no_other_has_is_marked() -> None:
    assert differing("we record serious differences", "We record significant differences.") == ["serious"]
    assert differing("a big red boat", "a big blue boat", "a small red boat") == []
    assert differing("… the port", "a port …") == ["the"]


def test_case_accents_and_marks_do_not_differ() -> None:
    assert differing("“The Café is open,”", "the cafe is open") == []


def test_other_words_altogether_are_not_marked() -> None:
    assert differing("nothing of this is alike", "wholly other words here") == []
    assert differing("alone") == []


def test_a_value_is_marked_where_it_first_stands() -> None:
    assert [(piece.text, piece.differs) for piece in marked_in("two or two", "two")] == [
        ("two", True),
        (" or two", False),
    ]
