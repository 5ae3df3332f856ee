"""A document's page: in place where it may be reprinted, else quotes alone; stretches make up the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.frames import document_id
from tests.transforms.explorer.reading import Page
from tests.transforms.explorer.world import POST, RADIO, made, material, pages
from transforms.explorer.articles import stretches
from transforms.explorer.records import Span

TEXT = "She said it would stop in March, he thinks."
QUOTES = list(material().quotes.values())
edges = st.tuples(st.integers(0, 2), st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))


@given(st.lists(edges))
def test_stretches_are_the_text(places: list[tuple[int, int, int]]) -> None:
    spans = [
        Span(QUOTES[quote].quote_id, "content", "d", min(one, other), max(one, other))
        for quote, one, other in places
        if one != other
    ]
    found = stretches(TEXT, QUOTES, spans)
    assert "".join(one.text for one in found) == TEXT
    ended = [number for one in found for number in one.ends]
    assert len(ended) == len({span.quote_id for span in spans})


def test_the_inner_of_two_quotes_is_the_one_that_shows() -> None:
    outer, inner, _ = QUOTES
    spans = [Span(outer.quote_id, "content", "d", 9, 31), Span(inner.quote_id, "content", "d", 23, 31)]
    found = [(one.text, one.quote, one.ends) for one in stretches(TEXT, QUOTES, spans)]
    assert found == [
        ("She said ", None, ()), ("it would stop ", outer, ()), ("in March", inner, (1, 2)),
        (", he thinks.", None, ()),
    ]  # fmt: skip


def test_a_text_is_reprinted_only_on_its_terms() -> None:
    def words(name: str) -> str:
        return Page(pages()[f"report/article/{document_id(name)}.html"]).words

    assert RADIO.splitlines()[1].split(". ")[1] in words("radio")
    assert "after four hours of talk" in POST and "after four hours of talk" not in words("post")
    assert "do not let it be reprinted" in words("post")
    assert not any(
        b"after four hours of talk" in data for path, data in pages().items() if "article/" in path
    )


def test_without_texts_the_quotes_stand_alone() -> None:
    frames = {name: frame for name, frame in material().frames.items() if name != "texts"}
    bare = made(frames=frames)[f"report/article/{document_id('radio')}.html"]
    assert "the port cannot carry the loss" in Page(bare).words
    assert "more than five hours" not in Page(bare).words
