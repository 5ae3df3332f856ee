"""What a rendering changes of the words that represent its statement."""

import pytest

from schemas.vocabularies import RENDERINGS
from transforms.comparison.statements.renderings import change

SAID = "We cannot carry the loss for another year"


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ("“We cannot carry the loss for another year,”", "verbatim"),
        ("but we cannot carry the loss for another year.", "verbatim"),
        ("cannot carry the loss", "truncated"),
        (
            "The port is poor and we cannot carry the loss for another year, as all on the board know",
            "merged",
        ),
        ("another year of losses is too much for us", "reworded"),
    ],
)
def test_kinds_of_change(member: str, expected: str) -> None:
    assert change(SAID, member, translated=False) == expected


def test_other_words_of_a_translation_are_translated_but_the_same_words_are_the_same() -> None:
    assert change(SAID, "One more year of losses is beyond us", translated=True) == "translated"
    assert change(SAID, SAID, translated=True) == "verbatim"


def test_only_known_kinds() -> None:
    assert {change(SAID, other, translated=t) for other in (SAID, "x", "") for t in (True, False)} <= set(
        RENDERINGS
    )
