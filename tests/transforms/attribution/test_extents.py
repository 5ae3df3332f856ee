"""What the layout says of an extent goes before what the tagger weighs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.attribution.extents import mended
from transforms.attribution.nesting import RoleSpans
from transforms.attribution.quote_types import Marks
from transforms.language.layout import paragraphs
from transforms.language.spans import Span, check, covers


def spans_of(text: str, *parts: str) -> tuple[Span, ...]:
    found: list[Span] = []
    for part in parts:
        start = text.index(part, found[-1].end if found else 0)
        found.append(Span(start, start + len(part)))
    return tuple(found)


def mend(text: str, source: str, cue: str, *content: str) -> RoleSpans:
    spans = RoleSpans(spans_of(text, cue), spans_of(text, *content), spans_of(text, source))
    return mended(text, spans, Marks(text, paragraphs(text)))


def contents(text: str, source: str, cue: str, *content: str) -> list[str]:
    return [span.of(text) for span in mend(text, source, cue, *content).content]


@given(
    st.text(alphabet="aB ,.:“”\n", max_size=60),
    st.lists(st.integers(0, 60), min_size=6, max_size=8, unique=True),
)
def test_no_extent_leaves_the_text_or_covers_the_cue(text: str, edges: list[int]) -> None:
    edges = sorted(edge for edge in edges if edge <= len(text))
    cuts = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    if len(cuts) < 3:
        return
    for source, cue, *content in (cuts, cuts[1:] + cuts[:1], cuts[::-1]):
        given_spans = RoleSpans((cue,), tuple(sorted(content)), (source,))
        spans = mended(text, given_spans, Marks(text, paragraphs(text)))
        assert spans.content
        assert covers(cue, spans.cue[0])
        for role in spans:
            check(role, len(text))
        assert not any(a.start < b.end and b.start < a.end for a in spans.cue for b in spans.content)


def test_what_no_mark_ties_to_the_cue_of_another_paragraph_is_not_its_content() -> None:
    text = "“We will go,” the mayor said.\n\nThe first sentence of this report was corrected."
    assert contents(text, "the mayor", "said", "“We will go,”", "The first sentence of this report") == [
        "“We will go,”"
    ]
    alone = "The mayor spoke.\n\nThe bridge stays shut."
    assert contents(alone, "The mayor", "spoke", "The bridge stays shut.") == ["The bridge stays shut."]


def test_a_quotation_may_stand_in_a_paragraph_of_its_own_but_a_heading_is_none() -> None:
    said = "If it rains, they stay, the mayor explained.\n\n"
    assert contents(
        said + "“We wait.”", "the mayor", "explained", "If it rains, they stay", "“We wait.”"
    ) == [
        "If it rains, they stay",
        "“We wait.”",
    ]
    heading = said + "“The bridge is the bridge itself”\n\nThe talks went on."
    parts = ["If it rains, they stay", "“The bridge is the bridge itself”"]
    assert contents(heading, "the mayor", "explained", *parts) == parts[:1]


def test_lines_of_a_quotation_that_runs_on_are_no_headings() -> None:
    text = "“We wait here\n\nand we always did\n\nand will,” the mayor said."
    parts = ["“We wait here", "and we always did", "and will,”"]
    assert contents(text, "the mayor", "said", *parts) == parts


def test_a_colon_reaches_on_to_the_next_label() -> None:
    text = "Mayor Holm:\n\nWe wait.\n\nWe always did.\n\nReporter: Until when?"
    parts = ["We wait.", "We always did.", "Reporter: Until when?"]
    assert contents(text, "Mayor Holm", ":", *parts) == parts[:2]
    beside = text.replace("Holm:\n\n", "Holm: ")
    assert contents(beside, "Mayor Holm", ":", *parts) == parts[:2]


def test_a_quotation_that_is_left_open_keeps_what_runs_on() -> None:
    text = "“We wait, she said.\n\nWe always did."
    assert contents(text, "she", "said", "“We wait", "We always did.") == ["“We wait", "We always did."]


@pytest.mark.parametrize(
    ("text", "content", "left"),
    [
        (
            "In response to a question about the ferry, Holm said that it sails.",
            ["In response to a question about the ferry", "that it sails."],
            ["that it sails."],
        ),
        (
            "In the spring, Holm said, it sails.",
            ["In the spring", "it sails."],
            ["In the spring", "it sails."],
        ),
        (
            "It is clear, Holm said, that it sails.",
            ["It is clear", "that it sails."],
            ["It is clear", "that it sails."],
        ),
    ],
    ids=["lead-in", "adjunct of the content", "its main clause"],
)
def test_a_lead_in_is_no_part_of_an_answer(text: str, content: list[str], left: list[str]) -> None:
    assert contents(text, "Holm", "said", *content) == left


def test_a_full_stop_before_a_small_letter_ends_no_sentence() -> None:
    text = (
        "The port is shut. Boats wait for talks between the town and the islands. fishers of both, Holm said."
    )
    whole = "Boats wait for talks between the town and the islands. fishers of both"
    assert contents(text, "Holm", "said", "fishers of both") == [whole]
    quoted = "He left. “fishers of both,” Holm said."
    assert contents(quoted, "Holm", "said", "“fishers of both,”") == ["“fishers of both,”"]


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (("The sale of the port, a charge", "that"), ["The sale of the port, a charge"]),
        (("that",), ["that"]),
        (("a charge", "that", "is old"), ["a charge", "that", "is old"]),
        (("a charge", "That"), ["a charge", "That"]),
    ],
)
def test_a_relative_pronoun_at_the_end_says_nothing_more(content: tuple[str, ...], left: list[str]) -> None:
    text = "The sale of the port, a charge that Holm denied is old. That"
    assert contents(text, "Holm", "denied", *content) == left


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("The board, chosen in May, said no.", "The board, chosen", "The board, chosen in May,"),
        ("Holm, a lawyer, when asked, said no.", "Holm, a lawyer,", "Holm, a lawyer,"),
        ("The board chosen in May, they said no.", "The board", "The board"),
    ],
)
def test_a_source_keeps_its_whole_apposition(text: str, source: str, whole: str) -> None:
    assert [span.of(text) for span in mend(text, source, "said", "no").source] == [whole]


@pytest.mark.parametrize(
    ("text", "cue", "content", "left"),
    [
        ("“No,” Holm said following the talks.", "said following", "“No,”", "said"),
        ("Holm spoke of rain.", "spoke of", "rain", "spoke of"),
        ("“No,” Holm went on.", "went on", "“No,”", "went on"),
        ("It is the best port Holm knew of in the north.", "knew of", "the best port", "knew of"),
    ],
)
def test_a_cue_does_not_end_in_a_preposition_whose_noun_is_left_out(
    text: str, cue: str, content: str, left: str
) -> None:
    assert [span.of(text) for span in mend(text, "Holm", cue, content).cue] == [left]
