"""Adjectives that renderings of one statement choose differently for one noun."""

from tests.resources import shipped
from tests.transforms.comparison.differences.made_renderings import said
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.wording import wording_candidates
from transforms.language.similarity import Topic


def _wording(*renderings: Rendering) -> list[Candidate]:
    return [
        candidate
        for candidate in wording_candidates(renderings, Topic(), shipped().encoder)
        if candidate.differs
    ]


def test_adjectives_of_one_noun_that_say_the_same_kind_of_thing_are_a_difference() -> None:
    (candidate,) = _wording(said("a", "There are serious differences"), said("b", "major differences remain"))
    assert (candidate.type, candidate.about, candidate.verdict) == ("wording", "differences", "compatible")
    assert {value.normalised for value in candidate.values} == {"serious", "major"}


def test_the_same_adjective_another_kind_and_one_document_are_none() -> None:
    assert _wording(said("a", "There are serious differences"), said("b", "serious differences remain")) == []
    assert _wording(said("a", "concrete guarantees"), said("b", "security guarantees")) == []
    assert _wording(said("a", "serious differences"), said("a", "major differences")) == []


def test_words_that_another_document_has_among_more_are_none() -> None:
    assert _wording(said("a", "A deep personal sadness"), said("b", "a deep sadness")) == []
    assert _wording(said("a", "poor and rural areas"), said("b", "rural and underserved areas")) == []
