"""Nominal mentions: what speaks for a person, and which body a noun takes up."""

import pytest

from tests.resources import analysed, shipped
from tests.transforms.speakers.world import names
from transforms.language.names import Name
from transforms.language.spans import Span
from transforms.speakers.context import ResolutionContext
from transforms.speakers.entities import Entity
from transforms.speakers.nominal_features import candidates, features
from transforms.speakers.nominal_scores import Candidate, Salience, best_body
from transforms.speakers.sources import Source, read_source

RAIN = "it rained"


def read(text: str, mention: str) -> tuple[ResolutionContext, Source]:
    context = ResolutionContext(analysed(text), [], shipped().gazetteer)
    start = text.rindex(mention)
    source = read_source(context.tagged, [Span(start, start + len(mention))])
    assert source is not None
    return context, source


def of_person(text: str, mention: str, name: str) -> dict[str, float]:
    """The features of a mention and the person of a name."""
    context, source = read(text, mention)
    (number,) = (i for i in candidates(context, source) if context.entities[i].name == name)
    return features(context, source, number)


@pytest.mark.parametrize(
    ("text", "mention", "feature"),
    [
        ("Senator Anna Lind came. The senator left.", "The senator", "office_same"),
        ("Former senator Anna Lind came. The senator left.", "The senator", "office_past"),
        ("Senator Anna Lind came. The lawmaker left.", "The lawmaker", "office_related"),
        ("Bishop Anna Lind came. The senator left.", "The senator", "office_other"),
        ("Swedish minister Anna Lind came. The Swedish minister left.", "The Swedish minister", "owner_same"),
        ("Danish minister Anna Lind came. The Swedish minister left.", "The Swedish minister", "owner_other"),
        ("Anna Lind came. The woman left.", "The woman", "gender_same"),
        ("Anna Lind came. The man left.", "The man", "gender_other"),
        (
            "Anna Lind, president of the Harbour Union, came. The president left.",
            "The president",
            "bare_of_body",
        ),
        ("Anna Lind met an official. The official left.", "The official", "introduced"),
        ("Anna Lind came. The aide left.", "The aide", "anonymous"),
    ],
)
def test_what_speaks_for_and_against_a_person(text: str, mention: str, feature: str) -> None:
    assert of_person(text, mention, "Anna Lind")[feature] == 1.0


def test_who_is_far_off_is_no_candidate_but_for_the_office_or_for_being_named_most() -> None:
    far = "It rained. " * 9
    text = f"Anna Lind came. Mayor Karl Holm and Per Berg left. Lind and Lind. Holm. {far}The mayor slept."
    context, source = read(text, "The mayor")
    assert {context.entities[i].name for i in candidates(context, source)} == {"Anna Lind", "Karl Holm"}


def test_the_president_is_the_state_s_and_not_the_union_s_who_is_named_once_and_nearer() -> None:
    text = (
        "President Karl Lind waved. Lind smiled and sat. Anna Holm, president of the Harbour Union, left. "
        f"Spokesman Olaf Berg nodded. The president said {RAIN}, and Lind stood up."
    )
    assert names(text, ("The president", RAIN)) == ["Karl Lind"]


def test_a_company_is_a_body_of_no_known_kind_that_is_recognised_as_one_and_spoke_last() -> None:
    source = Source("epithet", 0, 11, 0, 1, head="company")
    shops = [Entity(None, [Name(0, 8, 0, 0, "Boatmart", None, label=label)]) for label in ("ORG", "GPE")]
    found = [best_body(source, [Candidate(0, shop, Salience(1, True, True))]) for shop in shops]
    assert [each is not None for each in found] == [True, False]


@pytest.mark.parametrize("apart", [0, 1, 99])
def test_a_body_is_taken_up_by_a_word_of_its_name_unless_it_spoke_last(apart: int) -> None:
    source = Source("epithet", 0, 11, 0, 1, head="company")
    name = Name(0, 13, 0, 0, "Lowford Boats", "organisation", True)
    body = Entity("organisation", [name])
    assert best_body(source, [Candidate(0, body, Salience(apart, False, True))]) is None
