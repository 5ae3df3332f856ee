"""Headlines and leads of which one takes a stand and another does not, or that tell it in other words."""

from dataclasses import replace

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.framing import headline_candidates, lead_candidates
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


LEADS = (
    "The port council of Lowford voted on Tuesday to end the night ferry to Marsh Island in March.",
    "The port council of Lowford surrendered on Tuesday and voted to scrap the night ferry to Marsh Island.",
    "Mara Ilves, who paints boats, opened a small museum of sails in the old customs house of Tarn.",
)


def _leads(*texts: str) -> list[Candidate]:
    return list(lead_candidates(story(*texts)))


def test_first_sentences_that_tell_one_thing_in_other_words_are_a_difference() -> None:
    (found,) = _leads(*(f"{text} More is to come." for text in LEADS[:2]))
    assert (found.type, found.about, found.evidence) == ("wording", "lead", "lead")
    assert [value.start for value in found.values] == [0, 0]


def test_a_lead_about_another_matter_is_left_out() -> None:
    (found,) = _leads(*LEADS)
    assert found.documents == {"d0", "d1"}
    assert _leads(LEADS[0], LEADS[2]) == []


def test_leads_of_the_same_words_are_no_difference() -> None:
    assert _leads(LEADS[0], LEADS[0]) == []


def test_a_headline_is_no_lead() -> None:
    headline = "Port council of Lowford votes to end the night ferry to Marsh Island"
    view = story(*(f"{headline}\n\n{text}" for text in LEADS[:2]))
    spans = {document: Span(0, len(headline)) for document in view.documents}
    (found,) = lead_candidates(replace(view, headlines=spans))
    assert all(value.start >= len(headline) for value in found.values)


def test_a_document_about_another_matter_makes_a_difference_of_headlines_less_likely() -> None:
    def likely(*headlines_and_leads: tuple[str, str]) -> float:
        view = story(*[f"{headline}\n\n{lead}" for headline, lead in headlines_and_leads])
        spans = {f"d{n}": Span(0, len(headline)) for n, (headline, _) in enumerate(headlines_and_leads)}
        (found,) = headline_candidates(replace(view, headlines=spans))
        return found.likely

    two = (("Lowford council scraps night ferry", LEADS[0]), ("Marsh Island loses its last boat", LEADS[1]))
    odd = ("Lowford council backs museum of sails", LEADS[2] + " The council voted to end a night ferry.")
    assert likely(*two) > 0.35 > likely(*two, odd)
