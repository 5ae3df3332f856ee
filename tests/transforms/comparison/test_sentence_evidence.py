"""What speaks for two sentences telling the same thing."""

from itertools import permutations

import numpy as np

from tests.resources import shipped
from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.logistic import Features, Logistic, SentenceScorers
from transforms.comparison.sentence_evidence import Key, log_odds
from transforms.comparison.sentence_words import Sentences

ONE = "The council of Lowford closed the old harbour in March after 12 storms."
SAME = "In March, the old harbour was closed by the council of Lowford after 12 storms."
OTHER = "The council of Lowford may sell the old harbour to 40 owners of boats."
AFTER = "Fishermen marched through the snow with lanterns."
UNFITTED = SentenceScorers(Logistic({}, 0.0, 0.0), Logistic({}, 0.0, 0.0))


def _sentences(*texts: str) -> Sentences:
    return Sentences(story(*texts).words, UNFITTED, frozenset({"lowford"}))


def _measured(*texts: str) -> dict[tuple[Key, Key], Features]:
    found = _sentences(*texts)
    rows = zip(*(column.tolist() for column in found.measured.values()), strict=True)
    features = (dict(zip(found.measured, row, strict=True)) for row in rows)
    return dict(zip(found.keys, features, strict=True))


def test_the_scorers_have_a_weight_for_every_feature_and_no_other() -> None:
    found, scorers = _sentences(ONE, SAME), shipped().comparison_weights.sentence_scorers
    assert found.measured.keys() == scorers.alone.weights.keys()
    assert found.measured_among(np.zeros(1)).keys() == scorers.among.weights.keys()


def test_columns_are_scored_as_pairs_one_by_one_would_be() -> None:
    scorer = shipped().comparison_weights.sentences_alone
    found = log_odds(scorer, _sentences(f"{ONE} {AFTER}", f"{OTHER} {SAME}").measured)
    each = _measured(f"{ONE} {AFTER}", f"{OTHER} {SAME}").values()
    assert found.tolist() == [scorer(one) for one in each] and len(found) > 1


def test_which_document_comes_first_tells_nothing() -> None:
    made = [next(iter(_measured(*texts).values())) for texts in permutations((ONE, OTHER))]
    assert made[0] == made[1]


def test_the_same_words_hold_each_other_and_a_number_counts_for_and_against() -> None:
    ((_, same),) = _measured(ONE, SAME).items()
    ((_, other),) = _measured(ONE, OTHER).items()
    assert same["held less"] == same["held more"] == 1.0 > other["held more"] >= other["held less"]
    assert (same["same number"], same["other numbers"]) == (1.0, 0.0)
    assert (other["same number"], other["other numbers"]) == (0.0, 1.0)
    assert same["names"] > 0.0 < other["names"]


def test_a_better_match_elsewhere_speaks_against_a_pair() -> None:
    found = _measured(ONE, f"{OTHER} {SAME}")
    assert found[("d0", 0), ("d1", 1)]["better for one"] == 0.0
    assert found[("d0", 0), ("d1", 0)]["better for one"] > found[("d0", 0), ("d1", 0)]["better for both"]


def test_sentences_beside_that_match_too_speak_for_a_pair() -> None:
    alone = _measured(ONE, OTHER)[("d0", 0), ("d1", 0)]
    beside = _measured(f"{ONE} {AFTER}", f"{OTHER} {AFTER}")[("d0", 0), ("d1", 0)]
    assert alone["beside"] == 0.0 < beside["beside"]
