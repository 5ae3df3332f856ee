"""Foreign text is shown, never obeyed."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.release.markup import markdown, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, “quoted” – é 日本", "plain, “quoted” – é 日本"),
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred", "[U+001B][31mred"),
        ("safe\u202egpj.exe", "safe[U+202E]gpj.exe"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("bell\x07", "bell[U+0007]"),
    ],
)
def test_what_does_not_print_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_what_is_shown_is_one_line_that_prints(text: str) -> None:
    assert all(
        character == " " or character.isprintable() or character.isspace() for character in visible(text)
    )
    assert len(visible(text).splitlines()) <= 1


@pytest.mark.parametrize(
    "text",
    ["a | b", "<script>", "[x](javascript:y)", "**b** _i_ `c`", "# head", "&lt;", "http://x", "@all", "$x$"],
)
def test_markdown_holds_no_mark_of_its_own(text: str) -> None:
    assert not re.search(r"[|<>\[\]`*_$@]|https?://", markdown(text))
    assert html.unescape(markdown(text)) == text
