"""Passages of a story, as they are compared."""

from tests.resources import shipped
from transforms.comparison.statements.passages import StoryPassages
from transforms.comparison.statements.story_words import StoryWords
from transforms.language.similarity import Topic, stem


def test_a_name_that_two_passages_share_is_nothing_that_both_say() -> None:
    story = StoryWords(40, {}, frozenset({stem("harland")}))
    passages = StoryPassages(story, Topic(), shipped().encoder)
    one, other = "Harland wants the ferries to run", "Harland was born beside the river"
    said = passages.aligned(one, other).said
    assert said < StoryPassages(StoryWords(40), Topic(), shipped().encoder).aligned(one, other).said
    assert said == passages.aligned(other, one).said and passages.aligned(one, one).said > 0.99
