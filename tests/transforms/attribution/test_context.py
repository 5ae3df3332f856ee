"""The text around a quote: short, of whole words, never of boilerplate; of a closed article its sentence."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.package import table
from schemas.quotes import LONGEST_CONTEXT
from tests.resources import Given, Reader, with_analyses
from tests.transforms.attribution.test_stage import MARKS, ingested
from transforms.attribution.context import after, before, find_context
from transforms.attribution.stage import ATTRIBUTION
from transforms.language.spans import Span
from transforms.tables import Tables

STORY = (
    "Harbour to be rebuilt after storm\n\n"
    "The harbour of Veldmouth will be rebuilt within three years. In the town hall that evening, after four "
    'hours, "We will not leave the fishermen alone," said mayor Anna Lind to reporters on the steps, and '
    "then went home. Nobody asked her anything more, for it had begun to rain and the square was empty.\n\n"
    "Leave a Reply\n\nYour email address will not be published.\n"
)
READER = Given(analyser=Reader())


def around(text: str = STORY, licence: str = "third-party") -> tuple[str | None, str | None]:
    """What stands around the one quote of a text."""
    (row,) = found(text, licence).quotes.to_dicts()
    return row["context_before"], row["context_after"]


def found(text: str, licence: str) -> Tables:
    tables = with_analyses(ATTRIBUTION(ingested(story=text), MARKS).tables)
    documents = tables.documents.with_columns(licence=pl.lit(licence))
    return find_context(tables.with_frames({"documents": documents}), READER).tables


def test_of_an_article_that_may_not_be_reprinted_the_rest_of_the_sentence_is_shown() -> None:
    assert around() == (
        "In the town hall that evening, after four hours, ",
        " said mayor Anna Lind to reporters on the steps, and then went home.",
    )


def test_of_one_that_may_be_as_much_as_fits() -> None:
    left, right = around(licence="CC-BY-4.0")
    assert left is not None and left.startswith("of Veldmouth will be rebuilt within three years. In the")
    assert right is not None and right.endswith("then went home. Nobody asked her anything more,")


def test_boilerplate_is_never_shown() -> None:
    closing = '"We will not leave the fishermen alone," said mayor Anna Lind.\n\nLeave a Reply\n\nYour email '
    text = f"{STORY.splitlines()[0]}\n\n{STORY.splitlines()[2].split('In the')[0]}\n\n{closing}address.\n"
    assert around(text, "CC-BY-4.0")[1] == " said mayor Anna Lind."


def test_the_table_meets_its_contract_and_its_own_text() -> None:
    assert table("quotes").schema.is_valid(found(STORY, "CC-BY-4.0").quotes)


@st.composite
def places(draw: st.DrawFn) -> tuple[str, Span, Span]:
    text = draw(st.text(alphabet="ab .\n界", min_size=1, max_size=400))
    first, start, end, last = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 4)))
    return text, Span(start, end), Span(first, last)


@given(places())
def test_it_stands_there_within_bounds_and_is_no_longer_than_it_may_be(place: tuple[str, Span, Span]) -> None:
    text, content, bounds = place
    left, right = before(text, content, bounds) or "", after(text, content, bounds) or ""
    assert text[bounds.start : content.start].endswith(left)
    assert text[content.end : bounds.end].startswith(right)
    assert max(len(left), len(right)) <= LONGEST_CONTEXT


@given(places())
def test_words_are_whole_where_there_are_words(place: tuple[str, Span, Span]) -> None:
    text, content, bounds = place
    left, right = before(text, content, bounds), after(text, content, bounds)
    if left and any(map(str.isspace, left)):
        start = content.start - len(left)
        assert start == bounds.start or text[start - 1].isspace()
    if right and any(map(str.isspace, right)):
        end = content.end + len(right)
        assert end == bounds.end or text[end].isspace()


@pytest.mark.parametrize("content", [Span(0, 12), Span(0, 11), Span(1, 12)])
def test_where_nothing_but_space_stands_there_is_none(content: Span) -> None:
    assert before(" all of it. ", content, Span(0, 12)) is None
    assert after(" all of it. ", content, Span(0, 12)) is None


def test_a_document_that_was_not_analysed_keeps_its_quotes_without_context() -> None:
    tables = ATTRIBUTION(ingested(story=STORY), MARKS).tables
    quotes = find_context(tables, READER).tables.quotes
    assert quotes.height == 1
    assert quotes["context_before"].is_null().all()
