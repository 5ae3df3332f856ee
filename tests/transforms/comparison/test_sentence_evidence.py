"""What speaks for two sentences telling the same thing."""

from itertools import permutations

from tests.resources import shipped
from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.logistic import Features, Logistic
from transforms.comparison.sentence_words import Sentences

ONE = "The council of Lowford closed the old harbour in March after 12 storms."
SAME = "In March, the old harbour was closed by the council of Lowford after 12 storms."
OTHER = "The council of Lowford may sell the old harbour to 40 owners of boats."
AFTER = "Fishermen marched through the snow with lanterns."


def _measured(*texts: str) -> dict[tuple[tuple[str, int], tuple[str, int]], Features]:
    words = story(*texts).words
    return dict(Sentences(words, Logistic({}, 0.0, 0.0), frozenset({"lowford"})).measured())


def test_the_scorer_has_a_weight_for_every_feature_and_no_other() -> None:
    ((_, found),) = _measured(ONE, SAME).items()
    assert found.keys() == shipped().comparison_weights.sentences.weights.keys()


def test_which_document_comes_first_tells_nothing() -> None:
    made = [next(iter(_measured(*texts).values())) for texts in permutations((ONE, OTHER))]
    assert made[0] == made[1]


def test_the_same_words_hold_each_other_and_a_number_counts_for_and_against() -> None:
    ((_, same),) = _measured(ONE, SAME).items()
    ((_, other),) = _measured(ONE, OTHER).items()
    assert same["held less"] == same["held more"] == 1.0 > other["held more"] >= other["held less"]
    assert (same["same number"], same["other numbers"]) == (1.0, 0.0)
    assert (other["same number"], other["other numbers"]) == (0.0, 1.0)
    assert same["names"] == other["names"] > 0.0


def test_a_better_match_elsewhere_speaks_against_a_pair() -> None:
    found = _measured(ONE, f"{OTHER} {SAME}")
    assert found[("d0", 0), ("d1", 1)]["better for one"] == 0.0
    assert found[("d0", 0), ("d1", 0)]["better for one"] > found[("d0", 0), ("d1", 0)]["better for both"]


def test_sentences_beside_that_match_too_speak_for_a_pair() -> None:
    alone = _measured(ONE, OTHER)[("d0", 0), ("d1", 0)]
    beside = _measured(f"{ONE} {AFTER}", f"{OTHER} {AFTER}")[("d0", 0), ("d1", 0)]
    assert alone["beside"] == 0.0 < beside["beside"]
