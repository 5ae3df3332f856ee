"""A text with its words and names: each is found as a look at all of them would find it."""

from hypothesis import given
from hypothesis import strategies as st

from tests.resources import analysed
from transforms.language.gazetteer import Reference
from transforms.language.names import find_names
from transforms.language.tagged_text import TaggedText
from transforms.language.words import at

TEXT = "Anna Lind met Karl Holm. Mr. Holm’s boat, the Mary Ann, lay in Oslo.\n\nIt was in the U.S. He left."
WORDS = analysed(TEXT).words
TAGGED = TaggedText(TEXT, WORDS, find_names(analysed(TEXT), Reference()))
INDICES = st.integers(0, len(WORDS) - 1)


def test_the_text_has_names() -> None:
    assert len(TAGGED.names) > 3


@given(INDICES, INDICES)
def test_the_names_among_words_are_those_with_a_word_there(one: int, other: int) -> None:
    first, last = sorted((one, other))
    inside = [name for name in TAGGED.names if name.first <= last and first <= name.last]
    assert list(TAGGED.names_among(first, last)) == inside


@given(st.integers(0, WORDS[-1].sentence + 2))
def test_a_sentence_starts_at_its_first_word(number: int) -> None:
    start = next((i for i, word in enumerate(WORDS) if word.sentence >= number), len(WORDS))
    assert TAGGED.sentence_start(number) == start


@given(st.integers(0, len(TEXT) + 3))
def test_the_word_at_a_place_is_the_first_that_ends_after_it(position: int) -> None:
    assert at(WORDS, position) == next((i for i, w in enumerate(WORDS) if w.end > position), len(WORDS))


def test_the_gap_after_a_possessive_word_begins_after_its_ending() -> None:
    boat = next(i for i, word in enumerate(WORDS) if word.text == "boat")
    assert TAGGED.gap(boat - 1) == " "
    assert TAGGED.gap(len(WORDS) - 1) == TAGGED.gap(-1) == "\n"
