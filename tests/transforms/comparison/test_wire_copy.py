"""Copies of one agency's text."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.comparison.wire_copy import duplicates

STORY = " ".join(f"Sentence {n} tells what happened at pier {n * 7} that night." for n in range(40))
EDITED = STORY.replace("Sentence 3 ", "Paragraph three ") + " Reporting by our staff."
OTHER = " ".join(f"In year {n} the council voted on matter {n * 3} again." for n in range(40))


def test_a_text_with_small_changes_repeats_the_earlier_one() -> None:
    days = {"b": date(2024, 5, 1), "a": date(2024, 5, 2)}
    assert duplicates([("a", EDITED), ("b", STORY), ("c", OTHER)], days) == {"a": "b"}


def test_a_shortened_copy_repeats_the_long_one_and_not_the_other_way_round() -> None:
    assert duplicates([("short", STORY[:900]), ("whole", STORY)]) == {"short": "whole"}


def test_an_article_that_quotes_a_brief_among_much_else_is_no_copy() -> None:
    days = {"brief": date(2024, 5, 1), "long": date(2024, 5, 2)}
    assert duplicates([("brief", STORY[:400]), ("long", OTHER + STORY[:400] + OTHER.upper())], days) == {}


def test_texts_without_words_repeat_nothing() -> None:
    assert duplicates([("a", ""), ("b", "…"), ("c", "")]) == {}
    assert duplicates([]) == {}


def test_a_thousand_copies_all_point_to_one() -> None:
    found = duplicates((f"d{n:04}", f"{STORY} Edition {n}.") for n in range(1000))
    assert len(found) == 999 and len(set(found.values())) == 1


@settings(max_examples=10, deadline=None)
@given(st.permutations([("a", EDITED), ("b", STORY), ("c", OTHER), ("d", STORY[:700])]))
def test_the_order_of_the_documents_does_not_matter(bodies: list[tuple[str, str]]) -> None:
    assert duplicates(bodies) == duplicates([("a", EDITED), ("b", STORY), ("c", OTHER), ("d", STORY[:700])])
