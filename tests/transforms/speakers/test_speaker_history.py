"""Who has spoken so far: each question answered as a look at all of them would."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.speakers.speaker_history import SpeakerHistory

SPOKEN = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)), max_size=12)


def history(spoken: list[tuple[int, int]]) -> SpeakerHistory:
    made = SpeakerHistory()
    for position, entity in spoken:
        made.note(position, entity)
    return made


@given(SPOKEN, st.integers(0, 31))
def test_the_last_speaker_is_the_nearest_before_a_place(spoken: list[tuple[int, int]], position: int) -> None:
    before = sorted(one for one in spoken if one[0] < position)
    assert history(spoken).last_speaker(position) == (before[-1][1] if before else None)


@given(SPOKEN, st.integers(0, 4), st.integers(0, 31))
def test_the_last_place_of_an_entity_is_its_own(
    spoken: list[tuple[int, int]], entity: int, position: int
) -> None:
    before = [place for place, one in spoken if one == entity and place < position]
    assert history(spoken).last_place(entity, position) == max(before, default=None)


@given(SPOKEN, st.integers(0, 31), st.integers(0, 31))
def test_speakers_between_two_places_are_those_from_the_first_to_before_the_second(
    spoken: list[tuple[int, int]], start: int, end: int
) -> None:
    inside = sorted(one for one in spoken if start <= one[0] < end)
    assert list(history(spoken).between(start, end)) == inside
