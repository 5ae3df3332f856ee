"""Names in a text: where they begin and end, and what bears them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resources import analysed, shipped
from transforms.language.names import Name, find_names

REFERENCE = shipped().gazetteer


def find(text: str) -> list[Name]:
    return find_names(analysed(text), REFERENCE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO Secretary General Jens Lind spoke.", [("NATO", "organisation"), ("Jens Lind", "person")]),
        ("the spokesman Dmitry Orlo said", [("Dmitry Orlo", "person")]),
        ("Lowford Police Department spoke", [("Lowford Police Department", "organisation")]),
        (
            "the University of Lowford president Anna Lind",
            [("University of Lowford", "organisation"), ("Anna Lind", "person")],
        ),
        ("Denmark's Prime Minister Karl Holm", [("Denmark", "government"), ("Karl Holm", "person")]),
        ("Secretary of State Anna Lind", [("Anna Lind", "person")]),
        ("Georgia Holm wrote", [("Georgia Holm", "person")]),
        ("Jaap de Hoop Lind said", [("Jaap de Hoop Lind", "person")]),
        ("General Suleiman al-Amri said", [("Suleiman al-Amri", "person")]),
        ("Officials said it rained", []),
        ("Rep. Karl T. Bishop said", [("Karl T. Bishop", "person")]),
    ],
)
def test_a_name_ends_where_an_office_begins(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name.text, name.kind) for name in find(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Following Lind, Karl Lind of Lowford said it rained.", ["Lind", "Karl Lind"]),
        ("Adding to that, Holm said no. Karl Holm left.", ["Holm", "Karl Holm"]),
        ("Investigators said no. Polls show it.", []),
        ("Backers said no. Files showing it are here. Millions of boats sank.", []),
        (
            "Anna Lind left. It rained: Fewer came. Lind Anna Lind said no.",
            ["Anna Lind", "Lind", "Anna Lind"],
        ),
        ("Karl Lind Karl Gustav Lind said no.", ["Karl Lind", "Karl Gustav Lind"]),
        ("President Lind Anna Lind Jan.6 committee chair said no.", ["Lind", "Anna Lind"]),
        ("Anna Lind met Karl Holm. Karl HolmLind said no.", ["Anna Lind", "Karl Holm", "Karl"]),
        ("Senators Anna Lind and Karl Holm said no.", ["Anna Lind", "Karl Holm"]),
        ("President-elect Karl Holm said no.", ["Karl Holm"]),
        ("Senator Anna Lind, D-Md., said no.", ["Anna Lind"]),
    ],
)
def test_no_opener_office_or_word_of_the_page_is_glued_on(text: str, expected: list[str]) -> None:
    assert [name.text for name in find(text) if name.kind == "person"] == expected


@pytest.mark.parametrize(
    "name",
    [
        "Food and Drug Administration",
        "House Ways and Means Committee",
        "Senate Health, Education, Labor and Pensions Committee",
        "Department of Health and Human Services",
        "House Veterans' Affairs Committee",
        "Center for Harbour Policy",
        "Council on Port Security",
        "Eva B. Lund List",
    ],
)
def test_a_body_is_not_cut_at_a_link_or_comma(name: str) -> None:
    assert [(found.text, found.kind) for found in find(f"The {name} said no.")] == [(name, "organisation")]


@pytest.mark.parametrize(
    "name",
    [
        "Kim Jong Un",
        "Moon Jae In",
        "Moon Jae-in",
        "RJ Lind",
        "Peter King",
        "Ban Ki-moon",
        "Ludwig van der Holm",
        "Anna d'Arcy",
        "Dmitry al-Amri",
        "Karl “Kalle” Holm",
    ],
)
def test_a_person_s_name_is_whole(name: str) -> None:
    assert [(found.text, found.kind) for found in find(f"President {name} said no.")] == [(name, "person")]


def test_a_month_is_a_person_only_where_one_bears_it() -> None:
    text = "Theresa May said no. In May, it rained. Mrs May said yes."
    places = [(name.text, name.start) for name in find(text) if name.kind == "person"]
    assert places == [("Theresa May", 0), ("May", text.rindex("May"))]
    assert find("In May, it rained. It snowed in March.") == []


def test_a_number_after_a_word_makes_it_no_man() -> None:
    assert [name.text for name in find("Senate Bill 54 passed.") if name.kind == "person"] == []


@pytest.mark.parametrize("text", ["anna lind said it rained. the mayor karl holm said no.", "12 34", ""])
def test_a_text_without_capitals_has_no_names_by_its_form(text: str) -> None:
    assert [name for name in find(text) if name.kind == "person"] == []


def test_in_a_text_in_capitals_only_what_is_recognised_is_a_name() -> None:
    found = find("ANNA LIND SAID IT RAINED. THE MAYOR OF LOWFORD SAID NO. NOBODY HEARD.")
    assert {name.text for name in found} <= {"ANNA LIND", "LOWFORD"}


def test_a_name_that_only_modifies_is_possessive() -> None:
    assert [(name.text, name.possessive) for name in find("Anna Lind's campaign")] == [("Anna Lind", True)]


def test_an_adjective_of_a_state_points_to_it() -> None:
    found = find("the Norwegian said")
    assert [(name.text, name.people, name.entry and name.entry.name) for name in found] == [
        ("Norwegian", True, "Norway")
    ]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("AaBb .,'’\n-ÉёЖ«»0&of the"), max_size=120))
def test_names_of_any_text_are_where_they_say_and_apart(text: str) -> None:
    found = find(text)
    assert all(text[name.start : name.end] == name.text for name in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
