"""Parts of a quote: sentences and joined clauses, every word in exactly one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resources import analysed
from tests.transforms.plain_analyser import plainly
from transforms.comparison.statements.parts import parts, rendered
from transforms.language.spans import Span, merge, subtract


def _texts(text: str, *content: str) -> list[str]:
    spans = []
    for one in content or (text,):
        start = text.index(one)
        spans.append(Span(start, start + len(one)))
    return [rendered(text, part) for part in parts(analysed(text), spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The port will close. Nobody knows when it opens.",
            ["The port will close.", "Nobody knows when it opens."],
        ),
        (
            "the port will close, but the ferry will sail on",
            ["the port will close,", "but the ferry will sail on"],
        ),
        (
            "the port is closed, and the union is ready to talk",
            ["the port is closed,", "and the union is ready to talk"],
        ),
        ("ferries and trains will stop in March", ["ferries and trains will stop in March"]),
        ("Mr. Ilves met J. Orav in St. Mary yesterday", ["Mr. Ilves met J. Orav in St. Mary yesterday"]),
        ("It was hard. Nobody else.", ["It was hard. Nobody else."]),
    ],
)
def test_where_a_quote_is_cut(text: str, expected: list[str]) -> None:
    assert _texts(text) == expected


def test_a_sentence_that_the_cue_interrupts_is_one_part() -> None:
    text = "“We cannot carry the loss,” she said, “for another whole year. The line must close.”"
    found = _texts(text, "We cannot carry the loss", "for another whole year. The line must close.")
    assert found == ["We cannot carry the loss … for another whole year.", "The line must close."]


def test_a_new_sentence_after_the_cue_is_a_part_of_its_own() -> None:
    text = "“The talks were hard,” she said. “We found no common ground.”"
    assert _texts(text, "The talks were hard", "We found no common ground.") == [
        "The talks were hard",
        "We found no common ground.",
    ]


@given(st.text(alphabet="ab .,;!?\n“”—AB", min_size=1, max_size=80), st.data())
def test_every_character_that_is_no_space_is_in_exactly_one_part(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=4)))
    content = merge(Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False))
    found = [span for part in parts(plainly(text), content) for span in part]
    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(not span.of(text).strip() for span in subtract(content, found))
    assert not subtract(found, content) or all(not s.of(text).strip() for s in subtract(found, content))
