"""Check-worthiness of a claim: its words' score, lowered and raised by how it is put."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from transforms.claims.commitment import Reading
from transforms.claims.worth import check_worthiness

TOLD = Reading("positive", "asserted", "past", (), ())
SCORES = st.floats(0, 1)


@given(SCORES, SCORES)
def test_it_is_a_probability_that_rises_with_the_score_of_the_words(one: float, other: float) -> None:
    low, high = (check_worthiness(score, TOLD, "the port") for score in sorted((one, other)))
    assert 0 < low <= high < 1


@given(SCORES)
def test_what_is_told_as_a_past_fact_is_checked_sooner(score: float) -> None:
    told = check_worthiness(score, TOLD, "the port")
    assert told > check_worthiness(score, replace(TOLD, modality="possible"), "the port")
    assert told > check_worthiness(score, replace(TOLD, time="future"), "the port")
    assert told > check_worthiness(score, TOLD, "We") == check_worthiness(score, TOLD, "you")
