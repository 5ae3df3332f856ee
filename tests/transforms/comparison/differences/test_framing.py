"""Headlines of which one takes a stand and another does not."""

from dataclasses import replace

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.framing import headline_candidates
from transforms.language.spans import Span


def _candidates(*headlines: str) -> list[Candidate]:
    view = story(*[f"{headline}\n\nThe night ferry of Lowford stops in March." for headline in headlines])
    spans = {f"d{n}": Span(0, len(headline)) for n, headline in enumerate(headlines)}
    return list(headline_candidates(replace(view, headlines=spans)))


def test_a_headline_that_takes_a_stand_beside_one_that_does_not_is_a_difference() -> None:
    (found,) = _candidates(
        "Port surrenders to the union", "Port agrees with the union", "Port and union agree"
    )
    assert (found.type, found.about, found.verdict) == ("wording", "headline", "compatible")
    assert found.documents == {"d0", "d1", "d2"}


def test_headlines_that_tell_it_in_two_words_of_their_own_each_are_a_difference_of_another_evidence() -> None:
    (found,) = _candidates("Port stops ferry at night", "Lowford loses its last boat")
    (charged,) = _candidates("Port surrenders to the union", "Port agrees with the union")
    assert (found.evidence, charged.evidence) == ("plain headline", "headline")


def test_headlines_of_the_same_words_are_no_difference() -> None:
    assert _candidates("Port agrees with the union", "Union and port agree") == []
    assert _candidates("Port surrenders", "Port surrenders to union") == []


def test_a_story_of_one_headline_has_none() -> None:
    assert _candidates("Port surrenders") == []
