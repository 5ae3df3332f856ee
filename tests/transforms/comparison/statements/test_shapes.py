"""The shape of a passage."""

from tests.resources import shipped
from transforms.comparison.statements.pair_features import Relation, features
from transforms.comparison.statements.passages import Aligned, passage
from transforms.comparison.statements.shapes import Shape, shape_of
from transforms.comparison.statements.sources import Kinship
from transforms.comparison.statements.story_words import StoryWords
from transforms.language.similarity import stem
from transforms.language.spans import Span


def _shapes(*texts: str, kind: str | None = "indirect") -> list[Shape]:
    documents = shipped().analyser([(text, [0]) for text in texts])
    return [shape_of(found, Span(0, len(found.text)), found.text, kind) for found in documents]


def test_the_name_of_a_matter_has_no_verb_and_a_clause_has_one() -> None:
    matter, clause = _shapes("the ferry subsidies", "the council will cut the ferry subsidies")
    assert not matter.has_verb and clause.has_verb
    assert matter.head == stem("subsidy") and clause.head == stem("cut")


def test_words_in_quotation_marks_are_the_speakers_own_and_all_words_of_a_direct_quote() -> None:
    text = 'the plan a "cruel trick" on “island families” and their boats'
    marked = {stem(word) for word in ("cruel", "trick", "island", "families")}
    assert _shapes(text)[0].marked == marked
    assert _shapes(text, kind="direct")[0].marked == marked | {stem("plan"), stem("boats")}
    assert not _shapes("the plan will hurt island families")[0].marked


def _pair(left: Shape, right: Shape) -> dict[str, float]:
    one, other = (passage("the plan was a cruel trick", StoryWords()) for _ in range(2))
    shapes = (left, right)
    return dict(features(one, other, Aligned(0.5, 0.5, 0.5), Relation(Kinship(None), False, shapes=shapes)))


def test_what_shapes_say_of_a_pair_does_not_depend_on_who_comes_first() -> None:
    marked = frozenset({stem("cruel"), stem("trick")})
    one = Shape("mixed", "demand", False, False, stem("trick"), marked)
    other = Shape("direct", "neutral", True, True, "elsewhere", frozenset({stem("trick")}))
    assert _pair(one, other) == _pair(other, one)
    found = _pair(one, other)
    assert (found["no_verb"], found["head_held"], found["marked"], found["other_cue"]) == (1, 0.5, 1, 1)


def test_an_outlets_own_voice_has_no_cue_that_could_be_another() -> None:
    assert _pair(Shape("indirect", "demand"), Shape())["other_cue"] == 0


def test_a_clause_has_a_tense_and_a_plan_or_a_matter_has_none() -> None:
    clause, plan, matter = _shapes("the council cuts the subsidies", "to cut the subsidies", "the subsidies")
    assert clause.is_finite and not plan.is_finite and not matter.is_finite


def test_what_has_no_tense_counts_only_beside_an_outlets_own_voice() -> None:
    matter, quote = Shape(is_finite=False), Shape("indirect", is_finite=False)
    assert _pair(matter, quote)["voice_without_tense"] == 2
    assert _pair(Shape(), quote)["voice_without_tense"] == 1
    assert _pair(quote, quote)["voice_without_tense"] == 0


def _unlike(left: str, right: str, kind: str = "direct") -> float:
    one, other = (passage(text, StoryWords()) for text in (left, right))
    relation = Relation(Kinship(None), False, shapes=(Shape(kind), Shape("direct")))
    return features(one, other, Aligned(0.5, 0.5, 0.5), relation)["unlike_direct"]


def test_two_quotations_word_for_word_are_unlike_by_what_neither_prints_of_the_other() -> None:
    said = "the plan was a cruel trick on the islands"
    assert _unlike(said, said) == 0
    assert _unlike(said, "we were fooled by the council again") == 1
    assert _unlike(said, "we were fooled by the council again", kind="indirect") == 0
