"""An attribution is nested where all of it lies inside another's content."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.attribution.nesting import RoleSpans, holders
from transforms.language.spans import Span, covers


def one(cue: tuple[int, int], content: list[tuple[int, int]], source: list[tuple[int, int]]) -> RoleSpans:
    return RoleSpans((Span(*cue),), tuple(Span(*s) for s in content), tuple(Span(*s) for s in source))


def test_a_holder_inside_anothers_speech_names_the_nearest() -> None:
    outer = one((3, 7), [(8, 90)], [(0, 2)])
    middle = one((15, 20), [(21, 80)], [(8, 14)])
    inner = one((30, 35), [(36, 60)], [(22, 29)])
    assert holders([outer, middle, inner]) == [None, 0, 1]


def test_a_source_outside_the_content_is_no_nesting() -> None:
    outer = one((3, 7), [(8, 90)], [(0, 2)])
    beside = one((15, 20), [(21, 80)], [(95, 99)])
    assert holders([outer, beside]) == [None, None]


def test_contents_over_several_spans_hold_too() -> None:
    outer = one((40, 44), [(0, 39), (50, 90)], [(45, 49)])
    inner = one((60, 65), [(66, 80)], [(51, 59)])
    assert holders([outer, inner]) == [None, 0]


spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1]))


@given(
    st.lists(
        st.builds(one, spans, st.lists(spans, min_size=1, max_size=2), st.lists(spans, max_size=1)),
        max_size=9,
    )
)
def test_chains_end_and_every_holder_covers_what_it_holds(found: list[RoleSpans]) -> None:
    answer = holders(found)
    for start in range(len(found)):
        chain = [start]
        while (holder := answer[chain[-1]]) is not None:
            assert holder not in chain
            assert all(any(covers(c, s) for c in found[holder].content) for s in found[chain[-1]].cue)
            chain.append(holder)
