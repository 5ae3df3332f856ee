"""The kinds of difference, each one comparer: what it finds in a story that is shown to it."""

from dataclasses import replace

import pytest

from tests.transforms.comparison.differences.made_renderings import said
from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.comparers import COMPARERS, Comparer
from transforms.comparison.differences.story_view import StoryView

FERRY = "There are serious differences, Dmitry Orlov told the council of Lowford. The ferry runs."
PORT = "Dmitri Orlov told the council of Lowford of major differences. Nobody spoke of the port."
PARTS = ("There are serious differences", "major differences")


def candidates(name: str, view: StoryView) -> list[Candidate]:
    (comparer,) = (each for each in COMPARERS if each.name == name)
    return list(comparer(view))


def test_each_comparer_has_a_name_of_its_own() -> None:
    names = [comparer.name for comparer in COMPARERS]
    assert len(names) == len(set(names)) > 0


@pytest.mark.parametrize("comparer", COMPARERS, ids=lambda comparer: comparer.name)
def test_documents_that_say_nothing_differ_in_nothing(comparer: Comparer) -> None:
    assert list(comparer(story("", "It rained.", "12 12 12"))) == []


def test_what_a_comparer_finds_depends_on_the_documents_and_not_on_their_order() -> None:
    one, other = candidates("people", story(FERRY, PORT)), candidates("people", story(PORT, FERRY))
    assert [candidate.type for candidate in one] == [candidate.type for candidate in other] == ["name"]


def test_wordings_are_compared_within_a_statement_of_documents_about_one_event() -> None:
    view = story(FERRY, PORT)
    one, other = (said(f"d{i}", part) for i, part in enumerate(PARTS))
    (candidate,) = candidates("wording", replace(view, renderings=[one, other]))
    assert (candidate.type, candidate.about) == ("wording", "differences")
    apart = replace(other, statement_id="other")
    assert candidates("wording", replace(view, renderings=[one, apart])) == []
    elsewhere = story(FERRY, "The mayor of Kelby, John Carter, spoke of major differences.")
    assert candidates("wording", replace(elsewhere, renderings=[one, other])) == []
