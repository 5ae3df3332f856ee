"""The same words of one speaker in two documents, with a "not" in one."""

from tests.transforms.comparison.differences.made_renderings import said
from transforms.comparison.differences.speech import speech_candidates

LONG = "the port cannot carry the heavy loss of the night ferry another year"


def test_a_not_in_one_of_two_reports_is_a_difference_of_polarity() -> None:
    denied = LONG.replace("cannot", "can")
    (candidate,) = speech_candidates([said("a", LONG), said("b", denied)])
    assert {value.normalised for value in candidate.values} == {"negative", "positive"}


def test_short_words_unknown_speakers_and_reported_speech_are_none() -> None:
    assert list(speech_candidates([said("a", "We agree", "spk_1"), said("b", "We agree", "spk_2")])) == []
    assert list(speech_candidates([said("a", LONG, None), said("b", LONG, "spk_2")])) == []
    assert list(speech_candidates([said("a", LONG, "spk_1", "indirect"), said("b", LONG, "spk_2")])) == []
    assert list(speech_candidates([])) == []
