"""Paragraphs: lines, wrapped lines joined, nothing of what is excluded, and every offset as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.layout import LINE_BREAKS, paragraphs, plain_breaks
from transforms.language.spans import Span, check, overlaps

BREAKS = LINE_BREAKS.replace("\r", "")
ODD = 'aA \n\r\x1e\x85\u2028."”:'


def parts(text: str, excluded: list[Span] | None = None) -> list[str]:
    return [span.of(text) for span in paragraphs(text, excluded or [])]


def test_each_line_with_any_character_is_a_paragraph_without_the_white_space_around_it() -> None:
    assert parts("One.\n \t\n  Two. \r\nThree.\u2029Four.") == ["One.", "Two.", "Three.", "Four."]
    assert parts(" \n\u00a0\n") == []


@pytest.mark.parametrize("wrap", ["\n", "\r\n", "\r", "\u2028"])
def test_a_line_broken_inside_a_sentence_stays_in_its_paragraph(wrap: str) -> None:
    assert parts(f"the line goes{wrap}on here") == [f"the line goes{wrap}on here"]


@pytest.mark.parametrize(
    "text",
    [
        "The line ends.\nanother",
        "He said:\nso",
        "“We go”\nhe said",
        "the line\nAnother",
        "the line\n\nanother",
    ],
)
def test_a_sentence_end_a_capital_or_an_empty_line_ends_it(text: str) -> None:
    assert len(parts(text)) == 2


def test_what_is_excluded_belongs_to_no_paragraph_and_ends_one() -> None:
    assert parts("ab cd ef", [Span(6, 99), Span(2, 4)]) == ["ab", "d"]
    assert parts("ab\ncd", [Span(2, 3)]) == ["ab", "cd"]
    assert parts("ab", [Span(0, 1), Span(0, 2)]) == []


@given(st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters())), st.data())
def test_paragraphs_hold_every_character_that_is_neither_white_space_nor_excluded(
    text: str, data: st.DataObject
) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text) + 3), max_size=4)))
    excluded = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    found = paragraphs(text, excluded)
    check(found, len(text))
    inside = {at for span in found for at in range(span.start, span.end)}
    left = {at for at in range(len(text)) if not overlaps(Span(at, at + 1), excluded)}
    assert inside <= left
    assert all(text[at].isspace() for at in left - inside)


def test_line_breaks_are_what_python_splits_lines_at() -> None:
    assert [chr(at) for at in range(0x3000) if len(f"a{chr(at)}b".splitlines()) == 2] == sorted(LINE_BREAKS)


@given(st.text(alphabet=st.one_of(st.sampled_from(BREAKS), st.characters(exclude_characters="\r"))))
def test_plain_breaks_keep_every_offset_and_every_line(text: str) -> None:
    """A carriage return stays, since it makes one break with the newline after it."""
    plain = plain_breaks(text)
    assert len(plain) == len(text)
    assert plain.splitlines() == text.splitlines()
