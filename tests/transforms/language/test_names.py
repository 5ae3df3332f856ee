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
    ],
)
def test_a_name_ends_where_an_office_begins(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name.text, name.kind) for name in find(text)] == expected


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
