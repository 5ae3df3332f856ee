"""Comparing costs in step with a story: what is asked of models and scorers is counted, not seconds."""

from collections.abc import Callable
from random import Random

import pytest

from tests.resources import shipped
from tests.transforms.comparison.differences.made_quantities import quantity
from tests.transforms.comparison.differences.made_story import story
from tests.transforms.words_encoder import WordsEncoder
from transforms.comparison.differences.quantity_differences import quantity_candidates
from transforms.comparison.differences.quantity_matching import QuantityMatcher
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.statements.matching import Part, match
from transforms.comparison.statements.passages import StoryPassages
from transforms.comparison.statements.sources import Sources
from transforms.comparison.statements.story_words import story_words
from transforms.language.similarity import Topic
from transforms.language.spans import Span

TIMES = 4
LINEAR = 1.25
"""By how much four times the story may exceed four times the work: the first of a story meet fewer others."""

NEAREST = 6
"""With how many others a quote is held against at most, where groups of them stay small."""

SYLLABLES = "ba de fo gu li mo nu pa re so".split()
ACTS = "close open sell move paint rent clear repair".split()
OUTLETS = 5


def thing(number: int) -> str:
    """A word that few sentences have."""
    return "".join(SYLLABLES[number // 10**place % 10] for place in range(4))


def sentences(n: int) -> list[str]:
    """What so many quotes of one matter say: five in a row say nearly the same."""
    draw = Random(5)
    return [
        f"The council will {draw.choice(ACTS)} the {thing(i // OUTLETS)} "
        f"and {draw.choice(ACTS)} the {thing(7 * (i // OUTLETS) + 1000)} before winter"
        for i in range(n)
    ]


def counting(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> list[None]:
    """As many entries as there are calls from now on of what `owner` has under a name."""
    calls: list[None] = []
    before = getattr(owner, name)

    def counted(*given: object) -> object:
        calls.append(None)
        return before(*given)

    monkeypatch.setattr(owner, name, counted)
    return calls


def grows_in_step(work: Callable[[int], int], few: int) -> bool:
    """Whether four times as much is about four times the work, and there is some."""
    one = work(few)
    return 0 < work(TIMES * few) <= TIMES * LINEAR * one


@pytest.mark.parametrize("n", [120, 480])
def test_statements(monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    """Of each quote only the few that share most of its words are looked at, and a model reads it once."""
    aligned = counting(monkeypatch, StoryPassages, "aligned")
    encoder, said = WordsEncoder(), sentences(n)
    passages = StoryPassages(story_words(text.split() for text in said), Topic(), encoder)
    parts = [
        Part(f"doc{i:04}", f"quo{i:04}", 0, (Span(0, len(text)),), text, "direct", f"spk{i % 7}")
        for i, text in enumerate(said)
    ]
    match(parts, passages, shipped().comparison_weights.statements, Sources())
    assert 0 < len(aligned) <= NEAREST * n
    assert 0 < encoder.calls <= n


def test_sentences_that_are_held_against_each_other() -> None:
    def work(n: int) -> int:
        said = sentences(n)
        articles = (". ".join(said[i :: n // 10]) + "." for i in range(n // 10))
        found = story(*articles).sentences
        assert found.pairs
        return len(found.keys)

    assert grows_in_step(work, 60)


def test_quantities(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many that may be of one thing, each is held against the nearest."""
    asked = counting(monkeypatch, QuantityMatcher, "alike")

    def work(n: int) -> int:
        asked.clear()
        list(quantity_candidates(flood(n)))
        return len(asked)

    assert grows_in_step(work, 40)


def flood(n: int) -> StoryView:
    """A story of articles that each say how many people a flood killed."""
    mentions = [
        quantity(
            f"The flood in Lowford killed {i + 30} people, Anna Moore said.",
            f"{i + 30} people",
            "count",
            "people",
            i + 30.0,
            f"d{i}",
        )
        for i in range(n)
    ]
    documents = {one.row.document_id: one.document for one in mentions}
    words = {document: one.words for document, one in documents.items()}
    given = shipped()
    days = dict.fromkeys(documents)
    return StoryView(
        documents, words, mentions, [], days, WordsEncoder(), given.gazetteer, given.comparison_weights
    )
