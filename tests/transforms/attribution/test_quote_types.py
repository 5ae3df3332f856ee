"""Direct, mixed or indirect, from the marks; a name in marks is no speech."""

import pytest

from transforms.attribution.quote_types import Marks, type_of
from transforms.language.layout import paragraphs
from transforms.language.spans import Span


def marks_of(text: str) -> Marks:
    return Marks(text, paragraphs(text))


def kind(text: str, *contents: str) -> str:
    spans = []
    at = 0
    for content in contents:
        start = text.index(content, at)
        at = start + len(content)
        spans.append(Span(start, at))
    return type_of(text, spans, marks_of(text))


@pytest.mark.parametrize(
    ("text", "contents", "expected"),
    [
        ('"We will go," he said.', ['"We will go,"'], "direct"),
        ("“We will go,” he said. “Not today.”", ["“We will go,”", "“Not today.”"], "direct"),
        ("“We will go,” he said.", ["We will go,"], "direct"),
        (
            "“We will not give way,” he said. She has “no right to decide on boats and the port here”.",
            [
                "“We will not give way,”",
                "She has “no right to decide on boats and the port here”",
            ],
            "mixed",
        ),
        ("He said they would go.", ["they would go"], "indirect"),
        ("He said they would “go to any length” for it.", ["they would “go to any length” for it"], "mixed"),
        ("He called it “a disgrace”.", ["it “a disgrace”"], "mixed"),
        (
            "He said the “red lines” beyond which none may go were set.",
            ["the “red lines” beyond which none may go were set"],
            "mixed",
        ),
        ("He tweeted that “we will go there”.", ["that “we will go there”"], "mixed"),
        ("He asked that Holm “finally go there”.", ["Holm “finally go there”"], "mixed"),
        ("Critics “never go there,” he said.", ["Critics “never go there,”"], "mixed"),
        (
            "“We will go there if we can,” he said, to Lowford.",
            ["“We will go there if we can,”", "Lowford"],
            "direct",
        ),
        ('He cited proof of rain in May."', ['proof of rain in May."'], "mixed"),
        ("Holm: Port ‘Very Old’ Now", ["Port ‘Very Old’ Now"], "mixed"),
        ("He said he had read “Bleak House”.", ["he had read “Bleak House”"], "indirect"),
        ('We will go there," he said.', ['We will go there,"'], "direct"),
        ('"We will go there, he said.', ['"We will go there,'], "direct"),
        ("He said ‘we will not go’ and left.", ["‘we will not go’"], "direct"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_the_marks_decide(text: str, contents: list[str], expected: str) -> None:
    assert kind(text, *contents) == expected


def test_one_unclosed_mark_does_not_make_the_rest_of_its_paragraph_direct() -> None:
    text = "He said “we go. Later she said that nothing would change."
    assert kind(text, "that nothing would change") == "indirect"


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("“She told us we may go,” he said.", "told", "we may go,”", "indirect"),
        ("“She told us, ‘You may go now,’” he said.", "told", "‘You may go now,’", "direct"),
        ("He said she told us “you may go”.", "told", "“you may go”", "direct"),
    ],
)
def test_what_a_quotation_tells_of_others_is_direct_only_by_marks_of_its_own(
    text: str, cue: str, content: str, expected: str
) -> None:
    start, told = text.index(content), text.index(cue)
    spans, told_by = [Span(start, start + len(content))], [Span(told, told + len(cue))]
    assert type_of(text, spans, marks_of(text), told_by) == expected


def test_a_content_without_words_is_indirect() -> None:
    assert kind("He said …", "…") == "indirect"


def test_a_quotation_held_for_the_most_part_is_filled_up() -> None:
    text = "“We go. They stay. We win,” he said."
    marks, (start, end) = marks_of(text), (text.index("They"), text.index(" We win"))
    whole = Span(0, text.index(" he"))
    assert marks.whole([Span(0, start - 1), Span(end, whole.end)], [Span(whole.end + 1, len(text))]) == (
        whole,
    )


def test_a_quotation_held_in_small_part_or_holding_the_cue_is_left_alone() -> None:
    text = "“We go. They stay. We win,” he said."
    marks = marks_of(text)
    assert marks.whole([Span(0, 7)], []) == (Span(0, 7),)
    assert marks.whole([Span(0, 25)], [Span(8, 12)]) == (Span(0, 25),)


def test_a_quotation_may_run_over_lines_that_are_only_wrapped() -> None:
    assert kind("He said “we\nwill go” and left.", "“we\nwill go”") == "direct"


RUNNING = "“We go,” he said. “They stay.\n\nNobody knows why it is so.\n\nWe win.”\n\nHe left."


def test_a_quotation_may_run_on_over_paragraphs_that_open_none() -> None:
    pieces = ["“We go,”", "“They stay.", "Nobody knows why it is so.", "We win.”"]
    assert kind(RUNNING, *pieces) == "direct"
    assert kind(RUNNING.replace("”\n", "\n"), *pieces[:-1], "We win.") == "mixed", "it never closes"


def test_what_runs_on_is_filled_up_paragraph_by_paragraph() -> None:
    second, third = RUNNING.index("“They"), RUNNING.index("Nobody")
    held = [Span(second, second + 11), Span(third, third + 26)]
    last = RUNNING.index("We win")
    assert marks_of(RUNNING).whole(held, []) == (*held, Span(last, last + 8))
