"""Quotations of a few words of what another outlet prints as a whole."""

import pytest

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.quoted_fragments import fragment_candidates

WHOLE = "“We will not pay for a rotten old harbour in the north,” Mara Ilves said on Monday."
FRAGMENT = "Mara Ilves told the council that nobody would pay for a “rotten old harbour” in Lowford."


def _candidates(*texts: str) -> list[Candidate]:
    return list(fragment_candidates(story(*texts).quotations))


def test_a_fragment_beside_the_whole_sentence_is_a_cut_that_contradicts_nothing() -> None:
    (found,) = _candidates(WHOLE, FRAGMENT)
    assert (found.type, found.verdict, found.evidence) == ("quotation_cut", "compatible", "fragment")
    shown = {(WHOLE, FRAGMENT)[int(v.document_id[1:])][v.start : v.end] for v in found.values}
    assert "rotten old harbour" in shown and len(shown) == 2


@pytest.mark.parametrize(
    "other",
    [
        FRAGMENT.replace("“", "").replace("”", ""),
        FRAGMENT.replace("rotten", "broken"),
        "Few in Lowford like the “harbour” of the old town and its many ferries.",
        "“Rotten old harbour”",
    ],
)
def test_other_words_one_word_and_a_quotation_that_is_a_sentence_are_none(other: str) -> None:
    assert _candidates(WHOLE, other) == []


def test_what_one_document_prints_twice_is_no_difference() -> None:
    assert _candidates(f"{WHOLE} {FRAGMENT}", "The harbour of Lowford is old.") == []


def test_a_slogan_that_many_quote_is_none() -> None:
    assert _candidates(*[WHOLE.replace("Monday", f"day {n}") for n in range(5)], FRAGMENT) == []


def test_three_outlets_are_one_difference_whatever_their_order() -> None:
    (found,) = _candidates(WHOLE, FRAGMENT, WHOLE.replace("Monday", "Tuesday"))
    assert found.documents == {"d0", "d1", "d2"}
