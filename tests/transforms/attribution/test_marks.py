"""Marks on real pages are lost, doubled, flipped and left open: one bad mark costs one quotation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.attribution.marks import (
    CLOSING,
    INSIDE,
    INSIDE_SINGLE,
    N_STATES,
    OPENING,
    OUTSIDE,
    STRAY,
    UNCLOSED,
    mark_states,
    quotations,
)
from transforms.language.spans import DOUBLE_MARKS


def quoted(text: str) -> list[str]:
    return [text[pair.start : pair.end] for pair in quotations(text)[0]]


@pytest.mark.parametrize(
    "text",
    [
        'He said "we go" and left.',
        "He said “we go” and left.",
        "He said «we go» and left.",
        "He said „we go“ and left.",
        "He said ”we go“ and left.",
    ],
)
def test_a_pair_is_found_whatever_its_shape_even_flipped(text: str) -> None:
    pairs, stray = quotations(text)
    assert [text[p.start + 1 : p.end - 1] for p in pairs] == ["we go"]
    assert not stray


def test_an_opening_mark_that_is_never_closed_costs_only_its_own_quotation() -> None:
    text = 'He said "we go. Then she said "we stay" and left.'
    pairs, stray = quotations(text)
    assert [text[p.start : p.end] for p in pairs] == ['"we stay"']
    assert [text[at : at + 3] for at in stray] == ['"we']


def test_a_closing_mark_that_nothing_opened_is_stray() -> None:
    text = 'We go," he said. "We stay," she said.'
    pairs, stray = quotations(text)
    assert [text[p.start : p.end] for p in pairs] == ['"We stay,"']
    assert stray == [text.index('"')]


def test_a_mark_closed_with_an_opening_one_still_closes() -> None:
    assert quoted("“We go,“ he said. “We stay,” she said.") == ["“We go,“", "“We stay,”"]


@pytest.mark.parametrize("text", ["“We go ”, he said.", "“We go “ he said.", '"We go " he said.'])
def test_a_mark_set_off_by_spaces_still_closes_what_is_open(text: str) -> None:
    assert [pair[1:-1] for pair in quoted(text)] == ["We go "]


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph() -> None:
    (pair,), _ = quotations("“We go. And then we stay.")
    assert not pair.closed
    assert pair.end == len("“We go. And then we stay.")


@pytest.mark.parametrize(
    "text", ["the workers' plan and the bosses' reply", "don't say it wasn't", "the '90s were"]
)
def test_apostrophes_are_no_quotation_marks(text: str) -> None:
    assert quoted(text) == []


def test_single_marks_quote_although_apostrophes_stand_inside() -> None:
    assert quoted("He said 'we don't go' and left.") == ["'we don't go'"]


def test_each_character_has_a_state() -> None:
    assert mark_states('a "b" c').tolist() == [OUTSIDE, OUTSIDE, OPENING, INSIDE, CLOSING, OUTSIDE, OUTSIDE]
    assert INSIDE_SINGLE in mark_states("say 'no way' now").tolist()
    assert UNCLOSED in mark_states('say "no way').tolist()
    assert mark_states('no way" he').tolist()[6] == STRAY


@given(st.text(alphabet=st.sampled_from(DOUBLE_MARKS + "'’‘ab. ,\u200b😀"), max_size=60))
def test_any_text_has_one_state_a_character_and_sorted_pairs_inside_it(text: str) -> None:
    states = mark_states(text)
    pairs, stray = quotations(text)
    assert len(states) == len(text)
    assert all(0 <= state < N_STATES for state in states.tolist())
    assert pairs == sorted(pairs)
    assert all(0 <= p.start < p.end <= len(text) for p in pairs)
    assert all(text[at] in DOUBLE_MARKS for at in stray)
