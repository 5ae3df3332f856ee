"""A difference as one line: what it is about, then what each outlet has."""

import re

import pytest

from transforms.comparison.differences.candidates import Candidate, Value
from transforms.comparison.differences.readings import (
    OWN_VOICE,
    attributed_to,
    first_words,
    reading,
)
from transforms.language.words import Word

OUTLETS = {"one": "The Harbour", "two": "The Quay", "three": "The Pier"}


def _line(kind: str, about: str, *values: Value) -> str:
    return reading(Candidate(kind, "slot", about, "compatible", "evidence", values), OUTLETS)


def test_each_value_stands_once_with_the_outlets_that_have_it() -> None:
    line = _line(
        "numeric",
        "ferries",
        Value("one", 0, 1, "nine\nferries", "9"),
        Value("two", 0, 1, "ten", "10"),
        Value("three", 0, 1, "nine ferries", "9"),
    )
    assert line == "ferries: “nine ferries” (The Harbour, The Pier); “ten” (The Quay)"


def test_who_is_named_and_who_is_not_are_told_apart() -> None:
    """The spans alone, two sentences, would not show that one outlet names somebody."""
    line = _line(
        "attribution_dropped",
        "the ferry is late",
        Value("one", 0, 1, "the ferry is late", "a", attributed_to("Ana Reyes")),
        Value("two", 0, 1, "the ferry is late", "b", OWN_VOICE),
    )
    assert line == (
        "whether somebody is named for “the ferry is late”: attributed to Ana Reyes (The Harbour); "
        "in its own voice (The Quay)"
    )


@pytest.mark.parametrize("kind", ["attribution", "loaded_cue", "quotation_cut", "quotation_altered"])
def test_words_of_the_text_stand_in_marks(kind: str) -> None:
    assert "“the ferry”" in _line(kind, "the ferry", Value("one", 0, 1, "late", "late"))


def test_what_it_is_about_stands_as_the_text_has_it() -> None:
    text = "No ferry of the harbour's “last\nfleet” left"
    words = [Word(m.start(), m.end(), m.group(), 0, 0, False) for m in re.finditer(r"\w+", text)]
    assert first_words(words, text, 99) == "No ferry of the harbour's last fleet left"
    assert first_words(words, text, 8) == "No ferry of the harbour's last fleet…"
    assert first_words([], text, 3) == ""


def test_words_that_go_on_do_not_end_in_the_air() -> None:
    text = "the ferry of the harbour"
    words = [Word(m.start(), m.end(), m.group(), 0, 0, False) for m in re.finditer(r"\w+", text)]
    assert first_words(words, text, 4) == "the ferry…"
    assert first_words(words, text, 1) == "the…"


def test_somebody_unnamed_is_somebody() -> None:
    assert attributed_to(None) == "attributed to somebody"
