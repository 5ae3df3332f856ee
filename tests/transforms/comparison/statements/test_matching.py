"""Which parts render one utterance."""

from collections.abc import Sequence
from dataclasses import replace

from tests.resources import shipped
from transforms.comparison.statements.matching import Part, match
from transforms.comparison.statements.passages import StoryPassages
from transforms.comparison.statements.sources import Sources
from transforms.comparison.statements.story_words import StoryWords
from transforms.language.similarity import Topic
from transforms.language.spans import Span

ME, OTHER = "spk_me", "spk_other"


def _part(document: str, text: str, quote: str = "q", kind: str = "direct", speaker: str | None = ME) -> Part:
    return Part(document, f"{document}{quote}", 0, (Span(0, len(text)),), text, kind, speaker)


def _at(start: int, part: Part) -> Part:
    return replace(part, spans=(Span(start, start + len(part.text)),))


def _matched(
    *parts: Part, story: StoryWords | None = None, sources: Sources | None = None
) -> list[list[int]]:
    resources = shipped()
    passages = StoryPassages(story or StoryWords(), Topic(), resources.encoder)
    return match(parts, passages, resources.comparison_weights.statements, sources or Sources())


def _one(*parts: Part) -> bool:
    return len(_matched(*parts)) == 1


SAID = "We cannot carry the heavy losses of the ferry line for another year"
REWORDED = "We are unable to carry the losses of the ferry line for one more year"


def test_a_rewording_joins_and_another_matter_does_not() -> None:
    assert _one(_part("a", SAID), _part("b", REWORDED))
    assert not _one(_part("a", SAID), _part("b", "The new bridge over the river will open in spring"))


def test_a_rewording_of_somebody_else_is_another_statement() -> None:
    assert not _one(
        _part("a", "The ferry line makes losses"), _part("b", "The ferry lost money", speaker=OTHER)
    )


def test_two_bodies_may_say_one_thing_where_two_people_say_two() -> None:
    parts = (_part("a", SAID), _part("b", "The ferry line cannot go on with its losses", speaker=OTHER))
    assert len(_matched(*parts, sources=Sources(frozenset({ME, OTHER})))) == 1
    assert len(_matched(*parts, sources=Sources())) == 2


def test_a_topic_is_not_a_statement() -> None:
    """All of the story is about votes and witnesses."""
    story = StoryWords(40, {"vote": 20, "witness": 20, "council": 20})
    left = _part("a", "that the council will vote on calling witnesses", kind="indirect")
    right = _part("b", "a vote on hearing the witnesses in public at a later time", kind="indirect")
    assert len(_matched(left, right, story=story)) == 2


def test_words_that_say_next_to_nothing_join_nothing() -> None:
    assert not _one(_part("a", "Yes, he did"), _part("b", "Yes, he did it"))
    assert not _one(_part("a", "the law", kind="indirect"), _part("b", "the law", kind="indirect"))


def test_copies_are_one_whatever_their_marks() -> None:
    parts = [
        _part("a", "“Trains will run,”"),
        _part("b", "Trains will run"),
        _part("c", "A bridge opens in spring"),
    ]
    assert _matched(*parts) == [[0, 1], [2]]


def test_two_parts_of_one_quote_are_two_utterances_though_they_share_a_run() -> None:
    one, other = f"{SAID} at sea", f"{SAID} on land"
    assert _one(_part("a", one), _part("b", other))
    assert not _one(_part("a", one), _at(200, _part("a", other)))


def test_a_quotation_inside_another_is_another_utterance() -> None:
    outer = _part("a", f"The chair told us that {SAID}")
    inner = _at(23, _part("a", SAID, quote="r", speaker=OTHER))
    assert not _one(outer, inner)
    assert _matched(outer, inner, _part("b", SAID, speaker=OTHER)) == [[0], [1, 2]]


def test_near_copies_without_end_are_one_statement_and_cost_a_few_comparisons_each() -> None:
    parts = [_part(f"{number:03}", f"{SAID} {number}") for number in range(500)]
    assert _one(*parts)


def test_a_chain_of_near_misses_is_no_statement() -> None:
    """Each has half of its words with the next, the first and the last have none in common."""
    words = "harbour ferry winter losses bridge council spring voters budget pilots storms tenants".split()
    parts = [_part(str(i), " ".join(words[i : i + 4])) for i in range(0, 9)]
    assert all(0 not in group or 8 not in group for group in _matched(*parts))


def _texts(parts: Sequence[Part], groups: list[list[int]]) -> set[frozenset[str]]:
    return {frozenset(parts[i].text for i in group) for group in groups}


def test_the_order_of_parts_does_not_matter() -> None:
    parts = [_part("a", SAID), _part("b", REWORDED), _part("c", "A bridge opens in spring, they say")]
    turned = parts[::-1]
    assert _texts(parts, _matched(*parts)) == _texts(turned, _matched(*turned))
