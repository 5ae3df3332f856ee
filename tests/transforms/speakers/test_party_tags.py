"""The party and state beside a politician, and whom "the Ohio Republican" therefore takes up."""

import pytest

from tests.resources import analysed, shipped
from tests.transforms.speakers.world import names
from transforms.speakers.context import tag
from transforms.speakers.party_tags import ties

REFERENCE = shipped().gazetteer
DEMOCRAT, REPUBLICAN = ("party", "US Democratic Party"), ("party", "US Republican Party")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sen. Anna Lind (D-Md.) left.", {DEMOCRAT, ("part", "Maryland")}),
        ("Sen. Anna Lind, R-Ohio, left.", {REPUBLICAN, ("part", "Ohio")}),
        ("Sen. Anna Lind (R., N.C.) left.", {REPUBLICAN, ("part", "North Carolina")}),
        ("Anna Lind, a Texas Republican, left.", {REPUBLICAN, ("part", "Texas")}),
        ("Texas Republican Anna Lind left.", {REPUBLICAN, ("part", "Texas")}),
        ("Anna Lind (Dr.) left Ohio.", set()),
        ("Anna Lind left.", set()),
    ],
)
def test_what_stands_beside_a_name_ties_it(text: str, expected: set[tuple[str, str]]) -> None:
    tagged = tag(analysed(text), REFERENCE)
    (name,) = [name for name in tagged.names if name.text == "Anna Lind"]
    assert ties(tagged, name, REFERENCE) == expected


def test_party_and_state_tell_whom_the_text_takes_up() -> None:
    text = "Sen. Anna Lind (D-Md.) met Rep. Karl Holm (R-Ohio). “It rains,” the Ohio Republican said."
    assert names(text, ("the Ohio Republican", "“It rains,”")) == ["Karl Holm"]
