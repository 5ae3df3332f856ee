"""Spans: 0-based, half-open code points into a text that never changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.spans import (
    DOUBLE_MARKS,
    SINGLE_MARKS,
    Span,
    SpanError,
    check,
    clip,
    covers,
    merge,
    overlap,
    overlaps,
    straighten,
    subtract,
    total,
    trim,
)

A_SPAN = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(min(pair), max(pair)))
SPANS = st.lists(A_SPAN, max_size=12)


def characters(spans: list[Span]) -> set[int]:
    return {position for span in spans for position in range(span.start, span.end)}


def test_a_span_counts_code_points_not_bytes_or_utf16_units() -> None:
    assert Span(2, 5).of("🙂 été") == "été"
    assert Span(2, 5).length == 3


def test_spans_of_a_text_are_non_empty_sorted_disjoint_and_inside_it() -> None:
    check([Span(0, 3), Span(3, 5)], n_chars=5)


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([Span(2, 2)], "span 0 is"),
        ([Span(-1, 2)], "span 0 is"),
        ([Span(0, 1), Span(3, 6)], "span 1 is .* in a text of 5"),
        ([Span(2, 4), Span(1, 2)], "span 1 starts at 1"),
        ([Span(0, 3), Span(2, 4)], "span 1 starts at 2"),
    ],
)
def test_other_spans_are_refused_by_index(spans: list[Span], message: str) -> None:
    with pytest.raises(SpanError, match=message):
        check(spans, n_chars=5)


def test_clip_keeps_what_lies_inside() -> None:
    assert clip(Span(2, 8), Span(4, 20)) == Span(4, 8)
    assert clip(Span(2, 4), Span(4, 20)) is None


def test_trim_takes_white_space_off_both_ends() -> None:
    assert trim(Span(1, 8), "x  hey \n!") == Span(3, 6)
    assert trim(Span(1, 3), "x  hey") is None


def test_merge_joins_what_overlaps_or_touches() -> None:
    assert merge([Span(5, 6), Span(0, 2), Span(2, 3), Span(4, 4)]) == [Span(0, 3), Span(5, 6)]


def test_subtract_leaves_what_no_hole_covers() -> None:
    assert subtract([Span(0, 10)], [Span(2, 4), Span(6, 7)]) == [Span(0, 2), Span(4, 6), Span(7, 10)]
    assert subtract([Span(0, 3)], [Span(0, 9)]) == []


def test_overlap_and_covers() -> None:
    assert overlap(Span(0, 5), Span(3, 9)) == 2
    assert overlap(Span(0, 3), Span(3, 9)) == 0
    assert overlaps(Span(0, 5), [Span(8, 9), Span(4, 5)])
    assert not overlaps(Span(0, 5), [Span(5, 6)])
    assert covers(Span(0, 5), Span(0, 5))
    assert not covers(Span(0, 5), Span(4, 6))


@given(SPANS, SPANS)
def test_merge_and_subtract_are_set_operations_on_characters(spans: list[Span], holes: list[Span]) -> None:
    assert characters(merge(spans)) == characters(spans)
    assert characters(subtract(spans, holes)) == characters(spans) - characters(holes)
    assert total(spans) == len(characters(spans))
    check(merge(spans), n_chars=60)
    check(subtract(spans, holes), n_chars=60)


def test_straighten_writes_one_plain_character_for_one_typographic_one() -> None:
    assert straighten("\u201cIt\u2019s\u00a0\u00abhere\u00bb\u201d") == '"It\'s "here""'
    assert set(straighten(DOUBLE_MARKS)) == {'"'}
    assert set(straighten(SINGLE_MARKS)) == {"'"}


@given(st.text())
def test_straighten_keeps_every_offset(text: str) -> None:
    straight = straighten(text)
    assert len(straight) == len(text)
    assert straighten(straight) == straight
