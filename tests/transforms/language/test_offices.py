"""Offices beside a name: whose they are, and which are somebody else's."""

import pytest

from tests.resources import analysed, shipped
from transforms.language.names import find_names
from transforms.language.offices import offices
from transforms.language.tagged_text import TaggedText


def of_person(text: str, name: str) -> list[tuple[str, str | None]]:
    """(Role, affiliation) of each office said beside a person's name."""
    document = analysed(text)
    tagged = TaggedText(text, document.words, find_names(document, shipped().gazetteer))
    (found,) = (one for one in tagged.names if one.text == name)
    return [(office.role, office.affiliation) for office in offices(tagged, found)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Eva Holm, President Anna Lind's adviser, left.", "Eva Holm", [("adviser", None)]),
        ("Senator Anna Lind's campaign manager, Eva Holm, left.", "Eva Holm", [("campaign manager", None)]),
        ("They praised the wife of former President Karl Lind.", "Karl Lind", [("former President", None)]),
        ("They spoke with Anna Lind, an official said.", "Anna Lind", []),
        ("Her mother, Anna Lind, wants justice for him.", "Anna Lind", [("mother", None)]),
        (
            "Harbour Safety Committee Chairman Karl Holm left.",
            "Karl Holm",
            [("Chairman", "Harbour Safety Committee")],
        ),
    ],
)
def test_an_office_is_its_holder_s_and_nobody_else_s(
    text: str, name: str, expected: list[tuple[str, str | None]]
) -> None:
    assert of_person(text, name) == expected
