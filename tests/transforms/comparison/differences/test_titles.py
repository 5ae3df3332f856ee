"""What a difference of numbers or dates is called for people."""

import pytest

from tests.transforms.comparison.differences.made_quantities import quantity
from transforms.comparison.differences.predicate_frames import Frame
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.comparison.differences.titles import title


def _mention(text: str, words: str, kind: str) -> QuantityMention:
    return quantity(text, words, kind, "hour")


def _frame(*things: str, predicate: str | None = None) -> Frame:
    return Frame(frozenset(things), predicate)


TALKS = _mention("The talks took four hours.", "four hours", "duration")


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        ([_frame("talk"), _frame("meeting"), _frame("meeting")], "length of the meeting"),
        ([_frame("talk"), _frame("meeting")], "length of the talk"),
        ([_frame(), _frame("meeting")], "length of the meeting"),
        ([_frame(), _frame()], "length: The talks took …"),
    ],
)
def test_a_length_is_of_what_most_say(frames: list[Frame], expected: str) -> None:
    assert title([TALKS], frames) == expected


def test_the_last_one_is_named() -> None:
    mention = _mention("The first session in two years began.", "two years", "duration")
    assert title([mention], [_frame("session")]) == "time since the last session"


def test_a_date_is_of_a_thing_only_where_it_was_held() -> None:
    mention = _mention("The talks were held on Monday.", "Monday", "date")
    assert title([mention], [_frame("talk", predicate="hold")]) == "date of the talk"
    assert title([mention], [_frame("voter", predicate="approve")]) == "date: The talks were held on …"


def test_a_number_is_shown_with_the_words_around_it() -> None:
    mention = _mention("The flood killed 12 people.", "12 people", "count")
    assert title([mention], [_frame("person", predicate="kill")]) == "number: The flood killed …"
