"""Ordered spans answer as a look at each of them would."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.language.intervals import Disjoint, EnclosingSpans, Outermost
from transforms.language.spans import Span, covers, overlaps

SPAN = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(1, 20))
SPANS = st.lists(SPAN, max_size=12)


@given(SPANS, SPAN)
def test_disjoint_spans_meet_what_any_of_them_overlaps(spans: list[Span], span: Span) -> None:
    assert Disjoint(spans).meets(span) == overlaps(span, spans)


@given(SPANS, SPAN)
def test_parts_of_a_span_hold_its_characters_that_disjoint_spans_hold(spans: list[Span], span: Span) -> None:
    def characters(some: list[Span]) -> set[int]:
        return {at for one in some for at in range(one.start, one.end)}

    assert characters(Disjoint(spans).parts(span)) == characters(spans) & characters([span])


@given(SPANS, SPAN)
def test_the_outermost_cover_what_any_of_all_covers(spans: list[Span], span: Span) -> None:
    outermost = Outermost()
    for one in spans:
        if not outermost.cover(one):
            outermost.put(one)
    assert outermost.cover(span) == any(covers(one, span) for one in spans)


@given(SPANS, SPAN, st.sets(st.integers(0, 11)))
def test_the_innermost_of_enclosing_spans_is_the_shortest_that_covers(
    spans: list[Span], span: Span, passed: set[int]
) -> None:
    covering = [(s.length, i) for i, s in enumerate(spans) if covers(s, span) and i not in passed]
    found = EnclosingSpans((s, i) for i, s in enumerate(spans)).innermost(span, passed)
    assert found == (min(covering)[1] if covering else None)
