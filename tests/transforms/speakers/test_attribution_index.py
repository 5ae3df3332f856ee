"""Attributions by paragraph: which are not resolved yet, and who is quoted nearest of those that are."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.speakers.attribution_index import AttributionIndex

PLACES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 30), st.none() | st.integers(0, 4)), max_size=12
)
PARAGRAPHS = st.sets(st.integers(-1, 4))


@given(PLACES, PARAGRAPHS, st.integers(0, 30))
def test_the_nearest_speaker_is_found(
    places: list[tuple[int, int, int | None]], paragraphs: set[int], position: int
) -> None:
    attributions = AttributionIndex((i, paragraph, place) for i, (paragraph, place, _) in enumerate(places))
    for index, (_, _, entity) in enumerate(places):
        attributions.note(index, entity)
    near = [(abs(place - position), e) for p, place, e in places if p in paragraphs and e is not None]
    assert attributions.nearest_speaker(paragraphs, position) == (min(near)[1] if near else None)


def test_the_first_that_is_not_resolved_is_found_unless_it_is_passed() -> None:
    attributions = AttributionIndex([(0, 7, 10), (1, 8, 50), (2, 7, 20), (4, 9, 90)])
    assert attributions.first_unresolved((8, 7), ()) == 0
    assert attributions.first_unresolved((8, 7), {0}) == 1
    attributions.note(0, None)
    attributions.note(1, 5)
    attributions.note(3, 5)
    assert attributions.first_unresolved((8, 7), ()) == 2
    assert attributions.first_unresolved((8, 7), {2}) is None
