"""What the words of an attribution show: speech and thought, or an act on a thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.english import lemmatise
from transforms.attribution.cues import read_cue
from transforms.attribution.nesting import RoleSpans
from transforms.attribution.signs import signs_of
from transforms.language.spans import Span


def signs(source: str, cue: str, content: str, type_: str = "indirect", nested: bool = False) -> set[str]:
    """The signs of a text that is nothing but source, cue and content, in this order."""
    text, spans = "", []
    for words in (source, cue, content):
        spans.append((Span(len(text), len(text) + len(words)),) if words else ())
        text += f"{words} "
    roles = RoleSpans(cue=spans[1], content=spans[2], source=spans[0])
    read = read_cue(text, roles.cue, roles.content + roles.source, lemmatise)
    return set(signs_of(text, roles, read, type_, nested))


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("that the port would close", "that"),
        ("whether the port would close", "that"),
        ("how the port was run", "question"),
        ("to close the port", "infinitive"),
        ("the port was closed", "clause"),
        ("the port won’t close", "clause"),
        ("the port", "thing"),
        ("the old port beyond the bridge with its cranes and all of the sheds", "long thing"),
        ("", "thing"),
    ],
)
def test_a_content_has_a_form(content: str, form: str) -> None:
    assert {form, f"neutral {form}"} <= signs("Lind", "said", content)


@pytest.mark.parametrize("type_", ["direct", "mixed"])
def test_where_marks_stand_the_type_is_the_form(type_: str) -> None:
    assert signs("Lind", "signed", "“the port”", type_) == {
        type_,
        "neutral",
        "neutral quoted",
        "act",
        "act quoted",
    }


def test_an_act_on_a_thing_shows_that_it_is_one() -> None:
    assert {"act", "act thing"} <= signs("Lind", "signed", "the port bill")
    assert "act" not in signs("Lind", "praised", "the port bill")


@pytest.mark.parametrize(
    ("source", "cue", "sign"),
    [
        ("you", "could tell", "anybody"),
        ("", "according to", "unsourced"),
        ("Lind", "did not say", "negated"),
        ("Lind", "needs to explain", "unrealised"),
        ("Lind", "referring to", "gloss"),
        ("Lind", "knew", "perception"),
    ],
)
def test_cue_and_holder_show_what_they_are(source: str, cue: str, sign: str) -> None:
    assert sign in signs(source, cue, "the port")
    assert sign not in signs("Lind", "said", "the port")


def test_a_quote_within_a_quote_shows_it() -> None:
    assert signs("Lind", "said", "so", nested=True) - signs("Lind", "said", "so") == {"nested"}


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=40))
def test_any_words_have_a_form_and_a_kind(source: str, cue: str, content: str) -> None:
    assert len(signs(source, cue, content)) >= 3
