"""Quotations by their marks: over sentences and paragraphs, and where a mark is missing."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.spans import Span
from transforms.speakers.quotations import Quotations

TEXTS = st.text(alphabet=st.sampled_from('ab .,“”"\n('), max_size=80)


@given(TEXTS)
def test_quotations_are_in_order_apart_and_inside_the_text(text: str) -> None:
    spans = Quotations(text).spans
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@given(TEXTS, st.integers(0, 80))
def test_a_place_is_in_the_one_quotation_that_holds_it(text: str, place: int) -> None:
    quotations = Quotations(text)
    holding = [span for span in quotations.spans if span.start <= place < span.end]
    assert quotations.around(place) == (holding[0] if holding else None)


@pytest.mark.parametrize(("first", "last"), ["“”", '""', "«»"])
def test_a_quotation_goes_over_paragraphs_to_its_closing_mark(first: str, last: str) -> None:
    text = f"She said: {first}It rains.\n\nIt is late.{last} He left."
    assert Quotations(text).around(text.index("late")) == Span(text.index(first), text.rindex(last) + 1)
    assert Quotations(text).around(text.index("left")) is None


def test_a_paragraph_may_open_its_quotation_again() -> None:
    text = "“It rains.\n\n“It is late.” He left."
    assert Quotations(text).spans == [Span(0, text.index("”") + 1)]


def test_a_mark_that_nothing_closes_costs_its_own_paragraph() -> None:
    text = "“It rains, she said.\n\nHe left. He said “no” and went."
    quotations = Quotations(text)
    assert quotations.around(text.index("left")) is None
    assert quotations.around(text.index("no")) is not None
