"""Check-worthiness of a claim: its words' score, lowered and raised by how it is put."""

from hypothesis import given
from hypothesis import strategies as st

from tests.resources import shipped
from tests.transforms.claims.world import body, parse, quote
from transforms.attribution.values import Attribution
from transforms.claims.finding import propositions
from transforms.claims.worth import check_worthiness

SCORES = st.floats(0, 1)


def worth(score: float, put: dict[str, float]) -> float:
    return check_worthiness(score, put, shipped().sign_weights)


def signs(text: str, *quotes: Attribution) -> dict[str, float]:
    """How the last claim of a text is put."""
    return propositions(parse(text, body(text)), body(text), quotes)[-1].signs


TOLD = signs("The port closed in May.")


@given(SCORES, SCORES)
def test_it_is_a_probability_that_rises_with_the_score_of_the_words(one: float, other: float) -> None:
    low, high = (worth(score, TOLD) for score in sorted((one, other)))
    assert 0 < low <= high < 1


@given(SCORES)
def test_what_is_told_as_a_past_fact_is_checked_sooner(score: float) -> None:
    told = worth(score, TOLD)
    for less in ("The port may close in May.", "The port will close in May.", "The port is beautiful."):
        assert told > worth(score, signs(less))


@given(SCORES)
def test_a_number_is_checked_sooner_and_a_speakers_own_words_later(score: float) -> None:
    assert worth(score, signs("The port sold 30 boats.")) > worth(score, signs("The port sold boats."))
    text = "“The port closed in May,” she said."
    said = signs(text, quote(text, "The port closed in May", "said", "she", type="direct"))
    assert said["direct"] and not said["outlet"]
    assert worth(score, said) < worth(score, TOLD)
