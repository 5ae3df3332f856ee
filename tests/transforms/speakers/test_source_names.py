"""Names that only the finder of quotes sees."""

import pytest

from tests.resources import analysed
from transforms.language.spans import Span
from transforms.language.tagged_text import TaggedText
from transforms.speakers.source_names import source_names


def found(text: str, source: str) -> list[str]:
    """The names of one source in a text in which nothing else is a name."""
    start = text.rindex(source)
    tagged = TaggedText(text, analysed(text).words, [])
    return [name.text for name in source_names(tagged, [Span(start, start + len(source))])]


@pytest.mark.parametrize("source", ["Qwrtz", "Qwrtz Bnmk"])
def test_capitalised_words_inside_a_sentence_are_one(source: str) -> None:
    assert found(f"It rained, said {source}.", source) == [source]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Qwrtz said it rained.", "Qwrtz"),
        ("It rained, said a qwrtz.", "a qwrtz"),
        ("It rained, said QWRTZ.", "QWRTZ"),
        ("It rained, said the Mayor.", "Mayor"),
        ("The qwrtz was late, said Qwrtz.", "Qwrtz"),
    ],
)
def test_openers_small_words_capitals_offices_and_common_words_are_none(text: str, source: str) -> None:
    assert found(text, source) == []


def test_a_source_is_named_once() -> None:
    text = "It rained, said Qwrtz."
    span = Span(text.index("Qwrtz"), text.index("Qwrtz") + 5)
    assert len(list(source_names(TaggedText(text, analysed(text).words, []), [span, span]))) == 1
