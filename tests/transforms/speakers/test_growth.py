"""Naming costs in step with the text: steps are counted, not seconds, where ever more people speak."""

import sys
from collections.abc import Callable
from itertools import product
from types import FrameType
from typing import Any

import pytest

from tests.resources import Given, analysed, shipped
from tests.transforms.speakers.world import attributed
from transforms.attribution.values import Attribution
from transforms.language.spans import Span
from transforms.speakers.context import ResolutionContext
from transforms.speakers.linking import link
from transforms.speakers.local_speakers import Local
from transforms.speakers.pronoun_features import Window
from transforms.speakers.resolution import DocumentResolver
from transforms.speakers.stage import name_speakers
from transforms.tables import Tables

NAMING = Given(analyser=shipped().analyser, resolver=DocumentResolver(shipped().gazetteer))
WEIGHTS = shipped().linking_weights
SURNAMES = [f"Lin{first}{last}" for first, last in product("ba de fo gu li mo nu pa re so".split(), repeat=2)]
OFFICES = "mayor governor senator judge professor minister ambassador director coach commissioner".split()
"""Several, for all who hold an office are weighed wherever a text says only that."""
SAID = (
    ("The {office} Anna {name}", "it would rain"),
    ("{name}", "it would stop"),
    ("She", "it might not"),
    ("The {office}", "no boat had sunk"),
    ("A company in {name}", "it knew"),
    ("The company", "it had known"),
    ("who", "it was late"),
)
ALOUD = "“I hope I said it was over.” “So it is.” It could be worse."
"""A first person in quotation marks, a quotation and free indirect speech without a source."""


def article(copies: int, gap: str) -> tuple[str, list[Attribution]]:
    """A text in which so many people of other names say the same, `gap` between them."""
    text, found = "", []
    for number, name in enumerate(SURNAMES[:copies]):
        for source, content in SAID:
            said = f"{source.format(name=name, office=OFFICES[number % len(OFFICES)])} said {content}."
            found.append(attribution(len(text), said, said.partition(" said")[0], content))
            text += said + " "
        for source, content in (("I", "it was over"), ("", "So it is"), ("", "It could be worse")):
            found.append(attribution(len(text), ALOUD, source, content))
        text += ALOUD + gap
    return text, found


def attribution(start: int, said: str, source: str, content: str) -> Attribution:
    spans = [
        Span(start + said.index(part), start + said.index(part) + len(part)) for part in (source, content)
    ]
    kind = "direct" if content == "So it is" else "indirect"
    return Attribution((spans[1],), kind, 1.0, "made-up 1", source=(spans[0],) if source else ())


def steps(copies: int, gap: str) -> int:
    """Lines run while the speakers of such a text are named; each turn of a loop is a line."""
    given = attributed(article(copies, gap))
    found: list[Tables] = []
    counted = steps_of(lambda: found.append(name_speakers(given, NAMING).tables))
    assert found[0].speaker_mentions.height > copies
    return counted


def steps_of(work: Callable[[], object]) -> int:
    """Lines run while something is done."""
    counted = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal counted
        counted += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return counted


@pytest.mark.parametrize("gap", ["\n", " "], ids=["many paragraphs", "one paragraph"])
def test_four_times_the_text_takes_about_four_times_the_steps(gap: str) -> None:
    small, large = steps(25, gap), steps(100, gap)
    # A look at everybody for every attribution would take sixteen times as many.
    assert large < 6 * small


def entities(copies: int, shape: str) -> list[Local]:
    """The entities of so many documents, three to a story, by a shape that an all-pairs look would feel."""
    names = {
        "one person": lambda n: ("Anna Lind", "person"),
        "one surname": lambda n: (f"{SURNAMES[n % 100]}{'ab' * (n // 100)} Lind", "person"),
        "a bare surname": lambda n: (("Anna Lind", "Lind")[n % 2], "person"),
        "an abbreviation": lambda n: (("Port Workers Union", "PWU", "Workers Union")[n % 3], "organisation"),
        "a chamber": lambda n: (("U.S. Senate", "Senate")[n % 2], "organisation"),
        "a description": lambda n: (f"{SURNAMES[n % 100].lower()} officials", "unnamed"),
    }
    made = (names[shape](number) for number in range(copies))
    return [Local(f"k{n}", f"d{n}", f"s{n // 3}", name, kind) for n, (name, kind) in enumerate(made)]


@pytest.mark.parametrize(
    "shape",
    ["one person", "one surname", "a bare surname", "an abbreviation", "a chamber", "a description"],
)
def test_four_times_the_documents_take_about_four_times_the_steps_to_link(shape: str) -> None:
    few, many = entities(60, shape), entities(240, shape)
    small, large = steps_of(lambda: link(few, WEIGHTS)), steps_of(lambda: link(many, WEIGHTS))
    assert large < 6 * small


def test_of_a_sentence_without_end_only_a_bounded_stretch_is_looked_at() -> None:
    text = "Anna Lind met Maria Holm. Then she said it rained" + " and it rained" * 1000
    context = ResolutionContext(analysed(text), [], shipped().gazetteer)
    window = Window(context, context.word_at(text.index("she")))
    assert window.start == 0 and text.index("she") < window.end < 2000
