"""How a person is described beside the name."""

import pytest

from tests.resources import analysed
from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.descriptions import described
from transforms.comparison.differences.people import people_candidates
from transforms.language.spans import Span


def _described(text: str, name: str) -> list[str]:
    start = text.index(name)
    return [span.of(text) for span in described(analysed(text), Span(start, start + len(name)))]


def _roles(*texts: str) -> list[Candidate]:
    return [one for one in people_candidates(story(*texts)) if one.type == "role"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The police met longtime party aide Anna Moore on Monday.", "longtime party aide"),
        ("Anna Moore, the head of the harbour office, left.", "head of the harbour office"),
        ("Anna Moore, 46, a former swimmer, left the town.", "former swimmer"),
    ],
)
def test_a_description_stands_before_the_name_or_behind_a_comma(text: str, said: str) -> None:
    assert said in _described(text, "Anna Moore")


def test_what_stands_in_another_line_describes_nobody() -> None:
    assert _described("Anna Moore\n\nThe head of the harbour office left.", "Anna Moore") == []


def test_two_descriptions_without_a_common_word_differ() -> None:
    texts = ("They met longtime party aide Anna Moore.", "Anna Moore, a lobbyist for the port, left.")
    (found,) = _roles(*texts)
    assert (found.about, found.verdict, found.evidence) == ("Anna Moore", "compatible", "description")
    shown = {texts[int(v.document_id[1:])][v.start : v.end] for v in found.values}
    assert shown == {"longtime party aide", "lobbyist for the port"}


def test_the_order_of_documents_does_not_matter() -> None:
    texts = ("They met longtime party aide Anna Moore.", "Anna Moore, a lobbyist for the port, left.")
    assert [one.about for one in _roles(*texts)] == [one.about for one in _roles(*reversed(texts))]


@pytest.mark.parametrize("other", ["party aide", "former longtime party aide"])
def test_one_that_says_less_or_only_whether_it_lasts_is_none(other: str) -> None:
    assert _roles("They met longtime party aide Anna Moore.", f"They met {other} Anna Moore.") == []


def test_two_words_for_one_office_are_one() -> None:
    assert _roles("They met party lawyer Anna Moore.", "They met party attorney Anna Moore.") == []


def test_a_surname_alone_is_the_person_who_alone_bears_it() -> None:
    one, other = (
        "They met longtime party aide Anna Moore.",
        "Ms. Moore, a lobbyist for the port, left with Anna Moore.",
    )
    assert [found.about for found in _roles(one, other)] == ["Anna Moore"]
    assert _roles(one, other, "John Moore came.") == []


def test_a_plural_describes_no_single_person() -> None:
    assert _described("They signed papers, Anna Moore, and left.", "Anna Moore") == []
    assert _described("The council named payments Anna Moore made in May.", "Anna Moore") == []
