"""Sentences that no quote touches: where they stand, and which quote of their paragraph they follow."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.plain_analyser import plainly
from transforms.comparison.statements.unattributed import unattributed


def found(text: str, *quotes: str) -> list[tuple[str, str | None]]:
    """Each sentence with the words of the quote that it follows, if it follows one."""
    quoted = sorted((text.index(quote), text.index(quote) + len(quote), quote) for quote in quotes)
    return [(span.of(text), quote) for span, quote in unattributed(plainly(text), quoted)]


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        ("The talks went well, she said. They go on.", ["The talks went well"], ["They go on."]),
        ("They go on. The talks went well, she said.", ["The talks went well"], ["They go on."]),
        ("The talks went well, she said.\nThey go on.", ["The talks went well"], ["They go on."]),
        ("She said: “The talks went well.” They go on.", ["“The talks went well.”"], ["They go on."]),
        ("Talks went well, she said. “On!” She ran. (He ran.)", ["Talks went well"],
         ["“On!”", "She ran.", "(He ran.)"]),
        ("Talks went well. They are the port's. So be it.", ["So be it"],
         ["Talks went well.", "They are the port's."]),
        ("Talks went well, she said. They are the port's.", ["Talks went well"], ["They are the port's."]),
        ("“Talks went well.”They go on.", ["“Talks went well.”"], ["They go on."]),
        ('Talks went well, she said. "They go on."It rained.', ["Talks went well"],
         ['"They go on."', "It rained."]),
    ],
)  # fmt: skip
def test_sentences(text: str, quotes: list[str], expected: list[str]) -> None:
    assert [sentence for sentence, _ in found(text, *quotes)] == expected


def test_a_sentence_follows_the_last_quote_before_it_in_its_paragraph() -> None:
    text = "It rained. Talks went well, she said. They go on. Trains run, he said. He knows.\nIt rained on."
    assert found(text, "Talks went well", "Trains run") == [
        ("It rained.", None),
        ("They go on.", "Talks went well"),
        ("He knows.", "Trains run"),
        ("It rained on.", None),
    ]


TEXTS = st.text(st.sampled_from("aB7 .!”“\"'(\n’s…-"), max_size=60)


@settings(deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 10)), max_size=3))
def test_of_any_text_they_are_sorted_and_share_no_character_with_a_quote_s_words(
    text: str, places: list[tuple[int, int]]
) -> None:
    quoted = sorted((start, min(len(text), start + n), "quote") for start, n in places if start < len(text))
    spans = [span for span, _ in unattributed(plainly(text), quoted)]
    assert spans == sorted(spans)
    for span in spans:
        assert span.of(text).strip() == span.of(text) != ""
        for start, end, _ in quoted:
            shared = text[max(start, span.start) : min(end, span.end)]
            assert not any(character.isalnum() for character in shared)
    assert all(one.end <= other.start for one, other in pairwise(spans))
