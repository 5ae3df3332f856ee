"""Words as a reader sees them: tokens joined again, each with its place, sentence and paragraph."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resources import analysed
from tests.transforms.plain_analyser import plainly
from transforms.language.spans import Span
from transforms.language.words import Word, at, between, outside, pieces_by_sentence

TWO = "Mara Ilves spoke. The port’s crew left.\nNobody knew."
ODD = st.text("aBé1 .,!'’“”-&\n\u00a0…", max_size=40)
SAMPLES = "al-Amr don’t AT&T U.S. 100,000 port’s 3½ . , “ ” \n (x) - …".split(" ")
TEXTS = ODD | st.lists(st.sampled_from(SAMPLES), max_size=12).map(" ".join)


def words(text: str) -> list[str]:
    return [word.text for word in plainly(text).words]


@pytest.mark.parametrize(
    "word",
    "al-Amr don't we’ll cannot AT&T U.S. U.S.S.R. J.K. e.g. 100,000 1.000,50 19-year-old O'Neill 3½".split(),
)
def test_what_a_tokeniser_parts_is_one_word(word: str) -> None:
    assert words(word) == [word]
    assert words(f"They saw “{word}” there, {word} too.").count(word) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and/or 24/7", ["and", "or", "24", "7"]),
        ("so it was—they say", ["so", "it", "was", "they", "say"]),
        ("$2.5m (50%)", ["2.5m", "50"]),
        ("snake_case #tag", ["snake", "case", "tag"]),
        ("“Go!”he said", ["Go", "he", "said"]),
        ("It ended.So it goes.", ["It", "ended", "So", "it", "goes"]),
        ("“…” – * 。", []),
    ],
)
def test_marks_are_no_words_and_part_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("the port's crew", "port"),
        ("the PORT’S crew", "PORT"),
        ("the U.S.'s crew", "U.S."),
        ("Jones’s crew", "Jones"),
    ],
)
def test_a_possessive_ending_is_no_part_of_its_word(text: str, word: str) -> None:
    (found,) = (each for each in plainly(text).words if each.possessive)
    assert found.text == word == text[found.start : found.end]
    assert words(text)[-1] == "crew"


def test_other_endings_are_part_of_it() -> None:
    assert not any(word.possessive for word in plainly("the ferries' crews don't rock'n'roll 's").words)


def test_each_word_knows_its_sentence_and_paragraph() -> None:
    places = [(word.text, word.sentence, word.paragraph) for word in analysed(TWO).words]
    assert places == [
        ("Mara", 0, 0),
        ("Ilves", 0, 0),
        ("spoke", 0, 0),
        ("The", 1, 0),
        ("port", 1, 0),
        ("crew", 1, 0),
        ("left", 1, 0),
        ("Nobody", 2, 1),
        ("knew", 2, 1),
    ]


def test_a_sentence_without_words_has_no_number() -> None:
    assert [(word.text, word.sentence) for word in plainly("It rained.\n***\nIt stopped.").words] == [
        ("It", 0),
        ("rained", 0),
        ("It", 1),
        ("stopped", 1),
    ]


@given(TEXTS)
def test_of_any_text_they_are_in_order_apart_and_where_they_say(text: str) -> None:
    found = plainly(text).words
    for word in found:
        assert text[word.start : word.end] == word.text != ""
        assert word.text[0].isalnum() and not any(map(str.isspace, word.text))
    for one, other in pairwise(found):
        assert one.end <= other.start
        assert 0 <= other.sentence - one.sentence <= 1 and one.paragraph <= other.paragraph


@given(TEXTS)
def test_every_letter_and_digit_is_in_a_word_or_a_possessive_ending(text: str) -> None:
    spans = [Span(word.start, word.end + 2 * word.possessive) for word in plainly(text).words]
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert all(place in covered for place, letter in enumerate(text) if letter.isalnum())


@given(TEXTS)
def test_a_word_lies_in_its_sentence_and_in_its_paragraph(text: str) -> None:
    document = plainly(text)
    numbers = {document.sentence_at(word.start): word.sentence for word in document.words}
    for word in document.words:
        assert document.sentence_at(word.start) == document.sentence_at(word.end - 1)
        assert numbers[document.sentence_at(word.start)] == word.sentence
        paragraph = document.paragraphs[word.paragraph]
        assert paragraph.start <= word.start and word.end <= paragraph.end


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Ilves", True), ("al-Amr", True), ("iPhone", False), ("so-called", False), ("anti-Nato", False)],
)
def test_which_words_are_written_like_a_name(word: str, expected: bool) -> None:
    (found,) = plainly(word).words
    assert found.capitalised is expected


def test_lower_case_has_the_plain_apostrophe() -> None:
    (found,) = plainly("Don’t").words
    assert found.lower == "don't"


# What is made of words

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8)), max_size=4).map(
    lambda pairs: [Span(start, start + length) for start, length in pairs]
)


@given(TEXTS, SPANS)
def test_outside_spans_are_the_words_that_share_no_character_with_them(text: str, spans: list[Span]) -> None:
    found = plainly(text).words
    held = {place for span in spans for place in range(span.start, span.end)}
    assert outside(found, spans) == [word for word in found if held.isdisjoint(range(word.start, word.end))]


def test_a_word_that_only_touches_a_span_is_outside_it() -> None:
    found = plainly("One two three").words
    assert [word.text for word in outside(found, [Span(3, 5)])] == ["One", "three"]
    assert outside(found, []) == list(found) and outside([], [Span(0, 9)]) == []


def test_the_pieces_of_a_sentence_part_compounds() -> None:
    found = plainly("The so-called AT&T deal. It’s over.").words
    assert list(pieces_by_sentence(found)) == [["The", "so", "called", "AT", "T", "deal"], ["It", "over"]]
    assert list(pieces_by_sentence([])) == []


def test_between_two_words_a_possessive_ending_counts_as_part_of_the_first() -> None:
    text = "the port's “old” crew"
    _, port, old, crew = plainly(text).words
    assert (between(text, port, old), between(text, old, crew)) == (" “", "” ")


@given(TEXTS, st.integers(0, 40))
def test_at_a_place_is_the_first_word_that_ends_after_it(text: str, place: int) -> None:
    found: tuple[Word, ...] = plainly(text).words
    assert at(found, place) == sum(word.end <= place for word in found)
