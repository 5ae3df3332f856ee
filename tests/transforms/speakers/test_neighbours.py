"""Attributions by paragraph: who waits for an answer, and who is nearest of those who have one."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.speakers.neighbours import Neighbours

PLACES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 30), st.none() | st.integers(0, 4)), max_size=12
)
BLOCKS = st.sets(st.integers(-1, 4))


@given(PLACES, BLOCKS, st.integers(0, 30))
def test_the_nearest_answer_is_found(
    places: list[tuple[int, int, int | None]], blocks: set[int], position: int
) -> None:
    neighbours = Neighbours((i, block, place) for i, (block, place, _) in enumerate(places))
    for index, (_, _, entity) in enumerate(places):
        neighbours.settle(index, entity)
    near = [(abs(place - position), e) for block, place, e in places if block in blocks and e is not None]
    assert neighbours.nearest(blocks, position) == (min(near)[1] if near else None)


def test_the_first_without_an_answer_is_asked_unless_it_is_passed() -> None:
    neighbours = Neighbours([(0, 7, 10), (1, 8, 50), (2, 7, 20), (4, 9, 90)])
    assert neighbours.unanswered((8, 7), ()) == 0
    assert neighbours.unanswered((8, 7), {0}) == 1
    neighbours.settle(0, None)
    neighbours.settle(1, 5)
    neighbours.settle(3, 5)
    assert neighbours.unanswered((8, 7), ()) == 2
    assert neighbours.unanswered((8, 7), {2}) is None
