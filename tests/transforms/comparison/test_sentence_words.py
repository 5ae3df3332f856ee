"""Sentences as sets of stems: which of two documents are looked at together."""

from itertools import permutations

import pytest

from tests.resources import shipped
from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.logistic import Logistic, SentenceScorers, probability
from transforms.comparison.sentence_words import Sentences, topic_and_sentences

ONE = "The council of Lowford closed the old harbour in March."
SAME = "In March, the old harbour was closed by the council of Lowford."
ELSE = "Rain fell on the roofs of Kelby all day."


def _sentences(*texts: str) -> Sentences:
    return story(*texts).sentences


def test_overlap_is_one_for_the_same_words_and_nought_for_others() -> None:
    found = _sentences(ONE, SAME, ELSE)
    one, same, other = found.all
    assert found.overlap(one, one) == 1.0
    assert found.overlap(one, same) == found.overlap(same, one) > 0.9
    assert found.overlap(one, other) == 0.0


def test_what_is_left_out_does_not_count() -> None:
    found = _sentences("A bell rang.", "A bell fell.")
    one, other = found.all
    assert found.overlap(one, other) > found.overlap(one, other, {"bell"}) == 0.0


def test_only_sentences_of_two_documents_that_overlap_are_paired() -> None:
    (pair,) = _sentences(f"{ONE} {ELSE}", SAME).pairs
    assert (pair.one.document_id, pair.other.document_id) == ("d0", "d1")
    assert _sentences(f"{ONE} {SAME}", ELSE).pairs == []


def test_a_sentence_is_paired_with_at_most_two_of_another_document() -> None:
    assert len(_sentences(ONE, " ".join([SAME] * 5)).pairs) == 2


def test_the_order_of_documents_does_not_matter() -> None:
    texts = {"a": ONE, "b": SAME, "c": ELSE}
    words = {name: story(text).words["d0"] for name, text in texts.items()}
    scorer = shipped().comparison_weights.sentence_scorers
    found = {
        tuple(
            (*pair.keys, pair.overlap, pair.likely)
            for pair in Sentences({k: words[k] for k in order}, scorer).likely_pairs
        )
        for order in permutations(texts)
    }
    assert len(found) == 1


def test_documents_without_words_have_no_sentences() -> None:
    assert _sentences("", "").pairs == []


NEAR = "On Sunday the council met and spoke of boats, nets, trams, a library and a harbour wall in Lowford."


def _scored_by(feature: str, least: float, *texts: str) -> Sentences:
    """The sentences under a scorer that looks at one feature alone."""
    alone, among = shipped().comparison_weights.sentence_scorers
    weights = dict.fromkeys(among.weights, 0.0) | {feature: 1.0}
    return Sentences(story(*texts).words, SentenceScorers(alone, Logistic(weights, 0.0, least)))


def test_sentences_that_overlap_less_are_likely_pairs_where_a_scorer_says_so() -> None:
    found = _scored_by("overlap", 0.15, ONE, f"{NEAR} {ELSE}")
    assert list(found.pairs) == []
    (pair,) = found.likely_pairs
    assert {pair.one.number, pair.other.number} == {0} and 0.15 <= pair.overlap < 0.3
    assert pair.likely == pytest.approx(probability(pair.overlap), abs=1e-6)
    assert list(_scored_by("overlap", 0.3, ONE, f"{NEAR} {ELSE}").likely_pairs) == []


def test_a_sentence_has_a_few_likely_pairs_with_one_document() -> None:
    found = _scored_by("overlap", 0.0, ONE, " ".join([NEAR] * 9))
    assert len(found.likely_pairs) == 3


def test_every_pair_is_likely() -> None:
    found = _sentences(ONE, SAME)
    assert list(found.likely_pairs) == list(found.pairs) != []


def test_passages_are_as_likely_one_as_the_likeliest_of_their_sentences() -> None:
    found = _scored_by("overlap", 0.0, f"{ELSE} {ONE}", f"{SAME} {ELSE}")
    (pair,) = [pair for pair in found.likely_pairs if {pair.one.number, pair.other.number} == {0, 1}][:1]
    place = ("d0", pair.one.span.start + 3, pair.one.span.end)
    whole = ("d1", 0, pair.other.span.end)
    assert found.likely([place], [whole]) == found.likely([whole], [place]) >= pair.likely > 0.5
    assert found.likely([place], [("d1", 10_000, 10_001)]) == found.likely([], [whole]) == 0.0
    assert (0, 1) in set(found.likely_passages([[whole], [place]], 0.5))
    assert set(found.likely_passages([[whole], [place]], 1.0)) == set()


def test_stages_that_ask_for_the_sentences_of_the_same_words_share_them() -> None:
    words, weights = story(ONE, SAME).words, shipped().comparison_weights.sentence_scorers
    found = topic_and_sentences(words, weights)
    assert topic_and_sentences(dict(reversed(words.items())), weights) is found
    assert topic_and_sentences(story(ONE, ELSE).words, weights)[1] is not found[1]
